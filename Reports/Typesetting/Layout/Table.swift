/// A table: columns and the rows of its head, which come back on every page.
///
/// One without a head only puts text side by side: each cell is read as a paragraph.
public struct Table: Sendable {
    /// A column of a fixed width.
    public struct Column: Sendable, Hashable {
        /// The width in points, padding included.
        public var width: Double
        /// Where text stands within it.
        public var alignment: Alignment
        /// More empty space at its leading edge, in points.
        public var indent: Double
        /// Whether its cells are the heads of their rows, such as names.
        public var isHead: Bool

        /// Creates a column.
        public init(
            width: Double,
            alignment: Alignment = .leading,
            indent: Double = 0,
            isHead: Bool = false
        ) {
            self.width = width
            self.alignment = alignment
            self.indent = indent
            self.isHead = isHead
        }
    }

    /// Where text stands within a column.
    public enum Alignment: Sendable, Hashable {
        /// Where reading starts: at the left edge, or the right one of a page read from there.
        case leading
        /// In the middle.
        case center
        /// At the other edge.
        case trailing
    }

    /// The columns in reading order.
    public var columns: [Column]
    /// The rows of the head.
    public var head: [Row]
    /// The space above and below the content of a row, in points.
    public var padding: Double
    /// The space at both edges within a column, in points.
    public var gutter: Double
    /// Whether thin rules part the rows.
    public var isRuled: Bool

    /// Creates a table.
    public init(
        columns: [Column],
        head: [Row] = [],
        padding: Double = 4,
        gutter: Double = 4,
        isRuled: Bool = true
    ) {
        self.columns = columns
        self.head = head
        self.padding = padding
        self.gutter = gutter
        self.isRuled = isRuled
    }

    /// One cell to a column, in reading order.
    public struct Row: Sendable, Hashable {
        /// The cells.
        public var cells: [Cell]

        /// Creates a row.
        public init(_ cells: [Cell]) { self.cells = cells }
    }

    /// Pieces of content, one below the other.
    public struct Cell: Sendable, Hashable {
        /// The pieces.
        public var pieces: [Piece]

        /// Creates a cell.
        public init(_ pieces: [Piece]) { self.pieces = pieces }
    }

    /// A piece of a cell.
    public enum Piece: Sendable, Hashable {
        /// Text, wrapped to the column.
        case text(String, TextStyle)
        /// A small square that tells a status without colour, and text beside it.
        case marked(Marker, String, TextStyle)
        /// A part of a picture fitted into a box, with what is read out in its place.
        case picture(PictureKey, PicturePart, width: Double, height: Double, alternative: String)
        /// A drawing over the whole width of the column.
        case drawing(Drawing)
        /// Empty space.
        case gap(Double)
    }

    /// How a small square is filled.
    public enum Marker: Sendable, Hashable {
        /// All of it.
        case full
        /// The lower half.
        case half
        /// Nothing.
        case empty
        /// A dot in the middle.
        case dotted
        /// Nothing, and the outline is gray.
        case faint
    }
}
