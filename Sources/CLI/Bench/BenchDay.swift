import Attendance
import EventSourcing

/// A large day of one meeting: everybody registered, comes and goes nine times through breakout rooms,
/// and leaves; and signatures of many days.
struct BenchDay {
    /// How many learn.
    let people = 1000
    /// The planned occurrence.
    let occurrence = OccurrenceID("benchplan")
    /// What was told, in the order of the log.
    let events: [Recorded<AttendanceEvent>]

    private static let start = Instant(seconds: 1_773_046_800)
    private static let host = BlindIndex("bench-host")
    private static let meeting = MeetingReference(
        id: MeetingID("benchmeeting"),
        account: "AbCdEfGhIjKlMnOpQrStUv",
        number: "86412300000",
        kind: .meeting,
        statedAt: start.advanced(bySeconds: -86_400),
        source: .live
    )
    private static let instance = InstanceReference(
        id: InstanceID("benchrun"),
        uuid: "4444AAAiAAAAAiAiAiiAii==",
        start: start,
        meeting: meeting,
        details: MeetingDetails(hostIndex: host)
    )

    init() {
        let plan = PlannedTime(occurrence: occurrence, start: Self.start, seconds: 10_800)
        var events: [AttendanceEvent] = [
            .meetingPlanned(
                MeetingPlanned(meeting: Self.meeting, details: MeetingDetails(), times: [plan])
            ),
            .instanceStarted(InstanceStarted(instance: Self.instance)),
        ]
        for number in 0...people {
            if number < people { events.append(Self.registration(number)) }
            events += Self.stay(number, isHost: number == people)
        }
        let end = Self.start.advanced(bySeconds: 10_800)
        events.append(.instanceEnded(InstanceEnded(instance: Self.instance, at: end)))
        self.events = events.enumerated().map { position, event in
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

    private static func registration(_ number: Int) -> AttendanceEvent {
        let subject = SubjectID("registrant-\(number)")
        return .registrationChanged(
            RegistrationChanged(
                meeting: meeting,
                registrant: subject,
                registrantIndex: BlindIndex("link-\(number)"),
                emailIndex: BlindIndex("email-\(number)"),
                standing: .approved,
                name: Personal("Learner \(number)", about: subject),
                email: Personal("learner\(number)@example.org", about: subject),
                joinLink: nil
            )
        )
    }

    /// Ten pieces of one stay, each with its join and leave.
    private static func stay(_ number: Int, isHost: Bool) -> [AttendanceEvent] {
        let subject = SubjectID("participant-\(number)")
        return (0..<(isHost ? 1 : 10)).flatMap { piece -> [AttendanceEvent] in
            let participant = Participant(
                subject: subject,
                connectionUUID: "A23F0D5B-8B2A-AD73-36DF-\(number)",
                userID: String(16_778_240 + number * 10 + piece),
                name: Personal("Learner \(number)", about: subject),
                registrantIndex: isHost ? nil : BlindIndex("link-\(number)"),
                zoomUserIndex: isHost ? host : nil
            )
            let from = start.advanced(bySeconds: Int64(number % 600 + piece * 900))
            let joined = ConnectionJoined(instance: instance, participant: participant, at: from)
            let left = ConnectionLeft(
                instance: instance,
                participant: participant,
                at: from.advanced(bySeconds: 900),
                reason: nil
            )
            return [.connectionJoined(joined), .connectionLeft(left)]
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
                expires: start
            )
            let given = SignatureGiven(
                occurrence: occurrence,
                place: place,
                at: start,
                image: SignatureImage(sha256: SHA256Digest("picture"), width: 300, height: 100),
                evidence: SignatureEvidence(route: .drawn, statement: "I attended.")
            )
            let isSigned = isComplete || signer > 0
            return [.signatureRequested(request)] + (isSigned ? [.signatureGiven(given)] : [])
        }
        let append = StreamAppend(
            to: .occurrence(occurrence),
            expecting: .any,
            events: events.map { (AttendanceCodec.encode($0), start) }
        )
        return AppendBatch([append], actor: Actor("bench"))
    }
}
