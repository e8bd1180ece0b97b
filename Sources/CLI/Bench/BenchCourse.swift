import Attendance
import EventSourcing

/// What is told of a course of three hours: everybody registers, comes, goes to and fro between breakout
/// rooms, and leaves.
struct BenchCourse {
    /// The planned occurrence.
    static let occurrence = OccurrenceID("benchplan")

    private static let seconds: Int64 = 10_800
    private static let host = BlindIndex("bench-host")
    private let start: Instant
    private let meeting: MeetingReference
    private let instance: InstanceReference

    init(from start: Instant) {
        self.start = start
        self.meeting = MeetingReference(
            id: MeetingID("benchmeeting"),
            account: "AbCdEfGhIjKlMnOpQrStUv",
            number: "86412300000",
            kind: .meeting,
            statedAt: start.advanced(bySeconds: -86_400),
            source: .live
        )
        self.instance = InstanceReference(
            id: InstanceID("benchrun"),
            uuid: "4444AAAiAAAAAiAiAiiAii==",
            start: start,
            meeting: meeting,
            details: MeetingDetails(hostIndex: Self.host)
        )
    }

    /// What is told of so many people and their host.
    /// - Parameters:
    ///   - people: How many learn.
    ///   - pieces: Of how many pieces, a quarter of an hour each, their stay is.
    /// - Returns: the events, in the order of the log.
    func events(of people: Int, pieces: Int = 10) -> [AttendanceEvent] {
        let plan = PlannedTime(
            occurrence: Self.occurrence,
            start: start,
            seconds: Self.seconds
        )
        var events: [AttendanceEvent] = [
            .meetingPlanned(
                MeetingPlanned(meeting: meeting, details: MeetingDetails(), times: [plan])
            ),
            .instanceStarted(InstanceStarted(instance: instance)),
        ]
        for number in 0..<people {
            events.append(registration(number))
            events += stay(number, pieces: pieces, isHost: false)
        }
        events += stay(people, pieces: 1, isHost: true)
        let end = start.advanced(bySeconds: Self.seconds)
        events.append(.instanceEnded(InstanceEnded(instance: instance, at: end)))
        return events
    }

    private func registration(_ number: Int) -> AttendanceEvent {
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

    /// The pieces of one stay, each with its join and leave.
    private func stay(_ number: Int, pieces: Int, isHost: Bool) -> [AttendanceEvent] {
        let subject = SubjectID("participant-\(number)")
        return (0..<pieces).flatMap { piece -> [AttendanceEvent] in
            let participant = Participant(
                subject: subject,
                connectionUUID: "A23F0D5B-8B2A-AD73-36DF-\(number)",
                userID: String(16_778_240 + number * 10 + piece),
                name: Personal("Learner \(number)", about: subject),
                registrantIndex: isHost ? nil : BlindIndex("link-\(number)"),
                zoomUserIndex: isHost ? Self.host : nil
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
}
