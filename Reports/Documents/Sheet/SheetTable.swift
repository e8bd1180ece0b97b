import Attendance
public import EventSourcing
public import Projections

/// A sheet as a table for spreadsheets: a row for everyone, with times in UTC and by the clock of its zone.
public struct SheetTable {
    private let sheet: AttendanceSheet
    private let zone: ZoneRules

    /// Makes a table of a sheet.
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - zone: The zone whose clock the local times are of.
    public init(_ sheet: AttendanceSheet, in zone: ZoneRules) {
        self.sheet = sheet
        self.zone = zone
    }

    /// The table as UTF-8 with its mark at the beginning, without which Excel takes it for another
    /// encoding (``/EventSourcing/SpreadsheetText``).
    public var csv: [UInt8] {
        let slots = sheet.occurrence.slots.map(\.id)
        let heads =
            [
                "meeting", "topic", "date", "zone", "number", "role", "name", "email", "own_id",
                "status", "reasons", "first_join_utc", "first_join_local", "last_leave_utc",
                "last_leave_local", "seconds_present", "minutes_present", "share_percent",
            ]
            + slots.flatMap {
                ["\($0)_signed_utc", "\($0)_signed_local", "\($0)_picture_sha256"]
            }
        let start = sheet.occurrence.planned?.start ?? sheet.occurrence.actualStart
        let shared = [
            sheet.meeting.number, sheet.meeting.topic ?? "",
            start.map { "\(zone.wallTime(of: $0).date)" } ?? "", zone.identifier,
        ]
        let rows = AttendeeRole.numbered(sheet.rows).map { number, row in
            shared + [String(number)] + cells(of: row)
                + slots.flatMap {
                    cells(of: row.signatures.last { [slot = $0] in $0.slot == slot })
                }
        }
        return Array("\u{FEFF}\(SpreadsheetText.csv([heads] + rows))".utf8)
    }

    private func cells(of row: AttendanceSheet.Row) -> [String] {
        [row.role.rawValue, row.name, row.email ?? "", row.ownID ?? "", row.status.rawValue]
            + [row.reasons.map(\.rawValue).joined(separator: " ")]
            + times(row.firstJoin) + times(row.lastLeave)
            + [String(row.secondsPresent), String(row.secondsPresent / 60)]
            + [row.sharePercent.map { String($0) } ?? ""]
    }

    private func cells(of line: AttendanceSheet.SignatureLine?) -> [String] {
        times(line?.signedAt) + [line?.sha256.text ?? ""]
    }

    private func times(_ instant: Instant?) -> [String] {
        guard let instant else { return ["", ""] }
        let local = zone.wallTime(of: instant)
        return [instant.description, "\(local.date) \(local.time)"]
    }
}

extension AttendeeRole {
    /// Rows with the numbers that sheets give them: trainers, then attendees.
    static func numbered(
        _ rows: [AttendanceSheet.Row]
    ) -> [(number: Int, row: AttendanceSheet.Row)] {
        [AttendeeRole.trainer, .attendee].flatMap { role in
            rows.filter { $0.role == role }.enumerated().map { ($0 + 1, $1) }
        }
    }
}
