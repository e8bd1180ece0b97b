public import Attendance
public import EventSourcing

/// What became different on a sheet between two moments at which it was known, and the events that
/// made it so.
public struct SheetDifference: Sendable, Hashable {
    /// One thing that became different.
    public struct Change: Sendable, Hashable {
        /// The row; `nil` for what is said of the date.
        public var attendee: SubjectID?
        /// The figure, by its name in the sheet's JSON; `nil` where a row came or went.
        public var figure: String?
        /// What became different, in English.
        public var sentence: String
        /// The positions of the events behind it.
        public var events: [Int64]
    }

    /// A sheet with the roll it follows from.
    public struct Moment: Sendable {
        let sheet: AttendanceSheet
        /// Every subject that a row goes by.
        let subjects: [SubjectID: Set<SubjectID>]
        /// The row of every subject.
        let attendees: [SubjectID: SubjectID]
        private let occurrence: Occurrence
        private let roll: Roll

        /// Takes the sheet of an occurrence of a roll; `nil` when there is none.
        public init?(_ occurrence: Occurrence, in roll: Roll) {
            guard let sheet = roll.sheet(of: occurrence) else { return nil }
            self.sheet = sheet
            self.occurrence = occurrence
            self.roll = roll
            subjects = roll.subjects(at: occurrence)
            attendees = Dictionary(
                subjects.flatMap { row in row.value.map { ($0, row.key) } },
                uniquingKeysWith: min
            )
        }

        /// Which of some events tell of which rows.
        fileprivate func attribution(
            of events: [Recorded<AttendanceEvent>]
        ) -> EventAttribution {
            EventAttribution(events, at: occurrence, in: roll)
        }
    }

    /// What became different: first of the date, then row by row.
    public let changes: [Change]

    /// Compares two moments.
    /// - Parameters:
    ///   - earlier: The earlier.
    ///   - later: The later.
    ///   - events: The events of the meeting that were recorded in between, in their order.
    public init(
        from earlier: Moment,
        to later: Moment,
        events: [Recorded<AttendanceEvent>]
    ) {
        let attribution = later.attribution(of: events)
        let behindDate = attribution.positions(behind: [])
        func behind(_ row: AttendanceSheet.Row) -> [Int64] {
            let before = earlier.subjects[row.attendee] ?? []
            let own = attribution.positions(behind: before.union([row.attendee]))
            // Where nothing was told of somebody, the runs or the date changed under them.
            return own.isEmpty ? behindDate : own
        }
        var changes = Self.figures(of: earlier.sheet).changes(to: Self.figures(of: later.sheet))
            .map { Change(figure: $0.figure, sentence: $0.sentence, events: behindDate) }
        for row in later.sheet.rows {
            let events = behind(row)
            guard let before = earlier.row(of: row, in: later) else {
                let sentence = "\(row.shownName) came onto the sheet as \(row.status.rawValue)."
                changes.append(Change(attendee: row.attendee, sentence: sentence, events: events))
                continue
            }
            changes += Self.figures(of: before).changes(to: Self.figures(of: row)).map {
                Change(
                    attendee: row.attendee,
                    figure: $0.figure,
                    sentence: "\(row.shownName): \($0.sentence)",
                    events: events
                )
            }
        }
        for row in earlier.sheet.rows where later.row(of: row, in: earlier) == nil {
            let sentence = "\(row.shownName) is no longer on the sheet."
            changes.append(Change(attendee: row.attendee, sentence: sentence, events: behind(row)))
        }
        self.changes = changes
    }

    private static func figures(of sheet: AttendanceSheet) -> Figures {
        var members = sheet.json.object ?? [:]
        for part in ["meeting", "occurrence"] {
            members.merge(members.removeValue(forKey: part)?.object ?? [:]) { first, _ in first }
        }
        for part in ["rows", "schema", "id"] { members[part] = nil }
        return Figures(
            members,
            texts: [
                "slots": sheet.occurrence.slots.map(\.id.text).joined(separator: ", "),
                "instances": sheet.instances.map(\.uuid).joined(separator: ", "),
                "listed": sheet.listed.map { "line \($0.line)" }.joined(separator: ", "),
                "verdicts": sheet.verdicts.map(\.finding).joined(separator: ", "),
            ]
        )
    }

