import EventSourcing
import Foundation
import Projections
import Reports
import TestSupport
import Testing

@Suite("The schema of a sheet's JSON")
struct SheetSchemaTests {
    private static let python = Shell.path(of: "python3")
    private static var hasValidator: Bool {
        python.flatMap { try? Shell.run($0, ["-c", "import jsonschema"]) }?.status == 0
    }

    /// What a validator that is not ours finds, file by file: none, or the place of the first fault.
    private static let script = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        for path in sys.argv[2:]:
            faults = jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(path)))
            print(next(("/".join(map(str, fault.absolute_path)) or "/" for fault in faults), "none"))
        """

    @Test(
        "is kept by every sheet, and by none with a member too many, too few or of another kind",
        .enabled(if: hasValidator, "no jsonschema for python3")
    )
    func kept() throws {
        let whole: JSON = [
            "content": SheetSamples.everythingHashed.json,
            "provenance": SheetSamples.closed.json,
        ]
        let empty: JSON = [
            "content": SheetSamples.sheet(rows: []).json,
            "provenance": SheetSamples.provisional.json,
        ]
        var superseded = SheetSamples.closed
        superseded.supersededBy = 3
        let earlier: JSON = ["content": empty["content"] ?? .null, "provenance": superseded.json]
        let damaged = try [
            Self.changing(whole, "rows") { _ in "none" },
            Self.changing(whole, "organisation") { _ in nil },
            Self.changing(whole, "extra") { _ in 1 },
        ]
        #expect(try findings(in: [whole, empty, earlier]) == ["none", "none", "none"])
        #expect(try findings(in: damaged) == ["content/rows", "content", "content"])
    }

    private static func changing(
        _ sheet: JSON,
        _ member: String,
        _ change: (JSON?) -> JSON?
    ) throws -> JSON {
        var content = try #require(sheet["content"]?.object)
        content[member] = change(content[member])
        return ["content": .object(content), "provenance": try #require(sheet["provenance"])]
    }

    @Test("is of the same bytes whether or not the sheet was made into JSON as a whole")
    func canonical() {
        for sheet in [SheetSamples.everything, SheetSamples.sheet(rows: [])] {
            #expect(sheet.canonical.bytes == sheet.json.canonicalBytes())
        }
    }

    private func findings(in sheets: [JSON]) throws -> [String] {
        let directory = try TemporaryDirectory()
        let schema = directory.path("schema.json")
        try Data(SheetSchema.json).write(to: URL(fileURLWithPath: schema))
        let paths = try sheets.enumerated().map { number, sheet in
            let path = directory.path("\(number).json")
            try Data(sheet.canonicalBytes()).write(to: URL(fileURLWithPath: path))
            return path
        }
        let python = try #require(Self.python)
        let outcome = try Shell.run(python, ["-c", Self.script, schema] + paths)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.split(separator: "\n").map(String.init)
    }
}
