/// A rectangle of a page in points; y grows downwards from the upper edge of the page.
public struct Rectangle: Sendable, Hashable {
    /// The left edge.
    public var x: Double
    /// The upper edge.
    public var y: Double
    /// The width.
    public var width: Double
    /// The height.
    public var height: Double

    /// Creates a rectangle.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// Names a picture that is given when a page is painted, such as by its digest.
public struct PictureKey: Sendable, Hashable {
    /// The name.
    public let text: String

    /// Wraps a name.
    public init(_ text: String) { self.text = text }
}

/// A part of a picture, in shares of its width and height from its upper left corner.
public struct PicturePart: Sendable, Hashable {
    /// The left edge, from 0 to 1.
    public var x: Double
    /// The upper edge, from 0 to 1.
    public var y: Double
    /// The width, up to 1.
    public var width: Double
    /// The height, up to 1.
    public var height: Double

    /// All of a picture.
    public static let whole = PicturePart(x: 0, y: 0, width: 1, height: 1)

    /// States a part.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// What an item is to a reader who does not see the page (ISO 32000-1, 14.8).
public enum Role: Sendable, Hashable {
    /// Decoration, running heads and feet, repeated table heads.
    case artifact
    /// A heading of some level, from 1.
    case heading(Int)
    /// Running text.
    case paragraph
    /// A part of a table.
    case cell(CellPlace)
}

/// Where in its table a cell is, and what it is there.
public struct CellPlace: Sendable, Hashable {
    /// What a cell is to others.
    public enum Kind: Sendable, Hashable {
        /// The head of its column.
        case columnHead
        /// The head of its row.
        case rowHead
        /// Neither.
        case data
    }

    /// What it is.
    public var kind: Kind
    /// The row, from 0; the head counts.
    public var row: Int
    /// The column, from 0.
    public var column: Int
    /// How many columns the table has.
    public var columnCount: Int

    /// Names a place.
    public init(_ kind: Kind, row: Int, column: Int, of columnCount: Int) {
        self.kind = kind
        self.row = row
        self.column = column
        self.columnCount = columnCount
    }
}

/// One thing on a page.
public struct FrameItem: Sendable {
    /// What is drawn.
    public enum Content: Sendable {
        /// A line of text with its left end and its baseline.
        case text(TextLine, x: Double, baseline: Double)
        /// A part of a picture, which fills the rectangle.
        case picture(PictureKey, PicturePart, Rectangle)
        /// A filled rectangle; a thin one is a rule.
        case fill(Rectangle, gray: Double)
        /// The outline of a rectangle.
        case outline(Rectangle, line: Double, gray: Double)
        /// Several things that are one figure, within a rectangle; whether they are turned about where
        /// pages are read from the right.
        case drawing([FrameItem], Rectangle, turns: Bool)
    }

    /// What is drawn.
    public var content: Content
    /// What it is.
    public var role: Role
    /// Which it is: a heading, a paragraph and a table are one each, numbered in reading order.
    public var block = 0
    /// What is read out in its place, such as for a picture.
    public var alternative: String?

    /// Creates an item.
    public init(_ content: Content, role: Role = .artifact, alternative: String? = nil) {
        self.content = content
        self.role = role
        self.alternative = alternative
    }

    /// The item moved right and down.
    func moved(x dx: Double, y dy: Double) -> FrameItem {
        var item = self
        func move(_ box: Rectangle) -> Rectangle {
            Rectangle(x: box.x + dx, y: box.y + dy, width: box.width, height: box.height)
        }
        switch content {
        case .text(let line, let x, let baseline):
            item.content = .text(line, x: x + dx, baseline: baseline + dy)
        case .picture(let key, let part, let box):
            item.content = .picture(key, part, move(box))
        case .fill(let box, let gray): item.content = .fill(move(box), gray: gray)
        case .outline(let box, let line, let gray):
            item.content = .outline(move(box), line: line, gray: gray)
        case .drawing(let parts, let box, let turns):
            item.content = .drawing(
                parts.map { $0.moved(x: dx, y: dy) },
                move(box),
                turns: turns
            )
        }
        return item
    }

    /// Whether it is seen as a whole, and something else read out in its place.
    public var isFigure: Bool {
        switch content {
        case .picture, .drawing: true
        case .text, .fill, .outline: false
        }
    }

    /// The box the item fills.
    public var bounds: Rectangle {
        switch content {
        case .text(let line, let x, let baseline):
            Rectangle(
                x: x,
                y: baseline - line.ascent,
                width: line.width,
                height: line.ascent + line.descent
            )
        case .picture(_, _, let box), .fill(let box, _), .outline(let box, _, _),
            .drawing(_, let box, _):
            box
        }
    }
}

/// A page without any file format: what stands where.
public struct PageFrame: Sendable {
    /// The items in reading order.
    public var items: [FrameItem]

    /// Creates a page.
    public init(items: [FrameItem] = []) { self.items = items }
}
