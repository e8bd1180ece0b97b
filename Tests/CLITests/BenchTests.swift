import TestSupport
import Testing

@Suite("What is measured of signing")
struct BenchTests {
    @Test("is of people who all signed, in a log that is whole")
    func signing() throws {
        let directory = try TemporaryDirectory()
        let outcome = try Muster.run(
            "bench",
            "signing",
            "--signers",
            "3",
            "--seconds",
            "1",
            "--dir",
            directory.path("")
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.hasSuffix("in the log, which is whole: 3") }.count == 2)
        #expect(lines.filter { $0.hasSuffix(", of 3") }.count == 4)
        #expect(lines.filter { $0.hasPrefix("3 people sign") }.count == 2)
        // Nothing is left behind.
        #expect(try Shell.run("/bin/ls", [directory.path("")]).output.isEmpty)
    }
}
