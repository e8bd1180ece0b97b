import Attendance
import EventSourcing
import Testing

@Suite("The file of a rule pack")
struct RulePackReadingTests {
    /// One with every member and, between them, every rule.
    private static let pack: RulePack = {
        var pack = RulePack.generic
        pack.retention = RulePack.Retention(years: 4, basis: "Funding law")
        pack.rules = [
            RuleReference("minimum-presence@1"),
            RuleReference("punctuality@1", ["tolerance_seconds": 900]),
            RuleReference("attendee-signs@1"), RuleReference("trainer-signs@1"),
            RuleReference("timely-signature@1"),
            RuleReference("complete-log@1"), RuleReference("trainer-connected@1"),
            RuleReference("credits@1", ["unit_seconds": 3000, "steps": 5]),
            RuleReference("engagement-checks@1", ["per_credit": 3, "unit_seconds": 3000]),
        ]
        pack.sources = [
            RulePack.Source(title: "A law", clause: "art. 1", isPrimary: true),
            RulePack.Source(title: "A guide", clause: "page 2", isPrimary: false),
        ]
        return pack
    }()

    private static func error(_ json: JSON) -> RulePackError? {
        do {
            _ = try RulePack(json: json)
            return nil
        } catch {
            return error
        }
    }

    private static func error(_ path: JSONStep..., value: JSON) -> String {
        error(pack.json.replacing(path, with: value))?.description ?? "read"
    }

    /// The names an error may give to what is wrong at a place: its own, or one of those in it.
    private static func names(at path: [JSONStep]) -> Set<String> {
        func name(_ step: JSONStep) -> String? {
            if case .member(let name) = step { name } else { nil }
        }
        let inner = pack.json.value(at: path)?.paths.compactMap { $0.last.flatMap(name) } ?? []
        return Set([path.compactMap(name).last].compactMap { $0 } + inner)
    }

    private static func isNamed(_ path: [JSONStep], by error: RulePackError?) -> Bool {
        guard let text = error?.description else { return false }
        let words = Set(text.split { !$0.isLetter && $0 != "_" }.map(String.init))
        return !words.isDisjoint(with: names(at: path))
    }

    @Test("is read back as it was written")
    func roundTrip() throws {
        #expect(try RulePack(json: Self.pack.json) == Self.pack)
        let bytes = Self.pack.json.canonicalBytes()
        #expect(try RulePack(json: JSON(parsing: bytes)) == Self.pack)
        var bare = Self.pack
        (bare.retention, bare.rules, bare.sources) = (nil, [], [])
        #expect(try RulePack(json: bare.json) == bare)
        #expect(bare.json["retention"] == nil)
    }

    @Test(
        "has strokes kept only where it says so, and is otherwise written as before there were any"
    )
    func strokes() throws {
        #expect(!Self.pack.signing.keepsStrokes)
        #expect(Self.pack.json["signing"]?["keeps_strokes"] == nil)
        for value in [true, false] {
            let path: [JSONStep] = [.member("signing"), .member("keeps_strokes")]
            let pack = try RulePack(json: Self.pack.json.replacing(path, with: .bool(value)))
            #expect(pack.signing.keepsStrokes == value)
            #expect(try RulePack(json: pack.json) == pack)
            for wrong in [0, "true", [], .null] as [JSON] {
                let error = Self.error(Self.pack.json.replacing(path, with: wrong))
                #expect(error?.description == "keeps_strokes: must be true or false")
            }
        }
        #expect(RulePack.shipped.allSatisfy { !$0.signing.keepsStrokes })
    }

    @Test("lacks no member but that of retention, and says which it lacks")
    func missing() throws {
        let paths = Self.pack.json.paths.filter { path in
            if case .member = path.last { path != [.member("retention")] } else { false }
        }
        #expect(paths.count == 43)
        for path in paths {
            let error = Self.error(Self.pack.json.replacing(path, with: nil))
            #expect(Self.isNamed(path, by: error), "\(path): \(error?.description ?? "read")")
        }
        var free = Self.pack
        free.retention = nil
        #expect(
            try RulePack(json: Self.pack.json.replacing([.member("retention")], with: nil)) == free
        )
        #expect(
            try RulePack(json: Self.pack.json.replacing([.member("retention")], with: .null))
                == free
        )
    }

    @Test("holds nothing of a wrong kind, and says what is")
    func wrongKind() {
        let paths = Self.pack.json.paths
        #expect(paths.count == 55)
        for path in paths {
            for other in Self.pack.json.value(at: path)?.otherKinds ?? [] {
                if path == [.member("retention")], other == .null { continue }
                let error = Self.error(Self.pack.json.replacing(path, with: other))
                #expect(
                    Self.isNamed(path, by: error),
                    "\(path) \(other): \(error?.description ?? "read")"
                )
            }
        }
    }

    @Test(
        "holds numbers within their ranges",
        arguments: [
            (["version"], Int64(1), Int64(9999)), (["presence", "percent"], 0, 100),
            (["presence", "tolerance_seconds"], 0, 31_622_400),
            (["membership", "margin_before_seconds"], 0, 31_622_400),
            (["membership", "margin_after_seconds"], 0, 31_622_400),
            (["membership", "chain_gap_seconds"], 0, 31_622_400),
            (["signing", "lead_seconds"], 0, 31_622_400),
            (["signing", "grace_seconds"], 0, 31_622_400), (["retention", "years"], 1, 100),
        ]
    )
    func ranges(names: [String], lowest: Int64, highest: Int64) throws {
        let path = names.map(JSONStep.member)
        for number in [lowest, highest] {
            let json = Self.pack.json.replacing(path, with: .integer(number))
            #expect(try RulePack(json: json).json == json)
        }
        for number in [lowest - 1, highest + 1, .min, .max] {
            let error = Self.error(Self.pack.json.replacing(path, with: .integer(number)))
            let name = try #require(names.last)
            #expect(
                error?.description
                    == "\(name): must be a whole number from \(lowest) to \(highest)"
            )
        }
    }

    @Test("holds words it knows, and a name that can stand in a file's")
    func words() {
        let window = Self.error(.member("counting"), .member("window"), value: "sometimes")
        #expect(window == "window: unknown word")
        let late = Self.error(.member("signing"), .member("late"), value: "sometimes")
        #expect(late == "late: unknown word")
        #expect(Self.error(.member("slots"), value: "weeks") == "slots: unknown word")
        for schema in [JSON.string("muster.rulepack@2"), "muster.sheet.content@3", ""] {
            let error = Self.error(.member("schema"), value: schema)
            #expect(error == "schema: must be muster.rulepack@1")
        }
        for name in ["Generic", "a b", "a_b", "é", "a@1", String(repeating: "a", count: 65)] {
            let error = Self.error(.member("name"), value: .string(name))
            #expect(error == "name: must be lower-case letters, digits and hyphens")
        }
        let longest = String(repeating: "a", count: 64)
        #expect(Self.error(.member("name"), value: .string(longest)) == "read")
        for name in ["name", "title"] {
            #expect(Self.error(.member(name), value: "") == "\(name): must be a text")
        }
    }
}
