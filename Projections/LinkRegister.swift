public import Attendance
public import EventSourcing

/// Which meetings are the organisation's, as far as somebody said so or arranged them.
public struct LinkRegister: Projection, Hashable {
    private var states: [MeetingID: LinkState] = [:]
    private var wanted: [ArrangementID: MeetingLink] = [:]
    private var arranged: [MeetingID: MeetingLink] = [:]

    /// Nothing was said.
    public init() {}

    /// What was said of a meeting.
    func state(of meeting: MeetingID) -> LinkState { states[meeting] ?? .open }

    /// For whom a meeting was arranged here; `nil` where it was not.
    func arrangement(of meeting: MeetingID) -> MeetingLink? { arranged[meeting] }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        switch recorded.event {
        case .meetingLinked(let event):
            states[event.meeting, default: .open].evolve(with: recorded.event)
        case .meetingDisowned(let event):
            states[event.meeting, default: .open].evolve(with: recorded.event)
        case .arrangement(.arranged(let event)): wanted[event.arrangement] = event.link
        case .arrangement(.confirmed(let event)):
            guard let meeting = event.meeting else { return }
            arranged[meeting.id] = arranged[meeting.id] ?? wanted[event.arrangement] ?? .global
        case .arrangement(.takenOver(let event)): arranged[event.meeting.id] = event.link
        default: break
        }
    }
}

extension Roll {
    /// Whether a meeting is the organisation's: as somebody said, else as follows from what people did.
    ///
    /// Rules about hosts count once they were applied.
    public func link(of meeting: MeetingID) -> LinkState {
        let said = links.state(of: meeting)
        if case .linked(_, .decision) = said { return said }
        if let arranged = links.arrangement(of: meeting) { return .linked(arranged, .use) }
        guard !said.isLinked, isUsed(meeting) else { return said }
        return .linked(.global, .use)
    }

    /// Whether people arranged or planned a meeting, expect somebody at it, or decided about a sheet of it.
    public func isUsed(_ meeting: MeetingID) -> Bool {
        if links.arrangement(of: meeting) != nil { return true }
        if !directory.schedule(of: meeting).entries.isEmpty { return true }
        if !directory.roster(of: meeting).changes.isEmpty { return true }
        if corrections.identifications[meeting] != nil { return true }
        let runs = directory.meetings[meeting]?.instances ?? []
        if runs.contains(where: { directory.placement(of: $0) != nil }) { return true }
        return occurrences(of: meeting).flatMap { names(of: $0) }.contains {
            signatures.occurrences[$0] != nil || corrections.entries[$0] != nil
        }
    }
}
