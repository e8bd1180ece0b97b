/// How large a picture is, and where on it the ink is.
public struct ImageExtent: Sendable, Hashable {
    /// Width in pixels.
    public var width: Int
    /// Height in pixels.
    public var height: Int
    /// What encloses its ink; all of it where it is blank.
    public var ink: PixelBox

    /// States an extent.
    public init(width: Int, height: Int, ink: PixelBox) {
        self.width = width
        self.height = height
        self.ink = ink
    }
}

extension PreparedImage {
    /// How large it is.
    public var extent: ImageExtent { ImageExtent(width: width, height: height, ink: ink) }
}
