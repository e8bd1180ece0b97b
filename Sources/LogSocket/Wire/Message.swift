import EventSourcing
import NIOCore

/// The first message each way.
struct Greeting: Sendable {
    /// The longest frame its sender takes, in bytes.
    var frameBytesMax: Int

    var wire: JSON {
        [
            "frame": .integer(Int64(frameBytesMax)), "protocol": .string(LogSocketFormat.name),
            "version": .integer(LogSocketFormat.version),
        ]
    }

    init(frameBytesMax: Int) { self.frameBytesMax = frameBytesMax }

    init(wire: JSON) throws(WireError) {
        // Whoever refuses the connection says why instead of greeting.
        if let refusal = wire["error"] { throw WireError(try EventLogError(wire: refusal).reason) }
        let reader = try WireReader(wire, "a greeting")
        guard try reader.text("protocol") == LogSocketFormat.name else {
            throw WireError("the other side does not speak \(LogSocketFormat.name)")
        }
        let version = try reader.integer("version")
        guard version == LogSocketFormat.version else {
            throw WireError(
                "the other side speaks version \(version) of \(LogSocketFormat.name), this one "
                    + "version \(LogSocketFormat.version); use the same release of muster for both"
            )
        }
        let frame = try reader.integer("frame")
        guard frame >= LogSocketFormat.frameBytesLeast else {
            throw WireError(
                "the other side takes frames of fewer than \(LogSocketFormat.frameBytesLeast) bytes"
            )
        }
        frameBytesMax = Int(frame)
    }
}

/// What a client asks.
struct Request: Sendable {
    /// The client's number for it.
    var id: Int64
    /// What is to be done.
    var operation: String
    /// With what.
    var arguments: JSON

    var wire: JSON {
        ["arguments": arguments, "id": .integer(id), "op": .string(operation)]
    }

    init(_ id: Int64, _ operation: String, _ arguments: JSON) {
        self.id = id
        self.operation = operation
        self.arguments = arguments
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a request")
        id = try reader.integer("id")
        operation = try reader.text("op")
        arguments = try reader.json("arguments")
    }
}

/// What a server answers.
enum Reply {
    /// Elements of an answer that comes in parts.
    case part(Int64, [JSON])
    /// The end of an answer.
    case result(Int64, JSON)
    /// Why a request was not carried out.
    case refusal(Int64, EventLogError)
    /// Why the connection ends.
    case end(EventLogError)

    var wire: JSON {
        switch self {
        case .part(let id, let elements): ["id": .integer(id), "part": .array(elements)]
        case .result(let id, let result): ["id": .integer(id), "result": result]
        case .refusal(let id, let error): ["error": error.wire, "id": .integer(id)]
        case .end(let error): ["error": error.wire]
        }
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "an answer")
        guard reader.has("id") else {
            self = .end(try reader.value("error"))
            return
        }
        let id = try reader.integer("id")
        if reader.has("part") {
            self = .part(id, try reader.elements("part"))
        } else if reader.has("error") {
            self = .refusal(id, try reader.value("error"))
        } else {
            self = .result(id, try reader.json("result"))
        }
    }
}
