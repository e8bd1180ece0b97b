import Attendance
import EventSourcing

/// Events as a busy account brings them: joins, four to a participant, four hundred to a run.
struct BenchEvents {
    /// How many events there are of each participant.
    static let eventsPerSubject: Int64 = 4
    private var number: Int64 = 0

    /// The next join: a payload of about 500 bytes, with a name and an address to seal.
    mutating func next() -> (event: AttendanceEvent, occurredAt: Instant) {
        number += 1
        let participant = number / Self.eventsPerSubject
        let run = number / 400
        let subject = SubjectID("0f8fad5bd9cb469fa165-\(participant)")
        let at = Instant(microseconds: 1_773_046_800_000_000 + number * 1_000_000)
        let meeting = MeetingReference(
            id: MeetingID("7c9e6679f7424f0abe23-\(run)"),
            account: "AbCdEfGhIjKlMnOpQrStUv",
            number: String(86_412_300_000 + run),
            kind: .meeting,
            statedAt: at,
            source: .live
        )
        let instance = InstanceReference(
            id: InstanceID("3fa85f6457174562b3fc-\(run)"),
            uuid: "4444AAAiAAAAAiAiAiiAii\(run)==",
            start: at,
            meeting: meeting,
            details: MeetingDetails()
        )
        let joined = ConnectionJoined(
            instance: instance,
            participant: Participant(
                subject: subject,
                connectionUUID: "A23F0D5B-8B2A-AD73-36DF-\(number)",
                userID: String(16_778_240 + number),
                name: Personal("Zoë Müller-Lüdenscheidt", about: subject),
                email: Personal("zoe.mueller@example.org", about: subject)
            ),
            at: at
        )
        return (.connectionJoined(joined), at)
    }

    /// A batch of the next events, all of one run.
    mutating func batch(of count: Int) -> AppendBatch {
        var appends: [StreamName: StreamAppend] = [:]
        for _ in 0..<count {
            let (event, occurredAt) = next()
            appends[event.stream, default: Self.empty(event.stream)].events
                .append((AttendanceCodec.encode(event), occurredAt))
        }
        return AppendBatch(Array(appends.values), actor: .zoom, metadata: Self.metadata)
    }

    /// What stands beside each event.
    static let metadata = [
        "delivery": "9b2c1d6e7f8091a2b3c4d5e6f7081920", "received_at": "2026-03-09T09:28:11.304Z",
    ]

    private static func empty(_ stream: StreamName) -> StreamAppend {
        StreamAppend(to: stream, expecting: .any, events: [])
    }
}
