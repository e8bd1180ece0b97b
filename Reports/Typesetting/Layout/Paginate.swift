/// Fills pages from top to bottom with text, rules and tables, from the edge where reading starts.
///
/// Finished pages are taken with ``takePages()`` while more is added, so that a long document need
/// not be held whole.
public struct Paginator: ~Copyable {
    /// The paper.
    public let geometry: PageGeometry
    private var typesetter: Typesetter
    private var finished: [PageFrame] = []
    private var page = PageFrame()
    /// Where the next thing goes, in points below the upper edge.
    private(set) var y: Double
    private var table: OpenTable?
    /// How many blocks there are (``FrameItem/block``).
    private var blockCount = 0

    private struct OpenTable {
        var table: Table
        var block: Int
        var head: [MeasuredRow]
        var rowNumber: Int

        /// What a cell of a row is.
        func role(row: Int, column: Int, isHead: Bool) -> Role {
            let kind: CellPlace.Kind =
                isHead ? .columnHead : table.columns[column].isHead ? .rowHead : .data
            return .cell(
                CellPlace(kind, row: row, column: column, of: table.columns.count)
            )
        }

        func height(of rows: [MeasuredRow]) -> Double {
            rows.reduce(0) { $0 + $1.height + 2 * table.padding }
        }
    }

    /// Begins the first page.
    public init(geometry: PageGeometry, typesetter: consuming Typesetter) {
        self.geometry = geometry
        self.typesetter = typesetter
        self.typesetter.direction = geometry.direction
        self.y = geometry.top
    }

    private var bottom: Double { geometry.height - geometry.bottom }

    /// The space left on this page, in points.
    public var remaining: Double { bottom - y }

    /// Whether nothing stands on this page yet.
    private var isFresh: Bool { y <= geometry.top }

    /// The foot of a page: a rule in the lower margin, and below it a text at either edge of each line.
    /// - Parameters:
    ///   - lines: The texts.
    ///   - style: How they look.
    ///   - mark: A square of dark modules, row by row, before the texts.
    /// - Returns: the foot as a page of its own.
    /// - Throws: ``TypesettingError`` where a font is missing.
    public mutating func foot(
        _ lines: [(leading: String, trailing: String)],
        style: TextStyle,
        mark: [[Bool]] = []
    ) throws(TypesettingError) -> PageFrame {
        var top = bottom + 14
        var foot = PageFrame()
        let rule = Rectangle(x: geometry.side, y: top, width: geometry.bodyWidth, height: 0.5)
        foot.items.append(FrameItem(.fill(rule, gray: 0)))
        top += 4
        var start = geometry.side
        if !mark.isEmpty {
            let box = Rectangle(x: start, y: top, width: Self.markSide, height: Self.markSide)
            foot.items.append(FrameItem(.drawing(Self.modules(mark, in: box), box, turns: false)))
            start += Self.markSide + 8
        }
        for (leading, trailing) in lines {
            if let line = try typesetter.lines(of: trailing, style: style).first {
                let x = geometry.side + geometry.bodyWidth - line.width
                foot.items.append(FrameItem(.text(line, x: x, baseline: top + line.ascent)))
            }
            if let line = try typesetter.lines(of: leading, style: style).first {
                foot.items.append(FrameItem(.text(line, x: start, baseline: top + line.ascent)))
            }
            top += 10
        }
        return foot.read(geometry.direction, width: geometry.width)
    }

    private static let markSide = 27.0

    /// Dark modules as one rectangle a run.
    private static func modules(_ mark: [[Bool]], in box: Rectangle) -> [FrameItem] {
        let side = box.width / Double(mark.count)
        return mark.enumerated().flatMap { number, row in
            row.indices.filter { row[$0] && ($0 == 0 || !row[$0 - 1]) }.map { first in
                let end = row[first...].firstIndex(of: false) ?? row.count
                let run = Rectangle(
                    x: box.x + Double(first) * side,
                    y: box.y + Double(number) * side,
                    width: Double(end - first) * side,
                    height: side
                )
                return FrameItem(.fill(run, gray: 0))
            }
        }
    }

    /// Adds a paragraph over the whole width, with some space below.
    public mutating func add(
        _ text: String,
        style: TextStyle,
        role: Role = .paragraph,
        below: Double = 0
    ) throws(TypesettingError) {
        let lines = try typesetter.lines(of: text, style: style, width: geometry.bodyWidth)
        let block = nextBlock()
        for line in lines {
            let height = line.ascent + line.descent
            if height > remaining, !isFresh { breakPage() }
            var item = FrameItem(
                .text(line, x: geometry.side, baseline: y + line.ascent),
                role: role
            )
            item.block = block
            page.items.append(item)
            y += height
        }
        y += below
    }

