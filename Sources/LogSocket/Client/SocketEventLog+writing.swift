public import EventSourcing

extension SocketEventLog {
    /// Appends a batch; see ``/EventSourcing/EventLog/append(_:)``.
    ///
    /// When the connection is lost before the answer, the error has the code `unknownOutcome`.
    public func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        let advice =
            batch.idempotencyKey == nil
            ? "read the log before you try again, for the batch has no idempotency key"
            : "connect and try again with the same key"
        return try await write("append", batch.wire, "append", advice) {
            answer throws(WireError) in try AppendReceipt(wire: answer)
        }
    }

    /// Has the log signed; see ``/EventSourcing/EventLog/signCheckpoint()``.
    @discardableResult
    public func signCheckpoint() async throws(EventLogError) -> [UInt8]? {
        try await write("sign", [:], "sign the log", "connect and sign again") {
            answer throws(WireError) in
            guard answer != .null else { return nil }
            guard let note = answer.bytes else { throw WireError("a checkpoint is no Base64") }
            return note
        }
    }

    /// Erases subjects; see ``/EventSourcing/EventLog/erase(_:reason:actor:)``.
    public func erase(
        _ subjects: Set<SubjectID>,
        reason: String,
        actor: Actor
    ) async throws(EventLogError) -> ErasureReceipt {
        let arguments: JSON = [
            "actor": .string(actor.text), "reason": .string(reason),
            "subjects": .subjects(subjects),
        ]
        return try await write("erase", arguments, "erase", "connect and erase again") {
            answer throws(WireError) in try ErasureReceipt(wire: answer)
        }
    }

    /// Lets what is known of subjects expire; see ``/EventSourcing/EventLog/expire(_:recording:)``.
    public func expire(
        _ subjects: Set<SubjectID>,
        recording batch: AppendBatch
    ) async throws(EventLogError) -> ErasureReceipt {
        let arguments: JSON = ["batch": batch.wire, "subjects": .subjects(subjects)]
        let advice = "read the log before you try again"
        return try await write("expire", arguments, "let data expire", advice) {
            answer throws(WireError) in try ErasureReceipt(wire: answer)
        }
    }

    /// Has the server carry out a command that is no part of ``/EventSourcing/EventLog``.
    /// - Parameters:
    ///   - name: The command's name, as the server knows it.
    ///   - arguments: Whatever the command takes.
    /// - Returns: whatever the command answers.
    /// - Throws: ``/EventSourcing/EventLogError``: the command's own, or with code `storage` when the server does not
    ///   know the command, `unknownOutcome` when the connection is lost.
    public func command(
        _ name: String,
        _ arguments: JSON
    ) async throws(EventLogError) -> JSON {
        let request: JSON = ["arguments": arguments, "name": .string(name)]
        let advice = "connect and see what became of it before you try again"
        return try await write("command", request, "carry out \(name)", advice) { $0 }
    }

    private func write<Value>(
        _ operation: String,
        _ arguments: JSON,
        _ task: String,
        _ advice: String,
        _ value: (JSON) throws(WireError) -> Value
    ) async throws(EventLogError) -> Value {
        do throws(CallFailure) {
            let answer = try await ask(operation, arguments)
            do {
                return try value(answer.result)
            } catch {
                throw .lost("\(error)")
            }
        } catch {
            throw self.error(
                of: error,
                task,
                whenLost: .unknownOutcome,
                "the outcome is unknown: \(advice)"
            )
        }
    }
}
