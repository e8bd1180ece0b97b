/// What goes over the socket of a data directory.
///
/// While a server holds the directory, every command reaches the log through the Unix socket in it;
/// whoever may open the socket may do everything.
///
/// A *frame* is four bytes, the length that follows in big-endian order, and one canonical JSON text
/// (RFC 8785). Bytes are Base64 (RFC 4648, section 4), times are microseconds since 1970, 64-bit marks
/// are decimal strings. Neither side takes a frame longer than it said in its greeting, and every
/// side takes 512 bytes.
///
/// **Greeting.** The first frame each way; whoever does not know the version ends the connection.
///
///     {"frame":67108864,"protocol":"muster-log","version":2}
///
/// **Request.** The client numbers its requests as it likes; many may be on their way.
///
///     {"arguments":{…},"id":7,"op":"append"}
///
/// | `op` | `arguments` | parts | `result` |
/// |---|---|---|---|
/// | `append` | the batch | | `first`, `count`, `repeated` |
/// | `events` | `from`, `to`, `limit`, `backwards`, and `category` or `streams` where it is narrowed | events | `null` |
/// | `stream` | `stream` | events | `null` |
/// | `size` | | | the number of events |
/// | `grown` | `past`, a size | | the number of events, as soon as it is more or after a second |
/// | `disclose` | `fields`, sealed ones | texts, `null` for erased ones, in order | `null` |
/// | `sign` | | | the signed note, or `null` |
/// | `erase` | `subjects`, `reason`, `actor` | | `position`, `keys`, `documents` |
/// | `expire` | `subjects`, `batch` | | `position`, `keys`, `documents` |
/// | `document` | `kind`, `identifier` | | the document, or `null` |
/// | `command` | `name`, `arguments` | | whatever the command answers |
///
/// **Answer.** Any number of parts, then one result or one error. Answers to different requests come in
/// any order, and their parts may alternate. An error without `id` is the last frame of a connection.
///
///     {"id":7,"part":[…]}
///     {"id":7,"result":…}
///     {"error":{"code":"conflict","reason":"…"},"id":7}
///     {"error":{"code":"storage","reason":"…"}}
///
/// A request whose arguments are wrong is refused by itself. Bytes that are no frame, or a frame that
/// is no request, end the connection.
public enum LogSocketFormat {
    /// The version of the format; both sides must speak the same.
    public static let version: Int64 = 2
    /// The name the format goes by in greetings.
    static let name = "muster-log"
    /// What every side takes at least, so that there is always room to say what is wrong: bytes.
    public static let frameBytesLeast: Int64 = 512
}

/// The bounds of a connection, each with its unit in the name.
public struct LogSocketLimits: Sendable {
    /// The longest frame this side takes, without the four bytes of its length; from
    /// ``LogSocketFormat/frameBytesLeast`` up.
    public var frameBytesMax = 64 << 20
    /// How long a part of an answer grows before it is sent; one element may make it longer.
    public var partBytesMax = 1 << 20
    /// How many events the server reads at once for an answer in parts.
    public var eventsPerReadMax = 1000
    /// How many sealed fields the client asks to be opened at once.
    public var fieldsPerRequestMax = 10_000
    /// How many requests of one connection are carried out at once; no more are read before one is
    /// answered.
    public var requestsInFlightMax = 64
    /// How many connections are served at once; more wait for their greeting.
    public var connectionsMax = 64
    /// How long the server waits for the log to grow before it answers that it has not.
    public var waiting: Duration = .seconds(1)
    /// How long a closing server waits for what it has begun before it cuts the connections.
    public var drain: Duration = .seconds(10)

    /// The limits that muster uses.
    public init() {}
}
