import EventSourcing
public import Foundation
import GRDB
public import Transparency

/// What is wrong with a log.
public struct LogDamage: Error, Sendable, Hashable, CustomStringConvertible {
    /// The event it was found at; `nil` when it is about none.
    public var position: Int64?
    /// What is wrong.
    public var reason: String

    /// Names a damage.
    public init(position: Int64?, reason: String) {
        self.position = position
        self.reason = reason
    }

    /// Where and what.
    public var description: String {
        (position.map { "event \($0): " } ?? "") + reason
    }
}

/// A log that was verified from its rows alone: rows → leaves → tree → checkpoints.
public struct LogVerification: Sendable, Hashable {
    /// The number of events.
    public private(set) var size: Int64 = 0
    /// The root of the tree over them.
    public private(set) var root = TreeHash.empty
    /// How many checkpoints agree with it.
    public private(set) var checkpoints = 0
    /// How many payloads were lawfully removed.
    public private(set) var removedPayloads = 0

    /// Verifies a data directory, which may be in use; neither a key nor a server is needed.
    ///
    /// - Parameters:
    ///   - directory: The data directory.
    ///   - trusted: Keys of the log known from elsewhere; none means those the log names itself.
    ///   - earlier: Checkpoints held by somebody else, which the log must continue.
    ///   - progress: Told now and then how many events were verified, and of how many.
    /// - Throws: ``LogDamage``, naming the first damaged event; ``/EventSourcing/EventLogError`` when the files cannot
    ///   be read.
    public init(
        of directory: URL,
        trusting trusted: [NoteVerifier] = [],
        continuing earlier: [SignedNote] = [],
        progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) throws {
        let file = directory.appendingPathComponent(Schema.events.fileName)
        guard !OwnFile.isMissing(file) else {
            throw EventLogError(.storage, "there is no log in \(directory.path)")
        }
        try OwnFile.refuseForeign(file, schema: .events)
        var configuration = OwnFile.configuration(label: "muster.verify")
        configuration.readonly = true
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        defer { try? queue.close() }
        let signed = try Self.signed(in: directory)
        try queue.read { db in
            try verify(db, trusted, earlier, signed, progress)
        }
    }

    private mutating func verify(
        _ db: Database,
        _ trusted: [NoteVerifier],
        _ earlier: [SignedNote],
        _ signed: [String: WitnessedTree],
        _ progress: (Int64, Int64) -> Void
    ) throws {
        guard let connection = db.sqliteConnection else { return }
        let all = try Int64.fetchOne(db, sql: "SELECT count(*) FROM event") ?? 0
        var claims = try StoredClaims(db, trusted: trusted, earlier: earlier)
        try claims.add(signed, db)
        var removals = try PayloadRemovals(db)
        var filing = try StreamFiling(db)
        var tree = TreeWriter()
        var streams: [Int64: Int64] = [:]
        var lastRecorded = Instant(microseconds: .min)
        try LeafFeed.read(from: connection) { leaf in
            let position = leaf.record.position
            guard position == tree.size else {
                throw LogDamage(position: tree.size, reason: "it is missing")
            }
            try Self.check(leaf, after: lastRecorded, last: &streams[leaf.streamRow, default: -1])
            try removals.check(leaf)
            filing?.note(leaf)
            lastRecorded = leaf.record.recordedAt
            let hash = leaf.record.withBytes { TreeHash.leaf($0) }
            guard hash == leaf.stored else {
                throw LogDamage(position: position, reason: "its columns do not hash to its leaf")
            }
            try claims.check(tree.append(hash))
            try claims.check(tree)
            if tree.size.isMultiple(of: 10_000) { progress(tree.size, all) }
        }
        try claims.finish(tree.size)
        try removals.finish()
        try filing?.finish(db)
        try Self.checkPayloads(db, count: tree.size, removed: removals.count)
        size = tree.size
        root = tree.root
        checkpoints = claims.checked
        removedPayloads = removals.count
    }

    private static func check(
        _ leaf: LeafReader.Leaf,
        after lastRecorded: Instant,
        last version: inout Int64
    ) throws {
        let position = leaf.record.position
        guard leaf.record.recordedAt > lastRecorded else {
            throw LogDamage(position: position, reason: "it was recorded before the one before it")
        }
        guard leaf.record.version == version + 1 else {
            throw LogDamage(position: position, reason: "its stream lacks the version before it")
        }
        version += 1
        if let hash = leaf.payloadHash, hash != leaf.record.payloadHash {
            throw LogDamage(position: position, reason: "its payload was changed")
        }
    }

    private static func checkPayloads(_ db: Database, count: Int64, removed: Int) throws {
        let payloads = try Int64.fetchOne(db, sql: "SELECT count(*) FROM payload") ?? 0
        guard payloads == count - Int64(removed) else {
            throw LogDamage(position: nil, reason: "there are payloads of no event")
        }
    }

    /// What `keys.db` remembers to be signed, by origin: a log that was cut off at its end, or restored
    /// from an older copy, is not that.
    private static func signed(in directory: URL) throws -> [String: WitnessedTree] {
        let file = directory.appendingPathComponent(Schema.keys.fileName)
        guard !OwnFile.isMissing(file) else { return [:] }
        return try OwnFile.looking(at: file) { db in
            try Row.fetchAll(db, sql: "SELECT origin, size, root FROM signed")
                .reduce(into: [:]) { signed, row in
                    guard let root = TreeHash(bytes: [UInt8](row["root"] as Data)) else { return }
                    signed[row["origin"]] = WitnessedTree(size: row["size"], root: root)
                }
        }
    }
}
