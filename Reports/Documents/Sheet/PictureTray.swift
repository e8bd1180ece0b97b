import Attendance
import PDF
import Projections
import Typesetting

/// The pictures of the rows that are being put on pages: each is let go once it is painted.
struct PictureTray {
    /// How large each picture is that may be printed.
    private(set) var extents: [AttendanceSheet.SignatureLine: ImageExtent] = [:]
    private var painted: [SHA256Digest: ImageExtent] = [:]
    private var images: [SHA256Digest: PreparedImage] = [:]
    private var files: [SHA256Digest: [UInt8]] = [:]
    /// The files of signatures that are not printed, such as one that another took the place of.
    private var unprinted: [SHA256Digest: [UInt8]] = [:]
    private var released: Set<SHA256Digest> = []

    /// Takes the pictures of further rows in the place of those before.
    /// - Parameters:
    ///   - given: The pictures.
    ///   - lines: The signatures that are printed; of others only the file is taken.
    /// - Throws: ``SheetDocumentError`` for a picture that is damaged.
    mutating func take(
        _ given: [AttendanceSheet.SignatureLine: SignaturePicture],
        printing lines: Set<AttendanceSheet.SignatureLine>
    ) async throws(SheetDocumentError) {
        let printed = given.filter { lines.contains($0.key) }
        var unprepared: [SHA256Digest: [UInt8]] = [:]
        for (line, picture) in printed where !isKnown(line.sha256) {
            files[line.sha256] = picture.file
            if let prepared = picture.prepared {
                images[line.sha256] = prepared
            } else {
                unprepared[line.sha256] = picture.file
            }
        }
        for (digest, image) in try await Self.prepared(unprepared) { images[digest] = image }
        extents = [:]
        for line in printed.keys {
            extents[line] = painted[line.sha256] ?? images[line.sha256]?.extent
        }
        for (line, picture) in given where !lines.contains(line) && !isKnown(line.sha256) {
            unprinted[line.sha256] = picture.file
        }
    }

    /// The picture under a key that was not painted yet.
    func image(_ key: PictureKey) -> PreparedImage? { images[SHA256Digest(key.text)] }

    /// Lets pictures go that were painted, and files that are not printed.
    /// - Returns: the files that were not released before, in the order of the pages.
    mutating func release(_ keys: [PictureKey]) -> [(digest: SHA256Digest, file: [UInt8])] {
        var given: [(digest: SHA256Digest, file: [UInt8])] = []
        for digest in keys.map({ SHA256Digest($0.text) }) {
            painted[digest] = images.removeValue(forKey: digest)?.extent
            guard let file = files.removeValue(forKey: digest) else { continue }
            given.append((digest, file))
        }
        given += unprinted.sorted { $0.key.text < $1.key.text }.map { ($0.key, $0.value) }
        unprinted = [:]
        return given.filter { released.insert($0.digest).inserted }
    }

    private func isKnown(_ digest: SHA256Digest) -> Bool {
        painted[digest] != nil || images[digest] != nil
    }

    /// Prepares pictures, on as many threads as there are.
    private static func prepared(
        _ files: [SHA256Digest: [UInt8]]
    ) async throws(SheetDocumentError) -> [SHA256Digest: PreparedImage] {
        let results = await withTaskGroup(
            of: (SHA256Digest, Result<PreparedImage, PNGRejection>).self
        ) { group in
            for (digest, png) in files {
                group.addTask {
                    (digest, Result { () throws(PNGRejection) in try PreparedImage(png: png) })
                }
            }
            return await group.reduce(into: [(SHA256Digest, Result<PreparedImage, PNGRejection>)]())
            {
                $0.append($1)
            }
        }
        var images: [SHA256Digest: PreparedImage] = [:]
        // The first in order is named, whichever thread was faster.
        for (digest, result) in results.sorted(by: { $0.0.text < $1.0.text }) {
            do throws(PNGRejection) {
                images[digest] = try result.get()
            } catch {
                throw .badSignature(digest, error)
            }
        }
        return images
    }
}
