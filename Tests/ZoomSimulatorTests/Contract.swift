import EventSourcing
import Foundation

/// What Zoom documents of the operations that are served: of each path and method the answer's
/// members and their types, in short.
///
/// An object is an object, a list holds what its elements are, `!` after a name says that it is
/// required, `any` is anything.
struct Contract {
    private let operations: [String: JSON]

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Contract/zoom-meetings.json")
        operations = try JSON(parsing: [UInt8](Data(contentsOf: file))).object ?? [:]
    }

    var names: Set<String> { Set(operations.keys) }

    /// What in an answer is not as documented; empty where all is.
    func violations(_ answer: Answer, of operation: String) -> [String] {
        guard let answers = operations[operation]?["answers"]?.object else {
            return ["\(operation) is not documented"]
        }
        guard let shape = answers[String(answer.status)] else {
            return ["\(operation) documents no answer \(answer.status)"]
        }
        guard shape != .null else {
            return answer.json == .null ? [] : ["\(operation) documents no body"]
        }
        return Self.violations(answer.json, of: shape, at: operation)
    }

    /// What in a call is not as documented; empty where all is.
    func requestViolations(_ asked: Answer, of operation: String) -> [String] {
        guard let documented = operations[operation] else {
            return ["\(operation) is not documented"]
        }
        let query = documented["query"]?.object ?? [:]
        let needed = query.keys.filter { $0.hasSuffix("!") }.map { String($0.dropLast()) }
        let missing = needed.filter { asked.query[$0] == nil }.map { "?\($0) is missing" }
        let wrong = asked.query.compactMap { name, text -> String? in
            guard let type = query[name] ?? query["\(name)!"] else {
                return "?\(name) is not documented"
            }
            return type == "integer" && Int64(text) == nil ? "?\(name) is no integer" : nil
        }
        guard let body = asked.body else { return missing + wrong }
        guard let shape = documented["request"] else { return ["\(operation) takes no body"] }
        return missing + wrong + Self.violations(body, of: shape, at: operation)
    }

    private static func violations(_ json: JSON, of shape: JSON, at place: String) -> [String] {
        switch shape {
        case .string(let type):
            return isOf(type, json) ? [] : ["\(place) is no \(type)"]
        case .array(let element):
            guard let elements = json.array else { return ["\(place) is no list"] }
            return elements.enumerated().flatMap {
                violations($0.element, of: element[0], at: "\(place)[\($0.offset)]")
            }
        case .object(let members):
            guard let object = json.object else { return ["\(place) is no object"] }
            let needed = members.keys.filter { $0.hasSuffix("!") }.map { $0.dropLast() }
            let missing = needed.filter { object[String($0)] == nil }
            return missing.map { "\(place).\($0) is missing" }
                + object.flatMap { name, value in
                    guard let shape = members[name] ?? members["\(name)!"] else {
                        return ["\(place).\(name) is not documented"]
                    }
                    return violations(value, of: shape, at: "\(place).\(name)")
                }
        default: return ["\(place) has no shape"]
        }
    }

    private static func isOf(_ type: String, _ json: JSON) -> Bool {
        switch (type, json) {
        case ("any", _), ("string", .string), ("integer", .integer), ("boolean", .bool),
            ("number", .integer), ("number", .fraction), ("object", .object):
            true
        default: false
        }
    }
}

/// Zoom's own OpenAPI document, for whoever has it.
struct OpenAPIDocument {
    private let document: JSON

    init(file: String) throws {
        document = try JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: file))))
    }

    /// What in an answer is not as documented; `nil` for an operation that is not in the document.
    func violations(_ answer: Answer, of operation: String) -> [String]? {
        let words = operation.split(separator: " ").map(String.init)
        guard let found = document["paths"]?[words[1]]?[words[0].lowercased()] else { return nil }
        guard let response = found["responses"]?[String(answer.status)] else {
            return ["\(operation) documents no answer \(answer.status)"]
        }
        guard let content = response["content"]?.object?.values.first else {
            return answer.json == .null ? [] : ["\(operation) documents no body"]
        }
        return violations(answer.json, of: content["schema"] ?? [:], at: operation)
    }

    private func resolved(_ schema: JSON) -> JSON {
        guard let name = schema["$ref"]?.string?.split(separator: "/").last else { return schema }
        return resolved(document["components"]?["schemas"]?[String(name)] ?? [:])
    }

    /// The members of a schema and of all it is made of.
    private func members(_ schema: JSON) -> [String: JSON] {
        var members = schema["properties"]?.object ?? [:]
        for part in schema["allOf"]?.array ?? [] {
            members.merge(self.members(resolved(part))) { own, _ in own }
        }
        return members
    }

    private func required(_ schema: JSON) -> [String] {
        (schema["required"]?.array?.compactMap(\.string) ?? [])
            + (schema["allOf"]?.array ?? []).flatMap { required(resolved($0)) }
    }

    private func violations(_ json: JSON, of schema: JSON, at place: String) -> [String] {
        let schema = resolved(schema)
        if schema["oneOf"] != nil || schema["anyOf"] != nil { return [] }
        if let words = schema["enum"]?.array, !words.contains(json) {
            return ["\(place) is none of the words documented: \(json)"]
        }
        let members = members(schema)
        if !members.isEmpty {
            guard let object = json.object else { return ["\(place) is no object"] }
            return required(schema).filter { object[$0] == nil }.map { "\(place).\($0) is missing" }
                + object.flatMap { name, value in
                    members[name].map { violations(value, of: $0, at: "\(place).\(name)") }
                        ?? ["\(place).\(name) is not documented"]
                }
        }
        switch (schema["type"]?.string, json) {
        case ("array", .array(let elements)):
            return elements.enumerated().flatMap {
                violations($0.element, of: schema["items"] ?? [:], at: "\(place)[\($0.offset)]")
            }
        case (nil, _), ("string", .string), ("integer", .integer), ("boolean", .bool),
            ("number", .integer), ("number", .fraction), ("object", .object):
            return []
        default: return ["\(place) is no \(schema["type"]?.string ?? "")"]
        }
    }
}
