import Testing

@testable import Typesetting

@Suite("Pages read from the right")
struct WritingDirectionTests {
    private static let geometry = PageGeometry(
        width: 300,
        height: 260,
        side: 20,
        top: 20,
        bottom: 30
    )

    /// Latin letters only, whose lines are of one height in both directions.
    private static let latin: FontShelf = {
        var shelf = FontShelf()
        if let face = Samples.fonts.face(family: "Noto Sans", weight: .regular) {
            shelf.place(face, family: "Noto Sans", weight: .regular)
        }
        return shelf
    }()

    private func items(_ direction: WritingDirection) throws -> [FrameItem] {
        var paginator = Paginator(
            geometry: Self.geometry.read(direction),
            typesetter: Typesetter(fonts: Self.latin)
        )
        try paginator.add("Title", style: Samples.text)
        paginator.addRule(thickness: 1)
        let columns = [
            Table.Column(width: 40, alignment: .trailing), Table.Column(width: 140),
            Table.Column(width: 80, alignment: .center, indent: 4),
        ]
        try paginator.begin(
            Table(columns: columns, head: [row("No.", "Name", "Share")], gutter: 3)
        )
        for number in 0..<20 { try paginator.add(row("\(number)", "Anna", "9")) }
        paginator.endTable()
        let pages = paginator.finish()
        #expect(pages.count > 1)
        let foot = try paginator.foot([("State", "Page 1"), ("Log", "Made")], style: Samples.text)
        return (pages + [foot]).flatMap(\.items)
    }

    private func row(_ texts: String...) -> Table.Row {
        Table.Row(texts.map { Table.Cell([.marked(.half, $0, Samples.text)]) })
    }

    @Test("are those read from the left, seen in a mirror, with nothing in them turned")
    func mirrored() throws {
        let (left, right) = (try items(.leftToRight), try items(.rightToLeft))
        #expect(left.count == right.count)
        for (item, turned) in zip(left, right) {
            let (box, mirror) = (item.bounds, turned.bounds)
            #expect(abs(mirror.x + mirror.width - (Self.geometry.width - box.x)) < 0.001)
            #expect(abs(mirror.width - box.width) < 0.001)
            #expect(item.role == turned.role)
            guard case .text(let line, _, _) = item.content,
                case .text(let other, _, _) = turned.content
            else { continue }
            #expect(line.text == other.text)
            #expect(line.runs.map(\.glyphs) == other.runs.map(\.glyphs))
        }
    }

    @Test("read text without letters from the right, and other text as its letters say")
    func neutral() {
        func levels(_ text: String, _ direction: WritingDirection) -> Bidi.Levels {
            Bidi.levels(of: Array(text.unicodeScalars), in: direction)
        }
        #expect(levels("1 – 2", .rightToLeft).base == 1)
        #expect(levels("1 – 2", .rightToLeft).levels == [2, 1, 1, 1, 2])
        #expect(levels("1 – 2", .leftToRight).levels == [0, 0, 0, 0, 0])
        #expect(levels("10:42", .rightToLeft).levels == [2, 2, 2, 2, 2])
        #expect(levels("Anna (2)", .rightToLeft).base == 0)
        #expect(levels("محمد (2)", .leftToRight).base == 1)
        // A technical text keeps its order within an isolate (UAX #9, 2.4.1).
        let isolated = levels("\u{2066}1 – 2\u{2069}", .rightToLeft)
        #expect(isolated.levels[1...5].allSatisfy { $0 == 2 })
    }

    @Test("have lines of one height, whatever script they are in")
    func even() throws {
        var typesetter = Typesetter(fonts: Samples.fonts)
        typesetter.direction = .rightToLeft
        let heights = try ["Anna", "محمد", "10:42", "Anna محمد"].map { text in
            try typesetter.lines(of: text, style: Samples.text)[0].ascent
        }
        #expect(Set(heights).count == 1)
    }
}
