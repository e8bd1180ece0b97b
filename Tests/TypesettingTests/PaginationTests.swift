import Testing

@testable import Typesetting

@Suite("Tables over pages")
struct PaginationTests {
    private static let geometry = PageGeometry(
        width: 300,
        height: 260,
        side: 20,
        top: 20,
        bottom: 30
    )
    private static let table = Table(
        columns: [
            Table.Column(width: 40, alignment: .trailing), Table.Column(width: 140),
            Table.Column(width: 80, alignment: .center, indent: 4),
        ],
        head: [
            Table.Row(["No.", "Head", "Third"].map { Table.Cell([.text($0, Samples.text)]) })
        ]
    )

    @Test("show every row once, in order, under a head, inside the margins", arguments: 0..<24)
    func properties(seed: UInt64) throws {
        var numbers = Samples.Numbers(state: seed)
        let count = Int.random(in: 0...60, using: &numbers)
        let rows = (0..<count).map { row($0, using: &numbers) }
        let pages = try paginate(rows)
        var seen: [String] = []
        for page in pages {
            let texts = texts(of: page)
            #expect(texts.filter { $0.text == "Head" }.count == 1)
            #expect(texts.first?.text == "No.")
            seen += texts.filter { $0.x < 60 && $0.text != "No." }.map(\.text)
            for item in page.items { #expect(isInside(item.bounds)) }
        }
        #expect(seen == (0..<count).map { "\($0)" })
    }

    @Test("split a row that no page can hold, and lose nothing of it")
    func giant() throws {
        let words = (0..<400).map { "word\($0)" }
        let giant = Table.Row([
            Table.Cell([.text("0", Samples.text)]),
            Table.Cell([.text(words.joined(separator: " "), Samples.text)]),
            Table.Cell([.marked(.half, "partial", Samples.text)]),
        ])
        let pages = try paginate([giant, giant])
        #expect(pages.count > 4)
        let found = pages.flatMap(texts).map(\.text).joined(separator: " ")
            .split(separator: " ").filter { $0.hasPrefix("word") }
        #expect(found.map(String.init) == words + words)
        for page in pages {
            for item in page.items { #expect(isInside(item.bounds)) }
        }
    }

    @Test("mark only the first head as a head")
    func roles() throws {
        var numbers = Samples.Numbers(state: 7)
        let pages = try paginate((0..<50).map { row($0, using: &numbers) })
        let heads = pages.map { page in
            page.items.filter { item in
                guard case .cell(let place) = item.role else { return false }
                return place.kind == .columnHead
            }
            .count
        }
        #expect(heads.first == 3)
        #expect(heads.dropFirst().allSatisfy { $0 == 0 })
    }

    private func row(_ number: Int, using numbers: inout Samples.Numbers) -> Table.Row {
        let name = Samples.names.randomElement(using: &numbers) ?? ""
        let repeats = Int.random(in: 1...6, using: &numbers)
        let height = Double.random(in: 0...60, using: &numbers)
        return Table.Row([
            Table.Cell([.text("\(number)", Samples.text)]),
            Table.Cell([
                .text(Array(repeating: name, count: repeats).joined(separator: " "), Samples.text)
            ]),
            Table.Cell([
                .picture(PictureKey("p"), .whole, width: 120, height: height, alternative: "p"),
                .gap(3),
            ]),
        ])
    }

    private func paginate(_ rows: [Table.Row]) throws -> [PageFrame] {
        var paginator = Paginator(
            geometry: Self.geometry,
            typesetter: Typesetter(fonts: Samples.fonts)
        )
        try paginator.begin(Self.table)
        for row in rows { try paginator.add(row) }
        paginator.endTable()
        return paginator.finish()
    }

    private func texts(of page: PageFrame) -> [(text: String, x: Double)] {
        page.items.compactMap { item in
            guard case .text(let line, let x, _) = item.content else { return nil }
            return (line.text, x)
        }
    }

    private func isInside(_ box: Rectangle) -> Bool {
        let geometry = Self.geometry
        return box.x >= geometry.side - 1 && box.x + box.width <= geometry.width - geometry.side + 1
            && box.y >= geometry.top - 1
            && box.y + box.height <= geometry.height - geometry.bottom + 1
    }
}
