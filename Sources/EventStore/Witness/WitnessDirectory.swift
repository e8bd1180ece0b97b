import Crypto
public import EventSourcing
public import Foundation
public import Transparency

/// What a witness keeps on disk: its key, and of each log the checkpoint it cosigned last.
///
/// One process holds it at a time. A checkpoint is durable before its cosignature is given.
public final class WitnessDirectory: WitnessState {
    private let directory: URL
    private let lock: DirectoryLock
    private let turn = Locked(())

    /// Opens the directory, making it where it is missing.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `held` when another witness has it open.
    public init(opening directory: URL) throws(EventLogError) {
        try DurableFile.makeDirectory(directory)
        self.directory = directory
        self.lock = try DirectoryLock(holding: directory)
    }

    /// The witness's private key: 32 secret bytes, made when it is first asked for.
    /// - Throws: ``/EventSourcing/EventLogError`` when it cannot be read or kept, or others may read it.
    public func seed() throws(EventLogError) -> [UInt8] {
        let file = directory.appendingPathComponent("witness.key")
        let source = MasterKeySource.file(file)
        return try source.key(isNewLog: true).bytes
    }

    /// The tree last cosigned for a log; see ``/Transparency/WitnessState``.
    public func latest(origin: String) throws -> WitnessedTree? {
        guard let contents = FileManager.default.contents(atPath: file(of: origin).path) else {
            return nil
        }
        let checkpoint = try Checkpoint(text: SignedNote(reading: [UInt8](contents)).text)
        return WitnessedTree(size: checkpoint.size, root: checkpoint.root)
    }

    /// Replaces it if it is still the old one; see ``/Transparency/WitnessState``.
    public func replace(
        origin: String,
        old: WitnessedTree?,
        new: WitnessedTree,
        note: SignedNote
    ) throws -> Bool {
        try turn.withLock { _ in
            guard try latest(origin: origin) == old else { return false }
            try DurableFile.write(note.bytes, to: file(of: origin))
            return true
        }
    }

    /// Origins may hold anything: a file is named by the hash of one.
    private func file(of origin: String) -> URL {
        let name = Array(SHA256.hash(data: Array(origin.utf8))).hexadecimal
        return directory.appendingPathComponent("\(name).checkpoint")
    }
}
