import EventSourcing

/// One thing the API can do: its method and path, its price, and what a token needs for it.
struct Operation: Sendable {
    var method: String
    /// The path with names in braces.
    var template: String
    var rate: RateClass
    /// The scopes of which one is enough; the first is the one Zoom misses by name.
    var scopes: [String]
    var run: @Sendable (inout SimulatedZoom, AdmittedCall) throws(ZoomFailure) -> ZoomAnswer

    init(
        _ method: String,
        _ template: String,
        _ rate: RateClass,
        _ scopes: [String],
        run:
            @escaping @Sendable (
                inout SimulatedZoom, AdmittedCall
            ) throws(ZoomFailure) -> ZoomAnswer
    ) {
        self.method = method
        self.template = template
        self.rate = rate
        self.scopes = scopes
        self.run = run
    }

    /// The scopes for what is asked of an account below one's own: those of a master.
    func scopes(forMaster isForMaster: Bool) -> [String] {
        guard isForMaster else { return scopes }
        return scopes.map {
            $0.hasSuffix(":admin") ? String($0.dropLast("admin".count)) + "master" : $0
        }
    }

    /// All there are.
    static let all =
        users + meetings + registrants + webinars + panelists + past + reports + recordings
        + subscriptions

    /// What a path names by this template; `nil` when it is another path.
    func parameters(of segments: [String]) -> [String: String]? {
        let names = template.split(separator: "/")
        guard names.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (name, segment) in zip(names, segments) {
            if name.hasPrefix("{") {
                parameters[String(name.dropFirst().dropLast())] = segment
            } else if name != segment {
                return nil
            }
        }
        return parameters
    }
}

/// A path, taken apart as Zoom does it.
///
/// It is split and decoded once on the way to the service, which decodes again. A uuid that begins with
/// `/` or holds `//` therefore arrives whole only if it was encoded twice (Zoom API, *Meeting ID and
/// UUID*).
struct CallPath {
    /// The parts between slashes.
    var segments: [String]

    init(_ path: String) {
        segments = path.split(separator: "/", omittingEmptySubsequences: true).flatMap { part in
            let once = Self.decoded(String(part))
            // What holds an awkward slash after one decoding falls apart.
            guard once.hasPrefix("/") || once.contains("//") else {
                return [once.contains("%") ? Self.decoded(once) : once]
            }
            return once.split(separator: "/").map(String.init)
        }
    }

    /// Text with its percent escapes resolved; what is no escape stays.
    static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2,
                let value = UInt8(digits, radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
