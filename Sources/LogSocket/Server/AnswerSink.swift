import EventSourcing
import NIOCore

/// Where answers go, cut into frames.
struct AnswerSink: Sendable {
    let encoder: FrameEncoder
    let limits: LogSocketLimits
    let send: @Sendable (ByteBuffer) async throws -> Void

    /// Sends a whole reply.
    func send(_ reply: Reply) async throws {
        try await send(try encoder.frame(reply.wire))
    }

    /// Parts of the answer to a request, to which elements are added one by one.
    func parts(of id: Int64) -> Parts { Parts(sink: self, id: id) }

    /// An answer that comes in parts.
    struct Parts {
        let sink: AnswerSink
        let id: Int64
        /// The elements that were not sent yet, written already.
        private var elements: [UInt8] = []

        init(sink: AnswerSink, id: Int64) {
            self.sink = sink
            self.id = id
        }

        /// Adds an element, sending what there is first where the frame would grow too long.
        mutating func add(_ element: JSON) async throws {
            let bytes = element.canonicalBytes()
            let size = min(sink.limits.partBytesMax, sink.encoder.limit - envelope.count)
            if !elements.isEmpty, elements.count + 1 + bytes.count > size { try await flush() }
            if !elements.isEmpty { elements.append(UInt8(ascii: ",")) }
            elements += bytes
        }

        /// Sends what was not sent yet.
        mutating func flush() async throws {
            guard !elements.isEmpty else { return }
            // The canonical form of Reply.part, around elements that are canonical already.
            let frame = envelope.dropLast(2) + elements + envelope.suffix(2)
            elements = []
            try await sink.send(try sink.encoder.frame(Array(frame)))
        }

        private var envelope: [UInt8] { Reply.part(id, []).wire.canonicalBytes() }
    }
}
