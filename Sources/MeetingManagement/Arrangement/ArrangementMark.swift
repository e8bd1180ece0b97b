import Attendance
import EventSourcing
import ZoomAPI

/// The text by which a meeting at Zoom is known to be the one that was arranged here.
///
/// It ends the agenda: the one field that is ours, comes back in lists and with the meeting, needs no
/// configuration of the account, and stays. A meeting of the same topic and time is somebody else's
/// without it.
struct ArrangementMark {
    /// As much of a listed agenda as Zoom shows (Zoom API, *List meetings*: `agenda`).
    static let listedCharactersMax = 250

    let text: String

    init(of arrangement: ArrangementID) {
        text = "Muster: \(arrangement.text.prefix(16))"
    }

    /// An agenda with the mark.
    func marking(_ agenda: String?) -> String {
        guard let agenda, !agenda.isEmpty else { return text }
        return "\(agenda)\n\n\(text)"
    }

    /// Whether a meeting is the one; `nil` where its agenda is cut off before a mark could come.
    func isOn(_ meeting: ZoomPlannedMeeting) -> Bool? {
        let agenda = meeting.agenda ?? ""
        if agenda.contains(text) { return true }
        return agenda.count >= Self.listedCharactersMax ? nil : false
    }
}
