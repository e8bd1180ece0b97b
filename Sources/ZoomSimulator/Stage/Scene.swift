import EventSourcing

/// Something that happens in an instance.
enum Scene: Sendable {
    /// It begins.
    case start(Beginning)
    /// Somebody is there before the host.
    case comeBeforeHost(uuid: String, Visitor)
    /// Somebody waits to be admitted.
    case wait(uuid: String, Visitor)
    /// Somebody joins.
    case join(uuid: String, Visitor)
    /// Somebody leaves.
    case leave(uuid: String, participant: String, Leaving)
    /// Somebody moves to a breakout room, or with `nil` back to the main room.
    case move(uuid: String, participant: String, room: String?)
    /// It ends.
    case end(uuid: String)

    /// How an instance begins.
    struct Beginning: Sendable {
        var uuid: String
        var number: Int64
        var occurrence: SimulatedOccurrence?
    }

    /// How somebody leaves.
    struct Leaving: Sendable {
        var reason: String
        /// How long after it Zoom stamps it, in milliseconds.
        var stamp: ClosedRange<Int64> = 1100...3500
        /// How long after the stamp Zoom sends it, in milliseconds.
        var transit: ClosedRange<Int64> = 0...2400

        static let byChoice = Leaving(reason: "left the meeting. Reason : left the meeting")
        static let toRoom = Leaving(
            reason: "left the meeting. Reason : left the meeting to join breakout room"
        )
        static let dropped = Leaving(
            reason: "got disconnected from the meeting. Reason : Client Close."
        )
        static let hostEnded = Leaving(
            reason: "left the meeting. Reason : Host ended the meeting."
        )
    }

    /// At one second, what begins comes before who comes, and who goes before what ends.
    var rank: Int {
        switch self {
        case .start: 0
        case .comeBeforeHost: 1
        case .wait: 2
        case .join: 3
        case .move: 4
        case .leave: 5
        case .end: 6
        }
    }
}

/// Scenes of an occurrence, each with its time.
struct Play {
    private var scenes: [(time: Instant, scene: Scene)] = []

    mutating func add(_ scene: Scene, at time: Instant) { scenes.append((time, scene)) }

    /// All scenes in the order in which they happen.
    var inOrder: [(time: Instant, scene: Scene)] {
        scenes.enumerated().sorted {
            ($0.element.time, $0.element.scene.rank, $0.offset)
                < ($1.element.time, $1.element.scene.rank, $1.offset)
        }.map(\.element)
    }
}
