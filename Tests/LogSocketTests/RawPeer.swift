import EventSourcing
import NIOCore
import NIOPosix
import Testing

/// A client that knows nothing of the format: it sends bytes and shows what comes back.
struct RawPeer {
    /// What it does when it has sent its bytes.
    enum Ending {
        /// Waits for the server to end the connection.
        case waits
        /// Ends its own half first.
        case hangsUp
    }

    /// Sends bytes, and returns all that the server sends until the connection ends.
    static func exchange(
        _ bytes: [UInt8],
        with path: String,
        ending: Ending = .waits
    ) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            // The server may have ended the connection before it has read everything.
            try? await outbound.write(ByteBuffer(bytes: bytes))
            if ending == .hangsUp { outbound.finish() }
            var received: [UInt8] = []
            do {
                for try await buffer in inbound { received += buffer.readableBytesView }
            } catch is IOError {}
            return received
        }
    }

    /// A frame around bytes.
    static func frame(_ bytes: some Collection<UInt8>) -> [UInt8] {
        withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) } + bytes
    }

    /// A frame around a message.
    static func frame(_ message: JSON) -> [UInt8] { frame(message.canonicalBytes()) }

    /// What a client says first.
    static let greeting = greeting(frame: 1_000_000)

    /// The same, by a client that takes frames of some length.
    static func greeting(frame length: Int64) -> [UInt8] {
        frame(["frame": .integer(length), "protocol": "muster-log", "version": 2])
    }

    /// The messages in what a server sent.
    static func messages(_ bytes: [UInt8]) throws -> [JSON] {
        var messages: [JSON] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            try #require(rest.count >= 4)
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            try #require(rest.count >= 4 + length)
            messages.append(try JSON(parsing: rest.dropFirst(4).prefix(length)))
            rest = rest.dropFirst(4 + length)
        }
        return messages
    }
}
