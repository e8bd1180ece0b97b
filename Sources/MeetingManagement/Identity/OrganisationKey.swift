import Crypto
public import EventSourcing
public import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The secret of one organisation from which the identifiers of what Zoom introduces are made.
///
/// Keyed, so that nobody without it can tell which e-mail address or Zoom user an identifier stands
/// for by trying them all; the same for the life of the log, so that identifiers never change.
public struct OrganisationKey: Sendable, CustomStringConvertible {
    private let key: SymmetricKey

    /// Wraps 32 secret bytes; `nil` for any other number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.key = SymmetricKey(data: bytes)
    }

    /// Reads the key of a data directory.
    /// - Returns: `nil` when the directory has none yet.
    /// - Throws: ``/EventSourcing/EventLogError`` when the file is no key.
    public static func reading(_ directory: URL) throws(EventLogError) -> OrganisationKey? {
        let file = Self.file(in: directory)
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        guard let key = OrganisationKey(bytes: [UInt8](data)) else {
            throw EventLogError(
                .damaged,
                "\(file.path) is not a key of 32 bytes; restore it from a backup"
            )
        }
        return key
    }

    /// Reads the key of a data directory, making it where there is none.
    /// - Throws: ``/EventSourcing/EventLogError`` when it cannot be read or written.
    public static func readingOrMaking(
        in directory: URL,
        random: (_ count: Int) -> [UInt8]
    ) throws(EventLogError) -> OrganisationKey {
        if let key = try reading(directory) { return key }
        let bytes = random(32)
        do {
            try write(bytes, in: directory)
        } catch {
            throw EventLogError(.storage, "cannot write a key into \(directory.path): \(error)")
        }
        guard let key = OrganisationKey(bytes: bytes) else {
            throw EventLogError(.storage, "32 random bytes could not be had")
        }
        return key
    }

    /// Durable before it is used: identifiers made with a key that is lost again would never recur.
    private static func write(_ bytes: [UInt8], in directory: URL) throws {
        let draft = directory.appendingPathComponent("organisation.key.new")
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        _ = FileManager.default.createFile(atPath: draft.path, contents: nil, attributes: mode)
        let handle = try FileHandle(forWritingTo: draft)
        try handle.write(contentsOf: Data(bytes))
        try handle.synchronize()
        try handle.close()
        try FileManager.default.moveItem(at: draft, to: file(in: directory))
        let names = open(directory.path, O_RDONLY | O_CLOEXEC)
        guard names >= 0 else { return }
        fsync(names)
        close(names)
    }

    private static func file(in directory: URL) -> URL {
        directory.appendingPathComponent("organisation.key")
    }

    /// Never the key itself.
    public var description: String { "<redacted>" }

    /// HMAC-SHA256 (RFC 2104) over length-prefixed parts, so that no two lists of parts collide.
    func authenticationCode(_ parts: [[UInt8]]) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { code.update(data: $0) }
            code.update(data: part)
        }
        return Array(code.finalize())
    }
}
