public import Attendance
public import EventSourcing

/// Why a row of a sheet says what it says: each figure with the rule that made it and the events
/// behind it (I-8).
public struct SheetExplanation: Sendable, Hashable {
    /// What can be explained.
    public enum Figure: String, Sendable, Hashable, CaseIterable {
        /// Who it was, and what ties the connections to them.
        case identity
        /// Present, partial, absent, not seen yet or unknown.
        case status
        /// When they were there, and for how long.
        case time
        /// How late they came, and how early they left.
        case punctuality
        /// What they signed.
        case signatures
        /// What the rules find.
        case verdicts
    }

    /// One figure.
    public struct Entry: Sendable, Hashable {
        /// Which.
        public var figure: Figure
        /// What the sheet says, and by which rule, in English.
        public var sentences: [String]
        /// The positions of the events it rests on.
        public var events: [Int64]
    }

    /// The row's name.
    public let name: String
    /// The figures, in a fixed order.
    public let entries: [Entry]

    /// Explains a row; `nil` when the sheet has no such row.
    /// - Parameters:
    ///   - attendee: The row.
    ///   - occurrence: The occurrence.
    ///   - roll: What is known.
    ///   - events: Every event of the meeting, in the order of the log.
    ///   - figures: What to explain.
    public init?(
        of attendee: SubjectID,
        at occurrence: Occurrence,
        in roll: Roll,
        events: [Recorded<AttendanceEvent>],
        figures: [Figure] = Figure.allCases
    ) {
        guard let assembly = roll.assembly(of: occurrence) else { return nil }
        let sheet = assembly.sheet()
        guard let row = sheet.rows.first(where: { $0.attendee == attendee }) else { return nil }
        let attribution = EventAttribution(events, at: occurrence, in: roll)
        let words = ExplainingWords(row: row, sheet: sheet, pack: assembly.pack)
        name = row.name
        entries = figures.map { figure in
            Entry(
                figure: figure,
                sentences: words.sentences(about: figure),
                events: attribution.positions(behind: figure, of: attendee)
            )
        }
    }

    /// The explanation as JSON.
    public var json: JSON {
        [
            "name": .string(name),
            "figures": .array(
                entries.map {
                    [
                        "figure": .string($0.figure.rawValue),
                        "sentences": .array($0.sentences.map(JSON.string)),
                        "events": .array($0.events.map(JSON.integer)),
                    ]
                }
            ),
        ]
    }
}

extension EventAttribution {
    /// The positions of the events behind a figure of a row.
    fileprivate func positions(
        behind figure: SheetExplanation.Figure,
        of attendee: SubjectID
    ) -> [Int64] {
        switch figure {
        case .identity:
            positions(about: attendee, where: \.tellsIdentity, orAround: { _ in false })
        case .time, .punctuality:
            positions(about: attendee, where: \.tellsTime, orAround: \.boundsTime)
        case .status:
            positions(
                about: attendee,
                where: { $0.tellsTime || $0.tellsExpectation },
                orAround: { $0.tellsCompleteness || $0.isListing }
            )
        case .signatures:
            positions(about: attendee, where: \.tellsSigning, orAround: \.opensSlot)
        case .verdicts:
            positions(
                about: attendee,
                where: { $0.tellsTime || $0.tellsSigning || $0.tellsExpectation },
                orAround: { $0.setsRules || $0.boundsTime }
            )
        }
    }
}

extension AttendanceEvent {
    fileprivate var tellsIdentity: Bool {
        switch self {
        case .registrationChanged, .personRegistered, .rosterExtended, .rosterReduced,
            .participantsIdentified, .connectionJoined, .participantSighted, .participantReported,
            .decisionWithdrawn:
            true
        default: false
        }
    }

    fileprivate var tellsTime: Bool {
        switch self {
        case .connectionJoined, .connectionLeft, .participantReported, .attendanceCorrected,
            .decisionWithdrawn:
            true
        case .participantSighted(let fact):
            fact.sighting == .enteredBreakoutRoom || fact.sighting == .leftBreakoutRoom
        default: false
        }
    }

    fileprivate var boundsTime: Bool {
        switch self {
        case .meetingPlanned, .meetingChanged, .occurrenceScheduled, .instanceStarted,
            .instanceEnded, .instancePlaced:
            true
        default: false
        }
    }

    fileprivate var tellsExpectation: Bool {
        switch self {
        case .registrationChanged, .rosterExtended, .rosterReduced, .participantSighted,
            .signatureGiven, .signatureWithdrawn, .attendeeExcused:
            true
        default: false
        }
    }

    fileprivate var tellsCompleteness: Bool {
        switch self {
        case .receiverStarted, .receiverStopped, .reportRead, .reportMissed, .runsListed,
            .endpointValidated, .subscriptionFound, .accountRemoved:
            true
        default: boundsTime
        }
    }

    fileprivate var isListing: Bool {
        if case .portalListed = self { true } else { false }
    }

    fileprivate var tellsSigning: Bool {
        switch self {
        case .signatureRequested, .signatureClaimed, .signatureGiven, .signatureRequestRevoked,
            .signatureDeclined, .signatureWithdrawn:
            true
        default: false
        }
    }

    fileprivate var opensSlot: Bool {
        if case .slotOpened = self { true } else { false }
    }

    fileprivate var setsRules: Bool {
        switch self {
        case .rulePackAdopted, .occurrenceScheduled, .slotOpened: true
        default: false
        }
    }
}
