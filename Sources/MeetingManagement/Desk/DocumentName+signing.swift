public import Attendance
public import EventSourcing
import PDF

// What is kept of a signature is its signer's own, even where another's is byte for byte the same: whoever
// is erased takes their own along, and nothing else (I-10).

extension DocumentName {
    /// The file of a signature's picture, as it was received.
    public static func picture(_ png: SHA256Digest, of signer: SubjectID) -> DocumentName {
        DocumentName(.signature, "\(png.text)@\(signer)")
    }

    /// The picture prepared for printing, as this version of the program reads it.
    public static func preparedPicture(
        _ png: SHA256Digest,
        of signer: SubjectID
    ) -> DocumentName {
        DocumentName(.prepared, "\(png.text)@\(PreparedImage.version)@\(signer)")
    }

    /// The strokes a signature was drawn with.
    public static func strokes(_ strokes: SHA256Digest, of signer: SubjectID) -> DocumentName {
        DocumentName(.strokes, "\(strokes.text)@\(signer)")
    }

    /// How versions before named the file of a picture: of several with the same only the first had one.
    static func sharedPicture(_ png: SHA256Digest) -> DocumentName {
        DocumentName(.signature, png.text)
    }

    /// How versions before named a prepared picture.
    static func sharedPreparedPicture(_ png: SHA256Digest) -> DocumentName {
        DocumentName(.prepared, "\(png.text)@\(PreparedImage.version)")
    }
}
