public import EventSourcing
public import Foundation
import Crypto

/// The organisation's master key: it wraps every key in `keys.db`, and is kept apart from it.
public struct MasterKey: Sendable, CustomStringConvertible {
    private let key: SymmetricKey

    /// Wraps 32 secret bytes; `nil` for any other number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// Reads 32 bytes written as 64 hexadecimal digits or in Base64; `nil` for anything else.
    public init?(text: String) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let bytes = [UInt8](hexadecimal: text) ?? Data(base64Encoded: text).map { [UInt8]($0) }
        guard let bytes else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads the key from a file that only its owner may read.
    /// - Returns: `nil` when there is no such file.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `damaged` when others may read the file, or
    ///   it holds no key.
    public static func reading(_ file: URL) throws(EventLogError) -> MasterKey? {
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        let mode = try attempt("look at \(file.path)") {
            try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        }
        guard let mode, mode & 0o077 == 0 else {
            throw EventLogError(
                .damaged,
                "\(file.path) can be read by others; chmod 600 it, and consider the key known"
            )
        }
        guard let key = MasterKey(text: String(decoding: data, as: UTF8.self)) else {
            throw EventLogError(
                .damaged,
                "\(file.path) is no master key: 64 hexadecimal digits are expected; "
                    + "restore it from a backup"
            )
        }
        return key
    }

    /// Makes a new key and writes it to a file of mode 0600, durably, before it is used.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `storage`.
    public static func making(at file: URL) throws(EventLogError) -> MasterKey {
        let key = SymmetricKey(size: .bits256)
        let text = key.withUnsafeBytes { Array($0).hexadecimal } + "\n"
        try DurableFile.write(Array(text.utf8), to: file)
        guard let key = MasterKey(text: text) else {
            throw EventLogError(.storage, "32 random bytes could not be had")
        }
        return key
    }

    /// The key's bytes.
    var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// Never the key itself.
    public var description: String { "<redacted>" }

    /// Encrypts a key of `keys.db` (AES-256-GCM), bound to the name it is kept under.
    ///
    /// The nonce is random (NIST SP 800-38D, 8.2.2).
    func wrap(
        _ secret: some DataProtocol,
        named name: String,
        nonce: AES.GCM.Nonce = AES.GCM.Nonce()
    ) throws(EventLogError) -> [UInt8] {
        try attempt("wrap a key") {
            let name = Array(name.utf8)
            let box = try AES.GCM.seal(secret, using: key, nonce: nonce, authenticating: name)
            return [UInt8](box.combined ?? Data())
        }
    }

    /// Decrypts a key of `keys.db`.
    /// - Returns: `nil` when it was not wrapped with this master key under this name.
    func unwrap(_ bytes: [UInt8], named name: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
        return try? [UInt8](AES.GCM.open(box, using: key, authenticating: Array(name.utf8)))
    }
}
