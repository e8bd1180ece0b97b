/// The names of scopes (Zoom, *OAuth scopes*): newer apps have granular ones, older apps classic ones.
public enum ZoomScope {
    /// What a scope allows to do.
    enum Verb: String {
        case read, write, update, delete
    }

    /// The scopes of which one allows an operation: the granular and the classic.
    static func any(
        of product: String,
        _ verb: Verb,
        _ object: String,
        classic: String? = nil
    ) -> [String] {
        let isReading = verb == .read
        return [
            "\(product):\(verb.rawValue):\(object):admin",
            "\(classic ?? product):\(isReading ? "read" : "write"):admin",
        ]
    }

    /// The scopes that are missing for operations, the granular name of each, in order.
    /// - Parameters:
    ///   - operations: What is to be done.
    ///   - granted: The scopes that the account's token has (``ZoomClient/scopes()``).
    /// - Returns: the scopes to be added to the app.
    public static func missing(for operations: [ZoomOperation], in granted: [String]) -> [String] {
        // A scope for users' own things or a master's sub-accounts counts as the one of the account.
        let stems = Set(granted.map(stem))
        let lacking = operations.filter { operation in
            !operation.scopes.isEmpty && !operation.scopes.contains { stems.contains(stem($0)) }
        }
        return Set(lacking.compactMap(\.scopes.first)).sorted()
    }

    private static func stem(_ scope: String) -> String {
        let ends = [":admin", ":master"]
        guard let end = ends.first(where: scope.hasSuffix) else { return scope }
        return String(scope.dropLast(end.count))
    }
}

extension ZoomMeetingKind {
    /// The word of its paths: `meetings` or `webinars`.
    var plural: String { rawValue + "s" }
    /// The name of its number in paths.
    var idName: String { rawValue + "Id" }

    /// The path to one of them.
    func path(_ number: ZoomMeetingNumber) -> [ZoomOperation.Segment] {
        [.word(plural), .argument(idName, number.description)]
    }

    /// The scopes of which one allows to do something with an object of it.
    func scopes(_ verb: ZoomScope.Verb, _ object: String) -> [String] {
        ZoomScope.any(of: rawValue, verb, object)
    }
}
