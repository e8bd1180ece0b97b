import PDF

/// Follows the items of page after page, and tells the document's structure which element each is a
/// part of: headings, paragraphs, tables with their rows and cells, figures.
///
/// An element is written as soon as an item of the next one comes; a row that a page breaks goes on in
/// the same cells. What is open is taken out to be changed: a second reference would have it copied.
struct ReadingOrder {
    private var tree: StructureTree
    private var open: OpenBlock?

    fileprivate struct OpenBlock {
        var number: Int
        var element: StructureElement
        var section: OpenSection?
    }

    fileprivate struct OpenSection {
        var isHead: Bool
        var element: StructureElement
        var row: OpenRow?
    }

    fileprivate struct OpenRow {
        var number: Int
        var element: StructureElement
        var cells: [StructureElement?]
        var places: [CellPlace]
    }

    init(in writer: inout PDFWriter) { tree = StructureTree(in: &writer) }

    /// Begins a page.
    /// - Returns: its `StructParents`.
    mutating func begin(page: ObjectID) -> Int { tree.begin(page: page) }

    /// Ends a page.
    mutating func endPage(_ writer: inout PDFWriter) { tree.endPage(&writer) }

    /// Marks content as part of what an item is a part of.
    /// - Parameters:
    ///   - item: The item.
    ///   - bounds: Where it is, as a rectangle of the page's own space.
    ///   - writer: The file.
    /// - Returns: the tag and number of the marked content; `nil` for decoration.
    mutating func mark(
        _ item: FrameItem,
        at bounds: PDFObject,
        _ writer: inout PDFWriter
    ) -> (tag: String, number: Int)? {
        switch item.role {
        case .artifact: return nil
        case .heading(let level): begin("H\(level)", item.block, &writer)
        case .paragraph: begin(item.isFigure ? "Figure" : "P", item.block, &writer)
        case .cell(let place):
            begin("Table", item.block, &writer)
            begin(place, &writer)
            return mark(cell: place, with: item, at: bounds, &writer)
        }
        guard var block = open.take() else { return nil }
        if item.isFigure { block.element.describe(item, at: bounds) }
        defer { open = block }
        return (block.element.type, tree.mark(&block.element))
    }

    /// Makes an annotation an element of its own.
    /// - Returns: its `StructParent`.
    mutating func add(
        _ type: String,
        annotation: ObjectID,
        on page: ObjectID,
        alternative: String,
        _ writer: inout PDFWriter
    ) -> Int {
        closeBlock(&writer)
        var element = tree.document.begin(type, &writer)
        element.alternative = alternative
        let key = tree.add(annotation: annotation, on: page, to: &element)
        tree.add(element, &writer)
        return key
    }

    /// Writes what is left.
    /// - Returns: the root of the tree.
    mutating func finish(_ writer: inout PDFWriter) -> ObjectID {
        closeBlock(&writer)
        tree.finish(&writer)
        return tree.root
    }

    private mutating func begin(_ type: String, _ number: Int, _ writer: inout PDFWriter) {
        if let open, open.number == number, open.element.type == type { return }
        closeBlock(&writer)
        open = OpenBlock(number: number, element: tree.document.begin(type, &writer))
    }

    /// Makes the row of a place the open one.
    private mutating func begin(_ place: CellPlace, _ writer: inout PDFWriter) {
        guard var block = open.take() else { return }
        defer { open = block }
        let isHead = place.kind == .columnHead
        if let section = block.section, section.isHead != isHead { block.closeSection(&writer) }
        var section =
            block.section.take()
            ?? OpenSection(
                isHead: isHead,
                element: block.element.begin(isHead ? "THead" : "TBody", &writer)
            )
        if section.row?.number != place.row {
            section.closeRow(&writer)
            section.row = OpenRow(place, in: section.element, &writer)
        }
        block.section = section
    }

    private mutating func mark(
        cell place: CellPlace,
        with item: FrameItem,
        at bounds: PDFObject,
        _ writer: inout PDFWriter
    ) -> (tag: String, number: Int)? {
        guard var row = open?.section?.row.take() else { return nil }
        defer { open?.section?.row = row }
        var cell = row.takeCell(at: place, &writer)
        defer { row.cells[place.column] = cell }
        guard item.isFigure else { return (cell.type, tree.mark(&cell)) }
        var figure = cell.begin("Figure", &writer)
        figure.describe(item, at: bounds)
        let number = tree.mark(&figure)
        cell.add(figure, &writer)
        return ("Figure", number)
    }

    private mutating func closeBlock(_ writer: inout PDFWriter) {
        guard var block = open.take() else { return }
        block.closeSection(&writer)
        tree.add(block.element, &writer)
    }
}

extension ReadingOrder.OpenBlock {
    fileprivate mutating func closeSection(_ writer: inout PDFWriter) {
        guard var section = section.take() else { return }
        section.closeRow(&writer)
        element.add(section.element, &writer)
    }
}

extension ReadingOrder.OpenSection {
    /// Writes the open row with a cell for every column, empty ones too: else the columns of a row are
    /// not those of the others.
    fileprivate mutating func closeRow(_ writer: inout PDFWriter) {
        guard var row = row.take() else { return }
        for place in row.places { row.element.add(row.takeCell(at: place, &writer), &writer) }
        element.add(row.element, &writer)
    }
}

extension ReadingOrder.OpenRow {
    fileprivate init(
        _ place: CellPlace,
        in section: StructureElement,
        _ writer: inout PDFWriter
    ) {
        number = place.row
        element = section.begin("TR", &writer)
        cells = Array(repeating: nil, count: place.columnCount)
        let empty: CellPlace.Kind = place.kind == .columnHead ? .columnHead : .data
        places = cells.indices.map {
            CellPlace(empty, row: place.row, column: $0, of: place.columnCount)
        }
    }

    /// Takes the cell at a place out, as far as it is made up.
    fileprivate mutating func takeCell(
        at place: CellPlace,
        _ writer: inout PDFWriter
    ) -> StructureElement {
        if let cell = cells[place.column].take() { return cell }
        var cell = element.begin(place.kind == .data ? "TD" : "TH", &writer)
        if place.kind != .data {
            let scope = place.kind == .columnHead ? "Column" : "Row"
            cell.attributes = ["O": .name("Table"), "Scope": .name(scope)]
        }
        return cell
    }
}

extension StructureElement {
    /// Says what is read out for a picture, and where it is (ISO 32000-1, 14.8.5.4).
    fileprivate mutating func describe(_ item: FrameItem, at bounds: PDFObject) {
        alternative = item.alternative
        attributes = ["O": .name("Layout"), "BBox": bounds, "Placement": .name("Block")]
    }
}
