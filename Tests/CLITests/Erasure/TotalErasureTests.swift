import Crypto
@testable import EventStore
import EventSourcing
import Foundation
import TestSupport
import Testing

/// Looks for an erased person where only somebody with every file and every key left could.
@Suite("Of somebody who registered, connected and signed")
struct TotalErasureTests {
    /// A data directory after a whole course day, and one of those who signed.
    private struct Day {
        let directory: TemporaryDirectory
        let data: String
        let attendee: String
        let name: String
        let email: String
        let signatures: Set<String>

        init() throws {
            directory = try TemporaryDirectory()
            data = directory.path("data")
            let demo = try Muster.run("demo", "--out", directory.path(""), "--speed", "100000")
            try #require(demo.status == 0, "\(demo.errors)")
            let sheet = directory.url.appendingPathComponent("attendance-sheet.json")
            let content = try JSON(parsing: [UInt8](Data(contentsOf: sheet)))["content"]
            let row = try #require(
                content?["rows"]?.array?.first { row in
                    row["email"]?.string != nil && row["signatures"]?.array?.count == 2
                        && row["name"]?.string?.utf8.contains { $0 > 127 } == true
                }
            )
            attendee = try #require(row["attendee"]?.string)
            name = try #require(row["name"]?.string)
            email = try #require(row["email"]?.string)
            signatures = Set(row["signatures"]?.array?.compactMap { $0["sha256"]?.string } ?? [])
        }

