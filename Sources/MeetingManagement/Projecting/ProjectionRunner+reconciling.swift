import Attendance
import EventSourcing
import Projections

// What is looked up to know of which meetings Zoom is still to be asked something.

extension ProjectionRunner {
    /// The runs that began on some days, in UTC, of which no report was read for good or given up, by
    /// meeting.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    func unreportedRuns(
        on days: [CivilDate]
    ) async throws(EventLogError) -> [MeetingID: Set<InstanceID>] {
        try await current()
        let runs = try await index.values(of: terms(.ran, days.map(\.description)))
        let reported = try await index.values(of: terms(.reported, runs))
        var unreported: [MeetingID: Set<InstanceID>] = [:]
        for run in runs.subtracting(reported).sorted() {
            // Of several meetings that claim one run, always the same.
            guard let meeting = try await index.values(of: terms(.run, [run])).min() else {
                continue
            }
            unreported[MeetingID(meeting), default: []].insert(InstanceID(run))
        }
        return unreported
    }

    /// The meetings that were planned for some days, in UTC; also those planned otherwise since.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    func meetings(plannedOn days: [CivilDate]) async throws(EventLogError) -> Set<MeetingID> {
        try await current()
        let planned = try await index.values(of: terms(.planned, days.map(\.description)))
        return Set(planned.map { MeetingID($0) })
    }

    /// The meetings that were once planned without a time.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    func timelessMeetings() async throws(EventLogError) -> Set<MeetingID> {
        try await current()
        let timeless = try await index.values(of: terms(.timeless, [MeetingIndex.timeless]))
        return Set(timeless.map { MeetingID($0) })
    }

    /// The meetings of runs on some days.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    func meetings(ranOn days: [CivilDate]) async throws(EventLogError) -> Set<MeetingID> {
        try await current()
        let runs = try await index.values(of: terms(.ran, days.map(\.description)))
        return Set(try await index.values(of: terms(.run, runs)).map { MeetingID($0) })
    }

    private func terms(
        _ field: MeetingIndex.Field,
        _ texts: some Sequence<String>
    ) -> Set<IndexTerm> {
        Set(texts.map { MeetingIndex.term(field, $0) })
    }
}
