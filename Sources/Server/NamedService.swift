import ServiceLifecycle

/// A service of which the log says its name: what runs it would else write out all that it holds.
protocol NamedService: Service, CustomStringConvertible {}

extension NamedService {
    var description: String { "\(Self.self)" }
}
