import Attendance
import EventSourcing
import Foundation
import HTTPTypes

/// What is posted to sign: the picture alone, or in JSON together with how it was drawn.
struct SignatureBody {
    /// The picture.
    let png: [UInt8]
    /// How it was drawn.
    let strokes: SignatureStrokes?

    /// What a body may be, by its media type.
    enum MediaType: String {
        case picture = "image/png"
        /// `{"picture": BASE64, "strokes": STROKES or null}`.
        case json = "application/json"

        /// No form of another site can send any other without the browser asking first.
        init(_ header: String?) throws(Problem) {
            guard let type = header.flatMap(Self.init(rawValue:)) else {
                throw Problem(
                    .unsupportedMediaType,
                    "Not a PNG",
                    "Send the signature as the body of the request, with Content-Type: image/png; or with "
                        + #"its strokes as {"picture": BASE64, "strokes": STROKES}, with "#
                        + "Content-Type: application/json."
                )
            }
            self = type
        }

        /// The largest body that is read to its end.
        var bytesMax: Int {
            switch self {
            case .picture: ServerLimits.signatureBodyBytesMax
            case .json: ServerLimits.drawnSignatureBodyBytesMax
            }
        }
    }

    /// Reads a body.
    /// - Throws: ``Problem`` when it is not what its type says.
    init(_ bytes: [UInt8], as type: MediaType) throws(Problem) {
        guard type == .json else {
            self.png = bytes
            self.strokes = nil
            return
        }
        guard let json = try? JSON(parsing: bytes), let picture = json["picture"]?.string else {
            throw Problem(
                .badRequest,
                "Not a signature",
                #"Send {"picture": BASE64, "strokes": STROKES or null}."#
            )
        }
        // What is no base64 goes on as it is, and is refused for what it is: a data URL, say.
        self.png = Data(base64Encoded: picture).map { Array($0) } ?? Array(picture.utf8)
        guard let strokes = json["strokes"], strokes != .null else {
            self.strokes = nil
            return
        }
        do {
            self.strokes = try SignatureStrokes(json: strokes)
        } catch {
            throw Problem(.unprocessableContent, "Not strokes", error.description)
        }
    }
}
