import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections
import ZoomAPI

// What programs want, and what becomes of it.

extension ArrangementController {
    /// Body: the members of `muster meeting create`.
    ///
    /// The same `Idempotency-Key` with the same body arranges nothing twice.
    @Sendable func create(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try request.idempotencyKey().map { desk.arrangementID(of: $0) }
        let body = try await ArrangementBody(
            request,
            of: ArrangementBody.settings.union(ArrangementBody.link).union(ArrangementBody.time)
                .union(["account", "host", "topic", "agenda", "kind", "form", "pack"])
        )
        let draft = try await draft(body)
        let entry = try await answering { () async throws(DeskFailure) in
            let isKnown = try await desk.arrangements().entries.keys.contains { $0 == id }
            if !isKnown {
                try await desk.checkHost(draft.host, of: draft.account, through: clients)
            }
            return try await desk.arrange(draft, as: id, actor: Self.actor)
        }
        return try await answer(entry, .created)
    }

    private func account(_ named: String?) async throws(Problem) -> String {
        do throws(ArrangementRefusal) {
            return try await clients.account(meant: named)
        } catch {
            throw Problem(error)
        }
    }

    private func draft(_ body: ArrangementBody) async throws -> ArrangementDraft {
        let account = try await account(try body.text("account"))
        let seconds = try body.seconds() ?? ArrangementDraft.usualMinutes * 60
        guard let pack = try body.pack() ?? RulePack.shipped("generic") else {
            throw Problem.wrong("pack", "is missing")
        }
        let kind: MeetingKind = try body.word("kind") ?? .meeting
        let time = try body.timeDraft(seconds: seconds)
        let wanted = try body.meetingSettings()
        return ArrangementDraft(
            account: account,
            host: try body.required("host"),
            kind: kind,
            link: try await body.meetingLink(at: desk),
            topic: try body.required("topic"),
            agenda: try body.text("agenda"),
            time: time,
            seconds: seconds,
            settings: try await answering { () async throws(DeskFailure) in
                try await desk.settings(wanted, of: kind, time, at: account)
            },
            pack: pack
        )
    }

    /// Body: the members of `muster meeting change`; those left out stay.
    @Sendable func change(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try name(context)
        let body = try await ArrangementBody(
            request,
            of: ArrangementBody.settings.union(ArrangementBody.time)
                .union(["occurrence", "topic", "agenda"])
        )
        let known = try await answering { () async throws(DeskFailure) in
            try await desk.arrangement(named: name).arrangement
        }
        var draft = ArrangementChangeDraft()
        draft.occurrence = try body.text("occurrence").map { OccurrenceID($0) }
        draft.topic = try body.text("topic")
        draft.agenda = try body.text("agenda")
        draft.seconds = try body.seconds()
        draft.start = try body.start(
            seconds: draft.seconds ?? known.plannedSeconds(at: draft.occurrence)
        )
        draft.series = try body.series()
        draft.settings = try body.meetingSettings()
        guard draft.series == nil || draft.start != nil else {
            throw Problem.wrong(
                "start",
                "is missing; another rule of a series needs its first date"
            )
        }
        let entry = try await answering { [draft] () async throws(DeskFailure) in
            try await desk.change(name, to: draft, actor: Self.actor)
        }
        return try await answer(entry)
    }

    /// Body: `{"reason": TEXT}`, and `"occurrence"` for one date.
    @Sendable func cancel(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try name(context)
        let body = try await ArrangementBody(request, of: ["reason", "occurrence"])
        let reason = try body.required("reason")
        guard TextBound.reason.holds(reason) else { throw Problem.noReason.of("reason") }
        let occurrence = try body.text("occurrence").map { OccurrenceID($0) }
        let entry = try await answering { () async throws(DeskFailure) in
            try await desk.cancelArrangement(
                name,
                at: occurrence,
                reason: reason,
                actor: Self.actor
            )
        }
        return try await answer(entry)
    }

    @Sendable func end(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try name(context)
        let entry = try await answering { () async throws(DeskFailure) in
            try await desk.endArrangement(name, actor: Self.actor)
        }
        return try await answer(entry)
    }

    @Sendable func retry(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try name(context)
        let entry = try await answering { () async throws(DeskFailure) in
            try await desk.retryArrangement(name, actor: Self.actor)
        }
        return try await answer(entry)
    }

    /// Body: `{"number": …, "account": …}`, and whom it is for and under which pack.
    @Sendable func takeOver(_ request: Request, context: MusterContext) async throws -> Response {
        let body = try await ArrangementBody(
            request,
            of: ArrangementBody.link.union(["number", "account", "pack"])
        )
        let number = try body.required("number")
        let account = try await account(try body.text("account"))
        let link = try await body.meetingLink(at: desk)
        let pack = try body.pack()
        let entry = try await answering { () async throws(DeskFailure) in
            try await desk.takeOver(
                number,
                account: account,
                link: link,
                under: pack,
                through: clients,
                actor: Self.actor
            )
        }
        return try await answer(entry, .created)
    }

    /// Body: `{"people": [ID, e-mail address or own id, …]}`: these, and nobody else.
    @Sendable func namePanelists(
        _ request: Request,
        context: MusterContext
    ) async throws -> Response {
        let name = try name(context)
        let body = try await ArrangementBody(request, of: ["people"])
        guard let people = try body.texts("people") else {
            throw Problem.wrong("people", "is missing")
        }
        do throws(Problem) {
            let entry = try await answering { () async throws(DeskFailure) in
                try await desk.namePanelists(of: name, people, actor: Self.actor)
            }
            return try await answer(entry)
        } catch {
            throw error.title == Problem(.subjectUnknown).title ? error.of("people") : error
        }
    }

    /// A link that starts the meeting as its host; whoever has it is the host, so it is not cached.
    @Sendable func start(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try name(context)
        let link = try await answering { () async throws(DeskFailure) in
            try await desk.startLink(of: name, through: clients)
        }
        var response = Response.json(["url": .string(link.revealed)], status: .created)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

extension Request {
    /// The key under which a request is made once, however often it is sent; `nil` where none is given
    /// (IETF draft *The Idempotency-Key HTTP Header Field*).
    func idempotencyKey() throws(Problem) -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = headers[name] else {
            return nil
        }
        guard (8...200).contains(key.utf8.count) else {
            throw Problem(
                .badRequest,
                "Wrong Idempotency-Key",
                "Idempotency-Key has 8 to 200 characters, another for each thing that is wanted."
            )
        }
        return key
    }
}
