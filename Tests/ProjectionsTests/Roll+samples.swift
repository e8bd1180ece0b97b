import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

extension Roll {
    /// What follows from some events, recorded in this order.
    init(of events: [AttendanceEvent]) { self.init(replaying: events.recorded()) }

    /// The sheet of a planned occurrence of the samples.
    func sheet(
        _ name: String = "one",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> AttendanceSheet {
        let id = OccurrenceID(sample: name)
        return try #require(sheet(of: id), sourceLocation: sourceLocation)
    }

    /// The sheet that a run belongs to.
    func sheet(
        of run: SampleRun,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> AttendanceSheet {
        try #require(sheet(of: run.occurrence), sourceLocation: sourceLocation)
    }
}

extension AttendanceSheet {
    /// The one row of a name.
    func row(
        _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Row {
        let named = rows.filter { $0.name == name }
        #expect(named.count == 1, "\(rows.map(\.name))", sourceLocation: sourceLocation)
        return try #require(named.first, sourceLocation: sourceLocation)
    }

    /// The names of the rows, in their order.
    var names: [String] { rows.map(\.name) }
}

extension AttendanceSheet.Row {
    /// The stays as texts: `09:00-09:40`, with `?` for an end that is not known and `*` after one
    /// that is inferred.
    var stays: [String] {
        connections.map {
            "\(Self.clock($0.from))-\(Self.clock($0.to))\($0.endInferred ? "*" : "")"
        }
    }

    private static func clock(_ instant: Instant?) -> String {
        guard let instant else { return "?" }
        let civil = CivilTime(instant)
        return civil.secondOfDay % 60 == 0 ? civil.hourAndMinute : civil.time
    }
}

/// An hour planned from 09:00, of which the samples tell.
enum Hour {
    static let meeting = SampleMeeting.heights
    static let time = PlannedTime.sample("one", .sample("09:00"), minutes: 60)
    static let run = meeting.run("one", start: .sample("09:00"))
    static let planned = meeting.planned(time)

    /// The hour with what happened in it, from its start to its end at 10:00.
    static func held(_ events: AttendanceEvent...) -> Roll {
        Roll(of: [planned, run.started()] + events + [run.ended(.sample("10:00"))])
    }

    /// The hour while it goes on.
    static func running(_ events: AttendanceEvent...) -> Roll {
        Roll(of: [planned, run.started()] + events)
    }
}
