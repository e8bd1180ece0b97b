import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections

/// The page of an occurrence for whoever gives the course: who has signed, and what is to be done.
struct TrainerController {
    let desk: Desk
    let pages: Pages
    let tray: LinkTray
    let token: AccessToken
    let forwarding: Forwarding
    let devices: HandedDevices

    /// What a session may read.
    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(":occurrence", use: show)  // GET /occurrences/ID → text/html
            .get(":occurrence/links.csv", use: csv)  // GET /occurrences/ID/links.csv?slot=…
    }

    @Sendable func show(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try Self.occurrence(context)
        let reading = try await answering { () async throws(DeskFailure) in
            try await desk.signingReading(of: id)
        }
        let page = TrainerPage(
            reading: reading,
            path: "/occurrences/\(id)",
            origin: forwarding.origin(of: request, context),
            formToken: context.session.map(token.formToken),
            tray: tray,
            choice: LanguageChoice(request)
        )
        return pages.trainer(page)
    }

    @Sendable func csv(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try Self.occurrence(context)
        let slot = request.uri.queryParameters["slot"].flatMap { SlotID(validating: String($0)) }
        let report = try await answering { () async throws(DeskFailure) in
            try await desk.signing(of: id)
        }
        let links = report.lines.filter { slot == nil || $0.slot == slot }.compactMap { line in
            tray.link(of: line)
        }
        // The mark tells spreadsheets that it is UTF-8.
        let text = "\u{FEFF}" + links.csv(at: forwarding.origin(of: request, context))
        var response = Response.bytes(Array(text.utf8), type: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"links.csv\""
        return response
    }

    static func occurrence(_ context: MusterContext) throws -> OccurrenceID {
        OccurrenceID(try context.parameters.require("occurrence"))
    }
}

extension LinkTray {
    /// The link somebody was asked to sign by, where it is here and still good.
    func link(of line: SigningReport.Line) -> SigningLink? {
        guard line.state == .asked, let hash = line.link, let expires = line.expires,
            let token = token(hash)
        else { return nil }
        return SigningLink(
            place: SignaturePlace(signer: line.attendee, slot: line.slot, capacity: line.capacity),
            attendee: line.attendee,
            name: line.name,
            token: token,
            opens: expires,
            expires: expires
        )
    }
}
