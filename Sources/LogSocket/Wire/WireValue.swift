import EventSourcing
import Foundation

/// A value that goes over the wire.
protocol WireValue {
    /// Its form in a message.
    var wire: JSON { get }
    /// Reads it from a message.
    init(wire: JSON) throws(WireError)
}

extension JSON {
    /// Bytes as Base64.
    static func bytes(_ bytes: [UInt8]) -> JSON { .string(Data(bytes).base64EncodedString()) }

    /// The bytes of a Base64 string; `nil` for anything else.
    var bytes: [UInt8]? { string.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } }

    /// Values as an array.
    static func list(_ values: some Sequence<some WireValue>) -> JSON {
        .array(values.map(\.wire))
    }

    /// An object without the members that are not there.
    static func members(_ members: [String: JSON?]) -> JSON {
        .object(members.compactMapValues(\.self))
    }
}

/// The members of an object of a message, while it is read.
struct WireReader {
    private let members: [String: JSON]
    private let subject: String

    /// Opens an object; `subject` says in errors what it is.
    init(_ json: JSON, _ subject: String) throws(WireError) {
        guard let members = json.object else { throw WireError("\(subject) is no object") }
        self.members = members
        self.subject = subject
    }

    /// Whether a member is there and not `null`.
    func has(_ name: String) -> Bool { (members[name] ?? .null) != .null }

    func json(_ name: String) throws(WireError) -> JSON {
        try member(name, "value") { $0 }
    }

    func text(_ name: String) throws(WireError) -> String { try member(name, "text", \.string) }

    func integer(_ name: String) throws(WireError) -> Int64 {
        try member(name, "integer", \.integer)
    }

    func bytes(_ name: String) throws(WireError) -> [UInt8] { try member(name, "Base64", \.bytes) }

    func flag(_ name: String) throws(WireError) -> Bool {
        try member(name, "truth value") { json in
            guard case .bool(let flag) = json else { return nil }
            return flag
        }
    }

    func elements(_ name: String) throws(WireError) -> [JSON] {
        try member(name, "array", \.array)
    }

    func texts(_ name: String) throws(WireError) -> [String] {
        try member(name, "array of texts") { json in
            guard let array = json.array else { return nil }
            let texts = array.compactMap(\.string)
            return texts.count == array.count ? texts : nil
        }
    }

    func value<Value: WireValue>(_ name: String) throws(WireError) -> Value {
        try Value(wire: try json(name))
    }

    func optional<Value: WireValue>(_ name: String) throws(WireError) -> Value? {
        has(name) ? try value(name) : nil
    }

    func list<Value: WireValue>(_ name: String) throws(WireError) -> [Value] {
        var values: [Value] = []
        for element in try elements(name) { values.append(try Value(wire: element)) }
        return values
    }

    private func member<Value>(
        _ name: String,
        _ kind: String,
        _ read: (JSON) -> Value?
    ) throws(WireError) -> Value {
        guard let value = members[name].flatMap(read) else {
            throw WireError("\(subject) has no \(kind) named \(name)")
        }
        return value
    }
}
