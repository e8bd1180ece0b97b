/// Where a tile is served: level, index and width (C2SP tlog-tiles).
public struct TileName: Hashable, Sendable, CustomStringConvertible {
    /// The level, 0 to 63.
    public let level: Int
    /// The place within the level, from 0.
    public let index: Int64
    /// The number of hashes: 256 for a full tile, 1 to 255 for a partial one.
    public let width: Int

    /// Names a tile.
    public init(level: Int, index: Int64, width: Int = Tile.width) {
        self.level = level
        self.index = index
        self.width = width
    }

    /// Whether a tree can have such a tile.
    public var isPossible: Bool {
        (0...63).contains(level) && index >= 0 && (1...Tile.width).contains(width)
    }

    /// The path below the log's prefix, such as `tile/0/x001/067` or `tile/1/000.p/17`.
    public var path: String {
        var elements = [Self.element(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            elements.append("x" + Self.element(rest % 1000))
            rest /= 1000
        }
        let path = "tile/\(level)/" + elements.reversed().joined(separator: "/")
        return width == Tile.width ? path : path + ".p/\(width)"
    }

    /// The path.
    public var description: String { path }

    /// Reads ``path``; `nil` for any other spelling.
    public init?(path: String) {
        // Numbers are read leniently; that the name spells back to the same bytes makes it strict.
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.count < 12, let level = Int64(decimal: parts[1]),
            level <= 63
        else { return nil }
        var elements = parts[2...].map { Array($0) }
        var width = Int64(Tile.width)
        if elements.count >= 2, elements[elements.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let partial = Int64(decimal: elements.removeLast()), partial < width else {
                return nil
            }
            width = partial
            elements[elements.count - 1].removeLast(2)
        }
        let digits = elements.joined().filter { $0 != UInt8(ascii: "x") }
        guard let index = Int64(digits.text) else { return nil }
        self.init(level: Int(level), index: index, width: Int(width))
        guard isPossible, self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    private static func element(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
    }
}
