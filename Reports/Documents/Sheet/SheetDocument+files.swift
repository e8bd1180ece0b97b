import Attendance
import EventSourcing
import PDF
import Projections

extension SheetDocument {
    /// What the file says of itself.
    var description: FileDescription {
        let messages = language.messages
        return FileDescription(
            title: sheet.meeting.topic.map { messages.text("sheet.tab", ["topic": $0]) }
                ?? messages.text("sheet.title"),
            language: language.rawValue,
            producer: "Muster",
            created: provenance.knownAt.flatMap { known in
                FileDate(Instant(seconds: known.microseconds / 1_000_000).description)
            }
        )
    }

    /// What travels in the document beside its pictures: the sheet as data, and what the log says.
    var files: [EmbeddedFile] {
        guard !isBlank else { return [] }
        let messages = language.messages
        let data = CanonicalJSON(members: [
            "content": sheet.canonical, "provenance": CanonicalJSON(provenance.json),
        ])
        let sheetFile = EmbeddedFile(
            name: "attendance-sheet.json",
            description: messages.text("sheet.file_sheet"),
            mediaType: "application/json",
            relationship: .data,
            bytes: data.bytes
        )
        let checkpoint = evidence?.checkpoint.map { checkpoint in
            EmbeddedFile(
                name: "log-checkpoint.txt",
                description: messages.text("sheet.log_checkpoint"),
                mediaType: "text/plain",
                relationship: .supplement,
                bytes: Array(checkpoint.note.utf8)
            )
        }
        return [sheetFile] + [checkpoint].compactMap { $0 }
    }

    /// A signature as it was received.
    func file(ofSignature digest: SHA256Digest, png: [UInt8]) -> EmbeddedFile {
        EmbeddedFile(
            name: "signature-\(digest).png",
            description: language.messages.text("sheet.file_signature"),
            mediaType: "image/png",
            relationship: .source,
            bytes: png
        )
    }
}
