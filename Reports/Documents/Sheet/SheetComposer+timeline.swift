import Attendance
import EventSourcing
import Projections
import Typesetting

extension SheetComposer {
    /// Who was connected when, to be drawn; `nil` where nobody was.
    var timeline: Timeline? {
        Timeline(of: sheet, knownAt: document.provenance.knownAt, in: document.zone)
    }

    /// Begins the figure of who was connected when.
    mutating func begin(_ timeline: Timeline) throws(TypesettingError) {
        try heading(say("timeline"))
        try paginator.add(say("timeline_key"), style: SheetStyle.note, below: 4)
        let nameWidth = 0.22 * geometry.bodyWidth
        try paginator.begin(
            Table(
                columns: [
                    Table.Column(width: SheetGrid.number, alignment: .trailing),
                    Table.Column(width: nameWidth, isHead: true),
                    Table.Column(width: geometry.bodyWidth - SheetGrid.number - nameWidth),
                ],
                head: [
                    Table.Row([
                        Table.Cell([.text(say("number"), SheetStyle.columnHead)]),
                        Table.Cell([.text(say("name"), SheetStyle.columnHead)]),
                        Table.Cell([.drawing(axis(of: timeline))]),
                    ])
                ],
                padding: 1.5
            )
        )
    }

    /// When someone was connected.
    mutating func compose(
        _ row: AttendanceSheet.Row,
        number: Int,
        in timeline: Timeline
    ) throws(TypesettingError) {
        let lane = Timeline.Lane(of: row, knownAt: document.provenance.knownAt)
        try paginator.add(
            Table.Row([
                Table.Cell([.text(String(number), SheetStyle.text)]),
                Table.Cell([.text(name(of: row), SheetStyle.name)]),
                Table.Cell([.drawing(drawing(of: lane, in: timeline))]),
            ])
        )
    }

    mutating func endTimeline() { paginator.endTable(below: 12) }

    private func axis(of timeline: Timeline) -> Drawing {
        Drawing(
            height: 10,
            bars: [],
            labels: timeline.ticks.map { Drawing.Label($0.label, at: timeline.share($0.at)) },
            style: SheetStyle.note,
            alternative: clock.range(timeline.span)
        )
    }

    private func drawing(of lane: Timeline.Lane, in timeline: Timeline) -> Drawing {
        var bars = timeline.ticks.map { tick in
            let place = timeline.share(tick.at)
            return Drawing.Bar(from: place, to: place, top: 0, height: 12, gray: 0.85)
        }
        bars += sheet.occurrence.slots.map { slot in
            Drawing.Bar(
                from: timeline.share(slot.window.start),
                to: timeline.share(slot.window.end),
                top: 10.5,
                height: 1,
                gray: 0.7
            )
        }
        bars += lane.stays.map { stay in
            Drawing.Bar(
                from: timeline.share(stay.window.start),
                to: timeline.share(stay.window.end),
                top: 2.5,
                height: 6,
                gray: stay.isTold ? 0.15 : 0.6
            )
        }
        bars += lane.signings.filter { timeline.span.contains($0) }.map { signing in
            let place = timeline.share(signing)
            return Drawing.Bar(from: place, to: place, top: 0, height: 12, gray: 0)
        }
        let spans = lane.row.connections.map { clock.span($0.from, $0.to) }
        return Drawing(
            height: 12,
            bars: bars,
            style: SheetStyle.note,
            alternative: spans.isEmpty ? say("not_connected") : spans.joined(separator: ", ")
        )
    }
}
