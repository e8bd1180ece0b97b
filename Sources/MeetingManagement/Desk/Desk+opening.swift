public import Attendance
public import EventSourcing
import Projections

// The rules say when a slot may be signed; then everybody is asked without anybody's doing.

extension Desk {
    /// Who asks when the clock says so.
    public static let clock = Actor("muster")

    /// How many days back a slot that is still open may have opened.
    private static let daysBack = 7

    /// Asks, for every date the organisation planned, those whom its rules want to sign, in every slot
    /// whose time for signing has come: each once.
    ///
    /// Whoever comes onto the sheet later is asked the next time. Nobody is asked anew by it: not who was
    /// asked before, nor who signed, declined, or had their link revoked. What a trainer opened with
    /// another time is left to them.
    ///
    /// A date that fails does not keep the others waiting; it stays due.
    /// - Parameters:
    ///   - hand: Is handed the links of a slot as soon as they are recorded: nobody can make them again.
    ///   - note: Is told which date failed, and why.
    /// - Throws: ``DeskFailure`` when it cannot be read what is due.
    public func askWhereDue(
        handing hand: (OccurrenceID, [SigningLink]) -> Void,
        noting note: (OccurrenceID, DeskFailure) -> Void
    ) async throws(DeskFailure) {
        let today = CivilTime(edges.now()).date.daysSinceEpoch
        let days = (0...Self.daysBack).map { CivilDate(daysSinceEpoch: today - $0) }
        let due = try await asking { () async throws(EventLogError) in
            try await projections.occurrences(openingOn: days)
        }
        for id in due.sorted() where !Task.isCancelled {
            do throws(DeskFailure) {
                try await askWhereDue(of: id) { hand(id, $0) }
            } catch {
                note(id, error)
            }
        }
    }

    private func askWhereDue(
        of id: OccurrenceID,
        handing hand: ([SigningLink]) -> Void
    ) async throws(DeskFailure) {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id), found.id == id, !found.isCancelled,
            let sheet = roll.sheet(of: found)
        else { return }
        let pack = roll.rulePack(of: found)
        let known = Dictionary(
            sheet.occurrence.slots.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for slot in slots(of: found, sheet, in: roll) where known[slot.id] ?? slot == slot {
            let window = pack.signing.window(for: slot.window)
            guard window.start <= edges.now(), edges.now() < window.end else { continue }
            let rows = sheet.rows.filter { row in
                pack.signers.contains(row.capacity)
                    && !row.signatures.contains { $0.slot == slot.id }
                    && !isAsked(row, in: slot.id, of: found, in: roll)
            }
            guard !rows.isEmpty else { continue }
            let links = rows.map { link(for: $0, in: slot.id, from: window) }
            let name = roll.decisionName(of: found)
            let opened = try Self.opened(slot, of: found, as: name, nil, nil)
            let events = try await decide(
                .openSlot(
                    opened,
                    requests: Self.requests(by: links, of: name),
                    asking: .first
                ),
                on: name,
                actor: Self.clock
            )
            // Somebody else may have asked some of them meanwhile.
            let made = links.made(by: events)
            if !made.isEmpty { hand(made) }
        }
    }

    /// Whether a row was ever asked, or declined, by any name it goes by.
    private func isAsked(
        _ row: AttendanceSheet.Row,
        in slot: SlotID,
        of occurrence: Occurrence,
        in roll: Roll
    ) -> Bool {
        let signers = Self.signers(of: [row.attendee], at: occurrence, in: roll)
        return Self.decisions(about: occurrence, in: roll).contains { _, state in
            state.asked.union(state.declined.keys).contains {
                $0.slot == slot && signers.contains($0.signer)
            }
        }
    }
}

extension AttendanceSheet.Row {
    /// As what they sign.
    fileprivate var capacity: SigningCapacity { role == .trainer ? .trainer : .attendee }
}
