import Attendance
import EventSourcing
import PDF
import Projections
import Typesetting

/// Puts a sheet on pages, from the organisation's name to the totals.
struct SheetComposer: ~Copyable {
    let document: SheetDocument
    let clock: SheetClock
    let grid: SheetGrid
    let attendees: [AttendanceSheet.Row]
    /// The code in the foot of every page.
    let codeMark: [[Bool]]
    var paginator: Paginator
    /// How large the pictures are that the rows being composed may show.
    var extents: [AttendanceSheet.SignatureLine: ImageExtent] = [:]

    var sheet: AttendanceSheet { document.sheet }
    var messages: Messages { document.language.messages }
    var geometry: PageGeometry { grid.geometry }
    var parts: [[Slot]] { grid.parts }

    init(_ document: SheetDocument, fonts: FontShelf) {
        self.document = document
        let language = document.language
        self.clock = SheetClock(zone: document.zone, messages: language.messages)
        let slots = document.sheet.occurrence.slots
        self.grid = SheetGrid(
            slots: document.isBlank && slots.isEmpty ? [document.wholeSlot] : slots,
            direction: language.isRightToLeft ? .rightToLeft : .leftToRight,
            paper: document.form.paper,
            hasFacts: !document.isBlank
        )
        // Whom only a connection tells of is nobody that one expects.
        self.attendees = document.sheet.rows.filter {
            $0.role == .attendee && !(document.isBlank && $0.isUnidentified)
        }
        self.codeMark = document.codeMark
        self.paginator = Paginator(
            geometry: grid.geometry,
            typesetter: Typesetter(fonts: fonts)
        )
    }

    /// What is said in the document's language, by its key among those of sheets.
    func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
        messages.text("sheet.\(key)", arguments)
    }

    /// The rows with their numbers: trainers, then attendees.
    var rowsByRole: [(number: Int, row: AttendanceSheet.Row)] {
        AttendeeRole.numbered(sheet.rows)
    }

    /// The name of a row, or that it has none.
    func name(of row: AttendanceSheet.Row) -> String {
        row.name.isEmpty ? say("no_name") : row.name
    }

    /// The day the sheet is about, where anything tells it.
    var day: CivilDate? {
        start.map { document.zone.wallTime(of: $0).date }
    }

    /// When the occurrence starts: as planned, else as it happened.
    var start: Instant? { sheet.occurrence.planned?.start ?? sheet.occurrence.actualStart }

    mutating func takePages() -> [PageFrame] { paginator.takePages() }

    mutating func finish() -> [PageFrame] { paginator.finish() }

    /// The trainers, who countersign, in the columns of the attendees.
    mutating func composeTrainers() throws(TypesettingError) {
        let trainers = sheet.rows.filter { $0.role == .trainer }
        guard !trainers.isEmpty else {
            try heading(say("trainer"))
            return try paginator.add(say("no_trainer"), style: SheetStyle.text, below: 12)
        }
        for part in grid.parts.indices {
            try heading(continued(say("trainer"), part: part))
            try paginator.begin(table(part: part))
            for (index, trainer) in trainers.enumerated() {
                try paginator.add(row(trainer, number: index + 1, part: part))
            }
            paginator.endTable(below: 12)
        }
    }

    mutating func beginAttendees(part: Int) throws(TypesettingError) {
        try heading(continued(say("attendees"), part: part))
        guard !attendees.isEmpty || document.isBlank else {
            return try paginator.add(say("no_attendee"), style: SheetStyle.text)
        }
        try paginator.begin(table(part: part))
    }

    mutating func composeAttendee(_ index: Int, part: Int) throws(TypesettingError) {
        // The last stays with what follows it, so that no page has the totals alone.
        if index == attendees.count - 1 { paginator.ensure(Self.rowAndTotals) }
        try paginator.add(row(attendees[index], number: index + 1, part: part))
    }

    mutating func endAttendees(part: Int) throws(TypesettingError) {
        if document.isBlank {
            for number in 1...Self.emptyRows {
                try paginator.add(emptyRow(number: attendees.count + number, part: part))
            }
        }
        paginator.endTable(below: 12)
    }

    private static let rowAndTotals = 110.0

    /// Room for those who come without being expected.
    private static let emptyRows = 5

    /// A heading that stays with what follows it.
    /// - Parameters:
    ///   - text: The heading.
    ///   - height: How much of what follows stays with it, in points.
    /// - Throws: where a font is missing.
    mutating func heading(
        _ text: String,
        keeping height: Double = 110
    ) throws(TypesettingError) {
        paginator.ensure(20 + height)
        try paginator.add(text, style: SheetStyle.section, role: .heading(2), below: 2)
    }

    /// The heading of a part of a table that is too wide for one.
    private func continued(_ text: String, part: Int) -> String {
        part == 0 ? text : say("continued", ["heading": text])
    }

    private func table(part: Int) -> Table {
        Table(columns: grid.columns(part: part), head: [columnHeads(part: part)])
    }
}
