import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Facts between which no time decides.
///
/// What wins must follow from the facts: not from their order, nor from that of a set, which differs
/// from one process to the next (I-3, I-5).
@Suite("Of facts that tie")
struct TieTests {
    private static let run = Hour.run
    private static let meeting = Hour.meeting

    /// The different answers over many pairs of facts that differ in an identifier only, in both
    /// orders of arrival.
    private static func answers(
        _ answer: (_ variant: Int, _ isReversed: Bool) throws -> String
    ) rethrows -> Set<String> {
        var answers: Set<String> = []
        for variant in 0..<60 {
            answers.insert(try answer(variant, false))
            answers.insert(try answer(variant, true))
        }
        return answers
    }

    private static func roll(_ events: [AttendanceEvent], isReversed: Bool) -> Roll {
        Roll(of: [Hour.planned] + (isReversed ? events.reversed() : events))
    }

    @Test("one registration is shown, always the same")
    func registrations() throws {
        let answers = try Self.answers { variant, isReversed in
            let events = ["a@example.org", "b@example.org"].map {
                Self.meeting.registered("Rita", registrant: "\(variant)", email: $0)
            }
            return try Self.roll(events, isReversed: isReversed).sheet().row("Rita").email ?? ""
        }
        #expect(answers.count == 1, "\(answers)")
    }

    @Test("a registration is shown composed the same way, however its name is composed")
    func composition() throws {
        let answers = try Self.answers { variant, isReversed in
            let events = ["Jose\u{301}", "Jos\u{E9}"].map {
                Self.meeting.registered($0, registrant: "\(variant)")
            }
            let name = try #require(Self.roll(events, isReversed: isReversed).sheet().names.first)
            return Array(name.utf8).hexadecimal
        }
        #expect(answers.count == 1, "\(answers)")
    }

    @Test("a topic is shown composed the same way, however it is composed")
    func topic() throws {
        let answers = try Self.answers { _, isReversed in
            let events = ["Se\u{301}curite\u{301}", "S\u{E9}curit\u{E9}"].map {
                Self.meeting.changed(
                    details: Self.meeting.details(topic: $0),
                    statedAt: .sample("08:30")
                )
            }
            let topic = try Self.roll(events, isReversed: isReversed).sheet().meeting.topic
            return Array((topic ?? "").utf8).hexadecimal
        }
        #expect(answers.count == 1, "\(answers)")
    }

    @Test("a change is applied to the last plan before it, whatever other changes there are")
    func changes() {
        let answers = Self.answers { variant, isReversed in
            let name = "unnamed\(variant)"
            let events = [
                Self.meeting.changed(
                    .sample(name, .sample("05:00"), minutes: 60),
                    statedAt: .sample("07:00")
                ),
                Self.meeting.changed(
                    .sample(name, .sample("15:00"), minutes: 60),
                    statedAt: .sample("08:30")
                ),
            ]
            let roll = Self.roll(events, isReversed: isReversed)
            return roll.occurrences(of: Self.meeting.id).map { occurrence in
                let name = occurrence.id == Hour.time.occurrence ? "one" : "unnamed"
                let start = occurrence.planned.map { CivilTime($0.start).hourAndMinute } ?? "?"
                return "\(name) \(start)"
            }.joined(separator: ", ")
        }
        #expect(answers == ["unnamed 05:00, one 15:00"])
    }

    @Test("stays stand in one order")
    func stays() throws {
        let answers = try Self.answers { variant, isReversed in
            var filed = Self.run
            filed.meeting.source = .file
            let events = [
                Self.run.joined(.ada, .sample("09:00"), as: "a\(variant)"),
                Self.run.left(.ada, .sample("09:40"), as: "a\(variant)"),
                filed.joined(.ada, .sample("09:00"), as: "b\(variant)"),
                filed.left(.ada, .sample("09:40"), as: "b\(variant)"),
            ]
            let row = try Self.roll(events, isReversed: isReversed).sheet().row("Ada")
            return row.connections.map(\.source.rawValue).joined(separator: ", ")
        }
        #expect(answers.count == 1, "\(answers)")
    }

    @Test("a stay that ended and one that was ended with the run stand in one order")
    func inferredStays() throws {
        let answers = try Self.answers { variant, isReversed in
            let events = [
                Self.run.joined(.ada, .sample("09:00"), as: "a\(variant)"),
                Self.run.left(.ada, .sample("10:00"), as: "a\(variant)"),
                Self.run.joined(.ada, .sample("09:00"), as: "b\(variant)"),
                Self.run.ended(.sample("10:00")),
            ]
            let row = try Self.roll(events, isReversed: isReversed).sheet().row("Ada")
            return row.stays.joined(separator: ", ")
        }
        #expect(answers.count == 1, "\(answers)")
    }

    @Test("signatures stand in one order")
    func signatures() throws {
        let occurrence = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))
        let answers = try Self.answers { variant, isReversed in
            let hana = SampleParticipant.hana.on(connection: "hana-\(variant)")
            let signer = hana.subject(in: Self.run)
            let signatures = [SigningCapacity.attendee, .trainer].map { capacity in
                AttendanceEvent.signatureGiven(
                    occurrence.signature(of: signer, as: capacity, at: .sample("09:30"))
                )
            }
            let events = [Self.run.joined(hana, .sample("09:00"))] + signatures
            let row = try Self.roll(events, isReversed: isReversed).sheet().row("Hana")
            return row.signatures.map(\.capacity.rawValue).joined(separator: ", ")
        }
        #expect(answers.count == 1, "\(answers)")
    }

    @Test("a name, an address and a kind are shown, always the same")
    func names() throws {
        let answers = try Self.answers { variant, isReversed in
            var webinar = Self.run
            webinar.meeting.kind = .webinar
            var first = SampleParticipant.guest("Ada", connection: "c\(variant)")
            first.email = "a@example.org"
            var second = SampleParticipant.guest("Beda", connection: "c\(variant)")
            second.email = "b@example.org"
            let events = [
                Self.run.joined(first, .sample("09:00")), webinar.joined(second, .sample("09:00")),
            ]
            let sheet = try Self.roll(events, isReversed: isReversed).sheet()
            let row = try #require(sheet.rows.first)
            return "\(row.name) \(row.email ?? "") \(sheet.meeting.kind)"
        }
        #expect(answers == ["Beda b@example.org webinar"])
    }
}
