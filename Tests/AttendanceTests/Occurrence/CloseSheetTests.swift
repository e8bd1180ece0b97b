import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Closing a sheet")
struct CloseSheetTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning

    @Test("happens as revision 1")
    func happens() {
        let outcome = Rules.given().when(.closeSheet(Self.morning.mark("first", logSize: 17)))
        #expect(
            outcome
                == .happens([.sheetClosed(Self.morning.closed("first", revision: 1, logSize: 17))])
        )
    }

    @Test("is ignored when repeated, though the log has grown")
    func repeated() {
        let closed = Self.morning.closed("first", revision: 1)
        let outcome = Rules.given(.sheetClosed(closed))
            .when(.closeSheet(Self.morning.mark("first", logSize: 900)))
        #expect(outcome == .isIgnored)
    }

    @Test("happens as the next revision under any name when the content has changed")
    func next() {
        let history: [AttendanceEvent] = [
            .sheetClosed(Self.morning.closed("first", revision: 1)),
            .sheetClosed(Self.morning.closed("second", revision: 2)),
        ]
        let outcome = Rules.given(history).when(.closeSheet(Self.morning.mark("third")))
        #expect(outcome == .happens([.sheetClosed(Self.morning.closed("third", revision: 3))]))
        let other = Rules.given(history).when(
            .closeSheet(Self.morning.mark("third", lastRevision: 5))
        )
        #expect(other == .happens([.sheetClosed(Self.morning.closed("third", revision: 6))]))
        let back = Rules.given(history).when(.closeSheet(Self.morning.mark("first")))
        #expect(back == .happens([.sheetClosed(Self.morning.closed("first", revision: 3))]))
    }
}

@Suite("Recording an export")
struct RecordExportTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning
    private static let closed: [AttendanceEvent] = [
        .sheetClosed(morning.closed("first", revision: 1)),
        .sheetClosed(morning.closed("second", revision: 2)),
    ]

    @Test("happens, once a media type")
    func happens() {
        let pdf = Self.morning.export(revision: 2)
        #expect(
            Rules.given(Self.closed).when(.recordExport(pdf)) == .happens([.sheetExported(pdf)])
        )
        let json = Self.morning.export(revision: 2, mediaType: "application/json")
        let outcome = Rules.given(Self.closed + [.sheetExported(pdf)]).when(.recordExport(json))
        #expect(outcome == .happens([.sheetExported(json)]))
    }

    @Test("is ignored when repeated: the first document stays")
    func repeated() {
        let history = Self.closed + [.sheetExported(Self.morning.export(revision: 2))]
        let again = Self.morning.export(revision: 2)
        #expect(Rules.given(history).when(.recordExport(again)) == .isIgnored)
        let other = Self.morning.export(revision: 2, document: "rendered again")
        #expect(Rules.given(history).when(.recordExport(other)) == .isIgnored)
    }

    @Test("is rejected when that is not the last closed revision", arguments: [0, 1, 3])
    func revisionUnknown(revision: Int) {
        let export = Self.morning.export(revision: revision)
        let outcome = Rules.given(Self.closed).when(.recordExport(export))
        #expect(outcome == .isRejected(.revisionUnknown(revision)))
    }

    @Test("is rejected when nothing was closed")
    func neverClosed() {
        let outcome = Rules.given().when(.recordExport(Self.morning.export(revision: 1)))
        #expect(outcome == .isRejected(.revisionUnknown(1)))
    }
}

@Suite("What is known of an occurrence")
struct OccurrenceStateTests {
    @Test("is not changed by what is none of its business")
    func others() {
        var state = OccurrenceDecider.fold([
            .slotOpened(SampleOccurrence.morning.opened()),
            .sheetClosed(SampleOccurrence.morning.closed("first", revision: 1)),
        ])
        let before = state
        let run = SampleMeeting.heights.run(start: .sample("09:00"))
        for event in [
            SampleMeeting.heights.planned(), run.started(), run.joined(.ada, .sample("09:00")),
            run.left(.ada, .sample("10:00")), run.ended(.sample("10:00")),
            SampleMeeting.heights.expects(.ada),
            .organisationNamed(OrganisationNamed(name: "Nordlicht")),
            .personRegistered(.sample(.ada, name: "Ada")),
        ] {
            OccurrenceDecider.evolve(&state, with: event)
        }
        #expect(state == before)
    }

    @Test("holds the exports of each revision")
    func exports() {
        let morning = SampleOccurrence.morning
        let state = OccurrenceDecider.fold([
            .sheetExported(morning.export(revision: 1)),
            .sheetExported(morning.export(revision: 2, document: "later")),
            .sheetExported(morning.export(revision: 2, mediaType: "text/csv", document: "table")),
        ])
        #expect(
            state.exports == [
                1: ["application/pdf": .sample("document")],
                2: ["application/pdf": .sample("later"), "text/csv": .sample("table")],
            ]
        )
    }
}
