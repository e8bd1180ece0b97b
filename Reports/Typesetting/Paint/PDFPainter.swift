public import PDF

/// Paints frames as the pages of a PDF file, each as soon as it is given: an archive of itself
/// (PDF/A-3, level A; ISO 19005-3) that can be read without being seen (PDF/UA-1; ISO 14289-1).
public struct PDFPainter: ~Copyable {
    let geometry: PageGeometry
    var writer: PDFWriter
    var fonts: [FontUse] = []
    var fontIDs: [ObjectID] = []
    var order: ReadingOrder
    private var bookmarks = Bookmarks()
    private var heading: Heading?
    private var pictures: [PictureKey: ObjectID] = [:]
    private var writtenPictures: Set<PictureKey> = []
    private var attachments: [EmbeddedName] = []
    private var pages: [Page] = []
    private var footCount = 0
    private let tree: ObjectID
    private let fontResources: ObjectID
    private let seal: ObjectID

    private struct Page {
        var id: ObjectID
        var foot: ObjectID
    }

    /// A heading of which more lines may come.
    private struct Heading {
        var block: Int
        var level: Int
        var words: [String]
        var page: ObjectID
        var top: Double
    }

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - geometry: The paper of every page.
    ///   - form: How the file is spelt.
    public init(geometry: PageGeometry, form: PDFWriter.Form = .compact) {
        self.geometry = geometry
        var writer = PDFWriter(form: form)
        self.tree = writer.reserve()
        self.fontResources = writer.reserve()
        self.seal = writer.reserve()
        self.order = ReadingOrder(in: &writer)
        self.writer = writer
    }

    /// Paints a page; its foot is painted later, when the number of pages is known.
    ///
    /// - Parameters:
    ///   - frame: What stands where.
    ///   - picture: Gives a picture that no page before showed.
    /// - Returns: the keys of the pictures that were asked for: they are not asked for again.
    /// - Throws: When a picture is missing.
    @discardableResult
    public mutating func paint(
        _ frame: PageFrame,
        picture: (PictureKey) -> PreparedImage? = { _ in nil }
    ) throws(PaintingError) -> [PictureKey] {
        var taken: [PictureKey] = []
        let id = writer.reserve()
        let key = order.begin(page: id)
        let contents = writer.write(PDFStream(bytes: operators(for: frame)))
        order.endPage(&writer)
        note(headings: frame, on: id)
        var names: [(String, PDFObject)] = []
        for item in frame.items {
            guard case .picture(let key, _, _) = item.content else { continue }
            let id = reserved(key)
            if writtenPictures.insert(key).inserted {
                guard let image = picture(key) else { throw .missingPicture(key) }
                writer.write(image, as: id)
                taken.append(key)
            }
            if !names.contains(where: { $0.0 == "P\(id.number)" }) {
                names.append(("P\(id.number)", .reference(id)))
            }
        }
        var resources: PDFDictionary = ["Font": .reference(fontResources)]
        if !names.isEmpty { resources["XObject"] = .dictionary(PDFDictionary(names)) }
        let foot = writer.reserve()
        var page: PDFDictionary = [
            "Type": .name("Page"),
            "Parent": .reference(tree),
            "MediaBox": [0, 0, .real(geometry.width), .real(geometry.height)],
            "Resources": .dictionary(resources),
            "Contents": [.reference(contents), .reference(foot)],
            "StructParents": .integer(key),
            // Whoever goes from field to field goes in reading order.
            "Tabs": .name("S"),
        ]
        if pages.isEmpty { page["Annots"] = [.reference(seal)] }
        writer.write(.dictionary(page), as: id)
        pages.append(Page(id: id, foot: foot))
        return taken
    }

    /// Paints the foot of a page.
    ///
    /// - Parameters:
    ///   - foot: What stands where.
    ///   - index: The page, from 0.
    public mutating func paint(foot: PageFrame, ofPage index: Int) {
        writer.write(PDFStream(bytes: operators(forFoot: foot)), as: pages[index].foot)
        footCount += 1
    }

    /// Embeds a file that travels in the document.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - date: When it was last changed, where that is known.
    public mutating func embed(_ file: EmbeddedFile, changed date: FileDate?) {
        attachments.append(writer.embed(file, changed: date))
    }

