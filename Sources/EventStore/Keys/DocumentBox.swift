import Crypto
import EventSourcing
import Foundation

/// A document as it is stored: AES-256-GCM under a key of its own, its name bound to it; the nonce is
/// random and stands in front.
enum DocumentBox {
    static func seal(
        _ document: Document,
        with key: SubjectKey
    ) throws(EventLogError) -> [UInt8] {
        try attempt("encrypt a document") {
            let box = try AES.GCM.seal(
                document.bytes,
                using: key.documentKey(document.name),
                authenticating: Array(document.name.description.utf8)
            )
            return [UInt8](box.combined ?? Data())
        }
    }

    static func open(
        _ bytes: [UInt8],
        named name: DocumentName,
        with key: SubjectKey
    ) throws(EventLogError) -> [UInt8] {
        guard let box = try? AES.GCM.SealedBox(combined: bytes),
            let open = try? AES.GCM.open(
                box,
                using: key.documentKey(name),
                authenticating: Array(name.description.utf8)
            )
        else {
            throw EventLogError(
                .damaged,
                "the document \(name) does not open under its key; it was changed"
            )
        }
        return [UInt8](open)
    }
}
