import Foundation
import TestSupport
import Testing

/// The disk on which the power-cut tests rest, on traces made by hand.
@Suite("The disk of the power-cut tests")
struct DiskTests {
    /// Builds a trace: writes store the digit of their place in it, 600 times.
    private struct Script {
        var bytes: [UInt8] = []
        var entries: [Trace.Entry] = []

        mutating func add(
            _ kind: Trace.Entry.Kind,
            _ path: String,
            offset: Int = 0,
            to destination: String = "",
            error: Int32 = 0
        ) {
            let start = bytes.count
            if kind == .write {
                let digit = UInt8(ascii: "0") + UInt8(entries.count)
                bytes += Array(repeating: digit, count: 600)
            }
            entries.append(
                Trace.Entry(
                    kind: kind,
                    isDeleted: false,
                    isDirectory: kind == .sync && path.isEmpty,
                    error: error,
                    offset: offset,
                    path: path,
                    destination: destination,
                    data: start..<bytes.count
                )
            )
        }

        /// The files that a power cut at its end leaves, each with the digits it holds.
        func files(_ mode: Survival.Mode, seed: UInt64 = 0) throws -> [String: String] {
            let trace = Trace(bytes: bytes, entries: entries)
            var disk = Disk(replaying: trace, directories: [])
            try disk.replay(to: entries.count)
            let directory = try TemporaryDirectory(isInMemory: true)
            var survival = Survival(mode, seed: seed)
            try disk.write(to: directory.url, after: &survival)
            var files: [String: String] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: directory.url.path) {
                let data = try Data(contentsOf: URL(fileURLWithPath: directory.path(name)))
                var digits: [Character] = []
                for byte in data {
                    let digit = byte == 0 ? "-" : Character(UnicodeScalar(byte))
                    if digits.last != digit { digits.append(digit) }
                }
                files[name] = String(digits)
            }
            return files
        }
    }

    private static func script(_ build: (inout Script) -> Void) -> Script {
        var script = Script()
        build(&script)
        return script
    }

    @Test("keeps content after the file's sync, a name after the directory's")
    func syncs() throws {
        var script = Self.script {
            $0.add(.create, "a")
            $0.add(.write, "a")
        }
        #expect(try script.files(.nothing) == [:])
        #expect(try script.files(.everything) == ["a": "1"])
        script.add(.sync, "a")
        #expect(try script.files(.nothing) == [:])
        script.add(.sync, "")
        #expect(try script.files(.nothing) == ["a": "1"])
        script.add(.write, "a", offset: 600)
        #expect(try script.files(.nothing) == ["a": "1"])
        #expect(try script.files(.everything) == ["a": "14"])
    }

    @Test("keeps an empty file when only its name was synced")
    func nameOnly() throws {
        let script = Self.script {
            $0.add(.create, "a")
            $0.add(.write, "a")
            $0.add(.sync, "")
        }
        #expect(try script.files(.nothing) == ["a": ""])
    }

    @Test("undoes a rename, an unlink and a truncation that were not synced")
    func undone() throws {
        var script = Self.script {
            for name in ["a", "b", "c"] {
                $0.add(.create, name)
                $0.add(.write, name)
                $0.add(.sync, name)
            }
            $0.add(.sync, "")
        }
        let before = try script.files(.nothing)
        #expect(before == ["a": "1", "b": "4", "c": "7"])
        script.add(.rename, "a", to: "b")
        script.add(.truncate, "c")
        script.add(.sync, "c", error: 5)
        #expect(try script.files(.nothing) == before)
        #expect(try script.files(.everything) == ["b": "1", "c": ""])
        script.add(.unlink, "c")
        #expect(try script.files(.nothing) == before)
        script.add(.sync, "")
        #expect(try script.files(.nothing) == ["b": "1"])
    }

    @Test("lets a later write survive without an earlier one")
    func reordered() throws {
        let script = Self.script {
            $0.add(.create, "a")
            $0.add(.sync, "")
            $0.add(.write, "a")
            $0.add(.write, "a", offset: 600)
        }
        let found = Set(try (0..<60).compactMap { try script.files(.subset, seed: $0)["a"] })
        #expect(found.isSuperset(of: ["", "2", "-", "-3", "23", "2-"]))
        #expect(found.isSubset(of: ["", "2", "-", "-3", "23", "2-"]))
    }

    @Test("tears a write only between sectors")
    func torn() throws {
        let survival = Survival(.torn, seed: 0)
        let pieces = survival.pieces(offset: 500, data: 0..<600)
        #expect(pieces.map(\.offset) == [500, 512, 1024])
        #expect(pieces.map(\.data) == [0..<12, 12..<524, 524..<600])
    }

    @Test("never brings to the platter what a failed sync left, unless it is written again")
    func forgotten() throws {
        var script = Self.script {
            $0.add(.create, "a")
            $0.add(.sync, "")
            $0.add(.write, "a")
            $0.add(.sync, "a", error: 5)
            $0.add(.write, "a", offset: 600)
            $0.add(.sync, "a")
        }
        #expect(try script.files(.nothing) == ["a": "-4"])
        #expect(try script.files(.everything) == ["a": "24"])
        script.add(.write, "a")
        script.add(.sync, "a")
        #expect(try script.files(.nothing) == ["a": "64"])
    }

    @Test("makes the same of the same seed")
    func seeded() throws {
        let script = Self.script {
            $0.add(.create, "a")
            for number in 0..<5 { $0.add(.write, "a", offset: number * 600) }
        }
        for seed in 0..<20 as Range<UInt64> {
            #expect(try script.files(.torn, seed: seed) == script.files(.torn, seed: seed))
        }
    }
}
