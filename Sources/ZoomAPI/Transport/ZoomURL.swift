import FoundationEssentials

/// An absolute address by HTTP or HTTPS.
///
/// Its description is the origin alone: paths and queries of addresses at Zoom name people and carry
/// tokens.
public struct ZoomURL: Sendable, Hashable {
    /// How an address is reached.
    public enum Scheme: String, Sendable, Hashable {
        /// In clear; only for a Zoom that runs on one's own machine.
        case http
        /// Encrypted.
        case https
    }

    /// How it is reached.
    public let scheme: Scheme
    /// The host, in lower case.
    public let host: String
    /// The port; `nil` for the scheme's own.
    public let port: Int?
    /// Path and query, beginning with `/`, or empty.
    let target: String

    /// Makes an origin: an address without path and query.
    init(scheme: Scheme, host: String, port: Int? = nil) {
        self.init(scheme: scheme, host: host, port: port, target: "")
    }

    private init(scheme: Scheme, host: String, port: Int?, target: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target
    }

    /// Reads an absolute address; `nil` for anything else, for one with a name and a password in it,
    /// and for a host that is neither a name in ASCII nor an IPv4 address.
    public init?(_ text: String) {
        guard let url = URL(string: text) else { return nil }
        self.init(url)
    }

    private init?(_ url: URL) {
        guard let scheme = url.scheme.flatMap({ Scheme(rawValue: $0.lowercased()) }),
            let host = url.host(percentEncoded: true)?.lowercased(), Self.isHost(host),
            url.user == nil, url.password == nil
        else { return nil }
        let path = url.path(percentEncoded: true)
        let target = path + (url.query(percentEncoded: true).map { "?" + $0 } ?? "")
        self.init(
            scheme: scheme,
            host: host,
            port: url.port,
            target: target.hasPrefix("/") || target.isEmpty ? target : "/" + target
        )
    }

    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            }
    }

    /// The whole address, for whoever sends to it.
    public var text: String { origin.description + target }

    /// The address without path and query.
    public var origin: ZoomURL { ZoomURL(scheme: scheme, host: host, port: port) }

    /// The address at the same place with more of a path, and nothing after it.
    func appending(_ path: String) -> ZoomURL {
        let base = target.split(separator: "?", omittingEmptySubsequences: false)[0]
        let stem = base.hasSuffix("/") ? String(base.dropLast()) : String(base)
        return ZoomURL(scheme: scheme, host: host, port: port, target: stem + path)
    }

    /// Where an answer with this `Location` leads; `nil` when it cannot be read or when it would lead
    /// from what is encrypted to what is not.
    func redirected(to location: String) -> ZoomURL? {
        guard let base = URL(string: text),
            let url = URL(string: location, relativeTo: base)?.absoluteURL,
            let next = ZoomURL(url), next.scheme == .https || scheme == .http
        else { return nil }
        return next
    }

    /// Whether both are reached at one place.
    func hasSameOrigin(as other: ZoomURL) -> Bool {
        scheme == other.scheme && host == other.host && effectivePort == other.effectivePort
    }

    private var effectivePort: Int { port ?? (scheme == .https ? 443 : 80) }
}

extension ZoomURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The origin, such as `https://api.zoom.us`.
    public var description: String { "\(scheme.rawValue)://\(host)\(port.map { ":\($0)" } ?? "")" }
    /// The origin.
    public var debugDescription: String { description }
    /// The origin.
    public var customMirror: Mirror { Mirror(self, children: ["origin": description]) }
}
