import PDF
import Typesetting

/// Where a signature stands in its cell: its ink fills the height, wherever on the pad it was drawn.
struct SignaturePlace {
    /// What of the picture is shown.
    let part: PicturePart
    /// How wide it is, in points.
    let width: Double
    /// How high it is, in points.
    let height: Double

    static let heightMax = 34.0
    /// Ink that was drawn small is not blown up until its pixels are seen: 150 of them to the inch.
    private static let pointsToPixelMax = 72.0 / 150

    init(_ picture: ImageExtent, width widthMax: Double) {
        let (ink, wide, high) = (picture.ink, Double(picture.width), Double(picture.height))
        self.part = PicturePart(
            x: Double(ink.x) / wide,
            y: Double(ink.y) / high,
            width: Double(ink.width) / wide,
            height: Double(ink.height) / high
        )
        let (inkWidth, inkHeight) = (Double(ink.width), Double(ink.height))
        let whole = min(widthMax / wide, Self.heightMax / high)
        let scale = min(
            widthMax / inkWidth,
            Self.heightMax / inkHeight,
            max(whole, Self.pointsToPixelMax)
        )
        self.width = inkWidth * scale
        self.height = inkHeight * scale
    }
}
