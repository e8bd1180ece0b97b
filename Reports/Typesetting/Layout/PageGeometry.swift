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

    /// Paper upright.
    public static func portrait(_ paper: Paper) -> PageGeometry {
        PageGeometry(width: paper.width, height: paper.height, side: 42, top: 42, bottom: 56)
    }

    /// Paper across.
    public static func landscape(_ paper: Paper) -> PageGeometry {
        PageGeometry(width: paper.height, height: paper.width, side: 42, top: 38, bottom: 54)
    }
}

/// The paper of a document.
public enum Paper: String, Sendable, Hashable, CaseIterable {
    /// 210 × 297 mm (ISO 216).
    case a4
    /// 8½ × 11 inches (ANSI/ASME Y14.1).
    case letter

    /// The shorter side, in points.
    var width: Double { self == .a4 ? 595.276 : 612 }
    /// The longer side, in points.
    var height: Double { self == .a4 ? 841.89 : 792 }
}
