import Testing
import Transparency

@Suite("A policy")
struct WitnessPolicyTests {
    private let log: NoteSigner
    private let witnesses: [Cosigner]
    private let checkpoint: Checkpoint

    init() throws {
        log = try Sample.log()
        witnesses = try (0..<6).map {
            try Cosigner(name: "w\($0).example", seed: Sample.seed(UInt8(100 + $0)))
        }
        checkpoint = try Sample.checkpoint(Sample.tree(7))
    }

    /// A policy that knows the log and all six witnesses, named 0 to 5.
    private func policy(_ lines: String...) throws -> WitnessPolicy {
        let known =
            ["log \(log.verifier)"]
            + witnesses.enumerated().map { "witness \($0) \($1.verifier) https://w\($0).example/" }
        return try read((known + lines).map { $0 + "\n" }.joined())
    }

    private func read(_ text: String) throws -> WitnessPolicy {
        try WitnessPolicy(reading: Array(text.utf8))
    }

    private func note(by indices: [Int]) throws -> SignedNote {
        try checkpoint.signed(by: [log])
            .adding(indices.map { try witnesses[$0].cosign(checkpoint, at: 5) })
    }

    @Test("is satisfied by exactly the sets of witnesses that its quorum means")
    func quorums() throws {
        let both = try policy(
            "group X 2 0 1 2",
            "group Y any 3 4 5",
            "group X-and-Y all X Y",
            "quorum X-and-Y"
        )
        let one = try policy("quorum 4")
        let none = try policy("quorum none")
        let all = try policy("group g all 0 1 2 3 4 5", "quorum g")
        let nested = try policy("group a 2 0 1", "group b 2 a 2 3", "quorum b")
        for set in 0..<64 {
            let indices = (0..<6).filter { set >> $0 & 1 == 1 }
            let note = try note(by: indices)
            func count(_ range: ClosedRange<Int>) -> Int { indices.count { range.contains($0) } }
            #expect(both.isSatisfied(by: note) == (count(0...2) >= 2 && count(3...5) >= 1))
            #expect(one.isSatisfied(by: note) == indices.contains(4))
            #expect(none.isSatisfied(by: note))
            #expect(all.isSatisfied(by: note) == (indices.count == 6))
            let a = count(0...1) == 2 ? 1 : 0
            #expect(nested.isSatisfied(by: note) == (a + count(2...3) >= 2))
            #expect(try none.verify(note).cosignatures.count == indices.count)
        }
    }

    @Test("says why it is not satisfied")
    func refusals() throws {
        let one = try policy("quorum 4")
        expectError(.policy) { try one.verify(note(by: [0, 1])) }
        let cosigned = try SignedNote(
            text: checkpoint.text,
            signatures: [witnesses[4].cosign(checkpoint, at: 5)]
        )
        expectError(.unsigned) { try one.verify(cosigned) }
        let other = try Checkpoint(origin: Sample.origin, size: 8, root: checkpoint.root)
        let forged = try other.signed(by: [log]).adding([witnesses[4].cosign(checkpoint, at: 5)])
        expectError(.badSignature) { try one.verify(forged) }
        expectError(.badSignature) { try policy("quorum none").verify(forged) }
        let poem = Array("a poem\n".utf8)
        expectError(.malformed) {
            try one.verify(SignedNote(text: poem, signatures: [log.sign(poem)]))
        }
        let noLog = try read("quorum none\n")
        expectError(.unsigned) { try noLog.verify(note(by: [])) }
    }

    @Test("counts a witness once, and no key of another kind")
    func once() throws {
        let two = try policy("group g 2 0 1", "quorum g")
        let twice = try checkpoint.signed(by: [log]).adding([
            witnesses[0].cosign(checkpoint, at: 5), witnesses[0].cosign(checkpoint, at: 6),
        ])
        expectError(.policy) { try two.verify(twice) }
    }

    @Test("is read with its logs, witnesses and addresses; comments and blanks are free")
    func reading() throws {
        let key = witnesses[0].verifier
        let policy = try read(
            "# a comment\n\n \t \n  # another é\n\tlog\t\(log.verifier) https://log.example/\t\n"
                + "witness Ada \(key)\nwitness none-such \(witnesses[1].verifier) u\nquorum Ada\n"
        )
        #expect(policy.logs.map(\.key) == [log.verifier])
        #expect(policy.logs.map(\.url) == ["https://log.example/"])
        #expect(policy.witnesses.map(\.name) == ["Ada", "none-such"])
        #expect(policy.witnesses.map(\.url) == [nil, "u"])
        #expect(policy.witnesses.map(\.key) == [key, witnesses[1].verifier])
    }

    @Test("tells names apart by their bytes")
    func octets() throws {
        let lines =
            "witness K \(witnesses[0].verifier)\nwitness \u{212A} \(witnesses[1].verifier)\n"
        let policy = try read("log \(log.verifier)\n\(lines)quorum \u{212A}\n")
        #expect(policy.isSatisfied(by: try note(by: [1])))
        #expect(!policy.isSatisfied(by: try note(by: [0])))
        let name: [UInt8] = [0xFF, 0xC3]
        let bytes =
            Array("log \(log.verifier)\nwitness ".utf8) + name
            + Array(" \(witnesses[0].verifier)\nquorum ".utf8) + name + [10]
        #expect(try WitnessPolicy(reading: bytes).isSatisfied(by: note(by: [0])))
    }

    @Test(
        "that is malformed is refused",
        arguments: [
            "", "quorum", "quorum 0 1", "quorum 9", "quorum 0\nquorum 0", "quorum g\ngroup g any 0",
            "group g any\nquorum none", "group g 0 0\nquorum none", "group g 2 0\nquorum none",
            "group g 01 0\nquorum none", "group g -1 0\nquorum none", "group g some 0\nquorum none",
            "group g any 0 0\nquorum g", "group g any g\nquorum g", "group g any none\nquorum g",
            "group g any 0\ngroup h any 0\nquorum h", "group 0 any 1\nquorum none",
            "group none any 1\nquorum none", "group g any 0\ngroup g any 1\nquorum g",
            "log\nquorum none", "witness x\nquorum none", "Quorum none", "quorum NONE", "policy x",
            "log KEY\nquorum none", "witness 7 KEY\nquorum none", "log WITNESS\nquorum none",
            "witness 7 LOG\nquorum none", "log LOG a b\nquorum none",
            "witness 0 OTHER\nquorum none",
            "witness 7 WITNESS\nquorum none", "log LOG\nquorum none", "quorum none\r",
            "quorum none\u{0}", "quorum none\u{7F}", "quorum\u{A0}none", "log bad+key\nquorum none",
            "witness none OTHER\nquorum none",
        ]
    )
    func malformed(lines: String) throws {
        let other = try Cosigner(name: "other", seed: Sample.seed(50)).verifier.vkey
        let text = lines.replacing("WITNESS", with: witnesses[0].verifier.vkey)
            .replacing("OTHER", with: other).replacing("LOG", with: log.verifier.vkey)
        expectError(.policy, "\(lines)") { try policy(text) }
    }

    @Test("whose end is missing is refused, for it could mean something else")
    func cut() throws {
        let text = "log \(log.verifier)\nwitness ab \(witnesses[0].verifier)\nquorum ab"
        expectError(.policy) { try read(text) }
        #expect(throws: Never.self) { try read(text + "\n") }
        let comment = "#" + String(repeating: "x", count: WitnessPolicy.bytesMax) + "\n"
        expectError(.policy) { try read(comment + "quorum none\n") }
    }
}
