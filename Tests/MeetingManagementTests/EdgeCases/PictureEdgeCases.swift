import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Whatever a browser may post as a signature is taken whole, or refused with its reason.
@Suite("Edge cases of signature pictures")
struct PictureEdgeCases {
    private let zoom = WebhookSample()
    private let slot = Slot(id: SlotID("whole"), window: TestDesk.window("11:00", "12:30"))

    /// A slot at noon, with Ada's link.
    private func opened() async throws -> (test: TestDesk, token: String) {
        let test = try TestDesk()
        try await test.take([zoom.started(), zoom.join(.ada, "09:00")])
        let id = try await test.sheet().occurrence.id
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        return (test, try #require(links.first).token)
    }

    private func sign(
        _ png: [UInt8],
        _ place: (test: TestDesk, token: String)
    ) async throws -> SignatureGiven {
        try await place.test.desk.sign(withToken: place.token, png: png) {
            SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
        }
    }

    /// Signs, and finds the picture on the sheet and its bytes in the log.
    private func expectTaken(_ drawn: DrawnPNG) async throws {
        let place = try await opened()
        let png = drawn.bytes
        let given = try await sign(png, place)
        #expect((given.image.width, given.image.height) == (drawn.width, drawn.height))
        let line = try #require(try await place.test.row("Ada Lang").signatures.first)
        #expect((line.width, line.height) == (drawn.width, drawn.height))
        #expect(line.signedAt == TestDesk.now)
        let name = DocumentName.picture(line.sha256, of: line.signer)
        #expect(try await place.test.log.document(name)?.bytes == png)
        let id = try await place.test.sheet().occurrence.id
        let pdf = try await place.test.desk.pdf(of: id, fonts: try .system(), actor: "t")
        #expect(pdf.starts(with: Array("%PDF-".utf8)))
    }

    /// Is refused, and finds the log and the sheet as they were.
    private func expectRefused(_ png: [UInt8], because reason: String) async throws {
        let place = try await opened()
        let size = try await place.test.log.size()
        let failure = await #expect(throws: DeskFailure.self) { try await sign(png, place) }
        guard case .picture = failure else {
            Issue.record("the picture was not refused: \(String(describing: failure))")
            return
        }
        let said = failure.map { "\($0)" } ?? ""
        #expect(said.contains(reason), "\(said)")
        #expect(try await place.test.log.size() == size)
        #expect(try await place.test.row("Ada Lang").signatures.isEmpty)
    }

    @Test(
        "Edge case 25: alpha, palette, gray and colour at any depth, interlaced or not, are taken",
        arguments: DrawnPNG.kinds.indices,
        [false, true]
    )
    func kinds(index: Int, isInterlaced: Bool) async throws {
        let (colour, depth) = DrawnPNG.kinds[index]
        try await expectTaken(
            DrawnPNG(colour: colour, depth: depth, isInterlaced: isInterlaced)
        )
    }

    @Test("Edge case 25: a palette whose paper is transparent black is taken for its ink")
    func clearPalette() async throws {
        for depth in [1, 8] {
            try await expectTaken(
                DrawnPNG(colour: .palette, depth: depth, hasClearPaper: true)
            )
        }
    }

    @Test("Edge case 25: a little ink in wide margins is taken, white or transparent, as it is")
    func margins() async throws {
        for colour in [DrawnPNG.Colour.gray, .rgbAlpha] {
            try await expectTaken(
                DrawnPNG(
                    width: 900,
                    height: 120,
                    colour: colour,
                    isInk: { x, y in (440...460).contains(x) && y == 60 }
                )
            )
        }
    }

    @Test("Edge case 25: the most pixels and the longest sides are taken; more are refused")
    func oversized() async throws {
        let line: @Sendable (Int, Int) -> Bool = { _, y in y == 1 }
        // 4096 by 1024 pixels of one bit are 4 megapixels and 524 KiB, in 512 KiB at most.
        let long = DrawnPNG(width: 4096, height: 1000, colour: .gray, depth: 1, isInk: line)
        try await expectTaken(long)
        for (width, height) in [(4097, 20), (20, 4097), (2049, 2048)] {
            let size = "\(width) by \(height)"
            try await expectRefused(
                DrawnPNG(width: width, height: height, colour: .gray, depth: 1).promise,
                because: size
            )
        }
        let heavy = DrawnPNG(width: 600, height: 300).bytes
        #expect(heavy.count > 512 << 10)
        try await expectRefused(heavy, because: "at most 524288")
    }

    @Test("Edge case 25: a file that was cut anywhere is refused")
    func truncated() async throws {
        let whole = DrawnPNG().bytes
        for count in [8, 20, 33, whole.count / 2, whole.count - 12, whole.count - 1] {
            try await expectRefused(Array(whole.prefix(count)), because: "ends too early")
        }
        for none in [[], Array(whole.prefix(7)), Array("%PDF-1.7".utf8)] {
            try await expectRefused(none, because: "not a PNG file")
        }
    }

    @Test(
        "Edge case 25: a picture that shows nothing is refused, whatever its paper",
        arguments: DrawnPNG.kinds.indices,
        [false, true]
    )
    func blank(index: Int, isDark: Bool) async throws {
        let (colour, depth) = DrawnPNG.kinds[index]
        try await expectRefused(
            DrawnPNG(colour: colour, depth: depth, isInk: { _, _ in false }, isDark: isDark).bytes,
            because: "shows nothing"
        )
    }

    @Test("Edge case 25: a picture that unpacks to less than it promises is refused")
    func promised() async throws {
        try await expectRefused(DrawnPNG().promise, because: "cannot be decoded")
    }
}
