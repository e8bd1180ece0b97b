import Attendance
import EventSourcing
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeetingManagement
import TestSupport
import Testing

/// Whatever is posted as a signature is answered with a receipt or with what is wrong with it.
@Suite("Pictures over HTTP")
struct PictureTests {
    private let course = CourseTests()
    private let json: HTTPFields = [.contentType: "application/json"]

    /// Posts bodies to one link, none of which may change the log.
    private func expectRefused(
        _ bodies: [([UInt8], HTTPFields)],
        _ status: HTTPResponse.Status,
        because reason: String
    ) async throws {
        let test = try TestServer()
        try await test.run { client in
            let path = try #require(try await course.opened(test, client).first?["path"]?.string)
            let size = try await test.log.size()
            for (body, headers) in bodies {
                let answer = try await client.post(path, headers, body)
                #expect(answer.status == status, "\(answer.text)")
                #expect(answer.headers[.contentType] == "application/problem+json")
                let said = answer.json["reason"]?.string ?? answer.json["detail"]?.string ?? ""
                #expect(said.contains(reason), "\(said)")
            }
            #expect(try await test.log.size() == size)
        }
    }

    @Test(
        "that cannot be taken are unprocessable, and why is said",
        arguments: [
            ("blank", TestPNG.blank(), "shows nothing"),
            ("one pixel", PNGSample(width: 1, height: 1, isInk: { _, _ in true }).bytes, "nothing"),
            ("cut", Array(TestPNG.signature().dropLast(20)), "ends too early"),
            ("followed", TestPNG.signature() + [0], "goes on for 1 bytes"),
            ("empty", [], "not a PNG file"),
            ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0], "but a JPEG file"),
            ("data URL", Array("data:image/png;base64,iVBORw0KGgo=".utf8), "but a data URL"),
            (
                "wide", PNGFile.signature + PNGFile.header(4096, 4096) + PNGFile.end,
                "4096 by 4096 pixels"
            ),
            (
                "long", TestPNG.signature() + [UInt8](repeating: 0, count: 600 << 10),
                "at most 524288"
            ),
        ]
    )
    func unprocessable(name: String, body: [UInt8], reason: String) async throws {
        try await expectRefused([(body, course.png)], .unprocessableContent, because: reason)
        let picture: JSON = ["picture": .string(Data(body).base64EncodedString())]
        try await expectRefused(
            [(picture.canonicalBytes(), json)],
            .unprocessableContent,
            because: reason
        )
    }

    @Test("of any other type are not taken")
    func types() async throws {
        let png = TestPNG.signature()
        try await expectRefused(
            [nil, "image/jpeg", "text/plain", "multipart/form-data", "image/png; x=y"].map { type in
                (png, type.map { [.contentType: $0] } ?? [:])
            },
            .unsupportedMediaType,
            because: "Content-Type: image/png"
        )
    }

    @Test("longer than anything that could be taken are not read to their end")
    func tooLarge() async throws {
        let body = [UInt8](repeating: 0, count: 3 << 20)
        try await expectRefused(
            [(body, course.png), (body, json)],
            .contentTooLarge,
            because: "larger"
        )
    }

    @Test("in JSON that is none, or that has none, are bad requests")
    func notJSON() async throws {
        try await expectRefused(
            ["", "{", "[]", "null", "{}", #"{"picture":7}"#, #"{"strokes":null}"#].map {
                (Array($0.utf8), json)
            },
            .badRequest,
            because: "picture"
        )
    }

    @Test("with strokes that are none are unprocessable")
    func badStrokes() async throws {
        let picture = Data(TestPNG.signature()).base64EncodedString()
        try await expectRefused(
            [7, [], ["schema": "muster.strokes@2"]].map { (strokes: JSON) in
                let body: JSON = ["picture": .string(picture), "strokes": strokes]
                return (body.canonicalBytes(), json)
            },
            .unprocessableContent,
            because: "schema"
        )
    }

    @Test("in JSON are the same signature as alone; strokes are kept only if the pack says so")
    func inJSON() async throws {
        for keeping in [false, true] {
            let test = try TestServer()
            if keeping {
                var pack = RulePack.generic
                pack.signing.keepsStrokes = true
                let edges = Edges(now: { "2026-03-01T00:00:00Z" }, random: Edges.live.random)
                let key = try #require(OrganisationKey(bytes: Array(0..<32)))
                _ = try await Desk(log: test.log, index: TestServer.index(), key: key, edges: edges)
                    .adopt(pack, actor: "t")
            }
            try await test.run { client in
                let opened = try await course.opened(test, client)
                let path = try #require(opened.first?["path"]?.string)
                let page = try await client.get(path, TestServer.page).text
                #expect(page.contains("data-keeps-strokes") == keeping)
                #expect(page.contains("how you draw it") == keeping)
                let png = TestPNG.signature()
                let body: JSON = [
                    "picture": .string(Data(png).base64EncodedString()),
                    "strokes": [
                        "schema": "muster.strokes@1", "width": 6000, "height": 3000,
                        "strokes": [[[0, 1, 2, 3]]],
                    ],
                ]
                let receipt = try await client.post(path, json, body.canonicalBytes())
                #expect(receipt.status == .created)
                #expect(receipt.json["sha256"] == .string(SHA256Digest(hashing: png).text))
                let strokes = try #require(body["strokes"]).canonicalBytes()
                #expect(
                    receipt.json["strokes_sha256"]
                        == (keeping ? .string(SHA256Digest(hashing: strokes).text) : .null)
                )
                // Sent again, alone or not, it is the signature that was given.
                let again = try await client.post(path, course.png, png)
                #expect(again.status == .created)
                #expect(again.json == receipt.json)
            }
        }
    }
}
