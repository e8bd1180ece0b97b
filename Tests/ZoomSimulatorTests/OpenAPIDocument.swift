import EventSourcing
import Foundation

/// Zoom's own OpenAPI document, for whoever has it.
struct OpenAPIDocument {
    private let document: JSON

    init(file: String) throws {
        document = try JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: file))))
    }

    /// What in a request is not as documented; `nil` for an operation that is not in the document.
    /// - Parameters:
    ///   - operation: The method, and the path with names.
    ///   - path: The arguments in the path, by name.
    ///   - query: The arguments after the question mark.
    ///   - body: The body, if there is one.
    /// - Returns: each violation in words.
    func requestViolations(
        of operation: String,
        path: [String: String],
        query: [String: String],
        body: JSON?
    ) -> [String]? {
        let words = operation.split(separator: " ").map(String.init)
        guard let found = document["paths"]?[words[1]]?[words[0].lowercased()] else { return nil }
        let documented = found["parameters"]?.array ?? []
        var wrong: [String] = []
        for (kind, given) in [("path", path), ("query", query)] {
            let known = documented.filter { $0["in"]?.string == kind }
            for parameter in known where parameter["required"] == .bool(true) {
                let name = parameter["name"]?.string ?? ""
                if given[name] == nil { wrong.append("\(operation): \(name) is missing") }
            }
            for (name, text) in given {
                guard let parameter = known.first(where: { $0["name"]?.string == name }) else {
                    wrong.append("\(operation): \(name) is not documented in the \(kind)")
                    continue
                }
                let schema = resolved(parameter["schema"] ?? [:])
                wrong += violations(Self.value(text, schema), of: schema, at: "?\(name)")
            }
        }
        let schema = found["requestBody"]?["content"]?["application/json"]?["schema"]
        switch (body, schema) {
        case (nil, nil): break
        case (nil, let schema?): wrong += required(resolved(schema)).map { "\($0) is missing" }
        case (_?, nil): wrong.append("\(operation) takes no body")
        case (let body?, let schema?): wrong += violations(body, of: schema, at: operation)
        }
        return wrong
    }

    /// What the text of an argument stands for.
    private static func value(_ text: String, _ schema: JSON) -> JSON {
        switch schema["type"]?.string {
        case "integer": Int64(text).map(JSON.integer) ?? .string(text)
        case "boolean": ["true": JSON.bool(true), "false": .bool(false)][text] ?? .string(text)
        default: .string(text)
        }
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

    /// Days of the week may be several, with commas, as their description says.
    private static func isOne(_ json: JSON, of words: [JSON], at place: String) -> Bool {
        guard place.hasSuffix(".weekly_days"), let text = json.string else {
            return words.contains(json)
        }
        return text.split(separator: ",").allSatisfy { words.contains(.string(String($0))) }
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
        if let words = schema["enum"]?.array, !Self.isOne(json, of: words, at: place) {
            return ["\(place) is none of the words documented: \(json)"]
        }
        if let most = schema["maximum"]?.integer, let number = json.integer, number > most {
            return ["\(place) is more than \(most)"]
        }
        if let most = schema["maxLength"]?.integer, Int64(json.string?.count ?? 0) > most {
            return ["\(place) is longer than \(most)"]
        }
        if schema["format"] == "date", let text = json.string, CivilDate(text) == nil {
            return ["\(place) is no day"]
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