    /// Adds a rule over the whole width, with some space below.
    public mutating func addRule(thickness: Double, gray: Double = 0, below: Double = 0) {
        let box = Rectangle(x: geometry.side, y: y, width: geometry.bodyWidth, height: thickness)
        page.items.append(FrameItem(.fill(box, gray: gray)))
        y += thickness + below
    }

    /// Adds empty space.
    public mutating func addGap(_ height: Double) { y += height }

    /// Begins a new page unless so much height is left.
    public mutating func ensure(_ height: Double) {
        if height > remaining, !isFresh { breakPage() }
    }

    private mutating func nextBlock() -> Int {
        blockCount += 1
        return blockCount
    }

    /// Begins a table: draws its head once there is room for a row below it.
    public mutating func begin(_ table: Table) throws(TypesettingError) {
        var open = OpenTable(
            table: table,
            block: nextBlock(),
            head: [],
            rowNumber: table.head.count
        )
        for (number, row) in table.head.enumerated() {
            var measured = try typesetter.measured(row, of: table)
            measured.label { (open.role(row: number, column: $0, isHead: true), open.block) }
            open.head.append(measured)
        }
        let height = open.height(of: open.head)
        ensure(height + 40)
        self.table = open
        placeHead(isRepeated: false)
    }

    /// Adds a row to the open table and keeps it together, unless no page could hold it.
    public mutating func add(_ row: Table.Row) throws(TypesettingError) {
        guard let open = table else { return }
        var measured = try typesetter.measured(row, of: open.table)
        measured.label { column in
            open.head.isEmpty
                ? (.paragraph, nextBlock())
                : (open.role(row: open.rowNumber, column: column, isHead: false), open.block)
        }
        self.table?.rowNumber += 1
        place(measured, in: open)
    }

    /// Ends the open table, with some space below.
    public mutating func endTable(below: Double = 0) {
        table = nil
        y += below
    }

    /// The pages that are complete.
    public mutating func takePages() -> [PageFrame] {
        defer { finished = [] }
        return finished
    }

    /// Completes the last page and gives every page not yet taken.
    public mutating func finish() -> [PageFrame] {
        completePage()
        return takePages()
    }

    private mutating func completePage() {
        finished.append(page.read(geometry.direction, width: geometry.width))
        page = PageFrame()
    }

    private mutating func breakPage() {
        completePage()
        y = geometry.top
        if table != nil { placeHead(isRepeated: true) }
    }

    private mutating func placeHead(isRepeated: Bool) {
        guard let open = table, !open.head.isEmpty else { return }
        for row in open.head { draw(row, of: open.table, asArtifact: isRepeated) }
        guard open.table.isRuled else { return }
        drawRule(of: open.table, thickness: 0.8, gray: 0)
    }

    private mutating func place(_ row: MeasuredRow, in open: OpenTable) {
        let padding = 2 * open.table.padding
        let fullPage = geometry.bodyHeight - open.height(of: open.head) - padding - 1
        var rest = row
        if row.height + padding > remaining - 1, row.height <= fullPage || remaining < 120 {
            breakPage()
        }
        while rest.height + padding > remaining - 1 {
            let room = remaining - padding - 1
            draw(rest.takeFirst(fitting: room), of: open.table)
            guard !rest.isEmpty else { break }
            breakPage()
        }
        if !rest.isEmpty || row.cells.isEmpty { draw(rest, of: open.table) }
        if open.table.isRuled { drawRule(of: open.table, thickness: 0.35, gray: 0.6) }
    }

    private mutating func draw(_ row: MeasuredRow, of table: Table, asArtifact: Bool = false) {
        var x = geometry.side
        for (pieces, column) in zip(row.cells, table.columns) {
            var top = y + table.padding
            for piece in pieces {
                for item in piece.items {
                    var placed = item.moved(x: x + column.indent + table.gutter, y: top)
                    if asArtifact { placed.role = .artifact }
                    page.items.append(placed)
                }
                top += piece.height
            }
            x += column.width
        }
        y += row.height + 2 * table.padding
    }

    private mutating func drawRule(of table: Table, thickness: Double, gray: Double) {
        let width = table.columns.reduce(0) { $0 + $1.width }
        let box = Rectangle(x: geometry.side, y: y, width: width, height: thickness)
        page.items.append(FrameItem(.fill(box, gray: gray)))
        y += thickness
    }
}
