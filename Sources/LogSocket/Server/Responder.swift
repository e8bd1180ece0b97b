import EventSourcing

/// Carries out what clients ask.
struct Responder: Sendable {
    let log: any EventLog
    let commands: [String: LogSocketServer.Command]
    let limits: LogSocketLimits

    /// Carries out a request and answers it.
    ///
    /// When the answer cannot be sent, the connection has ended, and nobody waits for it.
    func answer(_ request: Request, to sink: AnswerSink) async {
        let reply: Reply
        do {
            reply = .result(request.id, try await carryOut(request, sink))
        } catch {
            reply = .refusal(request.id, Self.refusal(error))
        }
        do {
            try await sink.send(reply)
        } catch let error as WireError {
            try? await sink.send(Reply.refusal(request.id, Self.refusal(error)))
        } catch {}
    }

    private func carryOut(_ request: Request, _ sink: AnswerSink) async throws -> JSON {
        let reader = try WireReader(request.arguments, "the arguments of \(request.operation)")
        var parts = sink.parts(of: request.id)
        switch request.operation {
        case "append": return try await log.append(AppendBatch(wire: request.arguments)).wire
        case "events":
            try await sendEvents(try EventQuery(wire: request.arguments), to: &parts)
        case "stream":
            for event in try await log.events(of: try reader.value("stream")) {
                try await parts.add(event.wire)
            }
        case "size": return .integer(try await log.size())
        case "grown": return .integer(try await size(past: try reader.integer("past")))
        case "disclose":
            let fields: [Personal<String>] = try reader.list("fields")
            let disclosure = try await log.disclose(fields)
            for field in fields { try await parts.add(.optional(disclosure.text(of: field))) }
        case "sign": return try await log.signCheckpoint().map { .bytes($0) } ?? .null
        case "erase":
            let subjects = try reader.texts("subjects").map { SubjectID($0) }
            return try await log.erase(
                Set(subjects),
                reason: try reader.text("reason"),
                actor: Actor(try reader.text("actor"))
            ).wire
        case "expire":
            let subjects = try reader.texts("subjects").map { SubjectID($0) }
            return try await log.expire(
                Set(subjects),
                recording: try reader.value("batch")
            ).wire
        case "document":
            return try await log.document(DocumentName(wire: request.arguments))?.wire ?? .null
        case "command": return try await command(reader)
        default: throw WireError("this server knows no operation of that name")
        }
        try await parts.flush()
        return .null
    }

    private func command(_ reader: WireReader) async throws -> JSON {
        guard let command = commands[try reader.text("name")] else {
            throw EventLogError(
                .storage,
                "the server knows no command of that name; use the same release of muster for both"
            )
        }
        return try await command(try reader.json("arguments"))
    }

    /// Reads a long answer piece by piece, so that neither side of the read holds it whole.
    private func sendEvents(_ query: EventQuery, to parts: inout AnswerSink.Parts) async throws {
        var left = query
        while left.limit > 0 && !left.positions.isEmpty {
            var page = left
            page.limit = min(left.limit, limits.eventsPerReadMax)
            let events = try await log.events(page)
            for event in events { try await parts.add(event.wire) }
            guard events.count == page.limit, let last = events.last?.position else { return }
            left = left.following(events.count, upTo: last)
        }
    }

    /// The size of the log as soon as it has grown, or after a while: nobody is told that a client has
    /// gone while it waits.
    private func size(past size: Int64) async throws -> Int64 {
        try await withThrowingTaskGroup(of: Int64.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await log.grown(past: size) }
            group.addTask {
                try await Task.sleep(for: limits.waiting)
                return try await log.size()
            }
            return try await group.next() ?? size
        }
    }

    private static func refusal(_ error: any Error) -> EventLogError {
        switch error {
        case let error as EventLogError: error
        case let error as WireError: EventLogError(.storage, "the server refused: \(error)")
        default: EventLogError(.storage, "the server failed: \(error)")
        }
    }
}
