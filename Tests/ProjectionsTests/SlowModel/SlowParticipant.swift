import Attendance
import EventSourcing

/// All that is told of one participant of a run.
struct SlowParticipant {
    let subject: SubjectID
    var isConnected = false
    var isSighted = false
    /// The personal links used.
    var links: Set<BlindIndex> = []
    /// The Zoom users they were signed in as.
    var zoomUsers: Set<BlindIndex> = []
    /// The addresses of those.
    var emails: Set<BlindIndex> = []

    init(_ subject: SubjectID) { self.subject = subject }

    /// Adds what a fact tells of who they are.
    mutating func learn(from fact: Participant) {
        if let link = fact.registrantIndex { links.insert(link) }
        guard let zoomUser = fact.zoomUserIndex else { return }
        zoomUsers.insert(zoomUser)
        if let email = fact.emailIndex { emails.insert(email) }
    }
}
