import Foundation
import TestSupport
import Testing

@Suite("What is measured")
struct BenchTests {
    @Test("of signing is of people who all signed, in a log that is whole")
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

    @Test("of a sheet is of documents that are kept to be looked at, and are what they claim")
    func sheet() throws {
        let directory = try TemporaryDirectory()
        let kept = directory.path("")
        let outcome = try Muster.run(
            "bench",
            "sheet",
            "--rows",
            "3",
            "--rounds",
            "1",
            "--no-peer",
            "--keep",
            kept
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.split(separator: "\n").count { $0.hasPrefix("3 ") } == 4)
        let files = ["table", "prepared", "full", "full-prepared"].map { "\(kept)/3-\($0).pdf" }
        for file in files {
            #expect(try Shell.run("/usr/bin/qpdf", ["--check", file]).status == 0)
        }
        // Prepared at arrival or not, the same document.
        let documents = try files.suffix(2).map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        #expect(documents[0] == documents[1])
    }
}
