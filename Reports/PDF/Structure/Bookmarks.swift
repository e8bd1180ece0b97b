/// The headings of a document, beside its pages (ISO 32000-1, 12.3.3).
public struct Bookmarks: Sendable {
    private struct Bookmark {
        var title: String
        var level: Int
        var destination: PDFObject
    }

    private var bookmarks: [Bookmark] = []

    /// Starts without any.
    public init() {}

    /// Adds the next.
    /// - Parameters:
    ///   - title: The words of the heading.
    ///   - level: Its level, from 1; one below the last at most is deeper than it.
    ///   - page: The page it is on.
    ///   - top: Its upper edge, in points above the lower edge of the page.
    public mutating func add(_ title: String, level: Int, on page: ObjectID, top: Double) {
        let deepest = (bookmarks.last?.level ?? 0) + 1
        bookmarks.append(
            Bookmark(
                title: title,
                level: min(max(level, 1), deepest),
                destination: [.reference(page), .name("XYZ"), .null, .real(top), .null]
            )
        )
    }

    /// Writes them.
    /// - Returns: the outline, to which the catalog refers; `nil` when there are none.
    public func write(to writer: inout PDFWriter) -> ObjectID? {
        guard !bookmarks.isEmpty else { return nil }
        let root = writer.reserve()
        let ids = bookmarks.map { _ in writer.reserve() }
        let parents = bookmarks.indices.map { index in
            bookmarks[..<index].lastIndex { $0.level < bookmarks[index].level }
        }
        for index in bookmarks.indices {
            let siblings = bookmarks.indices.filter { parents[$0] == parents[index] }
            let place = siblings.firstIndex(of: index) ?? 0
            var item: PDFDictionary = [
                "Title": .text(bookmarks[index].title),
                "Parent": .reference(parents[index].map { ids[$0] } ?? root),
                "Dest": bookmarks[index].destination,
            ]
            if place > 0 { item["Prev"] = .reference(ids[siblings[place - 1]]) }
            if place + 1 < siblings.count { item["Next"] = .reference(ids[siblings[place + 1]]) }
            let children = bookmarks.indices.filter { parents[$0] == index }
            if let first = children.first, let last = children.last {
                item["First"] = .reference(ids[first])
                item["Last"] = .reference(ids[last])
                item["Count"] = .integer(descendants(of: index, parents))
            }
            writer.write(.dictionary(item), as: ids[index])
        }
        let tops = bookmarks.indices.filter { parents[$0] == nil }
        var outline: PDFDictionary = ["Type": .name("Outlines")]
        if let first = tops.first, let last = tops.last {
            outline["First"] = .reference(ids[first])
            outline["Last"] = .reference(ids[last])
        }
        outline["Count"] = .integer(bookmarks.count)
        writer.write(.dictionary(outline), as: root)
        return root
    }

    private func descendants(of index: Int, _ parents: [Int?]) -> Int {
        bookmarks.indices.filter { parents[$0] == index }
            .reduce(0) { $0 + 1 + descendants(of: $1, parents) }
    }
}
