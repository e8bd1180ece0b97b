import NIOCore
import NIOPosix

/// A server on one's own machine that reads requests as text and answers bytes as they are given:
/// half answers, none, or late ones.
final class RawServer: Sendable {
    /// What a connection does after a request.
    enum Act: Sendable {
        case send(String)
        case wait(Duration)
        case close
    }

    let port: Int
    private let listener: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>
    private let task: Task<Void, Never>

    /// Starts; the script says what follows a request, given its head and its number from 1.
    init(_ script: @escaping @Sendable (String, Int) -> [Act]) async throws {
        listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel
                    )
                }
            }
        port = listener.channel.localAddress?.port ?? 0
        let counter = Counter()
        let listener = self.listener
        task = Task {
            try? await listener.executeThenClose { connections in
                await withDiscardingTaskGroup { group in
                    do {
                        for try await connection in connections {
                            group.addTask {
                                await Self.serve(connection, counter: counter, script: script)
                            }
                        }
                    } catch {
                        return
                    }
                }
            }
        }
    }

    func stop() async {
        task.cancel()
        try? await listener.channel.close()
        await task.value
    }

    private static func serve(
        _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        counter: Counter,
        script: @Sendable (String, Int) -> [Act]
    ) async {
        try? await connection.executeThenClose { inbound, outbound in
            var received = ""
            for try await buffer in inbound {
                received += String(buffer: buffer)
                guard let end = received.firstRange(of: "\r\n\r\n") else { continue }
                let head = String(received[..<end.lowerBound])
                received = ""
                for act in script(head, await counter.next()) {
                    switch act {
                    case .send(let text): try await outbound.write(ByteBuffer(string: text))
                    case .wait(let duration): try await Task.sleep(for: duration)
                    case .close: return
                    }
                }
            }
        }
    }
}

private actor Counter {
    private var count = 0
    func next() -> Int {
        count += 1
        return count
    }
}

extension String {
    /// A field of a request's head.
    func header(_ name: String) -> String? {
        split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
            .map { $0.dropFirst(name.count + 1).drop { $0 == " " } }.map(String.init)
    }
}

/// A whole answer as text.
func httpAnswer(_ status: String, _ body: String, headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\ncontent-length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
}
