import Attendance
import EventSourcing
import Projections
import ZoomAPI

/// One turn of one arrangement: the next thing that is wanted of Zoom is done, and what became of it is
/// appended together with the facts that Zoom's answer states.
///
/// Nothing but the log is needed to begin, and any instruction may be the last: whoever takes the next
/// turn finds out first what Zoom has.
struct OutboxTurn: Sendable {
    let desk: Desk
    let client: ZoomClient
    /// What is wanted, as it stands.
    let entry: ArrangementRegister.Entry
    let id: ArrangementID
    let account: String
    /// Whether the host's creations and changes of the day are used up.
    let isHostSpent: Bool

    /// How many creations and changes Zoom takes a day of one host (Zoom API, *Rate limits*).
    static let changesPerDayMax = 100
    /// How long after it was wanted a meeting that begins at once is made, in seconds.
    static let instantSecondsMax: Int64 = 600

    var arrangement: Arrangement { entry.arrangement }
    var kind: ZoomMeetingKind { ZoomMeetingKind(arrangement.kind) }
    var mark: ArrangementMark { ArrangementMark(of: id) }

    /// Does what is wanted next.
    /// - Throws: ``Setback`` when it could not be done; what was wanted stands as before.
    func perform(_ intent: Arrangement.Intent) async throws(Setback) {
        switch intent.step {
        case .create: try await create(intent)
        case .change(let change): try await self.change(intent, change)
        case .cancel(let cancelled): try await cancel(intent, cancelled)
        case .end(let asked): try await end(intent, asked)
        }
    }

    // MARK: Calls

    func call<Answer: Sendable>(_ call: ZoomCall<Answer>) async throws(Setback) -> Answer {
        do {
            return try await client.answer(to: call)
        } catch {
            throw Setback(error)
        }
    }

    func all<Element: Sendable>(
        _ call: ZoomCall<ZoomPage<Element>>
    ) async throws(Setback) -> [Element] {
        do {
            return try await client.all(of: call)
        } catch {
            throw Setback(error)
        }
    }

    /// Makes a call of which nothing is left to do where Zoom does not have what it is about.
    func callUnlessGone(_ call: ZoomCall<Void>) async throws(Setback) {
        do {
            try await client.answer(to: call)
        } catch {
            if case .refused(let refusal) = error.reason, refusal.isNotFound { return }
            throw Setback(error)
        }
    }

    func checked<Call>(_ make: () throws(ZoomInputFault) -> Call) throws(Setback) -> Call {
        do {
            return try make()
        } catch {
            throw Setback(error)
        }
    }

    func number(of meeting: MeetingReference) throws(Setback) -> ZoomMeetingNumber {
        guard let number = ZoomMeetingNumber(meeting.number) else {
            throw .refused("the meeting's number is none of Zoom's")
        }
        return number
    }

    // MARK: The log

    /// The texts of personal fields; `nil` for what was erased.
    func open(_ fields: [Personal<String>?]) async throws(Setback) -> [String?] {
        do {
            let disclosure = try await desk.log.disclose(
                fields.compactMap { $0 }.filter(\.isSealed)
            )
            return fields.map { $0.flatMap(disclosure.text(of:)) }
        } catch {
            throw .log(error)
        }
    }

    /// Appends what became of it, with the facts.
    func append(_ events: [AttendanceEvent]) async throws(Setback) {
        do {
            try await desk.append(events)
        } catch {
            throw .log(error)
        }
    }

    func confirmed(
        _ intent: Arrangement.Intent,
        _ meeting: MeetingReference?,
        dates: [ConfirmedDate]? = nil
    ) -> AttendanceEvent {
        .arrangement(
            .confirmed(
                ArrangementConfirmed(
                    arrangement: id,
                    intent: intent.number,
                    meeting: meeting,
                    dates: dates
                )
            )
        )
    }
}

extension Desk {
    /// Appends events of Muster's own doing, all of them or none.
    func append(_ events: [AttendanceEvent]) async throws(EventLogError) {
        guard !events.isEmpty else { return }
        let now = edges.now()
        let batch = AppendBatch(
            events.map { event in
                StreamAppend(
                    to: event.stream,
                    expecting: .any,
                    events: [(AttendanceCodec.encode(event), now)]
                )
            },
            // Not as Zoom: what it sends by itself shows that the receiver runs.
            actor: .muster
        )
        _ = try await log.append(batch)
    }
}
