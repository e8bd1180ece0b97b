import Attendance
import EventSourcing
import Projections
import ZoomAPI

// What Zoom's API answers about runs is taken in as facts beside those that came live.

extension Desk {
    /// Who brings it.
    static let reconciler = Actor("reconciler")

    /// Takes in all pages of a run's participants.
    /// - Parameters:
    ///   - reading: The pages.
    ///   - uuid: The run they were asked for.
    ///   - meeting: The meeting.
    ///   - isSettled: Whether no row can be missing any more: what was read too early proves nothing of
    ///     whoever is not on it.
    ///   - actor: Who asked.
    /// - Returns: what became of it.
    /// - Throws: ``DeskFailure`` when the log failed; nothing is taken in.
    func take(
        _ reading: ReportReading,
        ofRun uuid: String,
        of meeting: MeetingReference,
        isSettled: Bool,
        actor: Actor
    ) async throws(DeskFailure) -> ReportIntake {
        var reference = meeting
        reference.source = .report
        return try await take(
            reading.pages.map(\.report),
            as: reading.pages.map(\.body),
            ofRun: uuid,
            of: reference,
            isSettled: isSettled,
            actor: actor
        )
    }

    /// Takes in what Zoom said of runs, or that it said nothing.
    func take(_ events: [AttendanceEvent], actor: Actor) async throws(DeskFailure) {
        let now = edges.now()
        let batch = AppendBatch(
            events.map { event in
                StreamAppend(
                    to: event.stream,
                    expecting: .any,
                    events: [(AttendanceCodec.encode(event), event.happened ?? now)]
                )
            },
            actor: actor,
            metadata: ["received_at": now.description]
        )
        try await asking { () async throws(EventLogError) in _ = try await log.append(batch) }
    }
}

extension AttendanceEvent {
    /// When what Zoom answered happened.
    fileprivate var happened: Instant? {
        switch self {
        case .instanceStarted(let fact): fact.instance.start
        case .instanceEnded(let fact): fact.at
        default: nil
        }
    }
}
