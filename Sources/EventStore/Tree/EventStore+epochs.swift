public import EventSourcing
import Crypto
import Foundation
import GRDB
public import Transparency

/// The name a log signs under, and what it signs with.
struct SigningEpoch: Sendable {
    /// From 1; a new one begins when a restored log goes on.
    var number: Int64
    /// The name of the log in its checkpoints (C2SP tlog-checkpoint).
    var origin: String
    /// The numbers of its keys, the one in force last.
    var keys: [Int64]

    /// The one in force.
    init(current db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT number, origin FROM epoch ORDER BY number DESC LIMIT 1"
            )
        else { throw EventLogError(.damaged, "events.db names no epoch; restore a backup") }
        number = row["number"]
        origin = row["origin"]
        keys = try Int64.fetchAll(
            db,
            sql: "SELECT number FROM log_key WHERE epoch = ? ORDER BY number",
            arguments: [number]
        )
    }
}

extension EventStore {
    /// The public keys the log signed with, oldest first, as whoever verifies it needs them.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func verifierKeys() async throws(EventLogError) -> [NoteVerifier] {
        let keys = try await read("read the log's keys") { db in
            try String.fetchAll(db, sql: "SELECT vkey FROM log_key ORDER BY number")
        }
        return try attempt("read the log's keys") { try keys.map(NoteVerifier.init(vkey:)) }
    }

    /// Gives the log a new signing key; checkpoints are signed with the one before as well, so that
    /// whoever knows only that can go on.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func rotateSigningKey(actor: Actor) async throws(EventLogError) -> NoteVerifier {
        let epoch = try await read("read the epoch") { try SigningEpoch(current: $0) }
        let number = (epoch.keys.last ?? 0) + 1
        let signer = try Self.newSigner(number, origin: epoch.origin, keys)
        let rotated = LogEvent.keyRotated(KeyRotated(verifierKey: signer.verifier.vkey))
        try await append(rotated, actor: actor) { log in
            try Self.insert(signer, number: number, epoch: epoch.number, into: log.db)
        }
        return signer.verifier
    }

    /// Goes on under a new origin, after a restore that lost what was signed before.
    /// - Returns: the new key.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func beginEpoch(actor: Actor) async throws(EventLogError) -> NoteVerifier {
        let last = try await read("read the epoch") { try SigningEpoch(current: $0) }
        let signed = try keys.lastSigned(under: last.origin)?.size ?? 0
        let number = last.number + 1
        let first = last.origin.components(separatedBy: "/epoch/")[0]
        let origin = "\(first)/epoch/\(number)"
        let keyNumber = (last.keys.last ?? 0) + 1
        let signer = try Self.newSigner(keyNumber, origin: origin, keys)
        let began = EpochBegan(number: number, origin: origin, signedBefore: signed)
        try await append(.epochBegan(began), actor: actor) { log in
            try log.db.execute(
                sql: "INSERT INTO epoch (number, origin) VALUES (?, ?)",
                arguments: [number, origin]
            )
            try Self.insert(signer, number: keyNumber, epoch: number, into: log.db)
        }
        return signer.verifier
    }

    /// Names a new log.
    static func beginFirstEpoch(_ pool: DatabasePool, _ keys: KeyStore) throws(EventLogError) {
        let isNamed = try attempt("read the epoch") {
            try pool.read { try Int.fetchOne($0, sql: "SELECT 1 FROM epoch") != nil }
        }
        guard !isNamed else { return }
        let name = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0).hexadecimal }
        let origin = "muster.log/\(name)"
        let signer = try newSigner(1, origin: origin, keys)
        try attempt("name the log") {
            try pool.write { db in
                try db.execute(
                    sql: "INSERT INTO epoch (number, origin) VALUES (1, ?)",
                    arguments: [origin]
                )
                try insert(signer, number: 1, epoch: 1, into: db)
            }
        }
    }

    /// The secret of a key, made when it is first asked for: an attempt that failed half-way is
    /// simply made again.
    static func newSigner(
        _ number: Int64,
        origin: String,
        _ keys: KeyStore
    ) throws(EventLogError) -> NoteSigner {
        let seed = try keys.secretOrNew("signing \(number)")
        return try attempt("make a signing key") { try NoteSigner(name: origin, seed: seed) }
    }

    private static func insert(
        _ signer: NoteSigner,
        number: Int64,
        epoch: Int64,
        into db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO log_key (number, epoch, vkey) VALUES (?, ?, ?)",
            arguments: [number, epoch, signer.verifier.vkey]
        )
    }

    /// Appends an event about the log itself, together with what it is about.
    @discardableResult
    func append<Value: Sendable>(
        _ event: LogEvent,
        actor: Actor,
        with work: @escaping @Sendable (LogConnection) throws -> Value
    ) async throws(EventLogError) -> (receipt: AppendReceipt, value: Value) {
        let append = StreamAppend(
            to: .log,
            expecting: .any,
            events: [(LogEventCodec.encode(event), now())]
        )
        let batch = try prepared(AppendBatch([append], actor: actor))
        let done = try await perform { [ring] log in
            let value = try work(log)
            return try log.append(batch, ring: ring).map { (receipt: $0, value: value) }
        }
        ring.noteStored(batch.assignments)
        return done
    }
}
