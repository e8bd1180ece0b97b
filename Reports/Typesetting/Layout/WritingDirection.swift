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
        return PageFrame(items: items.map { $0.mirrored(width: width) })
    }
}

extension FrameItem {
    /// The item at the other side of the paper, itself not turned; of a drawing, so is each part.
    fileprivate func mirrored(width: Double) -> FrameItem {
        let box = bounds
        let dx = width - 2 * box.x - box.width
        let moved = moved(x: dx, y: 0)
        guard case .drawing(let parts, _, turns: true) = content else { return moved }
        var turned = moved
        turned.content = .drawing(
            parts.map { $0.mirrored(width: width) },
            moved.bounds,
            turns: true
        )
        return turned
    }
}
