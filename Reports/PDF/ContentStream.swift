/// The operators that paint a page (ISO 32000-1, Annex A).
///
/// Lengths are points, the origin is the lower left corner of the page.
public struct ContentStream: Sendable {
    /// The operators written so far.
    public private(set) var bytes: [UInt8] = []
    private var isShowing = false
    private var isInHex = false

    /// Creates an empty stream.
    public init() {}

    /// Sets the colour of fills and text to a gray, 0 black to 1 white (8.6.8).
    public mutating func setFill(gray: Double) { write("g", gray) }

    /// Sets the colour of lines to a gray, 0 black to 1 white (8.6.8).
    public mutating func setStroke(gray: Double) { write("G", gray) }

    /// Fills a rectangle (8.5.2.1 and 8.5.3.3).
    public mutating func fillRectangle(x: Double, y: Double, width: Double, height: Double) {
        write("re", x, y, width, height)
        write("f")
    }

    /// Strokes a rectangle with a line of some width (8.5.3.2).
    public mutating func strokeRectangle(
        x: Double,
        y: Double,
        width: Double,
        height: Double,
        line: Double
    ) {
        write("w", line)
        write("re", x, y, width, height)
        write("S")
    }

    /// Keeps what follows inside a rectangle, until ``endClip()`` (8.5.4).
    public mutating func beginClip(x: Double, y: Double, width: Double, height: Double) {
        write("q")
        write("re", x, y, width, height)
        write("W n")
    }

    /// Ends what ``beginClip(x:y:width:height:)`` began.
    public mutating func endClip() { write("Q") }

    /// Paints an image XObject into a rectangle (8.9.5 and 8.10.1).
    public mutating func paintImage(
        _ name: String,
        x: Double,
        y: Double,
        width: Double,
        height: Double
    ) {
        write("q")
        write("cm", width, 0, 0, height, x, y)
        Syntax.write(.name(name), to: &bytes)
        write(" Do")
        write("Q")
    }

    /// Begins a sequence of marked content with properties given in place (14.6).
    public mutating func beginMarkedContent(_ tag: String, _ properties: PDFDictionary) {
        Syntax.write(.name(tag), to: &bytes)
        Syntax.write(properties, to: &bytes)
        write(" BDC")
    }

    /// Begins a sequence of marked content without properties (14.6).
    public mutating func beginMarkedContent(_ tag: String) {
        Syntax.write(.name(tag), to: &bytes)
        write(" BMC")
    }

    /// Ends a sequence of marked content (14.6).
    public mutating func endMarkedContent() { write("EMC") }

    /// Begins a text object (9.4.1).
    public mutating func beginText() { write("BT") }

    /// Ends a text object (9.4.1).
    public mutating func endText() { write("ET") }

    /// Selects a font of the page's resources and its size (9.3.1).
    public mutating func setFont(_ name: String, size: Double) {
        Syntax.write(.name(name), to: &bytes)
        bytes.append(32)
        write("Tf", size)
    }

    /// Moves to a point of the page (9.4.2).
    public mutating func moveText(x: Double, y: Double) { write("Tm", 1, 0, 0, 1, x, y) }

    /// Raises the baseline by some points, 0 to return to it (9.3.7).
    public mutating func setRise(_ rise: Double) { write("Ts", rise) }

    /// Sets the width of characters to some per cent of their own (9.3.4).
    public mutating func setHorizontalScale(percent: Double) { write("Tz", percent) }

    /// Shows a character of an Identity-H font (9.4.3).
    public mutating func show(cid: UInt16) {
        if !isShowing { bytes.append(UInt8(ascii: "[")) }
        if !isInHex { bytes.append(UInt8(ascii: "<")) }
        (isShowing, isInHex) = (true, true)
        Syntax.write(hex: UInt8(cid >> 8), to: &bytes)
        Syntax.write(hex: UInt8(cid & 0xFF), to: &bytes)
    }

    /// Moves the next character right by thousandths of the font size (9.4.3).
    public mutating func space(thousandths: Int) {
        guard thousandths != 0 else { return }
        if !isShowing { bytes.append(UInt8(ascii: "[")) }
        if isInHex { bytes.append(UInt8(ascii: ">")) }
        (isShowing, isInHex) = (true, false)
        // The operand is subtracted, so a move to the right is negative.
        Syntax.write(-thousandths, to: &bytes)
    }

    /// Ends a row of ``show(cid:)`` and ``space(thousandths:)``.
    public mutating func endShow() {
        guard isShowing else { return }
        if isInHex { bytes.append(UInt8(ascii: ">")) }
        (isShowing, isInHex) = (false, false)
        write("]TJ")
    }

    private mutating func write(_ operation: StaticString, _ operands: Double...) {
        for operand in operands {
            Syntax.write(operand, to: &bytes)
            bytes.append(32)
        }
        operation.withUTF8Buffer { bytes += $0 }
        bytes.append(10)
    }
}
