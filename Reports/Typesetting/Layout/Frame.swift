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
    /// A head cell of a table, by row and column from 0.
    case tableHead(row: Int, column: Int)
    /// A cell of a table, by row and column from 0.
    case tableCell(row: Int, column: Int)
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
    }

    /// What is drawn.
    public var content: Content
    /// What it is.
    public var role: Role
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
        }
        return item
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
        case .picture(_, _, let box), .fill(let box, _), .outline(let box, _, _): box
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
