/// A file that travels inside the document (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8).
public struct EmbeddedFile: Sendable, Hashable {
    /// What it is to the document (ISO 19005-3, Annex E).
    public enum Relationship: String, Sendable, Hashable {
        /// What the document shows, for programs.
        case data = "Data"
        /// What something shown was made from.
        case source = "Source"
        /// What adds to the document.
        case supplement = "Supplement"
    }

    /// Its name: unlike that of every other, of letters that any system takes.
    public var name: String
    /// What it is, in words.
    public var description: String
    /// Its media type, as `application/json` (RFC 2046).
    public var mediaType: String
    /// What it is to the document.
    public var relationship: Relationship
    /// Its bytes.
    public var bytes: [UInt8]

    /// Describes a file.
    public init(
        name: String,
        description: String,
        mediaType: String,
        relationship: Relationship,
        bytes: [UInt8]
    ) {
        self.name = name
        self.description = description
        self.mediaType = mediaType
        self.relationship = relationship
        self.bytes = bytes
    }
}

/// A file in the document, by its name.
public struct EmbeddedName: Sendable, Hashable {
    let name: String
    let specification: ObjectID
}

extension PDFWriter {
    /// Writes a file and what tells of it.
    /// - Parameters:
    ///   - file: The file.
    ///   - date: When it was last changed, where that is known.
    /// - Returns: what the catalog is to name.
    public mutating func embed(_ file: EmbeddedFile, changed date: FileDate?) -> EmbeddedName {
        var parameters: PDFDictionary = ["Size": .integer(file.bytes.count)]
        if let date { parameters["ModDate"] = date.object }
        let stream = write(
            PDFStream(
                dictionary: [
                    "Type": .name("EmbeddedFile"), "Subtype": .name(file.mediaType),
                    "Params": .dictionary(parameters),
                ],
                bytes: file.bytes,
                // Pictures are packed already: to do it again takes time, and saves nothing.
                isEncoded: file.mediaType.hasPrefix("image/")
            )
        )
        let specification = write([
            "Type": .name("Filespec"), "F": .text(file.name), "UF": .text(file.name),
            "Desc": .text(file.description),
            "AFRelationship": .name(file.relationship.rawValue),
            "EF": ["F": .reference(stream), "UF": .reference(stream)],
        ])
        return EmbeddedName(name: file.name, specification: specification)
    }
}
