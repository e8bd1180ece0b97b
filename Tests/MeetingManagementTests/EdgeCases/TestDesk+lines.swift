import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

extension TestDesk {
    /// A desk whose receiver has run since 08:00, an hour before the course.
    static func receiving() async throws -> TestDesk {
        let log = MemoryEventLog(now: { TestDesk.now })
        try await TestDesk(over: log, now: "2026-03-09T08:00:00Z").desk.receiverStarts(actor: "t")
        return try TestDesk(over: log)
    }

    /// The sheets of the first meeting, by time.
    func sheets() async throws -> [AttendanceSheet] {
        try await meeting().sheets.map(\.content)
    }

    /// The rows of a sheet as lines: ``Projections/AttendanceSheet/Row/text``.
    func lines() async throws -> [String] { try await sheet().lines }

    /// The only row of a name.
    func row(_ name: String) async throws -> AttendanceSheet.Row {
        let rows = try await sheet().rows.filter { $0.name == name }
        try #require(rows.count == 1, "\(rows.count) rows are of \(name)")
        return try #require(rows.first)
    }

    /// What an inspector finds, by kind.
    func findings() async throws -> Set<String> {
        let id = try await sheet().occurrence.id
        return Set(try await desk.audit(of: id).findings.map(\.kind))
    }

    /// Takes in the complete report of a run, in one page.
    @discardableResult
    func takeReport(_ rows: [ReportLine], of zoom: WebhookSample) async throws -> ReportIntake {
        try await desk.takeReport(
            [ReportLine.page(of: rows)],
            ofRun: zoom.uuid,
            meeting: zoom.number,
            actor: "t"
        )
    }
}

/// A row of a participants report.
struct ReportLine {
    var who: Caller
    var from: String
    var to: String
    var status = "in_meeting"

    init(_ who: Caller, _ from: String, _ to: String, status: String = "in_meeting") {
        self.who = who
        self.from = from
        self.to = to
        self.status = status
    }

    /// The only page of a report.
    static func page(of rows: [ReportLine]) -> [UInt8] {
        let page: JSON = [
            "page_count": 1, "page_size": 300, "total_records": .integer(Int64(rows.count)),
            "next_page_token": "", "participants": .array(rows.map(\.json)),
        ]
        return page.canonicalBytes()
    }

    private var json: JSON {
        [
            "id": .string(who.zoomUser), "participant_user_id": .string(who.zoomUser),
            "user_id": .string(who.user), "name": .string(who.name), "user_email": "",
            "join_time": .string(WebhookSample.time(from)),
            "leave_time": .string(WebhookSample.time(to)),
            "registrant_id": .optional(who.link), "status": .string(status),
        ]
    }
}

extension AttendanceSheet {
    /// The rows as text, by text.
    var lines: [String] { rows.map(\.text).sorted() }
}

extension AttendanceSheet.Row {
    /// `Ada Lang: 2880 s, present, 09:00:00-09:20:00 09:30:00-09:58:00`.
    ///
    /// `?` is a beginning nobody told, nothing after the dash an end to come, and `~` an end
    /// inferred from that of the run; after the status stands why it is no other.
    var text: String {
        let who = role == .trainer ? "\(name) (trainer)" : name
        let why = reasons.isEmpty ? "" : " (\(reasons.map(\.rawValue).joined(separator: ", ")))"
        let stays = connections.isEmpty ? ["nowhere"] : connections.map(\.text)
        return "\(who): \(secondsPresent) s, \(status.rawValue)\(why), "
            + stays.joined(separator: " ")
    }
}

extension AttendanceSheet.Connection {
    fileprivate var text: String {
        let end = to.map(Self.clock) ?? ""
        return "\(from.map(Self.clock) ?? "?")-\(end)\(endInferred ? "~" : "")"
    }

    private static func clock(_ instant: Instant) -> String {
        instant.description.replacing("2026-03-09T", with: "").replacing("Z", with: "")
    }
}

extension TestDesk {
    /// A time of the course day.
    static func time(_ clock: String) -> Instant {
        Instant(WebhookSample.time(clock)) ?? TestDesk.now
    }

    /// From one time of the course day to another.
    static func window(_ start: String, _ end: String) -> TimeWindow {
        TimeWindow(start: time(start), end: time(end))
    }
}
