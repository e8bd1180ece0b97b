import Attendance
import EventSourcing

/// The reading of one sheet for what does not fit together.
struct AuditReading {
    typealias Finding = SheetAudit.Finding

    let sheet: AttendanceSheet
    let pack: RulePack
    let surroundings: SheetAudit.Surroundings

    var slots: [SlotID: Slot] {
        Dictionary(
            sheet.occurrence.slots.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func finding(
        _ severity: SheetAudit.Severity,
        _ kind: String,
        _ sentence: String,
        _ rows: [AttendanceSheet.Row] = []
    ) -> Finding {
        Finding(
            severity: severity,
            kind: kind,
            sentence: sentence,
            attendees: Set(rows.map(\.attendee)).sorted(),
            events: []
        )
    }

    // MARK: Presence

    var presenceFindings: [Finding] {
        sheet.rows.flatMap { doubts(about: $0) + presenceOfTrainer(elsewhere: $0) } + unnamed
    }

    private func doubts(about row: AttendanceSheet.Row) -> [Finding] {
        var findings: [Finding] = []
        if row.status == .unknown {
            let reasons = row.reasons.map {
                $0.rawValue.map { $0 == "_" ? " " : String($0) }.joined()
            }
            findings.append(
                finding(
                    .doubtful,
                    "status_unknown",
                    "Nobody can tell whether \(row.name) was there: "
                        + "\(reasons.joined(separator: ", ")).",
                    [row]
                )
            )
        }
        if row.source == .contradictory {
            findings.append(
                finding(
                    .doubtful,
                    "sources_contradict",
                    "What came live of \(row.name) and Zoom's report do not agree.",
                    [row]
                )
            )
        }
        if row.evidence.contains(.sharedLink) {
            findings.append(
                finding(
                    .grave,
                    "link_shared",
                    "\(row.name) came by a personal link that more than one used.",
                    [row]
                )
            )
        }
        if row.evidence.contains(.conflict) {
            findings.append(
                finding(
                    .grave,
                    "identity_conflict",
                    "What ties \(row.name) to one person ties them to another as well; "
                        + "muster identify states who it was.",
                    [row]
                )
            )
        }
        return findings
    }

    private func presenceOfTrainer(elsewhere row: AttendanceSheet.Row) -> [Finding] {
        guard row.role == .trainer else { return [] }
        let present = TimeSet(row.counted)
        return (surroundings.elsewhere[row.attendee] ?? []).compactMap { number, times in
            let both = present.intersection(times)
            guard let first = both.windows.first else { return nil }
            return finding(
                .grave,
                "trainer_in_two_places",
                "\(row.name) was at meeting \(number) too for \(both.seconds) s of this time, from "
                    + "\(first.start) on.",
                [row]
            )
        }
    }

    private var unnamed: [Finding] {
        let unknown = sheet.rows.filter(\.isUnidentified)
        guard !unknown.isEmpty else { return [] }
        return [
            finding(
                .doubtful,
                "unidentified_participants",
                "\(unknown.count) who were connected are not identified; muster identify states who "
                    + "they were.",
                unknown
            )
        ]
    }

    // MARK: The date

    var dateFindings: [Finding] {
        var findings: [Finding] = []
        let isTaught = sheet.rows.contains { $0.role == .trainer && !$0.counted.isEmpty }
        if sheet.occurrence.actualEnd != nil, !isTaught {
            findings.append(
                finding(.grave, "trainer_not_seen", "No trainer was there, as far as is known.")
            )
        }
        let topics = Set(surroundings.topics)
        if topics.count > 1 {
            findings.append(
                finding(
                    .doubtful,
                    "titles_differ",
                    "The meeting had \(topics.count) titles: "
                        + "\(topics.sorted().joined(separator: "; ")). The sheet's must be that "
                        + "of the contract."
                )
            )
        }
        if sheet.occurrence.slots.isEmpty {
            findings.append(finding(.note, "no_slot", "No signature was asked for."))
        }
        if !sheet.isComplete {
            findings.append(
                finding(
                    .note,
                    "log_not_shown_complete",
                    "Nothing proves that Zoom told everything; read its participants report in "
                        + "with muster ingest --report."
                )
            )
        }
        findings += sheet.listed.filter(\.isOpen).map(unconfirmed)
        // Before it is over nothing is missed yet.
        guard sheet.occurrence.actualEnd != nil else { return findings }
        let isSaid = Set(findings.map(\.kind))
        return findings
            + sheet.verdicts.filter { $0.outcome == .missed && !isSaid.contains($0.finding) }.map {
                finding(
                    .grave,
                    $0.finding,
                    "\($0.rule): \(Language.english.messages.text(of: $0))."
                )
            }
    }

    private func unconfirmed(_ line: AttendanceSheet.ListedLine) -> Finding {
        let time = line.from.map { " from \($0)" } ?? ""
        let proposed = line.proposals.compactMap { proposal in
            sheet.rows.first { $0.attendee == proposal.attendee }
                .map { "\($0.name) (\(proposal.likeness) % alike)" }
        }
        let whom = proposed.isEmpty ? "" : "; it may be \(proposed.joined(separator: " or "))"
        return finding(
            .note,
            "row_unconfirmed",
            "Line \(line.line) of a portal file lists \(line.name)\(time), of whom nothing else "
                + "tells\(whom). muster correct --confirm \(line.row) confirms it.",
            sheet.rows.filter { row in line.proposals.contains { $0.attendee == row.attendee } }
        )
    }
}
