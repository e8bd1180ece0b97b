import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("A rule pack that comes with the program")
struct RulePackTests {
    /// What matters of a pack, as its sources have it.
    struct Terms: Equatable, Sendable {
        var percent: Int
        var tolerance: Int64
        var slots: SlotScheme
        var lead: Int64
        var grace: Int64
        var late = LateSignature.counts
        var years: Int?
        var rules: [RuleReference]
    }

    private static let terms: [String: Terms] = [
        "generic@3": Terms(
            percent: 75,
            tolerance: 0,
            slots: .whole,
            lead: 0,
            grace: 900,
            years: nil,
            rules: [presence, timely]
        ),
        "fr-formation@1": Terms(
            percent: 100,
            tolerance: 900,
            slots: .halfDay,
            lead: 0,
            grace: 900,
            years: 4,
            rules: [presence, punctual, learnerSigns, trainerSigns, timely]
        ),
        "es-fundae@1": Terms(
            percent: 75,
            tolerance: 0,
            slots: .day,
            lead: 0,
            grace: 900,
            years: 4,
            rules: [presence, learnerSigns, trainerSigns, timely, completeLog]
        ),
        "it-safety@1": Terms(
            percent: 90,
            tolerance: 0,
            slots: .whole,
            lead: 0,
            grace: 900,
            years: 10,
            rules: [presence, completeLog, trainerSeen]
        ),
        "de-bamf@1": Terms(
            percent: 100,
            tolerance: 1800,
            slots: .day,
            lead: 0,
            grace: 0,
            late: .void,
            years: nil,
            rules: [presence, punctual, learnerSigns, trainerSigns, timely]
        ),
        "pl-esf@1": Terms(
            percent: 80,
            tolerance: 0,
            slots: .day,
            lead: 0,
            grace: 900,
            years: nil,
            rules: [presence, completeLog, trainerSeen]
        ),
        "us-nasba-cpe@1": Terms(
            percent: 100,
            tolerance: 900,
            slots: .whole,
            lead: 0,
            grace: 900,
            years: 5,
            rules: [
                RuleReference("credits@1", ["unit_seconds": 3000, "steps": 5]),
                RuleReference("engagement-checks@1", ["per_credit": 3, "unit_seconds": 3000]),
            ]
        ),
    ]

    private static let presence = RuleReference("minimum-presence@1")
    private static let punctual = RuleReference("punctuality@1", ["tolerance_seconds": 900])
    private static let learnerSigns = RuleReference("attendee-signs@1")
    private static let trainerSigns = RuleReference("trainer-signs@1")
    private static let completeLog = RuleReference("complete-log@1")
    private static let trainerSeen = RuleReference("trainer-connected@1")
    private static let timely = RuleReference("timely-signature@1")

    @Test("is one of seven, in the order of their names")
    func seven() {
        #expect(
            RulePack.shipped.map(\.id) == [
                "de-bamf@1", "es-fundae@1", "fr-formation@1", "generic@3", "it-safety@1",
                "pl-esf@1", "us-nasba-cpe@1",
            ]
        )
        #expect(Set(RulePack.shipped.map(\.id)) == Set(Self.terms.keys))
    }

    @Test("says what its sources say", arguments: RulePack.shipped)
    func terms(pack: RulePack) throws {
        let terms = Terms(
            percent: pack.presence.percentMin,
            tolerance: pack.presence.toleranceSeconds,
            slots: pack.slots,
            lead: pack.signing.leadSeconds,
            grace: pack.signing.graceSeconds,
            late: pack.signing.late,
            years: pack.retention?.years,
            rules: pack.rules
        )
        #expect(try terms == #require(Self.terms[pack.id]))
        #expect(pack.counting.window == .planned)
        #expect(pack.counting.includesBreakoutRooms)
        #expect(pack.membership.marginBeforeSeconds == 3600)
        #expect(pack.membership.marginAfterSeconds == 3600)
        #expect(pack.membership.chainGapSecondsMax == 3600)
        #expect(pack.sources.isEmpty == (pack.name == "generic"))
        #expect(!pack.title.isEmpty)
    }

    @Test("is read back from its JSON as it was", arguments: RulePack.shipped)
    func roundTrip(pack: RulePack) throws {
        let bytes = pack.json.canonicalBytes()
        let read = try RulePack(json: JSON(parsing: bytes))
        #expect(read == pack)
        #expect(read.json.canonicalBytes() == bytes)
    }

    @Test("names rules that the shelf has", arguments: RulePack.shipped)
    func rules(pack: RulePack) throws {
        for reference in pack.rules {
            let rule = try RuleShelf.rule(reference)
            #expect(type(of: rule).id == reference.rule)
        }
        #expect(Set(pack.rules.map(\.rule)).count == pack.rules.count)
    }

    @Test("has an id of its name and version", arguments: RulePack.shipped)
    func id(pack: RulePack) {
        #expect(pack.id == "\(pack.name)@\(pack.version)")
        var next = pack
        next.version = 12
        #expect(next.id == "\(pack.name)@12")
    }

    @Test("is found by its name and by its id, and by nothing else", arguments: RulePack.shipped)
    func found(pack: RulePack) {
        #expect(RulePack.shipped(pack.name) == pack)
        #expect(RulePack.shipped(pack.id) == pack)
        #expect(RulePack.shipped("\(pack.name)@99") == nil)
        #expect(RulePack.shipped(pack.title) == nil)
    }

    @Test("is the generic one where none is named")
    func generic() {
        #expect(RulePack.shipped("generic") == .generic)
        #expect(RulePack.generic.id == "generic@3")
        #expect(RulePack.shipped("") == nil)
    }

    @Test("is kept whole in events", arguments: RulePack.shipped)
    func stored(pack: RulePack) throws {
        var own = pack
        own.version = 9999
        own.counting = RulePack.Counting(window: .actual, includesBreakoutRooms: false)
        own.retention = RulePack.Retention(years: 30, basis: "Ours: \u{1F4DA} é")
        for kept in [pack, own] {
            let scheduled = SampleMeeting.heights.scheduled(
                .sample("09:00"),
                minutes: 60,
                under: kept
            )
            let adopted = AttendanceEvent.rulePackAdopted(
                RulePackAdopted(from: .sample("00:00"), pack: kept)
            )
            for event in [scheduled, adopted] {
                #expect(try AttendanceCodec.decode(AttendanceCodec.encode(event)) == event)
            }
        }
    }
}
