/// What of a request would be refused by Zoom, known before it is sent.
///
/// It names the field, never what stands there.
public enum ZoomInputFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A field that is needed is empty.
    case empty(field: String)
    /// A text is longer than so many characters.
    case tooLong(field: String, charactersMax: Int)
    /// A number lies outside of a range.
    case outOfRange(field: String, ClosedRange<Int64>)
    /// There are more than so many elements.
    case tooMany(field: String, max: Int)
    /// Two fields exclude each other, or one needs the other.
    case contradiction(String)

    /// The fault in words.
    public var description: String {
        switch self {
        case .empty(let field): "\(field) is empty"
        case .tooLong(let field, let max): "\(field) is longer than Zoom's \(max) characters"
        case .outOfRange(let field, let range):
            "\(field) is not between \(range.lowerBound) and \(range.upperBound)"
        case .tooMany(let field, let max): "\(field) has more than the \(max) elements Zoom takes"
        case .contradiction(let rule): rule
        }
    }

    static func check(
        _ text: String?,
        _ field: String,
        charactersMax: Int,
        isNeeded: Bool = false
    ) throws(ZoomInputFault) {
        guard let text, !text.isEmpty else {
            if isNeeded { throw .empty(field: field) }
            return
        }
        guard text.count <= charactersMax else {
            throw .tooLong(field: field, charactersMax: charactersMax)
        }
    }

    static func check(
        _ number: Int64?,
        _ field: String,
        in range: ClosedRange<Int64>
    ) throws(ZoomInputFault) {
        if let number, !range.contains(number) { throw .outOfRange(field: field, range) }
    }
}
