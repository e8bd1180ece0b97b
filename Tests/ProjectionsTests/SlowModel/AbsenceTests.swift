import Attendance
import EventSourcing
import Projections
import TestSupport
import Testing

@Suite("Absence on made-up days (I-6)")
struct AbsenceTests {
    /// Everything one row may go by, as the events alone tell.
    private struct Marks {
        var subjects: Set<SubjectID>
        var links: Set<BlindIndex> = []
        var addresses: Set<BlindIndex> = []

        /// What is approved an hour before a start, or earlier, is vouched for.
        init(
            of row: AttendanceSheet.Row,
            in events: [AttendanceEvent],
            vouchedBefore start: Instant
        ) {
            subjects = [row.attendee]
            for event in events {
                guard case .personRegistered(let person) = event, person.person == row.person,
                    let address = person.emailIndex
                else { continue }
                addresses.insert(address)
            }
            for event in events {
                guard case .registrationChanged(let fact) = event else { continue }
                let isEarly = fact.meeting.statedAt.map { 3600 <= $0.seconds(to: start) } ?? false
                let isVouchedFor =
                    isEarly && fact.standing == .approved
                    && fact.emailIndex.map(addresses.contains) ?? false
                guard fact.registrant == row.attendee || isVouchedFor else { continue }
                subjects.insert(fact.registrant)
                links.insert(fact.registrantIndex)
            }
        }

        /// What an event tells of them; `nil` where that is nothing.
        func told(by event: AttendanceEvent, in runs: Set<InstanceID>) -> String? {
            if case .signatureGiven(let given) = event {
                return subjects.contains(given.place.signer) ? "a signature" : nil
            }
            guard let instance = event.instance, runs.contains(instance.id),
                let participant = event.participant
            else { return nil }
            if subjects.contains(participant.subject) { return "a fact of their own" }
            if participant.registrantIndex.map(links.contains) ?? false { return "their link" }
            let isSignedIn = participant.zoomUserIndex != nil
            if isSignedIn, participant.emailIndex.map(addresses.contains) ?? false {
                return "their address"
            }
            return nil
        }
    }

    @Test("is said of nobody of whom any fact tells", arguments: Seeds.usually(50))
    func absent(seed: UInt64) throws {
        let day = GeneratedDay(seed: seed)
        let events = day.facts + day.decisions
        let roll = Roll(of: events)
        let occurrence = try #require(roll.occurrence(day.planned.occurrence))
        let sheet = try #require(roll.sheet(of: occurrence))
        let start = sheet.occurrence.actualStart ?? day.planned.start
        for row in sheet.rows where row.status == .absent && !row.reasons.contains(.decided) {
            #expect(row.reasons == [], "seed \(seed), \(row.attendee)")
            #expect(row.connections.isEmpty && row.counted.isEmpty, "seed \(seed)")
            let marks = Marks(of: row, in: events, vouchedBefore: start)
            for event in events {
                let told = marks.told(by: event, in: Set(occurrence.instances))
                #expect(told == nil, "seed \(seed), \(row.attendee): \(event)")
            }
        }
    }

    @Test("is known of somebody on some of them, so that the others show something")
    func known() throws {
        let absent = try (UInt64(0)..<50).flatMap { seed in
            let day = GeneratedDay(seed: seed)
            let sheet = try Roll(of: day.facts + day.decisions).sheet()
            return sheet.rows.filter { $0.status == .absent && $0.reasons == [] }
        }
        #expect(absent.count > 20)
    }

    @Test("and every status that is open says why", arguments: Seeds.usually(50))
    func unknown(seed: UInt64) throws {
        let day = GeneratedDay(seed: seed)
        let sheet = try Roll(of: day.facts + day.decisions).sheet()
        for row in sheet.rows {
            let isOpen = row.status == .unknown || row.status == .notSeenYet
            #expect(!isOpen || !row.reasons.isEmpty, "seed \(seed), \(row.attendee)")
            let isSeen = row.status == .present || row.status == .partial
            #expect(!isSeen || row.reasons.isEmpty, "seed \(seed), \(row.attendee)")
        }
    }
}

extension AttendanceEvent {
    /// Whom a fact of a run is about.
    fileprivate var participant: Participant? {
        switch self {
        case .connectionJoined(let fact): fact.participant
        case .connectionLeft(let fact): fact.participant
        case .participantSighted(let fact): fact.participant
        case .participantReported(let fact): fact.participant
        default: nil
        }
    }
}
