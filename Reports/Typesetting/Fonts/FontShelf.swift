public import PDF

/// Regular or bold.
public enum FontWeight: String, Sendable, Hashable, CaseIterable {
    /// Text.
    case regular = "Regular"
    /// What is to be found first.
    case bold = "Bold"
}

/// The fonts a document may use, as values: which file they came from is the edge's business.
///
/// Text is set by a fixed table from script to family (``FontListing/catalogue``), never by asking
/// the system, so that equal input gives equal bytes.
public struct FontShelf: Sendable {
    private struct Place: Hashable {
        var family: String
        var weight: FontWeight
    }

    private var faces: [Place: FontFace] = [:]

    /// Creates an empty shelf.
    public init() {}

    /// Fills a shelf with every face of the catalogue whose file is found.
    ///
    /// - Parameter file: Gives a font file by its path below the system's font folder, such as
    ///   `truetype/noto/NotoSans-Regular.ttf`; `nil` where there is none. It is asked once a path.
    /// - Throws: When a file that is there holds no usable font.
    public init(
        opening file: (_ path: String) throws(FontError) -> FontFile?
    ) throws(FontError) {
        var opened: [String: FontFile?] = [:]
        for listing in FontListing.catalogue {
            for weight in FontWeight.allCases {
                let path = listing.path(weight)
                if opened[path] == nil { opened[path] = .some(try file(path)) }
                guard let file = opened[path] ?? nil else { continue }
                place(
                    try FontFace(file: file, index: listing.index),
                    family: listing.family,
                    weight: weight
                )
            }
        }
    }

    /// Puts a face on the shelf.
    public mutating func place(_ face: FontFace, family: String, weight: FontWeight) {
        faces[Place(family: family, weight: weight)] = face
    }

    /// A face of a family, in regular where it has no bold.
    public func face(family: String, weight: FontWeight) -> FontFace? {
        faces[Place(family: family, weight: weight)]
            ?? faces[Place(family: family, weight: .regular)]
    }
}
