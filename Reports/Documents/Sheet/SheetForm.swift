public import Attendance
public import Typesetting

/// In which form a sheet is made into a document.
public struct SheetForm: Sendable, Hashable {
    /// The language it is written in.
    public var language: Language
    /// The paper it is laid out for.
    public var paper: Paper
    /// Whether it is to be signed by hand: then it has room instead of what is known.
    public var isBlank: Bool

    /// States a form.
    public init(language: Language = .english, paper: Paper = .a4, isBlank: Bool = false) {
        self.language = language
        self.paper = paper
        self.isBlank = isBlank
    }
}
