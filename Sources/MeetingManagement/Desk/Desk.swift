import Attendance
public import EventSourcing
import Projections

/// Where everything about one organisation is brought: deliveries, decisions and questions.
///
/// The desk owns no state: facts are in the log, and what is folded from them is with the
/// ``ProjectionRunner``.
public struct Desk: Sendable {
    /// The organisation's log.
    public let log: any EventLog
    /// What it tells of each meeting.
    public let projections: ProjectionRunner
    /// The time, and chance.
    public let edges: Edges
    let key: OrganisationKey
    private let turns = DecisionTurns()

    /// Sets up the desk of an organisation.
    /// - Parameters:
    ///   - log: Its log.
    ///   - index: Where the log's ``/Projections/MeetingIndex`` is kept.
    ///   - key: What its identifiers are made with.
    ///   - edges: The time, and chance.
    public init(
        log: any EventLog,
        index: any EventIndex,
        key: OrganisationKey,
        edges: Edges
    ) {
        self.log = log
        self.key = key
        self.edges = edges
        self.projections = ProjectionRunner(log: log, index: index)
    }
}

/// Why a decision was not recorded.
public enum DecisionFailure<Rejection: Error>: Error {
    /// The rules refuse it.
    case rejected(Rejection)
    /// The log refused or failed.
    case log(EventLogError)
}

extension Desk {
    /// How often a decision is taken anew when another process changes the stream meanwhile.
    private static let attemptsMax = 16

    /// The one way a person's decision is recorded: load, fold, decide, append expecting what was
    /// read, and decide again when somebody else was faster.
    /// - Returns: the events it led to; none when it was already carried out.
    func decide<Rules: Decider>(
        _ command: Rules.Command,
        by rules: Rules.Type,
        on stream: StreamName,
        actor: Actor,
        documents: [Document] = []
    ) async throws(DecisionFailure<Rules.Rejection>) -> [AttendanceEvent]
    where Rules.Event == AttendanceEvent {
        try await decide([(stream, [command])], by: rules, actor: actor, documents: documents)
    }

    /// Records decisions about several streams, each named once: all of them, or none.
    /// - Returns: the events they led to.
    func decide<Rules: Decider>(
        _ decisions: [(stream: StreamName, commands: [Rules.Command])],
        by rules: Rules.Type,
        actor: Actor,
        documents: [Document] = []
    ) async throws(DecisionFailure<Rules.Rejection>) -> [AttendanceEvent]
    where Rules.Event == AttendanceEvent {
        try await turns.taking(decisions.map(\.stream)) {
            () async throws(DecisionFailure<Rules.Rejection>) -> [AttendanceEvent] in
            try await decideInTurn(decisions, by: rules, actor: actor, documents: documents)
        }
    }

    private func decideInTurn<Rules: Decider>(
        _ decisions: [(stream: StreamName, commands: [Rules.Command])],
        by rules: Rules.Type,
        actor: Actor,
        documents: [Document]
    ) async throws(DecisionFailure<Rules.Rejection>) -> [AttendanceEvent]
    where Rules.Event == AttendanceEvent {
        var attempt = 1
        while true {
            var appends: [StreamAppend] = []
            var events: [AttendanceEvent] = []
            for (stream, commands) in decisions {
                var (state, last) = try await load(rules, stream)
                var new: [AttendanceEvent] = []
                for command in commands {
                    let decided = try decided(command, in: state, by: rules)
                    for event in decided { rules.evolve(&state, with: event) }
                    new += decided
                }
                guard !new.isEmpty else { continue }
                let now = edges.now()
                appends.append(
                    StreamAppend(
                        to: stream,
                        expecting: .after(last),
                        events: new.map { (AttendanceCodec.encode($0), now) }
                    )
                )
                events += new
            }
            guard !appends.isEmpty else { return [] }
            do {
                let batch = AppendBatch(appends, documents: documents, actor: actor)
                _ = try await log.append(batch)
                return events
            } catch {
                guard error.code == .conflict, attempt < Self.attemptsMax else {
                    throw .log(error)
                }
                attempt += 1
            }
        }
    }

    /// Records a decision that no rule refuses.
    func record<Rules: Decider>(
        _ command: Rules.Command,
        by rules: Rules.Type,
        on stream: StreamName,
        actor: Actor
    ) async throws(EventLogError) -> [AttendanceEvent]
    where Rules.Event == AttendanceEvent, Rules.Rejection == Never {
        try await record([(stream, [command])], by: rules, actor: actor)
    }

    /// Records decisions that no rule refuses about several streams, each named once: all of them, or
    /// none.
    func record<Rules: Decider>(
        _ decisions: [(stream: StreamName, commands: [Rules.Command])],
        by rules: Rules.Type,
        actor: Actor
    ) async throws(EventLogError) -> [AttendanceEvent]
    where Rules.Event == AttendanceEvent, Rules.Rejection == Never {
        do {
            return try await decide(decisions, by: rules, actor: actor)
        } catch {
            switch error {
            case .log(let error): throw error
            }
        }
    }

    private func decided<Rules: Decider>(
        _ command: Rules.Command,
        in state: Rules.State,
        by rules: Rules.Type
    ) throws(DecisionFailure<Rules.Rejection>) -> [Rules.Event] {
        do {
            return try Rules.decide(command, in: state)
        } catch {
            throw .rejected(error)
        }
    }

    /// What rules know of a stream, and the version of its last event.
    func load<Rules: Decider>(
        _ rules: Rules.Type,
        _ stream: StreamName
    ) async throws(DecisionFailure<Rules.Rejection>) -> (Rules.State, Int64?)
    where Rules.Event == AttendanceEvent {
        do {
            let history = try await log.events(of: stream)
            var state = Rules.initialState
            var reader = PayloadReader()
            for recorded in history {
                Rules.evolve(&state, with: try recorded.decoded(by: &reader).event)
            }
            return (state, history.last?.version)
        } catch {
            throw .log(error)
        }
    }
}

extension Recorded<EncodedEvent> {
    /// The event read by the codec of the domain.
    /// - Parameter reader: What reads all events of a reading, one after the other.
    /// - Returns: the same place in the log with the event.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `damaged`, naming the position.
    func decoded(
        by reader: inout PayloadReader
    ) throws(EventLogError) -> Recorded<AttendanceEvent> {
        do {
            return try map { (event) throws(PayloadError) in
                try AttendanceCodec.decode(event, by: &reader)
            }
        } catch {
            throw EventLogError(.damaged, "the event at position \(position): \(error)")
        }
    }
}
