import EventSourcing
import Foundation
import GRDB

extension KeyStore {
    /// What a sealed secret is bound to: none can be passed off as another, nor as a key of the log.
    private static func binding(_ name: String) -> String { "sealed \(name)" }

    /// Every sealed secret by its name.
    func sealedSecrets() throws(EventLogError) -> [String: [UInt8]] {
        let rows = try attempt("read the sealed secrets") {
            try queue.read { db -> [(String, Data)] in
                // Whoever only reads may come upon a file of the version before.
                guard try db.tableExists("sealed") else { return [] }
                return try Row.fetchAll(db, sql: "SELECT name, wrapped FROM sealed")
                    .map { ($0["name"], $0["wrapped"]) }
            }
        }
        var secrets: [String: [UInt8]] = [:]
        for (name, wrapped) in rows {
            secrets[name] = try unwrap([UInt8](wrapped), named: Self.binding(name))
        }
        return secrets
    }

    /// Keeps a secret in place of the one of that name, of which nothing is left.
    func seal(_ bytes: [UInt8], as name: String) throws(EventLogError) {
        let wrapped = try master.wrap(bytes, named: Self.binding(name))
        try attempt("keep a sealed secret") {
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO sealed (name, wrapped) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET wrapped = excluded.wrapped
                        """,
                    arguments: [name, Data(wrapped)]
                )
            }
            try emptyWAL()
        }
    }

    /// Destroys a secret.
    func destroySealed(_ name: String) throws(EventLogError) {
        try attempt("destroy a sealed secret") {
            try queue.write { db in
                try db.execute(sql: "DELETE FROM sealed WHERE name = ?", arguments: [name])
            }
            try emptyWAL()
        }
    }
}