    /// The bytes written since the last call.
    public mutating func drain() -> [UInt8] { writer.drain() }

    /// How many pages were painted.
    public var pageCount: Int { pages.count }

    /// Embeds the fonts, and ends the file; every page must have its foot.
    ///
    /// - Parameters:
    ///   - description: What the file says of itself.
    ///   - sealTitle: What the place of a later seal is called for whoever hears the document.
    ///   - fileID: Sixteen bytes; without it they are a digest of the content.
    /// - Returns: The bytes written since the last call of ``drain()``.
    /// - Throws: When a font cannot be embedded.
    public mutating func finish(
        description: FileDescription,
        sealTitle: String,
        fileID: [UInt8]? = nil
    ) throws(PaintingError) -> [UInt8] {
        precondition(footCount == pages.count, "a page has no foot")
        noteHeading()
        try writeFonts()
        let tree: PDFObject = [
            "Type": .name("Pages"),
            "Kids": .array(pages.map { .reference($0.id) }),
            "Count": .integer(pages.count),
        ]
        writer.write(tree, as: self.tree)
        var preferences: PDFDictionary = ["DisplayDocTitle": true]
        if geometry.direction == .rightToLeft { preferences["Direction"] = .name("R2L") }
        var catalog: PDFDictionary = [
            "Type": .name("Catalog"),
            "Pages": .reference(self.tree),
            "Lang": .text(description.language),
            "MarkInfo": ["Marked": true],
            "Metadata": .reference(writer.writeMetadata(description)),
            "OutputIntents": [.reference(writer.writeOutputIntent())],
            "ViewerPreferences": .dictionary(preferences),
        ]
        if let page = pages.first { catalog["AcroForm"] = writeSeal(on: page.id, sealTitle) }
        catalog["StructTreeRoot"] = .reference(order.finish(&writer))
        if let outline = bookmarks.write(to: &writer) {
            catalog["Outlines"] = .reference(outline)
            catalog["PageMode"] = .name("UseOutlines")
        }
        writer.name(attachments, in: &catalog)
        let root = writer.write(.dictionary(catalog))
        let about = writer.write(.dictionary(description.information))
        return writer.finish(catalog: root, information: about, fileID: fileID)
    }

    private mutating func writeFonts() throws(PaintingError) {
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
    }

    /// The field in which a seal may be put later: it is there from the beginning, so that a seal adds
    /// nothing that is read (ISO 32000-1, 12.7.4.5; ISO 14289-1, 7.18).
    private mutating func writeSeal(on page: ObjectID, _ title: String) -> PDFObject {
        let key = order.add(
            "Form",
            annotation: seal,
            on: page,
            alternative: title,
            &writer
        )
        writer.write(
            [
                "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
                "T": .text("seal"), "TU": .text(title), "Rect": [0, 0, 0, 0],
                // Printed and locked.
                "F": 132,
                "P": .reference(page), "StructParent": .integer(key),
            ],
            as: seal
        )
        return ["Fields": [.reference(seal)]]
    }

    /// Makes bookmarks of the headings of a page.
    private mutating func note(headings frame: PageFrame, on page: ObjectID) {
        for item in frame.items {
            guard case .heading(let level) = item.role, case .text(let line, _, _) = item.content
            else { continue }
            if heading?.block == item.block {
                heading?.words.append(line.text)
                continue
            }
            noteHeading()
            heading = Heading(
                block: item.block,
                level: level,
                words: [line.text],
                page: page,
                top: geometry.height - item.bounds.y
            )
        }
    }

    private mutating func noteHeading() {
        guard let heading else { return }
        let title = heading.words.map { $0.trimmingSpaces }.joined(separator: " ")
        bookmarks.add(title, level: heading.level, on: heading.page, top: heading.top)
        self.heading = nil
    }

    /// The number a picture has or will have.
    mutating func reserved(_ key: PictureKey) -> ObjectID {
        if let id = pictures[key] { return id }
        let id = writer.reserve()
        pictures[key] = id
        return id
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

/// Why a page could not be painted.
public enum PaintingError: Error, Sendable, Hashable {
    /// A font could not be embedded.
    case font(FontError)
    /// A picture is missing.
    case missingPicture(PictureKey)
}
