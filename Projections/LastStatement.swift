import EventSourcing

/// The last of many statements about one thing, whatever order they arrive in.
///
/// The later by Zoom's clock wins; of two at the same time, the one whose text sorts last.
struct LastStatement<Value: Sendable & Hashable>: Sendable, Hashable {
    private(set) var value: Value
    private var statedAt: Instant?
    private var text: String

    init(_ value: Value, at statedAt: Instant?, text: String) {
        self.value = value
        self.statedAt = statedAt
        self.text = text
    }

    /// A statement of a value whose description tells it from any other.
    init(_ value: Value, at statedAt: Instant?) {
        self.init(value, at: statedAt, text: "\(value)")
    }

    /// The later of two statements.
    static func later(_ left: Self?, _ right: Self) -> Self {
        guard let left else { return right }
        return left.precedes(right) ? right : left
    }

    private func precedes(_ other: Self) -> Bool {
        if statedAt == other.statedAt {
            return text.utf8.lexicographicallyPrecedes(other.text.utf8)
        }
        guard let statedAt else { return true }
        guard let otherTime = other.statedAt else { return false }
        return statedAt < otherTime
    }
}

extension Personal<String> {
    /// The text to show: a placeholder where it was erased or cannot be read.
    var shown: String {
        switch content {
        case .open(let text): text
        case .encrypted: "[encrypted]"
        case .erased: "[erased]"
        }
    }
}
