import Testing
import TestSupport
import Transparency

@Suite("A witness")
struct WitnessTests {
    private let state = MemoryWitnessState()

    private func witness(_ state: MemoryWitnessState) throws -> Witness<MemoryWitnessState> {
        try Witness(cosigner: Sample.witness(), logs: [Sample.log().verifier], state: state)
    }

    private func body(
        from old: Int64,
        to tree: MemoryTree,
        by signer: NoteSigner? = nil
    ) throws -> [UInt8] {
        let proof =
            old <= tree.size ? try MerkleTree(tree).consistencyProof(from: old, to: tree.size) : nil
        return try AddCheckpointRequest(
            oldSize: old,
            consistency: proof ?? ConsistencyProof(hashes: []),
            checkpoint: Sample.checkpoint(tree).signed(by: [signer ?? Sample.log()])
        ).bytes
    }

    @Test("cosigns a log as it grows, and remembers before it answers")
    func growing() async throws {
        let witness = try witness(state)
        var old: Int64 = 0
        for (time, size) in ([0, 1, 1, 2, 5, 5, 8, 300] as [Int64]).enumerated() {
            await Task.yield()
            let tree = Sample.tree(size)
            let body = try body(from: old, to: tree)
            let answer = try await witness.addCheckpoint(body, now: Int64(time))
            #expect(answer.status == 200)
            guard case .cosigned(let lines) = answer else { continue }
            let latest = await state.latest(origin: Sample.origin)
            #expect(latest == WitnessedTree(size: size, root: tree.root))
            // What the log makes of the answer.
            let known = [try Sample.witness().verifier]
            let note = try Sample.checkpoint(tree).signed(by: [Sample.log()])
            let read = try AddCheckpointAnswer(status: answer.status, body: answer.body)
            #expect(read == answer)
            let cosigned = try note.adding(lines, of: known)
            #expect(try cosigned.verified(by: known).map(\.timestamp) == [Int64(time)])
            #expect(cosigned.signatures.count == 2)
            old = size
        }
        // A size that was cosigned before is no change.
        #expect(state.evidence.map { try? Checkpoint(text: $0.text).size } == [0, 1, 2, 5, 8, 300])
    }

    @Test("answers as the specification says to whatever else it is asked")
    func refusals() async throws {
        let witness = try witness(state)
        func answer(_ body: [UInt8]) async throws -> AddCheckpointAnswer {
            try await witness.addCheckpoint(body, now: 1)
        }
        let tree = Sample.tree(8)
        #expect(try await answer(body(from: 0, to: tree)).status == 200)

        // 404: not a log it watches, whoever signed.
        let other = try NoteSigner(name: "other.example", seed: Sample.seed(1))
        let foreign = try Checkpoint(origin: "other.example", size: 8, root: tree.root)
        let request = try AddCheckpointRequest(
            oldSize: 8,
            consistency: ConsistencyProof(hashes: []),
            checkpoint: foreign.signed(by: [other])
        )
        #expect(try await answer(request.bytes) == .unknownLog)
        // 403: not the log's key.
        let forger = try NoteSigner(name: Sample.origin, seed: Sample.seed(66))
        #expect(try await answer(body(from: 8, to: Sample.tree(9), by: forger)) == .untrusted)
        // 400: backwards.
        #expect(try await answer(body(from: 9, to: tree)).status == 400)
        // 409: another size than the one cosigned last.
        for old in [0, 7] as [Int64] {
            await Task.yield()
            let answer = try await answer(body(from: old, to: Sample.tree(9)))
            #expect(answer == .conflict(latestSize: 8))
            #expect(answer.body == Array("8\n".utf8))
            #expect(answer.contentType == "text/x.tlog.size")
        }
        let later = try await answer(body(from: 9, to: Sample.tree(9)))
        #expect(later == .conflict(latestSize: 8))
        // 409: the same size, another tree.
        var fork = Sample.tree(7)
        fork.append(.leaf([]))
        #expect(try await answer(body(from: 8, to: fork)) == .conflict(latestSize: 8))
        // 422: a fork further on, and a proof where none is due.
        while fork.size < 12 { fork.append(Sample.leaf(fork.size)) }
        #expect(try await answer(body(from: 8, to: fork)) == .inconsistent)
        let superfluous = try AddCheckpointRequest(
            oldSize: 8,
            consistency: ConsistencyProof(hashes: [.empty]),
            checkpoint: Sample.checkpoint(tree).signed(by: [Sample.log()])
        )
        #expect(try await answer(superfluous.bytes) == .inconsistent)
        // None of it left a trace.
        #expect(await state.latest(origin: Sample.origin)?.root == tree.root)
        #expect(state.evidence.count == 1)
    }

