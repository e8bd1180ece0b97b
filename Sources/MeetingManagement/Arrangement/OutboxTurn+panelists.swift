import Attendance
import EventSourcing
import Projections
import ZoomAPI

// Who presents in a webinar is kept in step with who was named.

extension OutboxTurn {
    /// How many are made panelists with one call.
    private static let panelistsPerCallMax = 30

    /// Brings a webinar's panelists in step with who was named.
    ///
    /// Whom Zoom has is read each time before anything is done, which finds out what a call without an
    /// answer, or an earlier process, did.
    /// - Returns: whether something was to be done.
    /// - Throws: ``Setback``; what was done by then is written down.
    func keepPanelistsInStep() async throws(Setback) -> Bool {
        guard arrangement.panelists != nil, let meeting = arrangement.meeting else { return false }
        let due: PanelistsDue
        do {
            due = try await desk.panelistsDue(for: arrangement)
        } catch {
            throw .log(error)
        }
        guard !due.isNothing else { return false }
        let number = try number(of: meeting)
        let listed = try await all(PanelistCalls.list(of: number))
        let there = Dictionary(
            listed.compactMap { panelist in
                panelist.email.map { (desk.key.emailIndex($0), panelist) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        for person in due.removed {
            if let id = there[person.emailIndex]?.id {
                try await callUnlessGone(PanelistCalls.delete(id, from: number))
            }
            let removed = RegistrantsRemoved(arrangement: self.id, people: [person])
            try await append([.arrangement(.panelistsRemoved(removed))])
        }
        let known = due.added.filter { there[$0.person.emailIndex] != nil }
        try await note(known)
        let missing = due.added.filter { there[$0.person.emailIndex] == nil }
        for chunk in missing.chunks(of: Self.panelistsPerCallMax) {
            try await add(chunk, to: number)
        }
        return true
    }

    private func add(
        _ additions: [PanelistsDue.Addition],
        to number: ZoomMeetingNumber
    ) async throws(Setback) {
        let opened = try await open(additions.flatMap { [$0.details.name, $0.details.email] })
        let panelists = additions.indices.map { index in
            ZoomPanelist(
                name: String((opened[2 * index] ?? "").prefix(64)),
                email: opened[2 * index + 1] ?? ""
            )
        }
        do throws(Setback) {
            try await call(
                try checked { () throws(ZoomInputFault) in
                    try PanelistCalls.add(panelists, to: number)
                }
            )
        } catch .refused(let reason) {
            guard additions.count == 1 else {
                // One that cannot present refuses all.
                for addition in additions { try await add([addition], to: number) }
                return
            }
            let refused = RegistrantRefused(
                arrangement: id,
                person: additions[0].person.person,
                emailIndex: additions[0].person.emailIndex,
                reason: reason
            )
            return try await append([.arrangement(.panelistRefused(refused))])
        }
        try await note(additions)
    }

    private func note(_ additions: [PanelistsDue.Addition]) async throws(Setback) {
        guard !additions.isEmpty else { return }
        let added = RegistrantsAdded(arrangement: id, people: additions.map(\.person))
        try await append([.arrangement(.panelistsAdded(added))])
    }
}