    private static func figures(of row: AttendanceSheet.Row) -> Figures {
        var members = row.json.object ?? [:]
        // When exactly they were there is what their stays and corrections say.
        for part in ["attendee", "counted"] { members[part] = nil }
        let stays = row.connections.map {
            "\($0.from?.description ?? "?")/\($0.to?.description ?? "?")"
        }
        let decisions = row.corrections.map {
            "\($0.kind.rawValue) by \($0.by)\($0.withdrawn == nil ? "" : " (taken back)")"
        }
        let signed = row.signatures.map { "\($0.slot) at \($0.signedAt)" }
        return Figures(
            members,
            texts: [
                "evidence": row.evidence.map(\.rawValue).joined(separator: ", "),
                "reasons": row.reasons.map(\.rawValue).joined(separator: ", "),
                "verdicts": row.verdicts.map(\.finding).joined(separator: ", "),
                "proposals": row.proposals.map(\.attendee.text).joined(separator: ", "),
                "connections": stays.joined(separator: ", "),
                "corrections": decisions.joined(separator: ", "),
                "signatures": signed.joined(separator: ", "),
                "declined": row.declined.map { "\($0.slot): \($0.reason)" }.joined(separator: ", "),
            ]
        )
    }
}

/// The members of a sheet or of a row, each with a text.
private struct Figures {
    private let members: [String: JSON]
    private let texts: [String: String]

    /// Takes the members; what `texts` does not give in words is shown as it is.
    init(_ members: [String: JSON], texts: [String: String]) {
        self.members = members
        self.texts = texts
    }

    /// The members that differ, each in a sentence.
    func changes(to later: Figures) -> [(figure: String, sentence: String)] {
        Set(members.keys).union(later.members.keys).sorted().compactMap { figure in
            guard members[figure] != later.members[figure] else { return nil }
            let words = "the " + figure.map { $0 == "_" ? " " : String($0) }.joined()
            let (before, after) = (text(of: figure), later.text(of: figure))
            let sentence =
                switch (before.isEmpty, after.isEmpty) {
                case (true, false): "\(words) became known: \(after)."
                case (false, true): "\(words) is no longer known; it was \(before)."
                case _ where before == after: "\(words) changed in a detail."
                default: "\(words) went from \(before) to \(after)."
                }
            return (figure, sentence)
        }
    }

    private func text(of figure: String) -> String {
        if let text = texts[figure] { return text }
        guard let value = members[figure], value != .null else { return "" }
        return value.string ?? value.canonicalText
    }
}

extension SheetDifference.Moment {
    /// The row here of whoever is on a row of another moment, under whatever name.
    fileprivate func row(
        of other: AttendanceSheet.Row,
        in moment: SheetDifference.Moment
    ) -> AttendanceSheet.Row? {
        if let same = sheet.rows.first(where: { $0.attendee == other.attendee }) { return same }
        let subjects = moment.subjects[other.attendee] ?? []
        let attendees = Set(subjects.compactMap { self.attendees[$0] })
        return sheet.rows.first { attendees.contains($0.attendee) }
    }
}

extension AttendanceSheet.Row {
    fileprivate var shownName: String { name.isEmpty ? "Somebody without a name" : name }
}

extension SheetDifference {
    /// The difference as JSON.
    public var json: JSON {
        .array(
            changes.map {
                [
                    "attendee": .optional($0.attendee?.text),
                    "figure": .optional($0.figure),
                    "sentence": .string($0.sentence),
                    "events": .array($0.events.map(JSON.integer)),
                ]
            }
        )
    }
}
