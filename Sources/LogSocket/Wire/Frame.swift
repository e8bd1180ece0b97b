import EventSourcing
import NIOCore

/// Why a message is not of the format.
///
/// It never repeats what was in the message.
struct WireError: Error, CustomStringConvertible {
    /// What is wrong, and where.
    var reason: String

    init(_ reason: String) { self.reason = reason }

    var description: String { reason }
}

/// Cuts the bytes of a connection into frames, and takes the length off each.
struct FrameDecoder: NIOSingleStepByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    /// The longest frame that is taken, in bytes.
    let limit: Int

    mutating func decode(buffer: inout ByteBuffer) throws -> ByteBuffer? {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else {
            return nil
        }
        // A hostile length must not even be waited for.
        guard length <= limit else {
            throw WireError(
                "a frame of \(length) bytes is longer than the \(limit) bytes taken here"
            )
        }
        guard buffer.readableBytes >= 4 + Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: 4)
        return buffer.readSlice(length: Int(length))
    }

    mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> ByteBuffer? {
        if let frame = try decode(buffer: &buffer) { return frame }
        guard buffer.readableBytes == 0 else {
            throw WireError("the connection ended in the middle of a frame")
        }
        return nil
    }
}

/// Makes frames no longer than the other side takes.
struct FrameEncoder: Sendable {
    /// The longest frame the other side takes, in bytes.
    let limit: Int

    /// The frame of a message.
    func frame(_ message: JSON) throws(WireError) -> ByteBuffer {
        try frame(message.canonicalBytes())
    }

    /// The frame of a message that is written already.
    func frame(_ message: [UInt8]) throws(WireError) -> ByteBuffer {
        guard message.count <= limit, let length = UInt32(exactly: message.count) else {
            throw WireError(
                "a message of \(message.count) bytes is longer than the \(limit) bytes "
                    + "the other side takes"
            )
        }
        var buffer = ByteBufferAllocator().buffer(capacity: 4 + message.count)
        buffer.writeInteger(length)
        buffer.writeBytes(message)
        return buffer
    }
}

extension JSON {
    /// Reads the message of a frame.
    init(frame: ByteBuffer) throws(WireError) {
        do {
            try self.init(parsing: frame.readableBytesView)
        } catch {
            throw WireError("a frame is \(error)")
        }
    }
}
