/// How a piece of text looks.
public struct TextStyle: Sendable, Hashable {
    /// The size in points.
    public var size: Double
    /// Regular or bold.
    public var weight: FontWeight
    /// 0 black to 1 white.
    public var gray: Double

    /// Creates a style.
    public init(size: Double, weight: FontWeight = .regular, gray: Double = 0) {
        self.size = size
        self.weight = weight
        self.gray = gray
    }
}
