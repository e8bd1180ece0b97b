public import Attendance
public import EventSourcing
import PDF
public import Projections

/// Who was connected when, as a picture of its own (SVG 1.1), for pages and other documents.
public struct TimelineFigure {
    private let timeline: Timeline
    private let known: Instant?
    private let rows: [AttendanceSheet.Row]
    private let title: String
    private let nobody: String

    private static let names = 170.0
    private static let lanes = 620.0
    private static let lane = 18.0
    private static let head = 20.0

    /// Draws the timeline of a sheet; `nil` where nobody is known to have been connected.
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - known: Until when anything is known.
    ///   - zone: Whose clock the marks show.
    ///   - language: The language of its words.
    public init?(
        of sheet: AttendanceSheet,
        knownAt known: Instant?,
        in zone: ZoneRules,
        language: Language
    ) {
        guard let timeline = Timeline(of: sheet, knownAt: known, in: zone) else { return nil }
        self.timeline = timeline
        self.known = known
        rows = AttendeeRole.numbered(sheet.rows).map(\.row)
        let say = language.messages
        title = say.text("sheet.timeline")
        nobody = say.text("sheet.no_name")
    }

    /// The picture as text; every bar says its times to whoever points at it.
    public var svg: String {
        let (width, height) = (
            Self.names + Self.lanes + 20, Self.head + Double(rows.count) * Self.lane
        )
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.text(width)) \(Self.text(height + 4))" \
            role="img" font-family="Noto Sans, sans-serif" font-size="10"><title>\(XMLText.escaped(title))</title>
            """
        ]
        for tick in timeline.ticks {
            let x = Self.text(place(tick.at))
            lines.append(
                """
                <path d="M\(x) \(Self.text(Self.head - 4))V\(Self.text(height))" stroke="#d8d8d8"/>\
                <text x="\(x)" y="11" text-anchor="middle" fill="#555">\(XMLText.escaped(tick.label))</text>
                """
            )
        }
        for (number, row) in rows.enumerated() {
            lines += draw(row, at: Self.head + Double(number) * Self.lane)
        }
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    private func draw(_ row: AttendanceSheet.Row, at top: Double) -> [String] {
        let lane = Timeline.Lane(of: row, knownAt: known)
        let name = row.name.isEmpty ? nobody : row.name
        let label = """
            <text x="\(Self.text(Self.names - 8))" y="\(Self.text(top + 11))" text-anchor="end">\
            \(XMLText.escaped(name))</text>
            """
        let bars = lane.stays.map { stay in
            let (start, end) = (place(stay.window.start), place(stay.window.end))
            return """
                <rect x="\(Self.text(start))" y="\(Self.text(top + 3))" \
                width="\(Self.text(max(0.5, end - start)))" height="9" \
                fill="\(stay.isTold ? "#262626" : "#999")"><title>\
                \(stay.window.start)–\(stay.window.end)</title></rect>
                """
        }
        let strokes = lane.signings.filter { timeline.span.contains($0) }.map { signing in
            let x = Self.text(place(signing))
            return """
                <path d="M\(x) \(Self.text(top))v15" stroke="#000" stroke-width="1.5"/>
                """
        }
        return [label] + bars + strokes
    }

    private func place(_ instant: Instant) -> Double {
        Self.names + timeline.share(instant) * Self.lanes
    }

    /// A length with one decimal at most.
    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
