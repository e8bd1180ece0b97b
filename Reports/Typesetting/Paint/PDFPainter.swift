public import PDF

/// Paints frames as the pages of a PDF file, each as soon as it is given.
public struct PDFPainter: ~Copyable {
    let geometry: PageGeometry
    var writer: PDFWriter
    var fonts: [FontUse] = []
    var fontIDs: [ObjectID] = []
    private var pictures: [PictureKey: ObjectID] = [:]
    private let picture: (PictureKey) throws(PaintingError) -> PreparedImage
    private var pages: [Page] = []
    private let tree: ObjectID
    private let fontResources: ObjectID

    private struct Page {
        var id: ObjectID
        var foot: ObjectID
    }

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - geometry: The paper of every page.
    ///   - form: How the file is spelt.
    ///   - picture: Gives a picture when the first page that shows it is painted.
    public init(
        geometry: PageGeometry,
        form: PDFWriter.Form = .compact,
        picture: @escaping (PictureKey) throws(PaintingError) -> PreparedImage
    ) {
        self.geometry = geometry
        self.picture = picture
        var writer = PDFWriter(form: form)
        self.tree = writer.reserve()
        self.fontResources = writer.reserve()
        self.writer = writer
    }

    /// Paints a page; its foot is painted at the end, when the number of pages is known.
    public mutating func paint(_ frame: PageFrame) throws(PaintingError) {
        let contents = writer.write(PDFStream(bytes: operators(for: frame)))
        var names: [(String, PDFObject)] = []
        for item in frame.items {
            guard case .picture(let key, _, _) = item.content else { continue }
            let id = try written(key)
            if !names.contains(where: { $0.0 == "P\(id.number)" }) {
                names.append(("P\(id.number)", .reference(id)))
            }
        }
        var resources: PDFDictionary = ["Font": .reference(fontResources)]
        if !names.isEmpty { resources["XObject"] = .dictionary(PDFDictionary(names)) }
        let foot = writer.reserve()
        let page: PDFObject = [
            "Type": .name("Page"),
            "Parent": .reference(tree),
            "MediaBox": [0, 0, .real(geometry.width), .real(geometry.height)],
            "Resources": .dictionary(resources),
            "Contents": [.reference(contents), .reference(foot)],
        ]
        pages.append(Page(id: writer.write(page), foot: foot))
    }

    /// The bytes written since the last call.
    public mutating func drain() -> [UInt8] { writer.drain() }

    /// How many pages were painted.
    public var pageCount: Int { pages.count }

    /// Paints the feet, embeds the fonts and ends the file.
    ///
    /// - Parameters:
    ///   - feet: One frame a page.
    ///   - description: What the file says of itself.
    ///   - fileID: Sixteen bytes; without it they are a digest of the content.
    /// - Returns: The bytes written since the last call of ``drain()``.
    /// - Throws: When a font cannot be embedded.
    public mutating func finish(
        feet: [PageFrame],
        description: FileDescription,
        fileID: [UInt8]? = nil
    ) throws(PaintingError) -> [UInt8] {
        for (index, page) in pages.enumerated() {
            let frame = index < feet.count ? feet[index] : PageFrame()
            writer.write(PDFStream(bytes: operators(for: frame)), as: page.foot)
        }
        var names: [(String, PDFObject)] = []
        for (use, id) in zip(fonts, fontIDs) {
            do throws(FontError) {
                try writer.write(use, as: id)
            } catch {
                throw .font(error)
            }
            names.append((use.resource, .reference(id)))
        }
        writer.write(.dictionary(PDFDictionary(names)), as: fontResources)
        let tree: PDFObject = [
            "Type": .name("Pages"),
            "Kids": .array(pages.map { .reference($0.id) }),
            "Count": .integer(pages.count),
        ]
        writer.write(tree, as: self.tree)
        var preferences: PDFDictionary = ["DisplayDocTitle": true]
        if geometry.direction == .rightToLeft { preferences["Direction"] = .name("R2L") }
        let catalog: PDFObject = [
            "Type": .name("Catalog"),
            "Pages": .reference(self.tree),
            "Lang": .text(description.language),
            "ViewerPreferences": .dictionary(preferences),
        ]
        let information: PDFObject = [
            "Title": .text(description.title), "Producer": .text(description.producer),
        ]
        let root = writer.write(catalog)
        let about = writer.write(information)
        return writer.finish(catalog: root, information: about, fileID: fileID)
    }

    /// The object of a picture, written the first time it is asked for.
    private mutating func written(_ key: PictureKey) throws(PaintingError) -> ObjectID {
        let id = reserved(key)
        guard !writtenPictures.contains(key) else { return id }
        writer.write(try picture(key), as: id)
        writtenPictures.insert(key)
        return id
    }

    private var writtenPictures: Set<PictureKey> = []

    /// The number a picture has or will have.
    mutating func reserved(_ key: PictureKey) -> ObjectID {
        if let id = pictures[key] { return id }
        let id = writer.reserve()
        pictures[key] = id
        return id
    }
}

/// What a file says of itself (ISO 32000-1, 14.3.3).
public struct FileDescription: Sendable, Hashable {
    /// The title.
    public var title: String
    /// The language of the text (RFC 3066).
    public var language: String
    /// What made the file.
    public var producer: String

    /// Creates a description.
    public init(title: String, language: String, producer: String) {
        self.title = title
        self.language = language
        self.producer = producer
    }
}

/// Why a page could not be painted.
public enum PaintingError: Error, Sendable, Hashable {
    /// A font could not be embedded.
    case font(FontError)
    /// A picture is missing.
    case missingPicture(PictureKey)
}
