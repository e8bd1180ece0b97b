public import EventSourcing

extension SocketEventLog {
    /// Reads events; see ``/EventSourcing/EventLog/events(_:)``.
    public func events(
        _ query: EventQuery
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await read("events", query.wire, "read events", Self.events)
    }

    /// Reads a stream; see ``/EventSourcing/EventLog/events(of:)``.
    public func events(
        of stream: StreamName
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await read("stream", ["stream": stream.wire], "read a stream", Self.events)
    }

    /// The number of events; see ``/EventSourcing/EventLog/size()``.
    public func size() async throws(EventLogError) -> Int64 {
        try await read("size", [:], "read the log's size", Self.size)
    }

    /// Waits for more events; see ``/EventSourcing/EventLog/grown(past:)``.
    public func grown(past size: Int64) async throws(EventLogError) -> Int64 {
        while true {
            let past: JSON = ["past": .integer(size)]
            let now = try await read("grown", past, "wait for the log", Self.size)
            if now > size { return now }
        }
    }

    private static func size(_ answer: Answer) throws(WireError) -> Int64 {
        guard let size = answer.result.integer else { throw WireError("a size is no integer") }
        return size
    }

    /// Opens sealed fields; see ``/EventSourcing/EventLog/disclose(_:)``.
    public func disclose(_ fields: [Personal<String>]) async throws(EventLogError) -> Disclosure {
        let sealed = fields.compactMap { field -> (Personal<String>, FieldPlace)? in
            guard case .sealed(let sealed) = field.content else { return nil }
            return (field, sealed.place)
        }
        var disclosure = Disclosure.none
        for start in stride(from: 0, to: sealed.count, by: limits.fieldsPerRequestMax) {
            let page = sealed[start...].prefix(limits.fieldsPerRequestMax)
            let texts = try await read(
                "disclose",
                ["fields": .list(page.map(\.0))],
                "open personal fields"
            ) { answer throws(WireError) in
                guard answer.elements.count == page.count else {
                    throw WireError("an answer opens another number of fields than was asked")
                }
                return answer.elements.map(\.string)
            }
            var opened: [FieldPlace: String] = [:]
            for ((_, place), text) in zip(page, texts) { opened[place] = text }
            disclosure = disclosure.adding(Disclosure(opened))
        }
        return disclosure
    }

    /// Reads a document; see ``/EventSourcing/EventLog/document(_:)``.
    public func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        try await read("document", name.wire, "read a document") { answer throws(WireError) in
            answer.result == .null ? nil : try Document(wire: answer.result)
        }
    }

    private func read<Value>(
        _ operation: String,
        _ arguments: JSON,
        _ task: String,
        _ value: (Answer) throws(WireError) -> Value
    ) async throws(EventLogError) -> Value {
        do throws(CallFailure) {
            let answer = try await ask(operation, arguments)
            do {
                return try value(answer)
            } catch {
                throw .lost("\(error)")
            }
        } catch {
            throw self.error(of: error, task, whenLost: .storage, "connect again")
        }
    }

    private static func events(
        _ answer: Answer
    ) throws(WireError) -> [Recorded<EncodedEvent>] {
        var events: [Recorded<EncodedEvent>] = []
        events.reserveCapacity(answer.elements.count)
        for element in answer.elements { events.append(try Recorded(wire: element)) }
        return events
    }
}
