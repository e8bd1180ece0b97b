import EventSourcing
import NIOCore

/// One client's connection.
struct Connection: Sendable {
    typealias Peer = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let peer: Peer
    let responder: Responder
    let limits: LogSocketLimits

    /// Makes a channel's bytes frames; called on its event loop.
    ///
    /// No more than one frame is read ahead of its time.
    static func peer(on channel: any Channel, limits: LogSocketLimits) throws -> Peer {
        let decoder = FrameDecoder(limit: limits.frameBytesMax)
        try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(decoder))
        return try Peer(
            wrappingChannelSynchronously: channel,
            configuration: .init(
                backPressureStrategy: .init(lowWatermark: 1, highWatermark: 1)
            )
        )
    }

    /// Greets, and answers requests until the client or the server has had enough.
    func serve() async {
        // What fails here is the connection alone, and whoever was on it knows.
        try? await peer.executeThenClose { frames, _ in
            do {
                var frames = frames.makeAsyncIterator()
                let mine = Greeting(frameBytesMax: limits.frameBytesMax)
                try await send(FrameEncoder(limit: limits.frameBytesMax).frame(mine.wire))
                guard let first = try await frames.next() else { return }
                let theirs = try Greeting(wire: try JSON(frame: first))
                try await answer(&frames, FrameEncoder(limit: theirs.frameBytesMax))
            } catch let error as WireError {
                let end = Reply.end(EventLogError(.storage, "\(error); the connection ends"))
                try await send(FrameEncoder(limit: limits.frameBytesMax).frame(end.wire))
            }
        }
    }

    private func answer(
        _ frames: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ encoder: FrameEncoder
    ) async throws {
        let sink = AnswerSink(encoder: encoder, limits: limits, send: send)
        // Not a throwing group: what was begun is answered even when the next frame is wrong.
        let failure = await withTaskGroup(of: Int.self) { group -> (any Error)? in
            var load = Load(limits: limits)
            do {
                while let frame = try await frames.next() {
                    let size = frame.readableBytes
                    let request = try Request(wire: try JSON(frame: frame))
                    while !load.has(roomFor: size), let done = await group.next() {
                        load.remove(done)
                    }
                    load.add(size)
                    group.addTask {
                        await responder.answer(request, to: sink)
                        return size
                    }
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Returns when the kernel has taken the frame: a client that does not read its answers is asked
    /// nothing more.
    private func send(_ frame: ByteBuffer) async throws {
        try await peer.channel.writeAndFlush(frame).get()
    }
}

/// What of one connection is being carried out.
private struct Load {
    let limits: LogSocketLimits
    var requests = 0
    var bytes = 0

    init(limits: LogSocketLimits) { self.limits = limits }

    /// Whether another request may begin; one alone always may.
    func has(roomFor size: Int) -> Bool {
        requests == 0
            || requests < limits.requestsInFlightMax && bytes + size <= limits.frameBytesMax
    }

    mutating func add(_ size: Int) {
        requests += 1
        bytes += size
    }

    mutating func remove(_ size: Int) {
        requests -= 1
        bytes -= size
    }
}
