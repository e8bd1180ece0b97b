import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Mustache
import Projections

/// The pages as templates, which are part of the program.
struct Pages: Sendable {
    private let library: MustacheLibrary
    /// What templates find under `say`.
    private let said: [Language: [String: [String: String]]]

    init() throws {
        said = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, $0.messages.byGroup()) }
        )
        var library = MustacheLibrary()
        PageText.register()
        for (name, bytes) in Self.templates {
            // Each needs it by itself: included ones do not inherit it.
            let template = PageText.pragma + String(decoding: bytes, as: UTF8.self)
            try library.register(template, named: name)
        }
        self.library = library
    }

    private static var templates: [(String, [UInt8])] {
        [
            ("code", PackageResources.code_mustache),
            ("foot", PackageResources.foot_mustache),
            ("head", PackageResources.head_mustache),
            ("login", PackageResources.login_mustache),
            ("meetings", PackageResources.meetings_mustache),
            ("presence", PackageResources.presence_mustache),
            ("problem", PackageResources.problem_mustache),
            ("room", PackageResources.room_mustache),
            ("sign", PackageResources.sign_mustache),
            ("trainer", PackageResources.trainer_mustache),
            ("waiting", PackageResources.waiting_mustache),
        ]
    }

    /// A page; in a language that can be changed on it, or else in English.
    func page(
        _ name: String,
        _ context: [String: Any],
        in choice: LanguageChoice? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = choice?.language ?? .english
        var context = context
        context["lang"] = language.rawValue
        context["direction"] = language.direction
        context["say"] = said[language]
        context["query"] = choice?.query ?? ""
        if choice != nil {
            context["hasLanguages"] = true
            context["languages"] = Language.allCases.map {
                ["tag": $0.rawValue, "name": $0.name, "isCurrent": $0 == language] as [String: Any]
            }
        }
        let text = library.render(context, withTemplate: name) ?? ""
        var response = Response.bytes(
            Array(text.utf8),
            type: "text/html; charset=utf-8",
            status: status
        )
        if choice != nil { response.headers[.vary] = "Accept-Language" }
        return response
    }

    func login(hasFailed: Bool) -> Response {
        page("login", ["failed": hasFailed], status: hasFailed ? .unauthorized : .ok)
    }

    func problem(_ problem: Problem, in choice: LanguageChoice) -> Response {
        let status = String(problem.status.code)
        let said = problem.said(in: choice.messages)
        var response = page(
            "problem",
            [
                "title": said.title, "detail": said.detail,
                "status": choice.messages.text("problem.status", ["status": status]),
            ],
            in: choice,
            status: problem.status
        )
        if let retryAfter = problem.retryAfter {
            response.headers[.retryAfter] = String(retryAfter)
        }
        return response
    }

    func meetings(
        _ list: MeetingList,
        limit: Int?,
        organisation: String,
        now: Instant
    ) -> Response {
        let meetings = list.meetings.map { meeting -> [String: Any] in
            let record = meeting.record
            let present = meeting.roll.presence(in: record.id, at: now)
            return [
                "number": record.number,
                "topic": meeting.topic ?? "Meeting \(record.number)",
                "kind": record.kind.rawValue,
                "presencePath": "/meetings/\(record.id)/presence",
                "isRunning": present?.isRunning ?? false,
                "presentCount": present?.present.count ?? 0,
                "isUnlinked": !meeting.isLinked,
                "occurrences": meeting.sheets.map(sheetLine),
            ]
        }
        var context: [String: Any] = ["organisation": organisation, "meetings": meetings]
        context["nextPath"] = list.next.map { next in
            "/?after=\(next.text)" + (limit.map { "&limit=\($0)" } ?? "")
        }
        return page("meetings", context)
    }

    private func sheetLine(_ reading: SheetReading) -> [String: Any] {
        let path = "/api/v1/occurrences/\(reading.content.occurrence.id)/sheet"
        return [
            "signaturesPath": "/occurrences/\(reading.content.occurrence.id)",
            "when": OccurrenceTime(reading.content.occurrence).text,
            "status": reading.provenance.stateText,
            "rowCount": reading.content.rows.count,
            "signatureCount": reading.content.rows.map(\.signatures.count).reduce(0, +),
            "jsonPath": path,
            "pdfPath": path + ".pdf",
        ]
    }

    func presence(
        _ report: PresenceReport,
        of meeting: MeetingID,
        organisation: String
    ) -> Response {
        let present = report.present.map { line -> [String: Any] in
            var context: [String: Any] = [
                "attendee": line.attendee.text, "name": line.name, "role": line.role.rawValue,
            ]
            context["since"] = line.since?.description
            return context
        }
        return page(
            "presence",
            [
                "organisation": organisation,
                "number": report.number,
                "topic": report.topic ?? "Meeting \(report.number)",
                "isRunning": report.isRunning,
                "count": report.present.count,
                "at": report.at.description,
                "present": present,
                "presenceURL": "/api/v1/meetings/\(meeting)/presence",
            ]
        )
    }
}
