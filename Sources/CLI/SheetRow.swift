import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// Which row of which sheet a command is about.
struct SheetRow: ParsableArguments {
    @OptionGroup var date: DateOption

    @Option(
        help: ArgumentHelp(
            "The attendee by their number on the sheet as it is now.",
            valueName: "N"
        )
    )
    var row: Int?

    @Option(
        help: ArgumentHelp(
            "The attendee or trainer: an id of the sheet's JSON, or of a person.",
            valueName: "ID"
        )
    )
    var attendee: String?

    func validate() throws {
        guard row.map({ $0 >= 1 }) ?? true else { throw ValidationError("--row counts from 1") }
        guard row == nil || attendee == nil else {
            throw ValidationError("name the attendee by either --row N or --attendee ID")
        }
    }

    /// The attendee who is meant.
    func attendee(in occurrence: OccurrenceID, at desk: Desk) async throws -> SubjectID {
        if let attendee { return SubjectID(attendee) }
        guard let row else {
            throw CommandFailure("name the attendee by --row N or --attendee ID")
        }
        // The sheet numbers its attendees; trainers stand apart.
        let rows = try await desk.sheet(of: occurrence).content.rows.filter { $0.role == .attendee }
        guard rows.indices.contains(row - 1) else {
            throw CommandFailure("the sheet has \(rows.count) attendees; give --row from 1 on")
        }
        return rows[row - 1].attendee
    }
}

extension AttendanceSheet.Row {
    /// What the sheet says of it, in a line, and each decision in one more.
    var summary: String {
        var first = "\(name): \(status.rawValue), \(secondsPresent) s present"
        if let secondsTold { first += " (Zoom told \(secondsTold) s)" }
        if isExcused { first += ", excused" }
        let decisions = corrections.map { correction in
            let window = correction.window.map { " \($0.start)/\($0.end)" } ?? ""
            let end = correction.withdrawn == nil ? "" : ", taken back"
            return "  \(correction.decision): \(correction.kind.rawValue)\(window)\(end)"
        }
        return ([first] + decisions).joined(separator: "\n")
    }
}
