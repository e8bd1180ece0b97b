import Attendance
import EventSourcing
import TestSupport

/// What really happened on one connection under one user id.
struct GeneratedStay {
    var who: SampleParticipant
    var isOnPhone: Bool
    var userID: String?
    var joined: Int64
    var left: Int64
    /// Whether it began with a way from or to a breakout room.
    var isHop = false

    /// Them as a fact names them.
    func participant(in run: SampleRun, learns: Bool = true) -> Participant {
        var told = who
        if !learns { (told.registrant, told.zoomUser, told.email) = (nil, nil, nil) }
        var participant = told.participant(in: run, userID: userID)
        if isOnPhone { participant.phone = Personal("+33 1 00", about: participant.subject) }
        return participant
    }

    /// Them as the report names them: by their user id only.
    func row(in run: SampleRun) -> Participant {
        var participant = participant(in: run)
        let id = userID ?? "none-\(who.connection)"
        participant.subject = SubjectID("reported-\(run.name)-\(id)")
        participant.connectionUUID = nil
        participant.name = who.name.map { Personal($0, about: participant.subject) }
        participant.email = who.email.map { Personal($0, about: participant.subject) }
        participant.phone = nil
        return participant
    }
}

/// A fact, and when it was delivered.
struct GeneratedDelivery {
    var at: Int64
    var fact: AttendanceEvent
}
