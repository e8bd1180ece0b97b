public import Attendance
public import EventSourcing
public import Projections

/// Answers what the log tells of a meeting: it keeps the ``/Projections/MeetingIndex`` up with the log, and folds the
/// streams of a meeting when somebody asks for it.
///
/// Whoever asks waits until everything that was in the log when they asked is taken in, so that an
/// answer never lags behind what was acknowledged before it. What an answer costs depends on the
/// meeting, not on the log.
public actor ProjectionRunner {
    /// How many events are read at a time.
    static let pageEventsMax = 1000
    /// How many events the meetings kept in memory rest on.
    private static let keptEventsMax = 200_000

    let log: any EventLog
    /// Where to look.
    private(set) var index: any EventIndex
    private var hasTakenOver = false
    private var horizon: Horizon?
    private var catchingUp: Task<Void, any Error>?
    private var folds = FoldCache(eventsMax: keptEventsMax)
    private var folding: [MeetingID: Task<Roll, any Error>] = [:]

    /// Sets out to answer from a log by an index of it.
    public init(log: any EventLog, index: any EventIndex) {
        self.log = log
        self.index = index
    }

    // MARK: The index

    /// Takes in everything the log holds now.
    /// - Returns: how far that is.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    @discardableResult
    public func current() async throws(EventLogError) -> Horizon {
        let size = try await log.size()
        while true {
            if let horizon, horizon.size >= size { return horizon }
            try await catchUp()
        }
    }

    /// Takes in what the log is given, as it comes, until the task is cancelled.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read, or was closed.
    public func follow() async throws(EventLogError) {
        let start = try await current().size
        for try await page in log.subscription(from: start, pageEventsMax: Self.pageEventsMax) {
            guard let last = page.last, (horizon?.size ?? 0) <= last.position else { continue }
            try await current()
        }
    }

    /// Those who ask meanwhile wait for the same.
    private func catchUp() async throws(EventLogError) {
        let task = catchingUp ?? Task { try await self.takeIn() }
        catchingUp = task
        try await task.read
    }

    private func takeIn() async throws {
        defer { catchingUp = nil }
        var known = if let horizon { horizon } else { try await begin() }
        horizon = known
        var filling = IndexFilling(log: log, from: known.size)
        while let page = try await filling.next() {
            try await index.add(page.content)
            known = page.horizon
            horizon = known
        }
        guard !hasTakenOver else { return }
        // Caught up: what was made under an older version has done its duty.
        try await index.takeOver()
        hasTakenOver = true
    }

    /// How far the index had come; one that is of another log is made anew.
    private func begin() async throws(EventLogError) -> Horizon {
        let cursor = try await index.cursor()
        guard cursor.position > 0 else { return .start }
        let last = try await log.events(from: cursor.position - 1, limit: 1).first
        guard let last, last.id == cursor.lastEvent else {
            index = try await index.successor()
            return .start
        }
        return Horizon(size: cursor.position, knownAt: last.recordedAt)
    }

    /// Makes the index anew beside the one that answers, and puts it in its place.
    /// - Parameter progress: Called with the number of events taken in, and of all.
    /// - Returns: the events that could not be read.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log or the index cannot be read or written.
    public nonisolated func rebuild(
        progress: @Sendable (_ done: Int64, _ all: Int64) -> Void
    ) async throws(EventLogError) -> [DeadLetter] {
        let next = try await beginSuccessor()
        var filling = IndexFilling(log: log, from: 0)
        var size: Int64 = 0
        repeat {
            while let page = try await filling.next() {
                try await next.add(page.content)
                size = page.horizon.size
                progress(size, max(size, try await log.size()))
            }
        } while await !isSucceeded(by: next, havingTaken: size)
        try await next.takeOver()
        return try await next.deadLetters()
    }

    private func beginSuccessor() async throws(EventLogError) -> any EventIndex {
        try await current()
        return try await index.successor()
    }

    /// Puts a successor in the index's place, unless it lacks what was taken in meanwhile.
    private func isSucceeded(by next: any EventIndex, havingTaken size: Int64) -> Bool {
        guard catchingUp == nil, horizon?.size == size else { return false }
        index = next
        return true
    }

    /// Lets the index go, keeping what was taken in.
    public func close() async { await index.close() }

    // MARK: The folds

    /// Everything that is known of a meeting, its personal fields sealed.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func roll(of meeting: MeetingID) async throws(EventLogError) -> Roll {
        let horizon = try await current()
        // One after the other: the second finds what the first has folded.
        let earlier = folding[meeting]
        let task = Task {
            _ = await earlier?.result
            return try await self.fold(meeting, to: horizon)
        }
        folding[meeting] = task
        defer { if folding[meeting] == task { folding[meeting] = nil } }
        return try await task.read
    }

    private func fold(_ meeting: MeetingID, to horizon: Horizon) async throws -> Roll {
        var fold = folds.take(meeting) ?? MeetingFold(meeting)
        if fold.eventCount == 0 || fold.roll.horizon.size < horizon.size {
            try await complete(&fold, to: horizon)
        }
        if fold.eventCount > 0 { folds.keep(fold) }
        return fold.roll
    }

    /// Takes in what the streams that tell of a meeting hold up to a horizon.
    func complete(_ fold: inout MeetingFold, to horizon: Horizon) async throws(EventLogError) {
        var read: Set<StreamName> = []
        while case let found = try await streams(tellingOf: fold.meeting, in: fold.roll)
            .subtracting(read), !found.isEmpty
        {
            try await extend(&fold, by: found, to: horizon)
            read.formUnion(found)
        }
        fold.reach(horizon)
    }

    private func extend(
        _ fold: inout MeetingFold,
        by streams: Set<StreamName>,
        to horizon: Horizon
    ) async throws(EventLogError) {
        var reader = PayloadReader()
        while true {
            let page = try await log.events(
                EventQuery(
                    .streams(fold.unread(streams)),
                    positions: 0..<horizon.size,
                    limit: Self.pageEventsMax
                )
            )
            for recorded in page { fold.take(try recorded.decoded(by: &reader)) }
            guard page.count == Self.pageEventsMax else { return }
        }
    }

    /// The streams that tell of a meeting, as far as its roll and the index know.
    func streams(
        tellingOf meeting: MeetingID,
        in roll: Roll
    ) async throws(EventLogError) -> Set<StreamName> {
        var streams = roll.streams(tellingOf: meeting)
        for run in try await index.values(of: [MeetingIndex.term(.meeting, meeting.text)]) {
            streams.insert(.instance(InstanceID(run)))
        }
        for id in try await index.values(of: [MeetingIndex.term(.arrangement, meeting.text)]) {
            streams.insert(.arrangement(ArrangementID(id)))
        }
        let addresses = roll.addresses(givenAt: meeting)
        let terms = Set(addresses.map { MeetingIndex.term(.person, $0.text) })
        for person in try await index.values(of: terms) {
            streams.insert(.person(PersonID(person)))
        }
        return streams
    }
}
