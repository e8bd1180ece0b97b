/// One element of a document's structure while it is written (ISO 32000-1, 14.7.2).
public struct StructureElement: Sendable {
    /// The object it becomes.
    public let id: ObjectID
    /// What is read out in its place (14.9.3).
    public var alternative: String?
    /// What a type of element says of itself beside its content (14.8.5).
    public var attributes: PDFDictionary?
    var kids: [PDFObject] = []
    /// What type of element it is (14.8.4).
    public let type: String
    private let parent: ObjectID
    private var page: ObjectID?

    init(_ type: String, id: ObjectID, parent: ObjectID) {
        self.type = type
        self.id = id
        self.parent = parent
    }

    /// Begins an element that is a part of this.
    /// - Parameters:
    ///   - type: A standard structure type (14.8.4).
    ///   - writer: The file.
    /// - Returns: the element.
    public func begin(_ type: String, _ writer: inout PDFWriter) -> StructureElement {
        StructureElement(type, id: writer.reserve(), parent: id)
    }

    /// Writes a part that is complete, the next of this.
    public mutating func add(_ part: StructureElement, _ writer: inout PDFWriter) {
        writer.write(part.object, as: part.id)
        kids.append(.reference(part.id))
    }

    /// Adds marked content; the page is named once for all content of the first.
    mutating func add(_ number: PDFObject, on page: ObjectID) {
        if self.page == nil { self.page = page }
        guard self.page != page else { return kids.append(number) }
        kids.append(["Type": .name("MCR"), "Pg": .reference(page), "MCID": number])
    }

    var object: PDFObject {
        var dictionary: PDFDictionary = ["S": .name(type), "P": .reference(parent)]
        if let page { dictionary["Pg"] = .reference(page) }
        if let alternative { dictionary["Alt"] = .text(alternative) }
        if let attributes { dictionary["A"] = .dictionary(attributes) }
        if let only = kids.first, kids.count == 1 {
            dictionary["K"] = only
        } else if !kids.isEmpty {
            dictionary["K"] = .array(kids)
        }
        return .dictionary(dictionary)
    }
}
