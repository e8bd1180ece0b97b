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
        let roll: Roll
        let occurrence: Occurrence
        let sheet: AttendanceSheet

        /// Takes the sheet of an occurrence of a roll; `nil` when there is none.
        public init?(_ occurrence: Occurrence, in roll: Roll) {
            guard let sheet = roll.sheet(of: occurrence) else { return nil }
            self.roll = roll
            self.occurrence = occurrence
            self.sheet = sheet
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
        var changes = Self.figures(of: earlier.sheet).changes(to: Self.figures(of: later.sheet))
            .map { figure, sentence in
                Change(
                    figure: figure,
                    sentence: sentence,
                    events: events.filter { $0.event.isAboutDate }.map(\.position)
                )
            }
        for row in later.sheet.rows {
            let before = earlier.row(of: row, in: later)
            let behind = Self.events(behind: row.attendee, in: [earlier, later], among: events)
            guard let before else {
                let sentence = "\(row.shownName) came onto the sheet as \(row.status.rawValue)."
                changes.append(
                    Change(attendee: row.attendee, sentence: sentence, events: behind)
                )
                continue
            }
            changes += Self.figures(of: before).changes(to: Self.figures(of: row)).map {
                Change(
                    attendee: row.attendee,
                    figure: $0.0,
                    sentence: "\(row.shownName): \($0.1)",
                    events: behind
                )
            }
        }
        for row in earlier.sheet.rows where later.row(of: row, in: earlier) == nil {
            changes.append(
                Change(
                    attendee: row.attendee,
                    sentence: "\(row.shownName) is no longer on the sheet.",
                    events: Self.events(
                        behind: row.attendee,
                        in: [earlier, later],
                        among: events
                    )
                )
            )
        }
        self.changes = changes
    }

    /// The events about a row; where there are none, those about the runs and the date.
    private static func events(
        behind attendee: SubjectID,
        in moments: [Moment],
        among events: [Recorded<AttendanceEvent>]
    ) -> [Int64] {
        let subjects = moments.reduce(into: Set([attendee])) {
            $0.formUnion($1.roll.subjects(of: attendee, at: $1.occurrence))
        }
        let own = events.filter { !$0.event.subjects.isDisjoint(with: subjects) }
        return (own.isEmpty ? events.filter { $0.event.isAboutDate } : own).map(\.position)
    }

    private static func figures(of sheet: AttendanceSheet) -> Figures {
        let occurrence = sheet.occurrence
        return Figures([
            ("organisation", "the training provider", sheet.organisation),
            ("topic", "the topic", sheet.meeting.topic ?? ""),
            ("planned_start", "the planned start", occurrence.planned?.start.description ?? ""),
            ("planned_end", "the planned end", occurrence.planned?.end.description ?? ""),
            ("actual_start", "the actual start", occurrence.actualStart?.description ?? ""),
            ("actual_end", "the actual end", occurrence.actualEnd?.description ?? ""),
            ("reason", "the reason for signing", occurrence.reason ?? ""),
            ("slots", "the slots", occurrence.slots.map(\.id.text).joined(separator: ", ")),
            ("instances", "the runs", sheet.instances.map(\.uuid).joined(separator: ", ")),
            ("rule_pack", "the rule pack", sheet.rulePack),
        ])
    }

    private static func figures(of row: AttendanceSheet.Row) -> Figures {
        let evidence = row.evidence.map(\.rawValue).joined(separator: ", ")
        let stays = row.connections.map {
            "\($0.from?.description ?? "?")/\($0.to?.description ?? "?")"
        }
        let signed = row.signatures.map { "\($0.slot) at \($0.signedAt)" }
        let decisions = row.corrections.map {
            "\($0.kind.rawValue) by \($0.by)\($0.withdrawn == nil ? "" : " (taken back)")"
        }
        return Figures([
            ("name", "the name", row.name),
            ("role", "the role", row.role.rawValue),
            ("person", "the person", row.person?.text ?? ""),
            ("evidence", "what ties the connections to the row", evidence),
            ("status", "the status", row.status.rawValue),
            ("first_join", "the first join", row.firstJoin?.description ?? ""),
            ("last_leave", "the last leave", row.lastLeave?.description ?? ""),
            ("seconds_present", "the seconds present", String(row.secondsPresent)),
            ("share_percent", "the share", row.sharePercent.map { "\($0) %" } ?? ""),
            ("connections", "the connections", stays.joined(separator: ", ")),
            ("corrections", "the decisions", decisions.joined(separator: ", ")),
            ("signatures", "the signatures", signed.joined(separator: ", ")),
        ])
    }
}

/// Figures by name, each as a text; an empty one is not known.
private struct Figures {
    let entries: [(name: String, words: String, text: String)]

    init(_ entries: [(String, String, String)]) {
        self.entries = entries.map { (name: $0.0, words: $0.1, text: $0.2) }
    }

    /// The figures that differ, each in a sentence.
    func changes(to later: Figures) -> [(figure: String, sentence: String)] {
        zip(entries, later.entries).compactMap { before, after in
            guard !before.text.utf8.elementsEqual(after.text.utf8) else { return nil }
            let sentence =
                switch (before.text.isEmpty, after.text.isEmpty) {
                case (true, _): "\(after.words) became known: \(after.text)."
                case (_, true): "\(after.words) is no longer known; it was \(before.text)."
                default: "\(after.words) went from \(before.text) to \(after.text)."
                }
            return (after.name, sentence)
        }
    }
}

extension SheetDifference.Moment {
    /// The row here of whoever is on a row of another moment, under whatever name.
    fileprivate func row(
        of other: AttendanceSheet.Row,
        in moment: SheetDifference.Moment
    ) -> AttendanceSheet.Row? {
        if let same = sheet.rows.first(where: { $0.attendee == other.attendee }) { return same }
        let subjects = moment.roll.subjects(of: other.attendee, at: moment.occurrence)
        return sheet.rows.first { row in
            !roll.subjects(of: row.attendee, at: occurrence).isDisjoint(with: subjects)
        }
    }
}

extension AttendanceSheet.Row {
    fileprivate var shownName: String { name.isEmpty ? "Somebody without a name" : name }
}

extension AttendanceEvent {
    /// Whether it tells of the date or its runs, and not of anybody.
    fileprivate var isAboutDate: Bool {
        switch self {
        case .meetingPlanned, .meetingChanged, .meetingStanding, .instanceStarted, .instanceEnded,
            .organisationNamed, .slotOpened:
            true
        default:
            false
        }
    }

    /// Whom it tells of.
    fileprivate var subjects: Set<SubjectID> {
        switch self {
        case .registrationChanged(let fact): [fact.registrant]
        case .connectionJoined(let fact): [fact.participant.subject]
        case .connectionLeft(let fact): [fact.participant.subject]
        case .participantSighted(let fact): [fact.participant.subject]
        case .personRegistered(let event): [event.person.subject]
        case .rosterExtended(let event): Set(event.people.map(\.subject))
        case .signatureRequested(let event): [event.place.signer]
        case .signatureGiven(let event): [event.place.signer]
        case .attendanceCorrected(let event): [event.attendee]
        case .attendeeExcused(let event): [event.attendee]
        case .participantsIdentified(let event):
            Set(event.participants).union([event.person?.subject].compactMap { $0 })
        case .log(.subjectsErased(let event)): Set(event.subjects)
        default: []
        }
    }
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
