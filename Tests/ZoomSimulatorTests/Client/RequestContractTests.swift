import EventSourcing
import Foundation
import Testing

@testable import ZoomAPI

@Suite("What the client asks")
struct RequestContractTests {
    /// Documented in the answer alone: it has the token, and nothing says what to do with it.
    private static func isException(_ violation: String) -> Bool {
        violation == "GET /users/{userId}/webinars: next_page_token is not documented in the query"
    }

    /// Every operation as it is first made, and as its next page is asked for.
    private static func operations() throws -> [ZoomOperation] {
        try EveryCall.made().flatMap { made -> [ZoomOperation] in
            guard made.operation.queryArguments["page_size"] != nil else {
                return [made.operation]
            }
            var next = made.operation
            next.set("next_page_token", to: "IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2")
            return [made.operation, next]
        }
    }

    @Test("is every call there is")
    func complete() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/ZoomAPI/Calls").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        var names: Set<String> = []
        for file in files where file.hasSuffix("Calls.swift") {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            let calls = try #require(text.firstMatch(of: /public enum (\w+Calls)/)?.1)
            for match in text.matches(of: /public static func (\w+)\(/) {
                names.insert("\(calls).\(match.1)")
            }
        }
        #expect(names.count > 30)
        #expect(names == Set(try EveryCall.made().map(\.name)))
    }

    @Test("is as documented: paths, arguments, bodies, types and words")
    func documented() throws {
        let contract = try Contract()
        for operation in try Self.operations() {
            let violations = contract.requestViolations(
                query: operation.queryArguments,
                body: operation.body,
                of: operation.description
            )
            #expect(violations == [], "\(operation)")
        }
    }

    @Test("a word, a type, an argument and a body that are not documented are seen")
    func detection() throws {
        let contract = try Contract()
        func count(_ operation: String, _ query: [String: String], _ body: JSON? = nil) -> Int {
            contract.requestViolations(query: query, body: body, of: operation).count
        }
        let list = "GET /meetings/{meetingId}/registrants"
        #expect(count(list, ["status": "approved", "page_size": "300"]) == 0)
        #expect(count(list, ["status": "cancelled"]) == 1)
        #expect(count(list, ["page_size": "many"]) == 1)
        #expect(count(list, ["pages": "3"]) == 1)
        #expect(count(list, [:], ["a": 1]) == 1)
        let delete = "DELETE /meetings/{meetingId}"
        #expect(count(delete, ["schedule_for_reminder": "yes"]) == 1)
        let create = "POST /users/{userId}/meetings"
        #expect(count(create, [:], ["type": 2, "settings": ["jbh_time": 5]]) == 0)
        #expect(count(create, [:], ["type": 5, "settings": ["jbh_time": 7]]) == 2)
        let decide = "PUT /meetings/{meetingId}/registrants/status"
        #expect(count(decide, [:]) == 1)
        #expect(count(decide, [:], ["registrants": []]) == 1)
    }

    @Test(
        "is as Zoom's own document has it",
        .enabled(if: ProcessInfo.processInfo.environment["MUSTER_OPENAPI"] != nil)
    )
    func openAPI() throws {
        let file = try #require(ProcessInfo.processInfo.environment["MUSTER_OPENAPI"])
        let document = try OpenAPIDocument(file: file)
        var checked: Set<String> = []
        for operation in try Self.operations() {
            let found = document.requestViolations(
                of: operation.description,
                path: operation.pathArguments,
                query: operation.queryArguments,
                body: operation.body
            )
            guard let found else { continue }
            #expect(found.filter { !Self.isException($0) } == [])
            checked.insert(operation.description)
        }
        let rest = Set(try EveryCall.made().map(\.operation.description)).subtracting(checked)
        let foreign = rest.filter { $0.contains(" /users") || $0.contains(" /marketplace/") }
        #expect(
            rest.subtracting(foreign) == ["GET /meetings/{meetingId}/transcript"],
            "only users, the marketplace and transcripts are in other documents"
        )
        #expect(checked.count == 45)
    }
}
