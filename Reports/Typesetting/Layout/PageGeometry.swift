/// The paper and its margins, in points.
public struct PageGeometry: Sendable, Hashable {
    /// The width of the paper.
    public var width: Double
    /// The height of the paper.
    public var height: Double
    /// The left and the right margin.
    public var side: Double
    /// The upper margin.
    public var top: Double
    /// The lower margin, in which the foot stands.
    public var bottom: Double
    /// From which edge the pages are read.
    public var direction: WritingDirection

    /// Creates a geometry.
    public init(
        width: Double,
        height: Double,
        side: Double,
        top: Double,
        bottom: Double,
        direction: WritingDirection = .leftToRight
    ) {
        self.width = width
        self.height = height
        self.side = side
        self.top = top
        self.bottom = bottom
        self.direction = direction
    }

    /// The width between the margins.
    public var bodyWidth: Double { width - 2 * side }
    /// The height between the margins.
    public var bodyHeight: Double { height - top - bottom }

    /// The same paper, read in a direction.
    public func read(_ direction: WritingDirection) -> PageGeometry {
        var geometry = self
        geometry.direction = direction
        return geometry
    }

    /// A4 upright (ISO 216).
    public static let portrait = PageGeometry(
        width: 595.276,
        height: 841.89,
        side: 42,
        top: 42,
        bottom: 56
    )
    /// A4 across (ISO 216).
    public static let landscape = PageGeometry(
        width: 841.89,
        height: 595.276,
        side: 42,
        top: 38,
        bottom: 54
    )
}
