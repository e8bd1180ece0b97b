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

    init() throws {
        var library = MustacheLibrary()
        for (name, bytes) in Self.templates {
            try library.register(String(decoding: bytes, as: UTF8.self), named: name)
        }
        self.library = library
    }

    private static var templates: [(String, [UInt8])] {
        [
            ("foot", PackageResources.foot_mustache),
            ("head", PackageResources.head_mustache),
            ("login", PackageResources.login_mustache),
            ("meetings", PackageResources.meetings_mustache),
            ("presence", PackageResources.presence_mustache),
            ("problem", PackageResources.problem_mustache),
            ("sign", PackageResources.sign_mustache),
        ]
    }

    private func page(
        _ name: String,
        _ context: [String: Any],
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let text = library.render(context, withTemplate: name) ?? ""
        return .bytes(Array(text.utf8), type: "text/html; charset=utf-8", status: status)
    }

    func login(hasFailed: Bool) -> Response {
        page("login", ["failed": hasFailed], status: hasFailed ? .unauthorized : .ok)
    }

    func problem(_ problem: Problem) -> Response {
        page(
            "problem",
            ["title": problem.title, "detail": problem.detail, "status": problem.status.code],
            status: problem.status
        )
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

    func signing(_ invitation: SigningInvitation, postPath: String, now: Instant) -> Response {
        let zone = ZoneRules.system(named: invitation.zone, around: invitation.slot.window.start)
        var context: [String: Any] = [
            "organisation": invitation.organisation,
            "topic": invitation.topic ?? "",
            "name": invitation.name,
            "slot": invitation.slot.id.title,
            "window": OccurrenceTime.text(of: invitation.slot.window, in: zone),
            "statement": invitation.statement,
            "isTrainer": invitation.place.capacity == .trainer,
            "postPath": postPath,
        ]
        context["reason"] = invitation.reason
        if now < invitation.opens {
            context["opensAt"] = OccurrenceTime.text(of: invitation.opens, in: zone)
        }
        context["signedAt"] = invitation.signature.map { OccurrenceTime.text(of: $0.at, in: zone) }
        context["signedImage"] = invitation.signature?.image.sha256.text
        context["isDeclined"] = invitation.isDeclined
        context["keepsStrokes"] = invitation.keepsStrokes
        return page("sign", context)
    }
}
