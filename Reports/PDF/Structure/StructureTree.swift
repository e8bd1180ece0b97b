/// What the document says, apart from where it stands (ISO 32000-1, 14.7): every element is written
/// as soon as it is complete, so that a long document need not be held whole.
public struct StructureTree: Sendable {
    /// The root of the tree, to which the catalog refers.
    public let root: ObjectID
    /// The element that holds all others.
    public private(set) var document: StructureElement
    /// The elements of each page's marked content, by their numbers there (14.7.4.4).
    private var parents: [ObjectID] = []
    private var ofPage: [ObjectID] = []
    private var page: ObjectID?

    /// Begins a tree.
    public init(in writer: inout PDFWriter) {
        root = writer.reserve()
        document = StructureElement("Document", id: writer.reserve(), parent: root)
    }

    /// Writes a complete element, the next of the document's.
    public mutating func add(_ element: StructureElement, _ writer: inout PDFWriter) {
        document.add(element, &writer)
    }

    /// Begins the content of a page.
    /// - Returns: the page's key in the parent tree, its `StructParents`.
    public mutating func begin(page: ObjectID) -> Int {
        self.page = page
        ofPage = []
        return parents.count
    }

    /// Numbers the next marked content of the page, and makes it part of an element.
    /// - Returns: the number, its `MCID`.
    public mutating func mark(_ element: inout StructureElement) -> Int {
        defer { ofPage.append(element.id) }
        guard let page else { return ofPage.count }
        element.add(.integer(ofPage.count), on: page)
        return ofPage.count
    }

    /// Ends the content of a page.
    public mutating func endPage(_ writer: inout PDFWriter) {
        parents.append(writer.write(.array(ofPage.map { .reference($0) })))
        page = nil
    }

    /// Makes an annotation part of an element (14.7.4.3).
    /// - Returns: the annotation's key in the parent tree, its `StructParent`.
    public mutating func add(
        annotation: ObjectID,
        on page: ObjectID,
        to element: inout StructureElement
    ) -> Int {
        element.kids.append([
            "Type": .name("OBJR"), "Obj": .reference(annotation), "Pg": .reference(page),
        ])
        parents.append(element.id)
        return parents.count - 1
    }

    /// Writes the root, when all elements and pages are complete.
    public func finish(_ writer: inout PDFWriter) {
        writer.write(document.object, as: document.id)
        let numbers = parents.enumerated().flatMap { key, parent -> [PDFObject] in
            [.integer(key), .reference(parent)]
        }
        let parentTree = writer.write(["Nums": .array(numbers)])
        writer.write(
            [
                "Type": .name("StructTreeRoot"), "K": .reference(document.id),
                "ParentTree": .reference(parentTree),
                "ParentTreeNextKey": .integer(parents.count),
            ],
            as: root
        )
    }
}
