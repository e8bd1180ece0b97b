import EventSourcing
import Foundation

/// What Zoom documents of the operations that are served: of each path and method the answer's
/// members and their types, in short.
///
/// An object is an object, a list holds what its elements are, `!` after a name says that it is
/// required, `any` is anything, `string=a|b` is one of these words. Words are noted of what is asked,
/// not of answers.
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
        requestViolations(query: asked.query, body: asked.body, of: operation)
    }

    /// The same, of what a client would ask.
    func requestViolations(
        query asked: [String: String],
        body: JSON?,
        of operation: String
    ) -> [String] {
        guard let documented = operations[operation] else {
            return ["\(operation) is not documented"]
        }
        let query = documented["query"]?.object ?? [:]
        let needed = query.keys.filter { $0.hasSuffix("!") }.map { String($0.dropLast()) }
        let missing = needed.filter { asked[$0] == nil }.map { "?\($0) is missing" }
        let wrong = asked.compactMap { name, text -> String? in
            guard let type = (query[name] ?? query["\(name)!"])?.string else {
                return "?\(name) is not documented"
            }
            return Self.isOf(type, query: text) ? nil : "?\(name) is no \(type)"
        }
        guard let shape = documented["request"] else {
            return missing + wrong + (body == nil ? [] : ["\(operation) takes no body"])
        }
        guard let body else {
            let isNeeded = shape.object?.keys.contains { $0.hasSuffix("!") } == true
            return missing + wrong + (isNeeded ? ["\(operation) has no body"] : [])
        }
        return missing + wrong + Self.violations(body, of: shape, at: operation)
    }

    /// Whether the value of an argument, which is text, is what its type says.
    private static func isOf(_ type: String, query text: String) -> Bool {
        let json: JSON =
            if type.hasPrefix("integer") {
                Int64(text).map(JSON.integer) ?? .null
            } else if type == "boolean" {
                ["true": JSON.bool(true), "false": .bool(false)][text] ?? .null
            } else {
                .string(text)
            }
        return isOf(type, json)
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

    private static func isOf(_ named: String, _ json: JSON) -> Bool {
        let parts = named.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 2 {
            let word = json.string ?? json.integer.map(String.init) ?? ""
            guard parts[1].split(separator: "|").contains(Substring(word)) else { return false }
        }
        return switch (parts[0], json) {
        case ("any", _), ("string", .string), ("integer", .integer), ("boolean", .bool),
            ("number", .integer), ("number", .fraction), ("object", .object):
            true
        default: false
        }
    }
}
