import Attendance
import EventSourcing

/// The reading of one sheet for what does not fit together.
struct AuditReading {
    typealias Finding = SheetAudit.Finding

    /// So many signatures within so many seconds are a batch.
    private static let batch = (count: 3, seconds: Int64(120))

    let sheet: AttendanceSheet
    let pack: RulePack
    let surroundings: SheetAudit.Surroundings

    private var slots: [SlotID: Slot] {
        Dictionary(
            sheet.occurrence.slots.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private func finding(
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

    // MARK: Signatures

    var signatureFindings: [Finding] {
        sheet.rows.flatMap { signedButNotSeen($0) + presentButUnsigned($0) + outOfTime($0) }
            + identicalPictures + lateBatches
    }

    private func signedButNotSeen(_ row: AttendanceSheet.Row) -> [Finding] {
        let own = row.signatures.filter { $0.capacity == .attendee }
        guard !own.isEmpty else { return [] }
        if row.counted.isEmpty {
            return [
                finding(
                    .grave,
                    "signed_but_not_seen",
                    "\(row.name) signed, and nothing shows that they were there.",
                    [row]
                )
            ]
        }
        let present = TimeSet(row.counted)
        return own.compactMap { slots[$0.slot] }
            .filter { present.clipped(to: $0.window).windows.isEmpty }
            .map {
                finding(
                    .grave,
                    "signed_but_not_seen",
                    "\(row.name) signed for \($0.id), and was not there in that time.",
                    [row]
                )
            }
    }

    private func presentButUnsigned(_ row: AttendanceSheet.Row) -> [Finding] {
        guard row.role == .attendee else { return [] }
        let present = TimeSet(row.counted)
        return sheet.occurrence.slots.filter { slot in
            !present.clipped(to: slot.window).windows.isEmpty
                && !row.signatures.contains { $0.slot == slot.id }
        }
        .map {
            finding(
                .grave,
                "present_but_unsigned",
                "\(row.name) was there for \($0.id), and did not sign.",
                [row]
            )
        }
    }

    private func outOfTime(_ row: AttendanceSheet.Row) -> [Finding] {
        row.signatures.compactMap { signature -> Finding? in
            guard let slot = slots[signature.slot] else { return nil }
            let opens = slot.window.start.advanced(bySeconds: -pack.signing.leadSeconds)
            let closes = slot.window.end.advanced(bySeconds: pack.signing.graceSeconds)
            // In whole seconds, as the rules count.
            let isEarly = signature.signedAt.seconds(to: opens) > 0
            let isLate = closes.seconds(to: signature.signedAt) > 0
            guard isEarly || isLate else { return nil }
            return finding(
                .doubtful,
                "signed_outside_window",
                "\(row.name) signed for \(slot.id) at \(signature.signedAt); it was to be signed "
                    + "from \(opens) to \(closes).",
                [row]
            )
        } + onDaysOff(row)
    }

    private func onDaysOff(_ row: AttendanceSheet.Row) -> [Finding] {
        row.signatures.compactMap { signature in
            let date = surroundings.zone.wallTime(of: signature.signedAt).date
            let isWeekend = date.isWeekend
            guard isWeekend || surroundings.holidays.contains(date) else { return nil }
            return finding(
                .doubtful,
                "signed_on_day_off",
                "\(row.name) signed on \(date), a \(isWeekend ? "weekend" : "holiday").",
                [row]
            )
        }
    }

    private var identicalPictures: [Finding] {
        var bearers: [SHA256Digest: [AttendanceSheet.Row]] = [:]
        for row in sheet.rows {
            for signature in row.signatures { bearers[signature.sha256, default: []].append(row) }
        }
        // Whoever types their name gives the same picture for every slot.
        return bearers.filter { Set($0.value.map(\.attendee)).count > 1 }.sorted {
            $0.key.text < $1.key.text
        }
        .map { picture, rows in
            let names = Set(rows.map(\.name)).sorted().joined(separator: ", ")
            return finding(
                .grave,
                "identical_pictures",
                "\(rows.count) signatures are one and the same picture, bit for bit: \(names).",
                rows
            )
        }
    }

    /// Many signatures, all after their slot and within two minutes: as if one hand had caught up.
    private var lateBatches: [Finding] {
        sheet.occurrence.slots.compactMap { slot in
            let late = sheet.rows.flatMap { row in
                row.signatures.filter { $0.slot == slot.id && slot.window.end <= $0.signedAt }
                    .map { (row: row, at: $0.signedAt) }
            }
            .sorted { $0.at < $1.at }
            guard late.count >= Self.batch.count else { return nil }
            let starts = 0...(late.count - Self.batch.count)
            let isBatch = starts.contains {
                late[$0].at.seconds(to: late[$0 + Self.batch.count - 1].at) <= Self.batch.seconds
            }
            guard isBatch else { return nil }
            return finding(
                .doubtful,
                "late_batch",
                "\(late.count) signed for \(slot.id) only after it had ended, several of them "
                    + "within \(Self.batch.seconds) s.",
                late.map(\.row)
            )
        }
    }

    // MARK: Presence

    var presenceFindings: [Finding] {
        sheet.rows.flatMap { doubts(about: $0) + absenceOfTrainer(elsewhere: $0) } + unnamed
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
                    "What came live of \(row.name) and Zoom's report differ by more than 5 s.",
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
        return findings
    }

    private func absenceOfTrainer(elsewhere row: AttendanceSheet.Row) -> [Finding] {
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
        let open = sheet.listed.filter { $0.confirmed == nil }
        if !open.isEmpty {
            findings.append(
                finding(
                    .note,
                    "rows_unconfirmed",
                    "\(open.count) rows of portal files are not confirmed, and count nothing."
                )
            )
        }
        let isSaid = Set(findings.map(\.kind))
        return findings
            + sheet.verdicts.filter { $0.outcome == .missed && !isSaid.contains($0.finding) }.map {
                finding(.grave, $0.finding, "\($0.rule): \($0.sentence).")
            }
    }
}

extension AttendanceSheet.Row {
    /// Whether somebody was connected of whom nothing tells who they are.
    public var isUnidentified: Bool {
        role == .attendee && !connections.isEmpty && person == nil
            && !evidence.contains(.registrant) && !evidence.contains(.decision)
    }
}

extension CivilDate {
    /// Whether it is a Saturday or a Sunday; 1970-01-01 was a Thursday.
    fileprivate var isWeekend: Bool { (daysSinceEpoch % 7 + 7 + 3) % 7 >= 5 }
}
