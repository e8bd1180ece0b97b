/// The header fields of a request or an answer; names are compared without regard to case.
///
/// Its description is the names alone: values carry tokens.
public struct ZoomHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field.
    public struct Field: Sendable, Hashable {
        /// The name, in lower case.
        public let name: String
        /// The value.
        public let value: String
    }

    /// The fields, in their order.
    public private(set) var fields: [Field]

    /// The fields of a literal, in its order.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }

    /// Takes the fields of an answer.
    public init(_ pairs: some Sequence<(String, String)>) {
        self.fields = pairs.map { Field(name: $0.lowercased(), value: $1) }
    }

    /// The value of the first field with this name; setting replaces all of them.
    public subscript(name: String) -> String? {
        get {
            let name = name.lowercased()
            return fields.first { $0.name == name }?.value
        }
        set {
            let name = name.lowercased()
            fields.removeAll { $0.name == name }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }
}

extension ZoomHeaders: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names of the fields.
    public var description: String { fields.map(\.name).joined(separator: ", ") }
    /// The names of the fields.
    public var debugDescription: String { description }
    /// The names of the fields.
    public var customMirror: Mirror { Mirror(self, children: ["names": description]) }
}
