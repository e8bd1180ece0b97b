/// A witness: cosigns checkpoints that continue what it cosigned before (C2SP tlog-witness).
///
/// It knows nothing of HTTP: whoever does hands over the body and sends the answer.
public struct Witness<State: WitnessState>: Sendable {
    private let cosigner: Cosigner
    private let logs: [NoteVerifier]
    private let state: State

    /// Sets up a witness.
    /// - Parameters:
    ///   - cosigner: The witness's key.
    ///   - logs: The keys of the logs it watches, each named as its log's origin.
    ///   - state: Where it keeps what it cosigned.
    public init(cosigner: Cosigner, logs: [NoteVerifier], state: State) {
        self.cosigner = cosigner
        self.logs = logs
        self.state = state
    }

    /// Answers `add-checkpoint`.
    ///
    /// A cosignature is given after the new tree is stored. It is dated `now`, before any larger tree
    /// was stored, so that what it says of that time is true.
    /// - Parameters:
    ///   - body: The request's body.
    ///   - now: When the request arrived: seconds since 1970 UTC.
    /// - Returns: What to answer over HTTP.
    /// - Throws: What the state throws, to be answered with 500; ``TransparencyError`` when the clock
    ///   or the key cannot be used.
    public func addCheckpoint(_ body: [UInt8], now: Int64) async throws -> AddCheckpointAnswer {
        let request: AddCheckpointRequest
        let checkpoint: Checkpoint
        do throws(TransparencyError) {
            request = try AddCheckpointRequest(reading: body)
            checkpoint = try Checkpoint(text: request.checkpoint.text)
        } catch {
            return .malformed(reason: error.reason)
        }
        let keys = logs.filter { $0.nameBytes == checkpoint.originBytes }
        guard !keys.isEmpty else { return .unknownLog }
        guard (try? Checkpoint(opening: request.checkpoint, logs: keys)) != nil else {
            return .untrusted
        }
        guard request.oldSize <= checkpoint.size else {
            return .malformed(reason: "the old size exceeds the checkpoint's size")
        }
        return try await advance(to: checkpoint, request, now: now)
    }

    private func advance(
        to checkpoint: Checkpoint,
        _ request: AddCheckpointRequest,
        now: Int64
    ) async throws -> AddCheckpointAnswer {
        let latest = try await state.latest(origin: checkpoint.origin)
        let known = latest ?? WitnessedTree(size: 0, root: .empty)
        let new = WitnessedTree(size: checkpoint.size, root: checkpoint.root)
        guard request.oldSize == known.size, known.size < new.size || known == new else {
            return .conflict(latestSize: known.size)
        }
        do throws(TransparencyError) {
            try request.consistency.verify(
                from: known.size,
                root: known.root,
                to: new.size,
                root: new.root
            )
        } catch {
            return .inconsistent
        }
        // A key or clock that fails must not leave a tree stored that was never cosigned.
        let cosignature = try cosigner.cosign(checkpoint, at: now)
        if latest != new {
            let isStored = try await state.replace(
                origin: checkpoint.origin,
                old: latest,
                new: new,
                note: request.checkpoint
            )
            guard isStored else {
                let size = try await state.latest(origin: checkpoint.origin)?.size ?? 0
                return .conflict(latestSize: size)
            }
        }
        return .cosigned([cosignature])
    }
}
