import EventSourcing
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that must survive a power cut: written beside, synced, renamed, and their directory synced.
enum DurableFile {
    /// Makes a directory that only its owner reads, and those it lies in, where they are missing.
    static func makeDirectory(_ directory: URL) throws(EventLogError) {
        let parent = directory.deletingLastPathComponent()
        guard !FileManager.default.fileExists(atPath: directory.path) else {
            // Whoever made it may not have come to sync its name, nor may we be allowed to.
            try? sync(parent)
            return
        }
        if parent.path != directory.path { try makeDirectory(parent) }
        try attempt("create \(directory.path)") {
            try FileManager.default.createDirectory(
                at: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        try sync(parent)
    }

    /// Writes a file that only its owner reads, replacing an older one as a whole.
    static func write(_ bytes: [UInt8], to file: URL) throws(EventLogError) {
        let draft = file.appendingPathExtension("new")
        try attempt("write \(file.path)") {
            try? FileManager.default.removeItem(at: draft)
            let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard
                FileManager.default.createFile(
                    atPath: draft.path,
                    contents: nil,
                    attributes: mode
                )
            else { throw CocoaError(.fileWriteUnknown) }
            let handle = try FileHandle(forWritingTo: draft)
            try handle.write(contentsOf: Data(bytes))
            try handle.synchronize()
            try handle.close()
        }
        try publish(draft, as: file)
    }

    /// Gives a file that is complete and synced its final name, durably.
    static func publish(_ draft: URL, as file: URL) throws(EventLogError) {
        guard rename(draft.path, file.path) == 0 else {
            throw EventLogError(
                .storage,
                "cannot name \(file.path): \(String(cString: strerror(errno)))"
            )
        }
        try sync(file.deletingLastPathComponent())
    }

    /// Waits until a file's content, or a directory's names, are on the disk.
    static func sync(_ url: URL) throws(EventLogError) {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw EventLogError(
                .storage,
                "cannot sync \(url.path): \(String(cString: strerror(errno)))"
            )
        }
    }
}
