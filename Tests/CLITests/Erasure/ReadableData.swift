import Crypto
@testable import EventStore
import EventSourcing
import Foundation
import GRDB

/// Everything that can be read of a data directory by whoever has all of it, the master key too.
struct ReadableData {
    /// A sealed field, and what it says where a key opened it.
    struct Field {
        var type: String
        var place: FieldBox.Place
        var box: FieldBox
        var key: SubjectKey?
        var text: String?
    }

    /// A stored document, and what it holds where a key opened it.
    struct StoredDocument {
        var name: DocumentName
        var key: Int64
        var sealed: [UInt8]
        var bytes: [UInt8]?
    }

    /// The files, by name.
    private(set) var files: [String: [UInt8]] = [:]
    /// Every long value of every table: the file parts it over pages.
    private(set) var values: [[UInt8]] = []
    private(set) var fields: [Field] = []
    private(set) var documents: [StoredDocument] = []
    private(set) var keys: [SubjectKey] = []

    /// Reads a directory, trying on everything that is sealed all the keys there are, or only those it
    /// names.
    init(_ directory: String, tryingAllKeys: Bool) throws {
        let url = URL(fileURLWithPath: directory, isDirectory: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
            files[name] = try [UInt8](Data(contentsOf: url.appendingPathComponent(name)))
        }
        guard let master = try MasterKey.reading(url.appendingPathComponent("master.key")) else {
            throw CocoaError(.fileNoSuchFile)
        }
        let store = try KeyStore(reading: url, master: master)
        keys = try store.keys(store.keyNumbers(after: .min)).map { SubjectKey($0) }
        for name in ["events.db", "keys.db"] {
            let queue = try DatabaseQueue(path: url.appendingPathComponent(name).path)
            try queue.read { db in
                values += try Self.values(in: db)
                guard name == "events.db" else { return }
                fields = try Self.fields(in: db)
                documents = try Self.documents(in: db)
            }
            try queue.close()
        }
        open(tryingAllKeys: tryingAllKeys)
    }

    private mutating func open(tryingAllKeys: Bool) {
        let byID = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
        for index in fields.indices {
            let field = fields[index]
            let tried = tryingAllKeys ? keys : byID[field.box.keyID].map { [$0] } ?? []
            for key in tried {
                let fieldKey = field.place.key(from: key)
                // Only the key that the box is committed to can open it, and it is far faster to see.
                guard field.box.isCommitted(to: fieldKey) else { continue }
                fields[index].key = key
                fields[index].text = try? field.box.text(at: field.place, withFieldKey: fieldKey)
            }
        }
        for index in documents.indices {
            let document = documents[index]
            let tried = tryingAllKeys ? keys : byID[document.key].map { [$0] } ?? []
            for key in tried {
                let bytes = try? DocumentBox.open(document.sealed, named: document.name, with: key)
                documents[index].bytes = bytes ?? documents[index].bytes
            }
        }
    }

    /// What was opened.
    var opened: [[UInt8]] {
        fields.compactMap { $0.text.map { Array($0.utf8) } } + documents.compactMap(\.bytes)
    }

    /// What of somebody stands in the files, in their values, and in what was opened; each as it is
    /// and inflated.
    /// - Returns: what was found, and how many whole Deflate streams were looked into.
    func findings(_ needles: Needles) throws -> (found: Set<Needles.Finding>, streams: Int) {
        var found: Set<Needles.Finding> = []
        var inflated: Set<Needles.Finding> = []
        var streams = 0
        let inflater = try Inflater()
        for bytes in Array(files.values) + values + opened {
            bytes.withUnsafeBytes { bytes in
                needles.find(in: bytes, into: &found)
                streams += inflater.inflate(.asked, of: bytes) { plain in
                    needles.find(in: plain, into: &inflated)
                }
            }
        }
        found.formUnion(inflated.map { .init(what: $0.what, form: "\($0.form), inflated") })
        return (found, streams)
    }

    /// Shorter values are whole in the file (SQLite file format, 1.6).
    private static let partedBytes = 1000

    private static func values(in db: Database) throws -> [[UInt8]] {
        let tables = try String.fetchAll(
            db,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"
        )
        return try tables.flatMap { table in
            try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").flatMap { row in
                row.databaseValues.compactMap { value -> [UInt8]? in
                    switch value.storage {
                    case .blob(let data) where data.count > partedBytes: [UInt8](data)
                    case .string(let text) where text.utf8.count > partedBytes: Array(text.utf8)
                    default: nil
                    }
                }
            }
        }
    }

    private static func fields(in db: Database) throws -> [Field] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT id, type, body, personal FROM event JOIN payload USING (position)"
        )
        return try rows.flatMap { row -> [Field] in
            guard let event = EventID(bytes: row["id"] as Data),
                let boxes = FieldBoxes(row["personal"] as Data),
                let members = try JSON(parsing: [UInt8](row["body"] as Data)).object
            else { throw CocoaError(.fileReadCorruptFile) }
            return members.values.compactMap { member -> Field? in
                guard let index = member["field"]?.integer.map({ Int($0) }),
                    let subject = member["subject"]?.string, let box = boxes[index]
                else { return nil }
                let place = FieldBox.Place(subject: SubjectID(subject), event: event, index: index)
                return Field(type: row["type"], place: place, box: box)
            }
        }
    }

    private static func documents(in db: Database) throws -> [StoredDocument] {
        try Row.fetchAll(db, sql: "SELECT kind, identifier, key, bytes FROM document").map { row in
            guard let kind = DocumentName.Kind(rawValue: row["kind"]) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return StoredDocument(
                name: DocumentName(kind, row["identifier"]),
                key: row["key"],
                sealed: [UInt8](row["bytes"] as Data)
            )
        }
    }
}
