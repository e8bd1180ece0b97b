public import Attendance
public import EventSourcing

/// A sheet read as an inspector would: what does not fit together, before they find it.
public struct SheetAudit: Sendable, Hashable {
    /// How grave a finding is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// Sheets were refused for it.
        case grave
        /// It asks for an explanation.
        case doubtful
        /// Good to know before signing off.
        case note
    }

    /// Something that does not fit.
    public struct Finding: Sendable, Hashable {
        /// How grave it is.
        public var severity: Severity
        /// What kind of finding, such as `signed_but_not_seen`.
        public var kind: String
        /// What was found, in English.
        public var sentence: String
        /// The rows it is about.
        public var attendees: [SubjectID]
        /// The positions of the events that show it.
        public var events: [Int64]
    }

    /// What is known of the world around a sheet.
    public struct Surroundings: Sendable {
        /// The local time of the occurrence.
        public var zone: ZoneRules
        /// Days on which nobody works.
        public var holidays: Set<CivilDate>
        /// When a trainer was at other meetings, by the row of theirs.
        public var elsewhere: [SubjectID: [(number: String, times: TimeSet)]]
        /// The topics the meeting ever had.
        public var topics: [String]

        /// States what is around.
        public init(
            zone: ZoneRules,
            holidays: Set<CivilDate> = [],
            elsewhere: [SubjectID: [(number: String, times: TimeSet)]] = [:],
            topics: [String] = []
        ) {
            self.zone = zone
            self.holidays = holidays
            self.elsewhere = elsewhere
            self.topics = topics
        }
    }

    /// What was found, the gravest first.
    public let findings: [Finding]

    /// Reads a sheet.
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - pack: What it is judged by.
    ///   - surroundings: What is known of the world around it.
    ///   - behind: The positions of the events that tell of some rows; of none, those about the date.
    public init(
        of sheet: AttendanceSheet,
        under pack: RulePack,
        in surroundings: Surroundings,
        behind: (Set<SubjectID>) -> [Int64]
    ) {
        let reading = AuditReading(sheet: sheet, pack: pack, surroundings: surroundings)
        let all = reading.signatureFindings + reading.presenceFindings + reading.dateFindings
        let order = Severity.allCases
        findings = all.enumerated()
            .sorted { left, right in
                let first = order.firstIndex(of: left.element.severity) ?? 0
                let second = order.firstIndex(of: right.element.severity) ?? 0
                return (first, left.offset) < (second, right.offset)
            }
            .map { entry in
                var finding = entry.element
                finding.events = behind(Set(finding.attendees))
                return finding
            }
    }

    /// The findings as JSON.
    public var json: JSON {
        .array(
            findings.map {
                [
                    "severity": .string($0.severity.rawValue),
                    "kind": .string($0.kind),
                    "sentence": .string($0.sentence),
                    "attendees": .array($0.attendees.map { .string($0.text) }),
                    "events": .array($0.events.map(JSON.integer)),
                ]
            }
        )
    }
}
