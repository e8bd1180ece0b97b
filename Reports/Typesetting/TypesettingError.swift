public import PDF

/// Why text could not be set.
public enum TypesettingError: Error, Sendable, Hashable {
    /// The font of a script is not on the shelf; the Debian package that has it would help.
    case missingFont(script: String, family: String, package: String)
    /// A font has no glyph where it said it had one.
    case missingGlyph(family: String)
    /// A font could not be used.
    case font(FontError)
    /// A finished page could not be painted.
    case painting(PaintingError)
}

extension TypesettingError: CustomStringConvertible {
    /// The reason as a sentence without personal data.
    public var description: String {
        switch self {
        case .missingFont(let script, let family, let package):
            "The text has letters of the script \(script), whose font \(family) is missing. "
                + "Install the Debian package \(package)."
        case .missingGlyph(let family): "The font \(family) could not draw a letter it covers."
        case .font(let error): "A font cannot be used: \(error)."
        case .painting(let error): "A page cannot be painted: \(error)."
        }
    }
}
