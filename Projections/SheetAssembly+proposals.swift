import Attendance
import EventSourcing

extension SheetAssembly {
    /// How many are proposed at most.
    private static let proposalsMax = 3

    /// Says of each unidentified participant whom they may be: of those who are expected and were not
    /// seen, the ones with the likest names.
    func propose(to drafts: inout [RowDraft]) {
        guard drafts.contains(where: \.row.isUnidentified) else { return }
        let missing = drafts.map(\.row).filter { $0.connections.isEmpty }
        for index in drafts.indices where drafts[index].row.isUnidentified {
            drafts[index].row.proposals = Self.proposals(
                for: drafts[index].row.name,
                among: missing
            )
        }
    }

    /// The rows of files of the portal that may be about this occurrence, by time.
    func listedLines(among drafts: [RowDraft]) -> [AttendanceSheet.ListedLine] {
        let listed = record.listed.sorted.filter { !$0.isWaiting && isWithin($0) }
        guard !listed.isEmpty else { return [] }
        var confirmed: [SubjectID: DecisionID] = [:]
        for entry in corrections where entry.withdrawal == nil {
            guard case .corrected(let event) = entry.statement, let row = event.listed else {
                continue
            }
            confirmed[row] = event.decision
        }
        let rows = drafts.map(\.row)
        let lines = listed.map { line in
            AttendanceSheet.ListedLine(
                row: line.row,
                line: line.line,
                name: line.name?.shown(in: roll.disclosure) ?? "",
                email: line.email?.shown(in: roll.disclosure),
                from: line.joined,
                to: line.left,
                seconds: line.seconds,
                confirmed: confirmed[line.row],
                proposals: proposals(for: line, among: rows)
            )
        }
        .sorted { left, right in
            (left.from ?? .distantPast, left.line, left.row)
                < (right.from ?? .distantPast, right.line, right.row)
        }
        return ToldTimes(of: runs).marking(lines)
    }

    private func proposals(
        for line: PortalListed,
        among rows: [AttendanceSheet.Row]
    ) -> [AttendanceSheet.Proposal] {
        let name = line.name?.shown(in: roll.disclosure) ?? ""
        var proposals = Self.proposals(for: name, among: rows)
        // An address of a file is nobody's sign-in: it proposes, and more than a name does.
        let person = line.emailIndex.flatMap { roll.people.person(withEmail: $0) }
        if let person, rows.contains(where: { $0.person == person }) {
            proposals.removeAll { $0.attendee == person.subject }
            proposals.insert(.init(attendee: person.subject, likeness: 100), at: 0)
        }
        return proposals
    }

    /// Whether a row of a file may be about this occurrence: one without times may be about any that was
    /// held.
    private func isWithin(_ line: PortalListed) -> Bool {
        guard let from = line.joined ?? line.left, let to = line.left ?? line.joined else {
            return !runs.isEmpty
        }
        let margin = pack.membership
        let around = [occurrence.planned, actual].compactMap { $0 }.map {
            TimeWindow(
                start: $0.start.advanced(bySeconds: -margin.marginBeforeSeconds),
                end: $0.end.advanced(bySeconds: margin.marginAfterSeconds)
            )
        }
        return around.contains { $0.start <= to && from <= $0.end }
    }

    private static func proposals(
        for name: String,
        among rows: [AttendanceSheet.Row]
    ) -> [AttendanceSheet.Proposal] {
        guard !name.isEmpty, name != Disclosure.placeholder else { return [] }
        let alike = rows.compactMap { row -> AttendanceSheet.Proposal? in
            let likeness = NameLikeness.percent(name, row.name)
            guard likeness >= NameLikeness.proposedMin else { return nil }
            return AttendanceSheet.Proposal(attendee: row.attendee, likeness: likeness)
        }
        return Array(
            alike.sorted { ($1.likeness, $0.attendee) < ($0.likeness, $1.attendee) }
                .prefix(proposalsMax)
        )
    }
}
