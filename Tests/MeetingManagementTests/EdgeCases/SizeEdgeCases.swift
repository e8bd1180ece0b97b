import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Nobody, one, a thousand; and names that no column was made for.
@Suite("Edge cases of size and script")
struct SizeEdgeCases {
    private let zoom = WebhookSample()

    private func pdf(_ test: TestDesk) async throws -> [UInt8] {
        let id = try await test.sheet().occurrence.id
        let bytes = try await test.desk.pdf(of: id, fonts: try .system(), actor: "t")
        #expect(bytes.starts(with: Array("%PDF-".utf8)))
        #expect(bytes.suffix(7).contains(UInt8(ascii: "%")))
        return bytes
    }

    @Test("Edge case 26: a course to which nobody came has a sheet without rows, and a document")
    func nobody() async throws {
        let test = try TestDesk()
        try await test.take([
            zoom.created(start: WebhookSample.time("09:00")), zoom.started(), zoom.end("10:00"),
        ])
        let sheet = try await test.sheet()
        #expect(sheet.rows.isEmpty)
        #expect(sheet.occurrence.actualEnd == TestDesk.time("10:00"))
        _ = try await pdf(test)
        let id = sheet.occurrence.id
        #expect(try await test.desk.closeSheet(of: id, actor: "t").provenance.revision == 1)
    }

    @Test("Edge case 26: a course with one learner")
    func one() async throws {
        let test = try TestDesk()
        let plan = zoom.planned.prefix(2)
        try await test.take(
            plan + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "10:00"),
                zoom.end("10:00"),
            ]
        )
        #expect(
            try await test.lines() == ["Ada Lang: 3600 s, present, 09:00:00-10:00:00"]
        )
        _ = try await pdf(test)
    }

    @Test("Edge case 26: a thousand learners have a row each, in order")
    func thousand() async throws {
        let test = try TestDesk()
        let learners = (0..<1000).map { number in
            let name = "Learner \(String(10_000 + number).dropFirst())"
            return Caller(name, "L\(number)", "\(16_778_240 + 1024 * number)")
        }
        // Learner n stays n seconds short of the hour: 2701 s and more for the first 900.
        try await test.take(
            [zoom.created(start: WebhookSample.time("09:00")), zoom.started()]
                + learners.map { zoom.join($0, "09:00") }
                + learners.enumerated().map { number, who in
                    let left = TestDesk.time("10:00").advanced(bySeconds: -Int64(number))
                    return zoom.leave(who, left.description)
                } + [zoom.end("10:00")]
        )
        let rows = try await test.sheet().rows
        #expect(rows.map(\.name) == learners.map(\.name))
        #expect(rows.map(\.secondsPresent) == (0..<1000).map { 3600 - Int64($0) })
        // 3600 - 900 is 2700, three quarters to the second.
        #expect(rows.map(\.status) == (0..<1000).map { $0 <= 900 ? .present : .partial })
    }

    @Test(
        "Edge case 26: a name of any length and script is on the sheet as it is, and is printed",
        arguments: [
            "שרה כהן", "ليلى بنت حدّاد", "مریم (Maryam) ۱۲", "山田 花子", "김민준", "王小明, 李 ✓",
            "Ἀλέξανδρος Ελευθερίου", "Željko Đurić-Ñandú", "Zoe\u{308} Çelik",
            "O'Brien <b>&amp;</b>",
            String(repeating: "Wolfeschlegelsteinhausen", count: 12),
            String(repeating: "Maria de los Ángeles ", count: 30) + "Pérez",
        ]
    )
    func scripts(name: String) async throws {
        let test = try TestDesk()
        let who = Caller(name, "N1", "16778240")
        try await test.take([
            zoom.created(start: WebhookSample.time("09:00")), zoom.started(),
            zoom.join(who, "09:00"), zoom.leave(who, "09:50"), zoom.end("10:00"),
        ])
        let row = try #require(try await test.sheet().rows.first)
        #expect(Array(row.name.utf8) == Array(name.utf8))
        #expect(row.secondsPresent == 3000)
        #expect(row.status == .present)
        _ = try await pdf(test)
    }
}
