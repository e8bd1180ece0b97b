import Attendance
import EventSourcing

/// A large day of one meeting: everybody registered, comes and goes nine times through breakout rooms,
/// and leaves; and signatures of many days.
struct BenchDay {
    /// How many learn.
    let people = 1000
    /// The planned occurrence.
    let occurrence = BenchCourse.occurrence
    /// What was told, in the order of the log.
    let events: [Recorded<AttendanceEvent>]

    private static let start = Instant(seconds: 1_773_046_800)

    init() {
        let course = BenchCourse(from: Self.start)
        self.events = course.events(of: people).enumerated().map { position, event in
            Recorded(
                position: Int64(position),
                stream: event.stream,
                version: Int64(position),
                id: EventID(at: Self.start, random: (0, UInt64(position))),
                event: event,
                recordedAt: Self.start.advanced(bySeconds: Int64(position)),
                occurredAt: Self.start,
                actor: .zoom
            )
        }
    }

    /// The signatures of one of many dates: four people are asked, and all of them sign, or one does not.
    static func signing(of number: Int, isComplete: Bool) -> AppendBatch {
        let occurrence = OccurrenceID("occurrence\(number)")
        let events = (0..<4).flatMap { signer -> [AttendanceEvent] in
            let place = SignaturePlace(
                signer: SubjectID("signer-\(number)-\(signer)"),
                slot: SlotID("whole"),
                capacity: .attendee
            )
            let request = SignatureRequested(
                occurrence: occurrence,
                place: place,
                tokenHash: SHA256Digest("\(number)-\(signer)"),
                expires: Self.start
            )
            let given = SignatureGiven(
                occurrence: occurrence,
                place: place,
                at: Self.start,
                image: SignatureImage(sha256: SHA256Digest("picture"), width: 300, height: 100),
                evidence: SignatureEvidence(route: .drawn, statement: "I attended.")
            )
            let isSigned = isComplete || signer > 0
            return [.signatureRequested(request)] + (isSigned ? [.signatureGiven(given)] : [])
        }
        let append = StreamAppend(
            to: .occurrence(occurrence),
            expecting: .any,
            events: events.map { (AttendanceCodec.encode($0), Self.start) }
        )
        return AppendBatch([append], actor: Actor("bench"))
    }
}
