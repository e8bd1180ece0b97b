import Foundation
import TestSupport
import Testing

/// Lets the disk fail or fill up under a server.
@Suite("I/O errors", .serialized, .enabled(if: BuiltFile.canRecord))
struct FaultTests {
    private static let count = 12

    private static func deliveries() -> [[Delivery]] {
        var deliveries = Deliveries(seed: 5)
        return deliveries.lists(1, of: count)
    }

    @Test("lose no acknowledged delivery, are named, and are over with the next start")
    func anyMoment() async throws {
        let reference = try Recording()
        try await reference.runWell(sending: Self.deliveries())
        let trace = try reference.trace()
        let step = Extent.isFull ? 10 : 40
        var ends: [String: Int] = [:]
        for number in stride(from: 1, through: trace.inputOutputs, by: step) {
            for kind in InjectedFault.Kind.allCases {
                let fault = InjectedFault(kind, at: number, of: trace)
                let end = try await Self.meet(fault)
                ends["\(kind): \(end)", default: 0] += 1
            }
        }
        let found = ends.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        print("I/O errors: \(found.joined(separator: "; "))")
    }

    /// - Returns: how the server met the fault.
    private static func meet(_ fault: InjectedFault) async throws -> String {
        let recording = try Recording()
        let deliveries = Self.deliveries()
        let run = try await recording.run(sending: deliveries, fate: .fault(fault.text))
        let hasHappened = try recording.trace().entries.contains { $0.error != 0 }
        #expect(hasHappened || fault.mayMiss, "\(fault)")
        let statuses = recording.statuses
        let refused = statuses.count { $0 == 503 }
        #expect(statuses.allSatisfy { $0 == 204 || $0 == 503 }, "\(fault): \(statuses)")
        #expect(run.end.isOrderly, "\(fault): \(run.end) \(run.errors)")
        if !run.wasListening || run.end != .exit(0) {
            #expect(run.errors.namesAFailure, "\(fault): says only \(run.errors)")
        }
        if run.wasListening, run.end == .exit(0) {
            #expect(statuses.count == count, "\(fault): \(statuses.count) answers")
        } else if run.wasListening {
            #expect(run.end == .exit(75), "\(fault): \(run.errors)")
        }
        #expect(try await recording.faults() == [], "\(fault)")

        // The disk is well again: Zoom sends again what was not acknowledged.
        let missing = deliveries.joined().filter { !recording.acknowledged.contains($0) }
        let again = try await recording.run(sending: [Array(missing)])
        #expect(again.end == .exit(0), "after \(fault): \(again.errors)")
        #expect(Set(recording.acknowledged) == Set(deliveries.joined()), "after \(fault)")
        #expect(try await recording.faults() == [], "after \(fault)")
        let start = run.wasListening ? "" : "refused to start, "
        return
            "\(hasHappened ? "" : "did not happen, ")\(start)\(run.end), \(refused > 0 ? "503" : "no 503")"
    }
}

extension RecordedServer.End {
    /// Ended by itself or when it was asked to, with a status.
    fileprivate var isOrderly: Bool {
        if case .exit = self { true } else { false }
    }
}

extension String {
    /// Whether it says what could not be done.
    fileprivate var namesAFailure: Bool {
        contains("cannot") || contains("refused") || contains("stopping:")
    }
}
