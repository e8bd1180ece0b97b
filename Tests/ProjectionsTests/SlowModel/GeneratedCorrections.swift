import Attendance
import EventSourcing
import TestSupport

/// What people decided about a generated day, in their order.
struct GeneratedCorrections {
    private(set) var decisions: [AttendanceEvent] = []
    private let meeting: SampleMeeting
    private let planned: PlannedTime
    private var count = 0

    init(
        _ meeting: SampleMeeting,
        _ planned: PlannedTime,
        about attendees: [SubjectID],
        signers: [SubjectID],
        dice: inout Dice
    ) {
        (self.meeting, self.planned) = (meeting, planned)
        if dice.chance(45) {
            for _ in 0...dice.number(0, 4) {
                guard let attendee = dice.element(of: attendees) else { break }
                decide(about: attendee, dice: &dice)
            }
        }
        if dice.chance(15), let signer = dice.element(of: signers) { sign(signer) }
    }

    private mutating func decide(about attendee: SubjectID, dice: inout Dice) {
        var made: [DecisionID] = []
        for _ in 0...dice.number(0, 2) {
            let decision = nextDecision()
            made.append(decision)
            decisions.append(
                dice.chance(30)
                    ? excuse(attendee, decision) : correction(attendee, decision, dice: &dice)
            )
        }
        for decision in made where dice.chance(35) {
            let reason = Personal("Mixed up", about: SubjectID(meeting.id.text))
            decisions.append(
                .decisionWithdrawn(
                    DecisionWithdrawn(
                        occurrence: planned.occurrence,
                        decision: decision,
                        reason: reason
                    )
                )
            )
        }
    }

    private func correction(
        _ attendee: SubjectID,
        _ decision: DecisionID,
        dice: inout Dice
    ) -> AttendanceEvent {
        let length = planned.seconds ?? 0
        let isWhole = dice.chance(35)
        let from = isWhole ? 0 : dice.number(-600, length - 1)
        let to = isWhole ? length : dice.number(max(from, 0) + 1, length + 600)
        return .attendanceCorrected(
            AttendanceCorrected(
                meeting: meeting.id,
                occurrence: planned.occurrence,
                decision: decision,
                attendee: attendee,
                statement: dice.chance(50) ? .present : .notPresent,
                window: TimeWindow(
                    start: planned.start.advanced(bySeconds: from),
                    end: planned.start.advanced(bySeconds: to)
                ),
                reason: Personal("Seen in the room", about: attendee)
            )
        )
    }

    private func excuse(_ attendee: SubjectID, _ decision: DecisionID) -> AttendanceEvent {
        .attendeeExcused(
            AttendeeExcused(
                meeting: meeting.id,
                occurrence: planned.occurrence,
                decision: decision,
                attendee: attendee,
                reason: Personal("Ill", about: attendee),
                document: nil
            )
        )
    }

    private mutating func sign(_ signer: SubjectID) {
        let occurrence = SampleOccurrence.morning.named(planned.occurrence)
        decisions.append(.slotOpened(occurrence.opened()))
        decisions.append(.signatureGiven(occurrence.signature(of: signer, at: planned.start)))
    }

    private mutating func nextDecision() -> DecisionID {
        count += 1
        return DecisionID("decision-\(count)")
    }
}
