import EventSourcing
import Foundation
import GRDB
import Transparency

/// What the log, and others, claim about its tree: the roots of its tiles, and checkpoints.
struct StoredClaims {
    private struct Claim {
        var root: TreeHash
        var holder: String
    }

    private var tiles: [Int: [Int64: TreeHash]] = [:]
    private var claims: [Int64: [Claim]]
    /// How many checkpoints agreed.
    private(set) var checked = 0

    init(_ db: Database, trusted: [NoteVerifier], earlier: [SignedNote]) throws {
        let own = try String.fetchAll(db, sql: "SELECT vkey FROM log_key ORDER BY number")
            .map(NoteVerifier.init(vkey:))
        let keys = trusted.isEmpty ? own : trusted
        claims = [:]
        let rows = try Row.fetchAll(db, sql: "SELECT epoch, size, note FROM checkpoint")
        for row in rows {
            let size: Int64 = row["size"]
            let name = "the checkpoint of \(size) events"
            let note = try Self.reading(name) {
                try SignedNote(reading: [UInt8](row["note"] as Data))
            }
            try add(note, keys, name)
            guard claims[size] != nil else {
                throw LogDamage(position: nil, reason: "\(name) is about another size")
            }
        }
        for note in earlier { try add(note, keys, "the checkpoint given") }
        for row in try Row.fetchAll(db, sql: "SELECT level, number, root FROM tile") {
            tiles[row["level"], default: [:]][row["number"]] =
                TreeHash(bytes: [UInt8](row["root"] as Data))
        }
    }

    private mutating func add(_ note: SignedNote, _ keys: [NoteVerifier], _ name: String) throws {
        let checkpoint = try Self.reading(name) { try Checkpoint(opening: note, logs: keys) }
        claims[checkpoint.size, default: []].append(Claim(root: checkpoint.root, holder: name))
    }

    /// Adds what was last signed under the log's present name.
    mutating func add(_ signed: [String: WitnessedTree], _ db: Database) throws {
        let origin = try SigningEpoch(current: db).origin
        guard let last = signed[origin], last.size > 0 else { return }
        claims[last.size, default: []].append(Claim(root: last.root, holder: Self.keysName))
    }

    private static let keysName = "keys.db, which remembers what was signed,"

    private static func reading<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw LogDamage(position: nil, reason: "\(name) is not one the log signed: \(error)")
        }
    }

    /// Compares tiles that became full with those stored.
    mutating func check(_ full: [Tile]) throws {
        for tile in full {
            guard let root = tiles[tile.level]?.removeValue(forKey: tile.index),
                root == tile.root
            else {
                throw LogDamage(
                    position: (tile.index + 1) << (Tile.height * (tile.level + 1)) - 1,
                    reason:
                        "the tile it completed, \(tile.level)/\(tile.index), is not the one stored"
                )
            }
        }
    }

    /// Compares the tree as it grew to some size with the checkpoints of that size.
    mutating func check(_ tree: TreeWriter) throws {
        guard let due = claims.removeValue(forKey: tree.size) else { return }
        let root = tree.root
        for claim in due {
            guard claim.root == root else {
                throw LogDamage(
                    position: tree.size - 1,
                    reason: "up to it the log is not what \(claim.holder) says"
                )
            }
            if claim.holder != Self.keysName { checked += 1 }
        }
    }

    /// Nothing may be claimed about more than there is.
    func finish(_ size: Int64) throws {
        if let missing = claims.keys.filter({ $0 != 0 }).max() {
            throw LogDamage(
                position: size,
                reason:
                    "it is missing: \(missing) events were signed; the end of the log was cut off, or "
                    + "an older copy was restored"
            )
        }
        guard tiles.values.allSatisfy(\.isEmpty) else {
            throw LogDamage(position: size, reason: "it is missing: there are tiles beyond the end")
        }
    }
}
