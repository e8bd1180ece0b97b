import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("The strokes of a signature")
struct SignatureStrokesTests {
    private static let file = #"""
        {"height":3000,"schema":"muster.strokes@1","strokes":[[[0,1,2,500],[16,10,20,600]],[[16,6000,3000,0]]],"width":6000}
        """#

    private func read(_ text: String) throws -> SignatureStrokes {
        try SignatureStrokes(json: JSON(parsing: Array(text.utf8)))
    }

    private func refusal(_ text: String) throws -> String {
        let json = try JSON(parsing: Array(text.utf8))
        do {
            _ = try SignatureStrokes(json: json)
            return "taken"
        } catch {
            return error.description
        }
    }

    @Test("are written as they were read, in one way")
    func roundTrip() throws {
        let strokes = try read(Self.file)
        #expect(strokes.strokes.map(\.count) == [2, 1])
        #expect(
            strokes.strokes[0][1]
                == SignatureStrokes.Sample(milliseconds: 16, x: 10, y: 20, pressure: 600)
        )
        #expect((strokes.width, strokes.height) == (6000, 3000))
        #expect(String(decoding: strokes.json.canonicalBytes(), as: UTF8.self) == Self.file)
        let spaced = Self.file.replacing(",", with: " ,\n")
        #expect(try read(spaced).json.canonicalBytes() == Array(Self.file.utf8))
    }

    @Test(
        "are refused for what is wrong with them, and where",
        arguments: [
            ("muster.strokes@1", "muster.strokes@2", "schema: must be"),
            ("\"width\":6000", "\"width\":0", "width: must be"),
            ("\"height\":3000,", "", "height: must be"),
            ("\"width\"", "\"name\":\"Ada\",\"width\"", "members that are not known"),
            (
                "[[[0,1,2,500],[16,10,20,600]],[[16,6000,3000,0]]]", "[]",
                "strokes: must be 1 to 500"
            ),
            ("[[16,6000,3000,0]]", "[]", "strokes[1]: must be a list"),
            ("[[16,6000,3000,0]]", "7", "strokes[1]: must be a list"),
            ("[16,10,20,600]", "[16,10,20]", "strokes[0][1]: must be [time"),
            ("[16,10,20,600]", "[16,10,20,600,0]", "strokes[0][1]: must be [time"),
            ("[0,1,2,500]", "[1,1,2,500]", "strokes[0][0]: must be a whole number from 0 to 0"),
            (
                "[16,6000,3000,0]", "[15,6000,3000,0]",
                "strokes[1][0]: must be a whole number from 16"
            ),
            ("[16,6000,", "[3600001,6000,", "from 16 to 3600000"),
            (
                "6000,3000,0]", "6001,3000,0]",
                "strokes[1][0]: must be a whole number from 0 to 6000"
            ),
            ("6000,3000,0]", "6000,3001,0]", "from 0 to 3000"),
            ("6000,3000,0]", "6000,3000,1001]", "from 0 to 1000"),
            ("[16,10,", "[16,-1,", "strokes[0][1]: must be a whole number from 0 to 6000"),
            ("[16,10,", "[16,1.5,", "strokes[0][1]: must be a whole number"),
            ("[16,10,", "[16,null,", "strokes[0][1]: must be a whole number"),
        ]
    )
    func refused(part: String, other: String, reason: String) throws {
        #expect(Self.file.contains(part))
        let text = try refusal(Self.file.replacing(part, with: other))
        #expect(text.contains(reason), "\(text)")
    }

    @Test("are bounded in number")
    func bounds() throws {
        func strokes(_ count: Int, of samples: Int) -> String {
            let stroke =
                "[" + Array(repeating: "[0,0,0,0]", count: samples).joined(separator: ",") + "]"
            let all = Array(repeating: stroke, count: count).joined(separator: ",")
            return #"{"height":1,"schema":"muster.strokes@1","width":1,"strokes":[\#(all)]}"#
        }
        #expect(try read(strokes(500, of: 36)).strokes.count == 500)
        #expect(try refusal(strokes(501, of: 1)).contains("strokes: must be 1 to 500"))
        #expect(try refusal(strokes(1, of: 18_001)).contains("at most 18000 samples"))
        #expect(try refusal(strokes(500, of: 37)).contains("at most 18000 samples"))
    }

    @Test("are named by the event, and events from before they came are read as they were")
    func event() throws {
        let signer = PersonID.ada.subject
        var given = SampleOccurrence.morning.signature(of: signer, at: "2026-03-09T11:00:00Z")
        let before = AttendanceCodec.encode(.signatureGiven(given))
        #expect(!String(decoding: before.payload, as: UTF8.self).contains("strokes"))
        given.evidence.strokes = .sample("strokes")
        let encoded = AttendanceCodec.encode(.signatureGiven(given))
        #expect(try AttendanceCodec.decode(encoded) == .signatureGiven(given))
        let json = try JSON(parsing: encoded.payload)
        #expect(json["strokes_sha256"] == .string(SHA256Digest.sample("strokes").text))
        let old = try JSON(parsing: before.payload)
        #expect(json.object?.filter { $0.key != "strokes_sha256" } == old.object)
    }
}
