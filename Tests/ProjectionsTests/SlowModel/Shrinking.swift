import Attendance

extension [AttendanceEvent] {
    /// A part of the events, in their order, of which something still holds that holds of all: as
    /// few as leaving out halves, then quarters, down to single events finds.
    func shrunk(while holds: ([AttendanceEvent]) -> Bool) -> [AttendanceEvent] {
        var rest = self
        var size = rest.count / 2
        while size > 0 {
            var place = 0
            while place < rest.count {
                var fewer = rest
                fewer.removeSubrange(place..<Swift.min(place + size, rest.count))
                if holds(fewer) { rest = fewer } else { place += size }
            }
            size /= 2
        }
        return rest.count < count ? rest.shrunk(while: holds) : rest
    }

    /// The events in short, one a line, for whoever reads a failure.
    var lines: String { map(\.line).joined(separator: "\n") }
}

extension AttendanceEvent {
    /// The event in short.
    fileprivate var line: String {
        switch self {
        case .connectionJoined(let fact):
            told("joined", fact.participant, "\(fact.at, default: "untold")")
        case .connectionLeft(let fact):
            told("left", fact.participant, "\(fact.at, default: "untold")")
        case .participantSighted(let fact):
            told(fact.sighting.rawValue, fact.participant, "\(fact.at, default: "untold")")
        case .participantReported(let fact):
            told(
                fact.isWaiting ? "row of waiting" : "row",
                fact.participant,
                "\(fact.joined, default: "untold") … \(fact.left, default: "untold")"
            )
        case .instanceStarted(let fact): "\(fact.instance.id) started \(start)"
        case .instanceEnded(let fact): "\(fact.instance.id) ended \(fact.at, default: "untold")"
        case .reportRead(let fact):
            "\(fact.instance.id) report of \(fact.rowCount), complete: \(fact.isComplete)"
        case .meetingPlanned(let fact):
            "planned \(fact.times.map { "\($0.start) \($0.seconds ?? 0) s" })"
        case .registrationChanged(let fact):
            "\(fact.registrant) \(fact.standing) \(fact.emailIndex, default: "-") "
                + "\(fact.meeting.statedAt, default: "untold")"
        case .personRegistered(let event):
            "\(event.person) known as \(event.emailIndex, default: "-")"
        case .rosterExtended(let event): "expected: \(event.people)"
        case .attendanceCorrected(let event):
            "\(event.decision) \(event.attendee) \(event.statement) "
                + "\(event.window.start) … \(event.window.end)"
        case .attendeeExcused(let event): "\(event.decision) \(event.attendee) excused"
        case .decisionWithdrawn(let event): "\(event.decision) withdrawn"
        case .receiverStarted(let event): "receiver started \(event.at)"
        case .receiverStopped(let event): "receiver stopped \(event.at)"
        case .signatureGiven(let event): "\(event.place.signer) signed"
        default: "\(stream)"
        }
    }

    private var start: String { "\(instance?.start, default: "untold")" }

    private func told(_ what: String, _ who: Participant, _ when: String) -> String {
        let ties = [who.registrantIndex, who.zoomUserIndex, who.emailIndex].map { $0?.text ?? "-" }
        return "\(who.subject) \(who.userID ?? "-") \(ties) \(what) \(when) "
            + "\(instance?.meeting.source.rawValue ?? "") start \(start)"
    }
}
