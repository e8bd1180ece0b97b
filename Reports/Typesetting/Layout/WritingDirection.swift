/// Whether a document is read from its left or its right edge.
///
/// Everything is laid out from the edge where reading starts; a page that is read from the right is
/// mirrored once it is full, without turning its text and pictures.
public enum WritingDirection: Sendable, Hashable {
    /// As English.
    case leftToRight
    /// As Arabic.
    case rightToLeft
}

extension PageFrame {
    /// The page as it is read in a direction, on paper of a width.
    func read(_ direction: WritingDirection, width: Double) -> PageFrame {
        guard direction == .rightToLeft else { return self }
        return PageFrame(
            items: items.map { item in
                let box = item.bounds
                return item.moved(x: width - 2 * box.x - box.width, y: 0)
            }
        )
    }
}