        /// Everything to look for; others' signatures say what is the same in all.
        func needles(in readable: ReadableData) throws -> Needles {
            let all = try readable.documents.filter { $0.name.kind == .signature }
                .map { try Signature(#require($0.bytes)) }
            let isTheirs = { (signature: Signature) in
                signatures.contains(Array(SHA256.hash(data: signature.png)).hexadecimal)
            }
            let theirs = all.filter(isTheirs)
            let others = all.filter { !isTheirs($0) }
            try #require(theirs.count == 2 && others.count > 20)
            let prepared =
                Dictionary(grouping: readable.documents) { $0.name.kind }[.prepared] ?? []
            let isOfTheirs = { (document: ReadableData.StoredDocument) in
                signatures.contains { document.name.identifier.hasPrefix($0) }
            }
            let theirsPrepared = try prepared.filter(isOfTheirs).map { try #require($0.bytes) }
            let othersPrepared = prepared.filter { !isOfTheirs($0) }.compactMap(\.bytes)
            try #require(theirsPrepared.count == 2 && othersPrepared.count == others.count)
            var needles = Needles()
            needles.add(name, as: "name")
            needles.add(email, as: "e-mail")
            for signature in theirs {
                needles.add(signature.png, as: "picture", notIn: others.map(\.png))
                needles.add(signature.lines, as: "lines", notIn: others.map(\.lines))
                // Much of these is nothing: only long pieces tell one from another.
                needles.add(
                    signature.inflated,
                    as: "pixels",
                    piecesOf: 64,
                    notIn: others.map(\.inflated)
                )
                needles.add(signature.ink, as: "ink", piecesOf: 64, notIn: others.map(\.ink))
            }
            for bytes in theirsPrepared {
                needles.add(bytes, as: "prepared picture", notIn: othersPrepared)
            }
            return needles
        }
    }

    @Test("nothing is left in any file after the erasure, nor under any key")
    func nothing() throws {
        let day = try Day()
        let before = try ReadableData(day.data, tryingAllKeys: false)
        #expect(before.fields.allSatisfy { $0.text != nil })
        #expect(before.documents.allSatisfy { $0.bytes != nil })
        for (type, text) in [
            ("registration.changed", day.email), ("participant.sighted", day.name),
            ("person.registered", day.email),
        ] {
            #expect(before.fields.contains { $0.type == type && $0.text == text }, "\(type)")
        }
        let needles = try day.needles(in: before)
        // The control: the same search finds all of it while the keys are there.
        let (found, streams) = try before.findings(needles)
        for what in ["name", "e-mail", "picture", "prepared picture", "lines"] {
            #expect(found.contains(.init(what: what, form: "as it is")), "\(what)")
        }
        for what in ["pixels", "ink"] {
            #expect(found.contains(.init(what: what, form: "as it is, inflated")), "\(what)")
        }
        #expect(streams > 30)
        print("before the erasure: \(found.map(\.description).sorted()), \(streams) streams")

        let erased = try Muster.run(
            "erase",
            "--data",
            day.data,
            "--person",
            day.attendee,
            "--reason",
            "Asked for"
        )
        try #require(erased.status == 0, "\(erased.errors)")
        let after = try ReadableData(day.data, tryingAllKeys: true)
        #expect(after.keys.count < before.keys.count)
        #expect(after.fields.contains { $0.text == nil })
        #expect(after.fields.count { $0.text != nil } > before.fields.count / 2)
        #expect(after.documents.allSatisfy { $0.bytes != nil })
        let (left, streamsLeft) = try after.findings(needles)
        #expect(left == [])
        #expect(try Muster.run("verify", "--data", day.data).status == 0)
        let fields = after.fields.count { $0.text != nil }
        print(
            "after it: \(after.keys.count) keys opened \(fields) of \(after.fields.count) fields and",
            "\(after.documents.count) documents; \(streamsLeft) streams"
        )
    }

    @Test("a field's key opens that field, and no other")
    func disclosedKey() throws {
        let day = try Day()
        let readable = try ReadableData(day.data, tryingAllKeys: false)
        func fieldKey(of field: ReadableData.Field) throws -> SymmetricKey {
            field.place.key(from: try #require(field.key))
        }
        let disclosed = try #require(readable.fields.first { $0.text == day.email })
        let key = try fieldKey(of: disclosed)
        let texts = readable.fields.compactMap { try? $0.box.text(at: $0.place, withFieldKey: key) }
        #expect(texts == [day.email])
        // Of all other keys as well, by what each box is committed to.
        for (number, field) in readable.fields.enumerated() {
            let key = try fieldKey(of: field)
            let opened = readable.fields.indices.filter {
                readable.fields[$0].box.isCommitted(to: key)
            }
            #expect(opened == [number])
        }
        print("field keys: \(readable.fields.count), each tried on every field")
    }
}

@Suite("The search for an erased person")
struct NeedlesTests {
    private static func findings(of needles: Needles, in bytes: [UInt8]) -> Set<String> {
        var found: Set<Needles.Finding> = []
        bytes.withUnsafeBytes { needles.find(in: $0, into: &found) }
        return Set(found.map(\.form))
    }

    @Test("finds a name however it is written, wherever it stands")
    func forms() {
        let name = "Łukasz Wiśniewski"
        var needles = Needles()
        needles.add(name, as: "name")
        let units = Array(name.utf16)
        for padding in 0..<5 {
            let before = Array("?????".utf8.prefix(padding))
            let text = before + Array(name.utf8) + Array("!!".utf8)
            let forms: [(String, [UInt8])] = [
                ("as it is", text),
                ("UTF-16LE", before + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
                ("UTF-16BE", before + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
                ("hexadecimal", Array(text.hexadecimal.utf8)),
                ("hexadecimal", Array(text.hexadecimal.uppercased().utf8)),
                ("Base64", Array(Data(text).base64EncodedString().utf8)),
                ("JSON", before + Array(#"\u0141ukasz Wi\u015bniewski"#.utf8)),
            ]
            for (form, bytes) in forms {
                #expect(Self.findings(of: needles, in: bytes) == [form])
            }
        }
        #expect(Self.findings(of: needles, in: Array("Lukasz Wisniewski".utf8)) == [])
    }

    @Test("finds any 31 bytes of a file, but not those that others hold too")
    func pieces() {
        var generator = SeededGenerator(seed: 4)
        let file = (0..<500).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var needles = Needles()
        needles.add(file, as: "picture", notIn: [[1] + file[100..<200]])
        for start in 200..<460 {
            let found = Self.findings(of: needles, in: Array(file[start..<(start + 31)]))
            #expect(found == ["as it is"])
        }
        #expect(Self.findings(of: needles, in: Array(file[112..<190])) == [])
    }

    @Test("inflates a stream wherever it begins, and as far as it goes")
    func streams() throws {
        let png = try Signature(TestPNG.signature(3))
        #expect(png.inflated.count == 100 * (1 + 300 * 4))
        let noise = Array("noise".utf8)
        for end in [png.lines.count, png.lines.count / 2] {
            var longest: [UInt8] = []
            (noise + png.lines.prefix(end)).withUnsafeBytes { bytes in
                _ = try? Inflater().inflate(.all, of: bytes) { plain in
                    if plain.count > longest.count { longest = Array(plain) }
                }
            }
            #expect(longest.count > png.inflated.count / 4)
            #expect(end < png.lines.count || longest == png.inflated)
        }
    }
}
