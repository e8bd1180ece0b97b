import EventSourcing
import Foundation
import TestSupport
import Testing

/// What proves a log, and what is left of somebody who was erased, as commands show it.
@Suite("The evidence of a log")
struct EvidenceTests {
    /// A directory with the course day in it.
    private static func courseDay() throws -> (TemporaryDirectory, data: String) {
        let directory = try TemporaryDirectory()
        let data = directory.path("data")
        let file = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        try #require(try Muster.run("ingest", "--data", data, file).status == 0)
        return (directory, data)
    }

    private static func line(_ name: String, of text: String) -> String {
        let line = text.split(separator: "\n").first { $0.hasPrefix("\(name): ") }
        return line.map { String($0.dropFirst(name.count + 2)) } ?? ""
    }

    @Test("verifies, and names the first event that was changed")
    func verify() throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        let whole = try Muster.run("verify", "--data", data)
        #expect(whole.status == 0)
        #expect(whole.output.hasPrefix("The log is whole.\nevents: 166\n"))
        let json = try JSON(
            parsing: Array(try Muster.run("verify", "--data", data, "--json").output.utf8)
        )
        #expect(json["events"]?.integer == 166)
        // One byte of one payload, found by its text and changed in the file.
        let file = URL(fileURLWithPath: "\(data)/events.db")
        var bytes = try Data(contentsOf: file)
        let place = try #require(bytes.range(of: Data(#""kind":"meeting""#.utf8)))
        bytes[place.upperBound - 2] ^= 1
        try bytes.write(to: file)
        let damaged = try Muster.run("verify", "--data", data)
        #expect(damaged.status == 1)
        #expect(damaged.errors.contains("The log is damaged: event "))
    }

    @Test("is found by what may be deleted, damaged and made anew")
    func rebuild() throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        func meetings() throws -> String {
            let listed = try Muster.run("meetings", "--data", data, "--json")
            #expect(listed.status == 0, "\(listed.errors)")
            return listed.output
        }
        let before = try meetings()
        #expect(before.contains("86412309757"))
        let file = "\(data)/read.db"
        #expect(FileManager.default.fileExists(atPath: file))
        try FileManager.default.removeItem(atPath: file)
        #expect(try meetings() == before)
        try Data(repeating: 0x55, count: 9000).write(to: URL(fileURLWithPath: file))
        #expect(try meetings() == before)
        let rebuilt = try Muster.run("rebuild", "meetings", "--data", data)
        #expect(rebuilt.status == 0, "\(rebuilt.errors)")
        #expect(rebuilt.output.hasPrefix("meetings made anew from 166 events"))
        #expect(try meetings() == before)
        let json = try Muster.run("rebuild", "--data", data, "--json")
        let answer = try JSON(parsing: Array(json.output.utf8))
        #expect(answer["dead_letters"]?.array?.isEmpty == true)
        #expect(answer["events"]?.integer == 166)
        #expect(try Muster.run("rebuild", "sheets", "--data", data).status == 64)
    }

    @Test("is held to its word by an earlier checkpoint")
    func checkpoint() throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        let note = try Muster.run("log", "checkpoint", "--data", data)
        #expect(note.status == 0)
        try Data(note.output.utf8).write(to: directory.url.appendingPathComponent("held"))
        let key = Self.line("key", of: try Muster.run("log", "head", "--data", data).output)
        _ = try Muster.run("organisation", "--data", data, "--name", "Formation Lumière")
        let held = directory.path("held")
        let grown = try Muster.run("verify", "--data", data, "--checkpoint", held, "--key", key)
        #expect(grown.status == 0, "\(grown.errors)")
        // Another log cannot pass for it, whatever it signs.
        let other = directory.path("other")
        _ = try Muster.run("organisation", "--data", other, "--name", "Formation Lumière")
        let forged = try Muster.run("verify", "--data", other, "--checkpoint", held, "--key", key)
        #expect(forged.status == 1)
        #expect(forged.errors.contains("not one the log signed"))
    }

    @Test("is proved event by event, and from one size to another")
    func proofs() throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        let out = directory.path("41.tlog-proof")
        let proved = try Muster.run(
            "log",
            "prove",
            "--data",
            data,
            "--position",
            "41",
            "--out",
            out
        )
        #expect(proved.status == 0, "\(proved.errors)")
        let proof = try String(contentsOfFile: out, encoding: .utf8)
        #expect(proof.hasPrefix("c2sp.org/tlog-proof@v1\n"))
        #expect(proof.contains("index 41\n"))
        #expect(FileManager.default.contents(atPath: out + ".leaf")?.first == 1)
        let grown = try Muster.run(
            "log",
            "consistency",
            "--data",
            data,
            "--from",
            "100",
            "--to",
            "166"
        )
        #expect(grown.output.split(separator: "\n").count == 7)
        let none = try Muster.run(
            "log",
            "prove",
            "--data",
            data,
            "--position",
            "166",
            "--out",
            out
        )
        #expect(none.status != 0)
        #expect(none.errors.contains("no event at position 166"))
    }

    @Test("goes on under a new origin after a restore, and with a new key when it is changed")
    func epochs() throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        let first = Self.line("origin", of: try Muster.run("log", "head", "--data", data).output)
        #expect(try Muster.run("log", "rotate-key", "--data", data).output.hasPrefix(first))
        #expect(try Muster.run("verify", "--data", data).status == 0)
        let copies = (directory.path("log"), directory.path("keys"))
        #expect(try Muster.run("backup", "--data", data, "--to", copies.0).status == 0)
        #expect(try Muster.run("backup", "keys", "--data", data, "--to", copies.1).status == 0)
        _ = try Muster.run("organisation", "--data", data, "--name", "After the copy")
        // The copy of the log is older than what the keys know to be signed.
        try FileManager.default.removeItem(atPath: "\(data)/events.db")
        try FileManager.default.copyItem(
            atPath: "\(copies.0)/events.db",
            toPath: "\(data)/events.db"
        )
        let unsigned = try Muster.run("organisation", "--data", data, "--name", "Again")
        #expect(unsigned.errors.contains("not signed: "))
        #expect(try Muster.run("verify", "--data", data).status == 1)
        #expect(
            try Muster.run("log", "new-epoch", "--data", data).output.hasPrefix("\(first)/epoch/2+")
        )
        #expect(try Muster.run("verify", "--data", data).status == 0)
    }

    @Test("is copied while it is in use, and put back with a copy of its keys")
    func backup() throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        let (log, keys, restored) = (
            directory.path("log"), directory.path("keys"), directory.path("restored")
        )
        #expect(try Muster.run("backup", "--data", data, "--to", log).status == 0)
        #expect(try Muster.run("backup", "keys", "--data", data, "--to", keys).status == 0)
        let outcome = try Muster.run(
            "restore",
            "--data",
            restored,
            "--from",
            log,
            "--keys",
            keys
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        // The master key is in neither copy.
        let locked = try Muster.run("meetings", "--data", restored)
        #expect(locked.status != 0)
        #expect(locked.errors.contains("master key"))
        try FileManager.default.copyItem(
            atPath: "\(data)/master.key",
            toPath: "\(restored)/master.key"
        )
        let before = try Muster.run("meetings", "--data", data).output
        #expect(try Muster.run("meetings", "--data", restored).output == before)
    }

    @Test("holds nothing of an erased person in any file, and still verifies")
    func erasure() throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        let meetings = try JSON(
            parsing: Array(try Muster.run("meetings", "--data", data, "--json").output.utf8)
        )
        let occurrence = try #require(
            meetings["meetings"]?.array?.compactMap { $0["occurrences"]?.array?.first }
                .max { ($0["rows"]?.integer ?? 0) < ($1["rows"]?.integer ?? 0) }?["id"]?.string
        )
        func sheet() throws -> JSON {
            let outcome = try Muster.run(
                "sheet",
                "--data",
                data,
                "--occurrence",
                occurrence,
                "--format",
                "json"
            )
            return try JSON(parsing: Array(outcome.output.utf8))["content"] ?? .null
        }
        let rows = try #require(try sheet()["rows"]?.array)
        let row = try #require(
            rows.first { $0["email"]?.string != nil && $0["seconds_present"]?.integer ?? 0 > 0 }
        )
        let (name, email) = (
            try #require(row["name"]?.string), try #require(row["email"]?.string)
        )
        let erased = try Muster.run(
            "erase",
            "--data",
            data,
            "--person",
            try #require(row["attendee"]?.string),
            "--reason",
            "Asked for"
        )
        #expect(erased.status == 0, "\(erased.errors)")
        let after = try #require(try sheet()["rows"]?.array)
        #expect(after.count == rows.count)
        #expect(!after.contains { $0["name"]?.string == name || $0["email"]?.string == email })
        #expect(after.count { $0["name"] == "[erased]" } == 1)
        let history = try Muster.run(
            "history",
            "--data",
            data,
            "--meeting",
            try #require(try sheet()["meeting"]?["number"]?.string)
        )
        #expect(!history.output.contains(name))
        for file in try FileManager.default.contentsOfDirectory(atPath: data) {
            let contents = try Data(contentsOf: URL(fileURLWithPath: "\(data)/\(file)"))
            for text in [name, email] {
                #expect(contents.range(of: Data(text.utf8)) == nil, "\(file)")
                #expect(contents.range(of: Data(Array(text.utf8).hexadecimal.utf8)) == nil)
            }
        }
        #expect(try Muster.run("verify", "--data", data).status == 0)
        let nobody = try Muster.run(
            "erase",
            "--data",
            data,
            "--person",
            "nobody",
            "--reason",
            "Asked for"
        )
        #expect(nobody.status != 0)
        #expect(nobody.errors.contains("nobody has this id"))
    }

    @Test("is cosigned by a witness while it only grows, and refused when it was cut")
    func witness() async throws {
        let (directory, data) = try Self.courseDay()
        defer { withExtendedLifetime(directory) {} }
        let log = Self.line("key", of: try Muster.run("log", "head", "--data", data).output)
        let copy = try Data(contentsOf: URL(fileURLWithPath: "\(data)/events.db"))
        let keys = try Data(contentsOf: URL(fileURLWithPath: "\(data)/keys.db"))
        let witness = try MusterProcess([
            "witness", "--data", directory.path("witness"), "--port", "0", "--name",
            "auditor.example/w1", "--log", log,
        ])
        defer { witness.end() }
        let address = try await witness.address()
        let key = Self.line("key", of: try await witness.line(beginning: "key: "))
        func cosign() throws -> Shell.Outcome {
            try Muster.run(
                "log",
                "cosign",
                "--data",
                data,
                "--witness",
                address,
                "--key",
                key
            )
        }
        #expect(try cosign().output.contains("— auditor.example/w1 "))
        _ = try Muster.run("organisation", "--data", data, "--name", "Formation Lumière")
        let grown = try cosign()
        #expect(grown.status == 0, "\(grown.errors)")
        #expect(grown.output.contains("\n167\n"))
        // Somebody puts both files back as they were, and goes on from there.
        try copy.write(to: URL(fileURLWithPath: "\(data)/events.db"))
        try keys.write(to: URL(fileURLWithPath: "\(data)/keys.db"))
        #expect(try Muster.run("verify", "--data", data).status == 0)
        #expect(try cosign().errors.contains("the witness cosigned 167 events"))
        _ = try Muster.run("organisation", "--data", data, "--name", "Somebody else")
        #expect(try cosign().status != 0)
    }
}
