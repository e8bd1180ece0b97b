import PDF
import TestSupport

/// Pictures: decoded, validated, prepared for printing, kept and read again.
///
/// The first byte of an input says how the rest becomes a file, so that a fuzzer comes past checksums
/// and compression: as it is; with its checksums put right; or as the rows of a picture of some kind.
public enum PictureTarget {
    /// What a fuzzer starts from: every kind of picture.
    public static let seeds: [[UInt8]] = {
        let files =
            PNGPicture.all.map(\.bytes)
            + PNGSample.kinds.map { colour, depth in
                PNGSample(colour: colour, depth: depth).bytes
            }
        let rows = (0..<30).map { kind in
            [2, UInt8(kind), 20, 20, 0] + (0..<200).map { UInt8($0 % 7) }
        }
        return files.flatMap { [[0] + $0, [1] + $0] } + rows
    }()

    /// Takes an input.
    /// - Returns: what is wrong with what came of it; `nil` where nothing is.
    public static func finding(in input: [UInt8]) -> String? {
        let rest = Array(input.dropFirst())
        switch (input.first ?? 0) % 3 {
        case 0: return finding(inFile: rest) ?? finding(inStored: rest)
        case 1: return finding(inFile: PNGFile.repaired(rest))
        default: return finding(inFile: drawn(rest))
        }
    }

    private static func finding(inFile file: [UInt8]) -> String? {
        let posted = Result { () throws(PNGRejection) in try PNGImage(validating: file) }
        let kept = Result { () throws(PNGRejection) in try PreparedImage(png: file) }
        if case .failure(let rejection) = posted {
            let text = rejection.description
            guard text.unicodeScalars.allSatisfy({ (0x20..<0x7F).contains($0.value) }) else {
                return "a rejection that cannot be shown"
            }
        }
        if case .success(let image) = posted {
            guard case .success(image.prepared) = kept else {
                return "a picture that is taken is prepared otherwise when it is kept"
            }
            let limits = PNGLimits.signature
            guard file.count <= limits.bytes, image.width <= limits.side,
                image.height <= limits.side, image.width * image.height <= limits.pixels,
                image.prepared.byteCount <= limits.preparedBytes
            else { return "a picture over the limits is taken" }
            guard (12...image.width * image.height).contains(image.inkPixels) else {
                return "a blank picture is taken"
            }
            let ink = image.prepared.ink
            guard ink.width * ink.height >= image.inkPixels else {
                return "there is more ink than its box has room for"
            }
        }
        guard case .success(let prepared) = kept else { return nil }
        guard prepared.layers.allSatisfy(\.isWhole) else {
            return "a stream does not unpack to the samples of its picture"
        }
        return PreparedImage(stored: prepared.stored) == prepared ? nil : "it is read otherwise"
    }

    private static func finding(inStored bytes: [UInt8]) -> String? {
        guard let prepared = PreparedImage(stored: bytes) else { return nil }
        return prepared.stored == bytes ? nil : "a prepared picture is written otherwise"
    }

    /// A file of a kind and size, with a palette and `tRNS`, whose filtered rows are the input again and
    /// again.
    private static func drawn(_ input: [UInt8]) -> [UInt8] {
        guard input.count > 4 else { return [] }
        let kinds = PNGSample.kinds
        let (colour, depth) = kinds[Int(input[0]) / 2 % kinds.count]
        let isInterlaced = input[0] % 2 == 1
        let (width, height) = (1 + Int(input[1]) % 48, 1 + Int(input[2]) % 48)
        let shape = PNGSample(
            width: width,
            height: height,
            colour: colour,
            depth: depth,
            isInterlaced: isInterlaced
        )
        let body = Array(input[4...])
        var rows = [UInt8](repeating: 0, count: shape.rows.count)
        for at in rows.indices where !body.isEmpty { rows[at] = body[at % body.count] }
        // Filters beyond the last would be all that is ever seen.
        for at in shape.filterPlaces { rows[at] %= input[3] & 0x80 == 0 ? 5 : 6 }
        var file = PNGFile.signature
        file += PNGFile.header(
            width,
            height,
            depth: Int(depth),
            colour: colour,
            isInterlaced: isInterlaced
        )
        if colour == 3 {
            let count = 1 + Int(input[3] & 0x3F)
            file += PNGFile.chunk("PLTE", (0..<3 * count).map { body[$0 % body.count] })
        }
        if input[3] & 0x40 != 0 {
            let count = [0: 2, 2: 6, 3: 1 + Int(input[3] & 0x3F)][colour, default: 0]
            file += PNGFile.chunk("tRNS", (0..<count).map { body[$0 % body.count] })
        }
        return file + PNGFile.chunk("IDAT", PNGFile.zlib(rows)) + PNGFile.end
    }
}

extension PNGFile {
    /// The file with the checksum of every chunk put right.
    static func repaired(_ file: [UInt8]) -> [UInt8] {
        var file = file
        var at = 8
        while at + 12 <= file.count {
            let length = file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= file.count - at - 12 else { break }
            let sum = at + 8 + length
            file.replaceSubrange(sum..<sum + 4, with: word(Int(crc(file[at + 4..<sum]))))
            at = sum + 4
        }
        return file
    }
}

extension PreparedImage.Layer {
    fileprivate var isWhole: Bool {
        Flate.inflated(bytes, size: unpackedCount) != nil
    }
}
