import Fuzzing
import TestSupport
import Testing

/// What the long runs of the handbook do for an hour, for a moment and always the same.
@Suite("Inputs from a seed")
struct FuzzTests {
    @Test("leave no picture wrong, whatever they are", arguments: Seeds.usually(40))
    func pictures(seed: UInt64) {
        var mutation = Mutation(seed: seed)
        for _ in 0..<40 {
            let input = mutation.next(from: PictureTarget.seeds)
            if let finding = PictureTarget.finding(in: input) {
                Issue.record("\(finding): seed \(seed), \(input)")
            }
        }
    }

    @Test("leave no signature wrong, whatever they are", arguments: Seeds.usually(20))
    func signing(seed: UInt64) async throws {
        var mutation = Mutation(seed: seed)
        var target = SigningTarget()
        for _ in 0..<20 {
            let input = mutation.next(from: SigningTarget.seeds)
            if let finding = try await target.finding(in: input) {
                Issue.record("\(finding): seed \(seed), \(input)")
            }
        }
    }

    @Test("that nothing was changed in are taken: the targets see what they are to see")
    func seeds() async throws {
        for seed in PictureTarget.seeds { #expect(PictureTarget.finding(in: seed) == nil) }
        var target = SigningTarget()
        var answers: [UInt8: Set<Bool>] = [:]
        for seed in SigningTarget.seeds {
            #expect(try await target.finding(in: seed) == nil)
            answers[seed[0], default: []].insert(target.isUsed)
        }
        // Of every way to post there is an input that the server takes.
        #expect((0...4).allSatisfy { answers[$0]?.contains(true) == true })
    }
}
