public import EventSourcing

/// One line of a recording: a delivery and when it came.
///
/// `{"received_at": "2026-03-09T09:28:11.304Z", "body": "<the exact bytes as a string>"}`. The time
/// may also be a number of milliseconds since the Unix epoch. A line that is itself a body of Zoom's
/// (an object with `event`) is taken as one that came when Zoom stamped it.
public struct RecordedDelivery: Sendable, Hashable {
    /// When it came.
    public var receivedAt: Instant
    /// The body of the request, byte for byte.
    public var body: [UInt8]

    /// Why a line is no recorded delivery.
    public struct Refusal: Error, Hashable {
        /// What is wrong with it.
        public var reason: String
    }

    /// Creates a recorded delivery.
    public init(receivedAt: Instant, body: [UInt8]) {
        self.receivedAt = receivedAt
        self.body = body
    }

    /// Reads a line.
    /// - Throws: ``Refusal`` saying what is wrong with it.
    public init(line: some Collection<UInt8>) throws(Refusal) {
        let json: JSON
        do {
            json = try JSON(parsing: line)
        } catch {
            throw Refusal(reason: error.description)
        }
        if json["body"] == nil, json["event"]?.string != nil {
            let stamp = json["event_ts"]?.integer.flatMap(Instant.init(milliseconds:))
            self.init(receivedAt: stamp ?? Instant(seconds: 0), body: Array(line))
            return
        }
        guard let body = json["body"]?.string else {
            throw Refusal(reason: #"the line has no "body" that is a string"#)
        }
        guard let receivedAt = Self.time(json["received_at"]) else {
            throw Refusal(reason: #"the line has no "received_at" that is a time (RFC 3339)"#)
        }
        self.init(receivedAt: receivedAt, body: Array(body.utf8))
    }

    private static func time(_ json: JSON?) -> Instant? {
        switch json {
        case .string(let text): Instant(text)
        case .integer(let milliseconds): Instant(milliseconds: milliseconds)
        default: nil
        }
    }
}
