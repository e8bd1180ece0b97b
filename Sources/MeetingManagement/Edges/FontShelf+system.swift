public import PDF
public import Typesetting

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension FontShelf {
    /// The fonts of Debian's Noto packages, mapped from the disk, not read: only the glyphs a document
    /// uses are ever touched.
    /// - Throws: `FontError` when a file is there but is no font.
    public static func system() throws(FontError) -> FontShelf {
        try FontShelf { path in mapped("/usr/share/fonts/" + path).map(FontFile.init(immortal:)) }
    }

    private static func mapped(_ path: String) -> UnsafeRawBufferPointer? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // The end is where the file ends: how long it is.
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size > 0 else { return nil }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { return nil }
        return UnsafeRawBufferPointer(start: start, count: size)
    }
}
