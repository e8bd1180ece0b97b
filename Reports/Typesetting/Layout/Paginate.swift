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

    private struct OpenTable {
        var table: Table
        var head: [MeasuredRow]
        var rowNumber: Int

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
    public mutating func foot(
        _ lines: [(leading: String, trailing: String)],
        style: TextStyle
    ) throws(TypesettingError) -> PageFrame {
        var top = bottom + 14
        var foot = PageFrame()
        let rule = Rectangle(x: geometry.side, y: top, width: geometry.bodyWidth, height: 0.5)
        foot.items.append(FrameItem(.fill(rule, gray: 0)))
        top += 4
        for (leading, trailing) in lines {
            if let line = try typesetter.lines(of: trailing, style: style).first {
                let x = geometry.side + geometry.bodyWidth - line.width
                foot.items.append(FrameItem(.text(line, x: x, baseline: top + line.ascent)))
            }
            if let line = try typesetter.lines(of: leading, style: style).first {
                let x = geometry.side
                foot.items.append(FrameItem(.text(line, x: x, baseline: top + line.ascent)))
            }
            top += 10
        }
        return foot.read(geometry.direction, width: geometry.width)
    }

    /// Adds a paragraph over the whole width, with some space below.
    public mutating func add(
        _ text: String,
        style: TextStyle,
        role: Role = .paragraph,
        below: Double = 0
    ) throws(TypesettingError) {
        let lines = try typesetter.lines(of: text, style: style, width: geometry.bodyWidth)
        for line in lines {
            let height = line.ascent + line.descent
            if height > remaining, !isFresh { breakPage() }
            page.items.append(
                FrameItem(.text(line, x: geometry.side, baseline: y + line.ascent), role: role)
            )
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

    /// Begins a table: draws its head once there is room for a row below it.
    public mutating func begin(_ table: Table) throws(TypesettingError) {
        var head: [MeasuredRow] = []
        for (number, row) in table.head.enumerated() {
            head.append(try typesetter.measured(row, number: number, isHead: true, of: table))
        }
        let open = OpenTable(table: table, head: head, rowNumber: head.count)
        ensure(open.height(of: head) + 40)
        self.table = open
        placeHead(isRepeated: false)
    }

    /// Adds a row to the open table and keeps it together, unless no page could hold it.
    public mutating func add(_ row: Table.Row) throws(TypesettingError) {
        guard let open = table else { return }
        let measured = try typesetter.measured(
            row,
            number: open.rowNumber,
            isHead: false,
            of: open.table
        )
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
