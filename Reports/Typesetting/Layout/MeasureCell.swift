/// A piece of content with its height, drawn from its own upper leading corner.
struct MeasuredPiece {
    var height: Double
    /// How far below the upper edge its baseline is; `nil` for what is not text.
    var baseline: Double?
    var items: [FrameItem]
}

/// A row whose cells are measured.
struct MeasuredRow {
    var cells: [[MeasuredPiece]]

    /// The height of the tallest cell.
    var height: Double {
        cells.map { $0.reduce(0) { $0 + $1.height } }.max() ?? 0
    }

    /// Lowers cells so that their first lines share a baseline.
    mutating func alignBaselines() {
        let lowest = cells.compactMap { $0.first?.baseline }.max() ?? 0
        for index in cells.indices {
            guard let baseline = cells[index].first?.baseline, baseline < lowest else { continue }
            cells[index][0].height += lowest - baseline
            cells[index][0].baseline = lowest
            cells[index][0].items = cells[index][0].items.map {
                $0.moved(x: 0, y: lowest - baseline)
            }
        }
    }

    /// Says of each cell what it is, by its column; decoration stays what it is.
    mutating func label(_ label: (Int) -> (role: Role, block: Int)) {
        for column in cells.indices {
            let (role, block) = label(column)
            for piece in cells[column].indices {
                for item in cells[column][piece].items.indices
                where cells[column][piece].items[item].role != .artifact {
                    cells[column][piece].items[item].role = role
                    cells[column][piece].items[item].block = block
                }
            }
        }
    }

    /// Takes what fits into a height, at least one piece of each cell, and leaves the rest.
    mutating func takeFirst(fitting height: Double) -> MeasuredRow {
        var taken = MeasuredRow(cells: [])
        for index in cells.indices {
            var used = 0.0
            var count = 0
            for piece in cells[index] {
                guard count == 0 || used + piece.height <= height else { break }
                used += piece.height
                count += 1
            }
            taken.cells.append(Array(cells[index].prefix(count)))
            cells[index].removeFirst(count)
        }
        return taken
    }

    var isEmpty: Bool { cells.allSatisfy(\.isEmpty) }
}

extension Typesetter {
    /// Measures the cells of a row.
    mutating func measured(
        _ row: Table.Row,
        of table: Table
    ) throws(TypesettingError) -> MeasuredRow {
        var cells: [[MeasuredPiece]] = []
        for (cell, column) in zip(row.cells, table.columns) {
            var pieces: [MeasuredPiece] = []
            for piece in cell.pieces {
                pieces += try measured(
                    piece,
                    width: column.width - column.indent - 2 * table.gutter,
                    column.alignment
                )
            }
            cells.append(pieces)
        }
        var measured = MeasuredRow(cells: cells)
        measured.alignBaselines()
        return measured
    }

    private mutating func measured(
        _ piece: Table.Piece,
        width: Double,
        _ alignment: Table.Alignment
    ) throws(TypesettingError) -> [MeasuredPiece] {
        switch piece {
        case .gap(let height): return [MeasuredPiece(height: height, items: [])]
        case .drawing(let drawing): return [try measured(drawing, width: width)]
        case .text(let text, let style):
            return try measured(text, style, width: width, indent: 0, alignment)
        case .marked(let marker, let text, let style):
            // As tall as a capital letter, and on the baseline like one.
            let side = (style.size * 0.71).rounded()
            let indent = side + style.size * 0.5
            var pieces = try measured(text, style, width: width, indent: indent, alignment)
            guard !pieces.isEmpty else { return [] }
            let top = (pieces[0].baseline ?? side) - side
            pieces[0].items = marker.items(side: side, top: top) + pieces[0].items
            return pieces
        case .picture(let key, let part, let boxWidth, let boxHeight, let alternative):
            let fitted = min(boxWidth, width)
            let height = boxWidth > 0 ? boxHeight * fitted / boxWidth : boxHeight
            let box = Rectangle(
                x: offset(of: fitted, in: width, alignment),
                y: 0,
                width: fitted,
                height: height
            )
            let item = FrameItem(
                .picture(key, part, box),
                role: .paragraph,
                alternative: alternative
            )
            return [MeasuredPiece(height: height, items: [item])]
        }
    }

    private mutating func measured(
        _ text: String,
        _ style: TextStyle,
        width: Double,
        indent: Double,
        _ alignment: Table.Alignment
    ) throws(TypesettingError) -> [MeasuredPiece] {
        var pieces: [MeasuredPiece] = []
        for line in try lines(of: text, style: style, width: max(width - indent, style.size)) {
            let x = indent + offset(of: line.width, in: width - indent, alignment)
            let item = FrameItem(.text(line, x: x, baseline: line.ascent), role: .paragraph)
            pieces.append(
                MeasuredPiece(
                    height: line.ascent + line.descent,
                    baseline: line.ascent,
                    items: [item]
                )
            )
        }
        return pieces
    }

    private func offset(
        of content: Double,
        in width: Double,
        _ alignment: Table.Alignment
    )
        -> Double
    {
        switch alignment {
        case .leading: 0
        case .center: max(0, (width - content) / 2)
        case .trailing: max(0, width - content)
        }
    }
}

extension Table.Marker {
    fileprivate func items(side: Double, top: Double) -> [FrameItem] {
        let box = Rectangle(x: 0.4, y: top, width: side, height: side)
        let outline = FrameItem(.outline(box, line: 0.7, gray: self == .faint ? 0.6 : 0))
        func filled(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> FrameItem {
            let part = Rectangle(x: box.x + x, y: top + y, width: width, height: height)
            return FrameItem(.fill(part, gray: 0))
        }
        switch self {
        case .full: return [filled(0, 0, side, side), outline]
        case .half: return [filled(0, side / 2, side, side / 2), outline]
        case .dotted: return [outline, filled(side * 0.35, side * 0.35, side * 0.3, side * 0.3)]
        case .empty, .faint: return [outline]
        }
    }
}
