extension [UInt8] {
    /// Turns the row above, of one byte a pixel, into the next from how PNG filtered it (ISO/IEC 15948,
    /// 9.2).
    ///
    /// - Parameters:
    ///   - row: The filtered bytes, as many as the row above has.
    ///   - filter: The filter, from 0 to 4.
    mutating func unfilter(_ row: ArraySlice<UInt8>, by filter: UInt8) {
        withUnsafeMutableBufferPointer { line in
            row.withUnsafeBufferPointer { row in
                switch filter {
                case 1: Self.unfilterSub(row, line)
                case 2: for index in line.indices { line[index] &+= row[index] }
                case 3: Self.unfilterAverage(row, line)
                case 4: Self.unfilterPaeth(row, line)
                default: _ = line.update(fromContentsOf: row)
                }
            }
        }
    }

    private typealias Row = UnsafeBufferPointer<UInt8>
    private typealias Line = UnsafeMutableBufferPointer<UInt8>

    private static func unfilterSub(_ row: Row, _ line: Line) {
        var left: UInt8 = 0
        for index in line.indices {
            left &+= row[index]
            line[index] = left
        }
    }

    private static func unfilterAverage(_ row: Row, _ line: Line) {
        var left: UInt8 = 0
        for index in line.indices {
            left = row[index] &+ UInt8((UInt16(left) + UInt16(line[index])) / 2)
            line[index] = left
        }
    }

    private static func unfilterPaeth(_ row: Row, _ line: Line) {
        var (left, corner) = (0, 0)
        for index in line.indices {
            let above = Int(line[index])
            // How far the sum of the two neighbours less the corner is from each of the three.
            let (fromLeft, fromAbove) = (abs(above - corner), abs(left - corner))
            let fromCorner = abs(left + above - 2 * corner)
            let nearest =
                fromLeft <= fromAbove && fromLeft <= fromCorner
                ? left : fromAbove <= fromCorner ? above : corner
            let value = row[index] &+ UInt8(truncatingIfNeeded: nearest)
            (left, corner) = (Int(value), above)
            line[index] = value
        }
    }
}
