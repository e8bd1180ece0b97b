import CPNGRows

/// Unpacks any PNG to 8-bit RGBA through libpng, of which no more than a row is held.
enum PNGDecoder {
    /// Some pixels of one line.
    struct Row {
        fileprivate let row: png_rows_row

        /// The line, from the top.
        var y: Int { Int(row.y) }

        /// Gives the four bytes of each pixel with its column: red, green, blue and alpha, not
        /// multiplied.
        @inline(__always)
        func forEachPixel(_ body: (_ column: Int, _ pixel: UnsafePointer<UInt8>) -> Void) {
            var column = Int(row.x)
            for index in 0..<Int(row.count) {
                body(column, row.rgba + 4 * index)
                column += Int(row.step)
            }
        }
    }

    /// Reads a picture to its end.
    /// - Parameters:
    ///   - container: The picture.
    ///   - take: Takes each row; of an interlaced picture, pass by pass.
    /// - Throws: ``PNGRejection`` where the picture is not what its header promises; rows taken
    ///   before mean nothing then.
    static func readRows(
        of container: PNGContainer,
        _ take: (Row) -> Void
    ) throws(PNGRejection) {
        var line = [UInt8](repeating: 0, count: container.width * 4)
        var message = [CChar](repeating: 0, count: Int(PNG_ROWS_MESSAGE))
        let isRead = withoutActuallyEscaping(take) { take in
            withUnsafePointer(to: take) { take in
                png_rows_read(
                    container.essential,
                    container.essential.count,
                    UInt32(container.width),
                    UInt32(container.height),
                    &line,
                    { take, row in
                        guard let take, let row else { return }
                        take.assumingMemoryBound(to: ((Row) -> Void).self).pointee(
                            Row(row: row.pointee)
                        )
                    },
                    UnsafeMutableRawPointer(mutating: UnsafeRawPointer(take)),
                    &message
                )
            }
        }
        guard isRead != 0 else {
            let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw .undecodable(text.isEmpty ? "unreadable" : String(decoding: text, as: UTF8.self))
        }
    }
}
