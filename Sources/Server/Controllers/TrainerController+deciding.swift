import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections

// What the forms of the trainer's page do. Each answers with the way back to the page.

extension TrainerController {
    /// What a session may decide, by a form of its pages.
    var guardedEndpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .post(":occurrence/slots", use: ask)
            .post(":occurrence/requests", use: askOne)
            .post(":occurrence/countersignature", use: countersign)
            .post(":occurrence/revocations", use: revoke)
            .post(":occurrence/withdrawals", use: withdraw)
            .post(":occurrence/rooms", use: openRoom)
            .post(":occurrence/rooms/end", use: closeRooms)
            .post(":occurrence/claims", use: decideClaim)
            .post(":occurrence/closings", use: close)
    }

    @Sendable func ask(_ request: Request, context: MusterContext) async throws -> Response {
        let (id, form) = try await form(request, context)
        let slot = try await slot(form, of: id)
        let (reason, joinLink) = (try form.text("reason"), try form.joinLink())
        let links = try await answering { () async throws(DeskFailure) in
            try await desk.openSlot(
                slot,
                of: id,
                reason: reason,
                joinLink: joinLink,
                actor: context.actor
            )
        }
        tray.keep(links, at: desk.edges.now())
        return back(to: id, "links-of-\(slot.id)", request)
    }

    @Sendable func askOne(_ request: Request, context: MusterContext) async throws -> Response {
        let (id, form) = try await form(request, context)
        let link = try await link(form, of: id, context)
        return back(to: id, "links-of-\(link.place.slot)", request)
    }

    /// Whoever gives the course signs at once, on the page of their own link.
    @Sendable func countersign(
        _ request: Request,
        context: MusterContext
    ) async throws -> Response {
        let (id, form) = try await form(request, context)
        let link = try await link(form, of: id, context)
        return .redirect(
            to: "/sign/\(link.token)" + LanguageChoice(request).query,
            type: .normal
        )
    }

    @Sendable func revoke(_ request: Request, context: MusterContext) async throws -> Response {
        let (id, form) = try await form(request, context)
        let (attendee, slot) = (try form.attendee(), try form.slot())
        _ = try await answering { () async throws(DeskFailure) in
            try await desk.revokeRequests(of: attendee, in: slot, of: id, actor: context.actor)
        }
        return back(to: id, "slot-\(slot)", request)
    }

    @Sendable func withdraw(_ request: Request, context: MusterContext) async throws -> Response {
        let (id, form) = try await form(request, context)
        let (attendee, slot) = (try form.attendee(), try form.slot())
        let reason = try JSON.object(["reason": .optional(form["reason"])]).reason()
        try await answering { () async throws(DeskFailure) in
            try await desk.withdrawSignature(
                of: attendee,
                in: slot,
                of: id,
                reason: reason,
                actor: context.actor
            )
        }
        return back(to: id, "slot-\(slot)", request)
    }

    @Sendable func openRoom(_ request: Request, context: MusterContext) async throws -> Response {
        let (id, form) = try await form(request, context)
        let slot = try await slot(form, of: id)
        let mode = try form.word("mode", RoomMode.init(rawValue:))
        let link = try await answering { () async throws(DeskFailure) in
            try await desk.openRoom(mode, for: slot, of: id, actor: context.actor)
        }
        guard mode == .sharedDevice else {
            tray.keep(link, at: desk.edges.now())
            return back(to: id, "room-\(slot.id)", request)
        }
        // Whoever is handed the device finds no session on it.
        let language = LanguageChoice(request).query.replacing("?", with: "&")
        return Response.redirect(to: devices.path(of: link) + language, type: .normal)
            .endingSession()
    }

    @Sendable func closeRooms(
        _ request: Request,
        context: MusterContext
    ) async throws -> Response {
        let (id, form) = try await form(request, context)
        let slot = try form.slot()
        try await answering { () async throws(DeskFailure) in
            try await desk.closeRooms(in: slot, of: id, actor: context.actor)
        }
        return back(to: id, "slot-\(slot)", request)
    }

    @Sendable func decideClaim(
        _ request: Request,
        context: MusterContext
    ) async throws -> Response {
        let (id, form) = try await form(request, context)
        let claim = SHA256Digest(form["claim"] ?? "")
        let isConfirmed = try form.word("verdict") { ["confirm": true, "refuse": false][$0] }
        try await answering { () async throws(DeskFailure) in
            if isConfirmed {
                try await desk.confirmClaim(claim, of: id, actor: context.actor)
            } else {
                try await desk.refuseClaim(claim, of: id, actor: context.actor)
            }
        }
        return back(to: id, "main", request)
    }

    @Sendable func close(_ request: Request, context: MusterContext) async throws -> Response {
        let (id, _) = try await form(request, context)
        _ = try await answering { () async throws(DeskFailure) in
            try await desk.closeSheet(of: id, actor: context.actor)
        }
        return back(to: id, "main", request)
    }

    /// A new link for one row alone, kept to be handed out.
    private func link(
        _ form: PageForm,
        of id: OccurrenceID,
        _ context: MusterContext
    ) async throws -> SigningLink {
        let slot = try await slot(form, of: id)
        let attendee = try form.attendee()
        let links = try await answering { () async throws(DeskFailure) in
            try await desk.openSlot(
                slot,
                of: id,
                reason: nil,
                for: attendee,
                actor: context.actor
            )
        }
        guard let link = links.first else { throw Problem(DeskFailure.subjectUnknown) }
        tray.keep(links, at: desk.edges.now())
        return link
    }

    /// The slot a form names: one that is open, or that the rules offer.
    private func slot(_ form: PageForm, of id: OccurrenceID) async throws -> Slot {
        let name = try form.slot()
        let reading = try await answering { () async throws(DeskFailure) in
            try await desk.signingReading(of: id)
        }
        let slots = reading.report.slots + reading.offered
        guard let slot = slots.first(where: { $0.id == name }) else {
            throw Problem(DeskFailure.rejected(.slotUnknown(name)))
        }
        return slot
    }

    private func form(
        _ request: Request,
        _ context: MusterContext
    ) async throws -> (OccurrenceID, PageForm) {
        (try Self.occurrence(context), try await PageForm(request))
    }

    private func back(to id: OccurrenceID, _ place: String, _ request: Request) -> Response {
        .redirect(
            to: "/occurrences/\(id)\(LanguageChoice(request).query)#\(place)",
            type: .normal
        )
    }
}

extension MusterContext {
    /// Who decides by a form.
    fileprivate var actor: Actor { session?.actor ?? OccurrenceController.actor }
}
