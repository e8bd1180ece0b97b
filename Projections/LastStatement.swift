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

/// The last of many statements of a personal text.
///
/// Folds do not read it: of those made at one time all are kept until it is shown, when the one
/// that sorts last wins.
struct LastPersonal: Sendable, Hashable {
    private var statedAt: Instant?
    private(set) var candidates: [Personal<String>] = []

    /// Takes in a statement.
    mutating func note(_ personal: Personal<String>, at instant: Instant?) {
        let known = statedAt ?? .distantPast
        let stated = instant ?? .distantPast
        guard candidates.isEmpty || stated >= known else { return }
        if stated > known { candidates.removeAll(keepingCapacity: true) }
        statedAt = instant
        if !candidates.contains(where: { $0.saysTheSame(as: personal) }) {
            candidates.append(personal)
        }
    }

    /// The text last stated; `nil` where none was.
    func shown(in disclosure: Disclosure) -> String? {
        candidates.map { $0.shown(in: disclosure) }
            .max { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension Personal<String> {
    /// The text to show: a fixed placeholder where it was erased (I-5).
    func shown(in disclosure: Disclosure) -> String {
        disclosure.text(of: self) ?? Disclosure.placeholder
    }

    /// Whether two fields are about one subject and hold the same text, as far as a fold can tell.
    fileprivate func saysTheSame(as other: Self) -> Bool {
        guard subject == other.subject else { return false }
        return switch (content, other.content) {
        case (.sealed(let field), .sealed(let another)): field.mark == another.mark
        // Swift takes two texts for equal that are only composed differently.
        case (.open(let text), .open(let another)): text.utf8.elementsEqual(another.utf8)
        default: content == other.content
        }
    }
}

extension Disclosure {
    /// What stands for a text that was erased.
    static let placeholder = "[erased]"
}
