import Attendance
import EventSourcing
import PDF
import Projections

/// The pictures that a sheet prints, by the SHA-256 of their files: equal ones are printed from one.
struct SheetPictures {
    /// Those prepared when they arrived.
    var prepared: [SHA256Digest: PreparedImage] = [:]
    /// The files as they were received.
    var files: [SHA256Digest: [UInt8]] = [:]
    /// Whose own each is: of whoever was erased nothing is printed, though another's is the same.
    var signers: [SHA256Digest: Set<SubjectID>] = [:]
}

extension Desk {
    /// The pictures of a sheet's signatures as they were received, and prepared where they were.
    func pictures(
        of sheet: AttendanceSheet
    ) async throws(DeskFailure) -> SheetPictures {
        var pictures = SheetPictures()
        for line in Set(sheet.rows.flatMap(\.signatures)) {
            let (digest, signer) = (line.sha256, line.signer)
            let prepared = try await own(
                .preparedPicture(digest, of: signer),
                orAsBefore: .sharedPreparedPicture(digest),
                of: signer
            )
            let file = try await own(
                .picture(digest, of: signer),
                orAsBefore: .sharedPicture(digest),
                of: signer
            )
            let image = prepared.flatMap { PreparedImage(stored: $0) }
            guard file != nil || image != nil else { continue }
            if let image { pictures.prepared[digest] = image }
            if let file { pictures.files[digest] = file }
            pictures.signers[digest, default: []].insert(signer)
        }
        return pictures
    }

    /// A document of a signer's; by the name that versions before gave it, only where it is about them.
    private func own(
        _ name: DocumentName,
        orAsBefore shared: DocumentName,
        of signer: SubjectID
    ) async throws(DeskFailure) -> [UInt8]? {
        try await asking { () async throws(EventLogError) in
            if let kept = try await log.document(name) { return kept.bytes }
            let kept = try await log.document(shared)
            return kept?.subjects == .one(signer) ? kept?.bytes : nil
        }
    }
}