    @Test("does not take a first checkpoint with a proof from nothing")
    func proofFromNothing() async throws {
        let request = try AddCheckpointRequest(
            oldSize: 0,
            consistency: ConsistencyProof(hashes: [.empty]),
            checkpoint: Sample.checkpoint(Sample.tree(3)).signed(by: [Sample.log()])
        )
        let answer = try await witness(state).addCheckpoint(request.bytes, now: 1)
        #expect(answer == .inconsistent)
        #expect(state.evidence.isEmpty)
    }

    @Test("that cannot store does not cosign")
    func failing() async throws {
        let witness = try witness(MemoryWitnessState(isFailing: true))
        let body = try body(from: 0, to: Sample.tree(3))
        await #expect(throws: MemoryWitnessState.Failure.self) {
            try await witness.addCheckpoint(body, now: 1)
        }
        // A clock before 1970 is noticed before anything is stored.
        let clockless = try self.witness(state)
        await #expect(throws: TransparencyError.self) {
            try await clockless.addCheckpoint(body, now: -1)
        }
        #expect(state.evidence.isEmpty)
    }

    @Test("asked for two branches at once cosigns one", arguments: 0..<20)
    func race(seed: UInt64) async throws {
        let state = MemoryWitnessState()
        let witness = try witness(state)
        let base = Sample.tree(4)
        _ = try await witness.addCheckpoint(body(from: 0, to: base), now: 0)
        var generator = SeededGenerator(seed: seed)
        var bodies: [(tree: MemoryTree, body: [UInt8])] = []
        for branch in 0..<8 {
            await Task.yield()
            var tree = base
            for index in 0...Int64(branch % 3) {
                tree.append(.leaf([UInt8(branch), UInt8(index)]))
            }
            bodies.append((tree, try body(from: 4, to: tree)))
        }
        bodies.shuffle(using: &generator)
        let winners = try await withThrowingTaskGroup(of: MemoryTree?.self) { group in
            for (tree, body) in bodies {
                group.addTask {
                    let answer = try await witness.addCheckpoint(body, now: 1)
                    if case .conflict(let size) = answer { #expect(size > 4) }
                    return answer.status == 200 ? tree : nil
                }
            }
            var winners: [MemoryTree] = []
            for try await winner in group {
                if let winner { winners.append(winner) }
            }
            return winners
        }
        #expect(winners.count == 1)
        let stored = await state.latest(origin: Sample.origin)
        #expect(stored?.root == winners.first?.root)
        #expect(state.evidence.count == 2)
    }

    @Test("never goes back, however many ask at once")
    func monotonic() async throws {
        let state = MemoryWitnessState()
        let witness = try witness(state)
        let bodies = try (1...Int64(12)).flatMap { new in
            try (0..<new).map { try body(from: $0, to: Sample.tree(new)) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for body in bodies {
                group.addTask { _ = try await witness.addCheckpoint(body, now: 1) }
            }
            try await group.waitForAll()
        }
        let sizes = try state.evidence.map { try Checkpoint(text: $0.text).size }
        #expect(sizes == sizes.sorted())
        #expect(Set(sizes).count == sizes.count)
        #expect(await state.latest(origin: Sample.origin)?.size == sizes.last)
    }

    @Test(
        "cosigns nothing but the very request: one changed bit and it refuses, or ignores the bit"
    )
    func bitFlips() async throws {
        let tree = WitnessedTree(size: 3, root: Sample.tree(3).root)
        let known = [try Sample.witness().verifier]
        let original = try body(from: 3, to: Sample.tree(6))
        let text = try Sample.checkpoint(Sample.tree(6)).text
        for flipped in original.bitFlips {
            await Task.yield()
            let state = MemoryWitnessState([Sample.origin: tree])
            let answer = try await witness(state).addCheckpoint(flipped, now: 1)
            #expect(answer.status != 200, "\(answer)")
            #expect(state.evidence.isEmpty)
        }
        let state = MemoryWitnessState([Sample.origin: tree])
        guard case .cosigned(let lines) = try await witness(state).addCheckpoint(original, now: 1)
        else {
            Issue.record("the witness did not cosign")
            return
        }
        let note = try SignedNote(text: text, signatures: lines)
        #expect(try note.verified(by: known).count == 1)
    }
}
