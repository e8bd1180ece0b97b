import Attendance
import Typesetting

/// The columns of a sheet, in points.
struct SheetGrid {
    static let number = 25.0
    static let status = 74.0
    static let time = 50.0
    static let present = 50.0
    static let share = 40.0
    static let slotIndent = 8.0
    static let widestSlot = 150.0
    static let narrowestSlot = 70.0
    static let narrowestName = 110.0

    let geometry: PageGeometry
    /// The slots of each part of the table: what does not fit beside the first stands below it.
    let parts: [[Slot]]

    /// Whether the first part says who came when.
    let hasFacts: Bool

    init(slots: [Slot], direction: WritingDirection, paper: Paper, hasFacts: Bool = true) {
        let isWide = slots.count > (hasFacts ? 1 : 2)
        let page: PageGeometry = isWide ? .landscape(paper) : .portrait(paper)
        self.geometry = page.read(direction)
        self.hasFacts = hasFacts
        let fixed = hasFacts ? Self.facts : Self.number
        let beside = max(1, Self.capacity(geometry.bodyWidth - fixed))
        let below = max(1, Self.capacity(geometry.bodyWidth - Self.number))
        var parts = [Array(slots.prefix(beside))]
        var rest = slots.dropFirst(beside)
        while !rest.isEmpty {
            parts.append(Array(rest.prefix(below)))
            rest = rest.dropFirst(below)
        }
        self.parts = parts
    }

    /// The width of the columns that are there without any slot, but for the name.
    private static let facts = number + status + 2 * time + present + share

    private static func capacity(_ width: Double) -> Int {
        Int((width - narrowestName) / narrowestSlot)
    }

    /// Whether a part has the columns of who came when.
    func showsFacts(_ part: Int) -> Bool { part == 0 && hasFacts }

    func slotWidth(part: Int) -> Double {
        let fixed = showsFacts(part) ? Self.facts : Self.number
        let rest = geometry.bodyWidth - fixed - Self.narrowestName
        return min(Self.widestSlot, rest / Double(max(1, parts[part].count)))
    }

    func columns(part: Int) -> [Table.Column] {
        let slots = parts[part].map { _ in
            Table.Column(width: slotWidth(part: part), indent: Self.slotIndent)
        }
        let facts = [
            Table.Column(width: Self.status), Table.Column(width: Self.time, alignment: .trailing),
            Table.Column(width: Self.time, alignment: .trailing),
            Table.Column(width: Self.present, alignment: .trailing),
            Table.Column(width: Self.share, alignment: .trailing),
        ]
        let others = (showsFacts(part) ? facts : []) + slots
        let taken = others.reduce(Self.number) { $0 + $1.width }
        return [
            Table.Column(width: Self.number, alignment: .trailing),
            Table.Column(width: geometry.bodyWidth - taken, isHead: true),
        ] + others
    }
}

/// The few sizes of a sheet, all of it black: a printer that has no gray breaks small gray letters up
/// into dots.
enum SheetStyle {
    static let title = TextStyle(size: 19, weight: .bold)
    static let topic = TextStyle(size: 12)
    static let organisation = TextStyle(size: 9, weight: .bold)
    static let section = TextStyle(size: 10.5, weight: .bold)
    static let text = TextStyle(size: 8.5)
    static let name = TextStyle(size: 8.5, weight: .bold)
    static let label = TextStyle(size: 6.8)
    static let columnHead = TextStyle(size: 7.4, weight: .bold)
    static let note = TextStyle(size: 7)
}
