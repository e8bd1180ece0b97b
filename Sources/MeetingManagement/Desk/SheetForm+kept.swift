import Attendance
import Reports
import Typesetting

extension SheetForm {
    /// The media type by which a document of this form is kept: of each form its own.
    ///
    /// A4 is not named, as all were that were kept before there was another.
    var mediaType: String {
        let plain = SheetExported.pdf(in: language)
        return paper == .a4 ? plain : "\(plain); paper=\(paper.rawValue)"
    }
}
