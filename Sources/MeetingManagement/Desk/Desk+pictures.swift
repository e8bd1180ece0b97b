import Attendance
import EventSourcing
import PDF
import Projections
import Reports

/// The pictures of signatures as they were received, and prepared where they were.
///
/// Each signer's own are looked for: of whoever was erased nothing is printed, though another's is the
/// same.
struct KeptPictures: SignaturePictures {
    let desk: Desk

    func pictures(
        of lines: Set<AttendanceSheet.SignatureLine>
    ) async throws(DeskFailure) -> [AttendanceSheet.SignatureLine: SignaturePicture] {
        var pictures: [AttendanceSheet.SignatureLine: SignaturePicture] = [:]
        for line in lines {
            let (digest, signer) = (line.sha256, line.signer)
            let prepared = try await desk.own(
                .preparedPicture(digest, of: signer),
                orAsBefore: .sharedPreparedPicture(digest),
                of: signer
            )
            let file = try await desk.own(
                .picture(digest, of: signer),
                orAsBefore: .sharedPicture(digest),
                of: signer
            )
            let image = prepared.flatMap { PreparedImage(stored: $0) }
            guard file != nil || image != nil else { continue }
            pictures[line] = SignaturePicture(file: file, prepared: image)
        }
        return pictures
    }
}

extension Desk {
    /// A document of a signer's; by the name that versions before gave it, only where it is about them.
    fileprivate func own(
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
