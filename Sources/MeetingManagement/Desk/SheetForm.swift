public import Attendance
public import Typesetting

/// In which form a sheet is made into a document.
public struct SheetForm: Sendable, Hashable {
    /// The language it is written in.
    public var language: Language
    /// The paper it is laid out for.
    public var paper: Paper

    /// States a form.
    public init(language: Language = .english, paper: Paper = .a4) {
        self.language = language
        self.paper = paper
    }

    /// The media type by which a document of this form is kept: of each form its own.
    ///
    /// A4 is not named, as all were that were kept before there was another.
    var mediaType: String {
        let plain = SheetExported.pdf(in: language)
        return paper == .a4 ? plain : "\(plain); paper=\(paper.rawValue)"
    }
}
