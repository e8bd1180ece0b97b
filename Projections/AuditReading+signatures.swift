import Attendance
import EventSourcing

// What does not fit together about signatures.

extension AuditReading {
    /// So many signatures within so many seconds are a batch.
    private static let batch = (count: 3, seconds: Int64(120))

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
                "\(row.name) was there for \($0.id), and \(row.wordsOfNotSigning($0.id)).",
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
}

extension CivilDate {
    /// Whether it is a Saturday or a Sunday; 1970-01-01 was a Thursday.
    fileprivate var isWeekend: Bool { (daysSinceEpoch % 7 + 7 + 3) % 7 >= 5 }
}

extension AttendanceSheet.Row {
    fileprivate func wordsOfNotSigning(_ slot: SlotID) -> String {
        declined.last { $0.slot == slot }.map { "would not sign: \($0.reason)" } ?? "did not sign"
    }
}
