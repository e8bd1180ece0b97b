public import EventSourcing
import Foundation
import GRDB
public import Transparency

/// Where the log stands.
public struct LogStanding: Sendable, Hashable {
    /// The name in its checkpoints.
    public var origin: String
    /// The number of events.
    public var size: Int64
    /// The root of the tree over them.
    public var root: TreeHash
    /// The public key that signs it.
    public var verifierKey: String
    /// The size of the last checkpoint; `nil` when none was made.
    public var checkpointSize: Int64?
}

extension EventStore {
    /// Where the log stands.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func standing() async throws(EventLogError) -> LogStanding {
        try await read("read where the log stands") { db in
            let epoch = try SigningEpoch(current: db)
            let head = try LogHead(db)
            return LogStanding(
                origin: epoch.origin,
                size: head.size,
                root: head.tree.root,
                verifierKey: try String.fetchOne(
                    db,
                    sql: "SELECT vkey FROM log_key WHERE number = ?",
                    arguments: [epoch.keys.last]
                ) ?? "",
                checkpointSize: try Int64.fetchOne(
                    db,
                    sql: "SELECT max(size) FROM checkpoint WHERE epoch = ?",
                    arguments: [epoch.number]
                )
            )
        }
    }

    /// Signs the log as it was last committed; see ``/EventSourcing/EventLog/signCheckpoint()``.
    ///
    /// What is signed is noted in `keys.db` first: a log restored from an older backup never signs
    /// another tree of the same size.
    @discardableResult
    public func signCheckpoint() async throws(EventLogError) -> [UInt8]? {
        try await perform { [keys] log in
            let tree = log.committed.tree
            guard tree.size > 0 else { return .success(nil) }
            let epoch = try SigningEpoch(current: log.db)
            if let known = try Self.checkpoint(of: tree.size, in: epoch, log.db) {
                return .success(known)
            }
            if let refusal = try Self.fork(of: log.db, tree, from: keys, under: epoch.origin) {
                return .failure(refusal)
            }
            // With the key before as well, for whoever does not know the new one yet.
            let signers = try epoch.keys.suffix(2).reversed().map { number in
                try Self.newSigner(number, origin: epoch.origin, keys)
            }
            let checkpoint = try Checkpoint(origin: epoch.origin, size: tree.size, root: tree.root)
            try keys.noteSigned(tree.size, root: tree.root.bytes, origin: epoch.origin)
            let note = try checkpoint.signed(by: signers).bytes
            try log.db.execute(
                sql: "INSERT INTO checkpoint (epoch, size, note) VALUES (?, ?, ?)",
                arguments: [epoch.number, tree.size, Data(note)]
            )
            return .success(note)
        }
    }

    /// The last checkpoint made; `nil` when there is none.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func lastCheckpoint() async throws(EventLogError) -> [UInt8]? {
        try await read("read the last checkpoint") { db in
            try Data.fetchOne(
                db,
                sql: "SELECT note FROM checkpoint ORDER BY epoch DESC, size DESC LIMIT 1"
            ).map { [UInt8]($0) }
        }
    }

    /// Proves that an event is in the log: the evidence can be verified without the log, given the
    /// event's leaf record and the log's key (C2SP tlog-proof).
    /// - Returns: the proof, and the leaf record it is about.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func proof(
        of position: Int64
    ) async throws(EventLogError) -> (proof: TlogProof, record: [UInt8]) {
        guard let note = try await signCheckpoint() else {
            throw EventLogError(.storage, "the log is empty: there is nothing to prove")
        }
        let record = try await read("read the event") { db in
            try StoredLeaf(at: position, in: db)?.record
        }
        guard let record else {
            throw EventLogError(.storage, "there is no event at position \(position)")
        }
        let proof = try await read("prove the event") { db in
            let note = try SignedNote(reading: note)
            let size = try Checkpoint(text: note.text).size
            let inclusion = try MerkleTree(StoredTree(db)).inclusionProof(of: position, in: size)
            return try TlogProof(index: position, inclusion: inclusion, checkpoint: note)
        }
        return (proof, record)
    }

    /// Proves that the log only grew from one size to another (RFC 6962, 2.1.2).
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func consistencyProof(
        from old: Int64,
        to new: Int64
    ) async throws(EventLogError) -> ConsistencyProof {
        try await read("prove that the log only grew") { db in
            try MerkleTree(StoredTree(db)).consistencyProof(from: old, to: new)
        }
    }

    private static func checkpoint(
        of size: Int64,
        in epoch: SigningEpoch,
        _ db: Database
    ) throws -> [UInt8]? {
        try Data.fetchOne(
            db,
            sql: "SELECT note FROM checkpoint WHERE epoch = ? AND size = ?",
            arguments: [epoch.number, size]
        ).map { [UInt8]($0) }
    }

    /// Why the tree must not be signed: it does not continue the last one that was.
    private static func fork(
        of db: Database,
        _ tree: TreeWriter,
        from keys: KeyStore,
        under origin: String
    ) throws -> EventLogError? {
        guard let signed = try keys.lastSigned(under: origin) else { return nil }
        if signed.size <= tree.size,
            try MerkleTree(StoredTree(db)).root(size: signed.size).bytes == signed.root
        {
            return nil
        }
        return EventLogError(
            .forked,
            "\(signed.size) events were signed, which this log of \(tree.size) does not continue: "
                + "it was restored from an older backup, or changed. Restore the latest backup, or "
                + "go on under a new origin with muster log new-epoch"
        )
    }
}
