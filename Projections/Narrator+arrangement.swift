import Attendance
import EventSourcing

extension Narrator {
    /// What somebody wanted of a meeting at Zoom, or what became of it.
    func sentence(for event: ArrangementEvent) -> String {
        switch event {
        case .arranged(let event):
            "A \(event.kind.rawValue) was to be made at Zoom, \(Self.dates(event.dates)), under "
                + "\(event.pack.id)."
        case .takenOver: "The meeting was taken over from Zoom."
        case .changed(let event):
            event.dates.isEmpty
                ? "The meeting was to be changed at Zoom."
                : "The meeting was to be moved at Zoom to \(Self.dates(event.dates))."
        case .cancelled(let event):
            "\(event.occurrence == nil ? "The meeting" : "A date") was to be cancelled at Zoom: "
                + "\(shown(event.reason))."
        case .endAsked: "The meeting was to be ended at Zoom."
        case .retried: "What Zoom had refused was to be tried again."
        case .confirmed(let event):
            event.meeting == nil
                ? "The meeting was cancelled before it was made at Zoom."
                : "Zoom did what was wanted of the meeting (no. \(event.intent))."
        case .refused(let event): "Zoom refused what was wanted of the meeting: \(event.reason)."
        case .delayed(let event): "What was wanted of the meeting has to wait: \(event.reason)."
        case .registrantsAdded(let event):
            "\(event.people.count) of the roster were registered at Zoom."
        case .registrantsRemoved(let event):
            "\(event.people.count) no longer of the roster had their registration cancelled at Zoom."
        case .registrantRefused(let event): "Zoom does not register somebody: \(event.reason)."
        case .panelistsNamed(let event):
            "\(event.people.count) were to be the panelists of the webinar."
        case .panelistsAdded(let event): "\(event.people.count) were made panelists at Zoom."
        case .panelistsRemoved(let event):
            "\(event.people.count) are panelists at Zoom no longer."
        case .panelistRefused(let event):
            "Zoom does not take somebody as a panelist: \(event.reason)."
        }
    }

    private static func dates(_ dates: [ArrangedDate]) -> String {
        let starts = dates.map(\.time.window.start.description)
        return starts.isEmpty ? "at no fixed time" : starts.joined(separator: ", ")
    }
}
