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
            try await sendEvents(
                from: try reader.integer("from"),
                limit: Int(try reader.integer("limit")),
                to: &parts
            )
        case "stream":
            for event in try await log.events(of: try reader.value("stream")) {
                try await parts.add(event.wire)
            }
        case "size": return .integer(try await log.size())
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
    private func sendEvents(
        from position: Int64,
        limit: Int,
        to parts: inout AnswerSink.Parts
    ) async throws {
        var next = max(0, position)
        var left = max(0, limit)
        while left > 0 {
            let count = min(left, limits.eventsPerReadMax)
            let events = try await log.events(from: next, limit: count)
            for event in events { try await parts.add(event.wire) }
            guard events.count == count, let last = events.last, last.position < .max else {
                return
            }
            next = last.position + 1
            left -= count
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
