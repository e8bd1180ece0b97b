public import EventSourcing

/// Which run a fact is about.
///
/// Every fact carries it whole, since any may arrive first.
public struct InstanceReference: Sendable, Hashable {
    /// The instance, by the keyed hash of account and uuid.
    public var id: InstanceID
    /// Zoom's uuid of the run.
    public var uuid: String
    /// When the run really started; Zoom repeats it in every event of the run.
    public var start: Instant?
    /// The meeting it is a run of.
    public var meeting: MeetingReference
    /// What the fact tells about the meeting.
    public var details: MeetingDetails

    /// Creates a reference.
    public init(
        id: InstanceID,
        uuid: String,
        start: Instant?,
        meeting: MeetingReference,
        details: MeetingDetails
    ) {
        self.id = id
        self.uuid = uuid
        self.start = start
        self.meeting = meeting
        self.details = details
    }
}

/// A run started.
public struct InstanceStarted: Sendable, Hashable {
    /// The run.
    @Indirect public var instance: InstanceReference

    /// Creates the fact.
    public init(instance: InstanceReference) { self.instance = instance }
}

/// A run ended.
public struct InstanceEnded: Sendable, Hashable {
    /// The run.
    @Indirect public var instance: InstanceReference
    /// When it ended; `nil` where Zoom left it out.
    public var at: Instant?
    /// Whether it was only a webinar's practice session.
    public var isPractice: Bool

    /// Creates the fact.
    public init(instance: InstanceReference, at: Instant?, isPractice: Bool = false) {
        self.instance = instance
        self.at = at
        self.isPractice = isPractice
    }
}

/// Whoever Zoom says connected: the keys by which facts of one stay find each other, and what Zoom
/// told about them.
public struct Participant: Sendable, Hashable {
    /// The participant as a subject, by the keyed hash of instance and connection.
    public var subject: SubjectID
    /// Zoom's id of the connection: stable over breakout rooms, new after a rejoin.
    ///
    /// `nil` before 2021.
    public var connectionUUID: String?
    /// Zoom's id within the run: new on every join and every hop.
    public var userID: String?
    /// The name shown.
    public var name: Personal<String>?
    /// The e-mail address, where Zoom shows it.
    public var email: Personal<String>?
    /// The telephone number of someone who dialled in.
    public var phone: Personal<String>?
    /// The network address.
    public var address: Personal<String>?
    /// The keyed hash of Zoom's registrant id.
    public var registrantIndex: BlindIndex?
    /// The keyed hash of Zoom's user id, where they were signed in.
    public var zoomUserIndex: BlindIndex?
    /// The keyed hash of the e-mail address.
    public var emailIndex: BlindIndex?
    /// The keyed hash of what an embedding application of the organisation called them: their own id there.
    public var ownIDIndex: BlindIndex?
    /// The keyed hash of the name shown within the run: it tells alike from unlike there, and nowhere
    /// else.
    public var nameIndex: BlindIndex?
    /// The keyed hash of the network address within the run, likewise.
    public var addressIndex: BlindIndex?

    /// Creates a participant.
    public init(
        subject: SubjectID,
        connectionUUID: String?,
        userID: String?,
        name: Personal<String>? = nil,
        email: Personal<String>? = nil,
        phone: Personal<String>? = nil,
        address: Personal<String>? = nil,
        registrantIndex: BlindIndex? = nil,
        zoomUserIndex: BlindIndex? = nil,
        emailIndex: BlindIndex? = nil,
        ownIDIndex: BlindIndex? = nil,
        nameIndex: BlindIndex? = nil,
        addressIndex: BlindIndex? = nil
    ) {
        self.subject = subject
        self.connectionUUID = connectionUUID
        self.userID = userID
        self.name = name
        self.email = email
        self.phone = phone
        self.address = address
        self.registrantIndex = registrantIndex
        self.zoomUserIndex = zoomUserIndex
        self.emailIndex = emailIndex
        self.ownIDIndex = ownIDIndex
        self.nameIndex = nameIndex
        self.addressIndex = addressIndex
    }
}

/// A participant connected, or came back from a breakout room.
public struct ConnectionJoined: Sendable, Hashable {
    /// The run.
    @Indirect public var instance: InstanceReference
    /// Who.
    @Indirect public var participant: Participant
    /// When; `nil` where Zoom left it out.
    public var at: Instant?

    /// Creates the fact.
    public init(instance: InstanceReference, participant: Participant, at: Instant?) {
        self.instance = instance
        self.participant = participant
        self.at = at
    }
}

/// A participant's connection ended, or went to a breakout room.
public struct ConnectionLeft: Sendable, Hashable {
    /// The run.
    @Indirect public var instance: InstanceReference
    /// Who.
    @Indirect public var participant: Participant
    /// When; `nil` where Zoom left it out.
    public var at: Instant?
    /// Why, as Zoom words it.
    public var reason: Personal<String>?

    /// Creates the fact.
    public init(
        instance: InstanceReference,
        participant: Participant,
        at: Instant?,
        reason: Personal<String>?
    ) {
        self.instance = instance
        self.participant = participant
        self.at = at
        self.reason = reason
    }
}

/// A participant was seen somewhere, or in a way, that is not attendance by itself.
public struct ParticipantSighted: Sendable, Hashable {
    /// Where or how.
    ///
    /// The raw values are the storage format.
    public enum Sighting: String, Sendable, Hashable {
        /// Joined before the host; a join of its own follows.
        case joinedBeforeHost = "joined_before_host"
        /// Waits for the host.
        case waitsForHost = "waits_for_host"
        /// Waits no longer for the host.
        case waitedForHost = "waited_for_host"
        /// Came to the waiting room.
        case enteredWaitingRoom = "entered_waiting_room"
        /// Left the waiting room.
        case leftWaitingRoom = "left_waiting_room"
        /// Was let in from the waiting room; a join of its own follows.
        case admitted
        /// Was sent back to the waiting room.
        case sentToWaitingRoom = "sent_to_waiting_room"
        /// Came to a breakout room.
        case enteredBreakoutRoom = "entered_breakout_room"
        /// Left a breakout room.
        case leftBreakoutRoom = "left_breakout_room"
        /// Became host, co-host or attendee.
        case changedRole = "changed_role"
        /// A telephone and a client were bound together.
        case boundDevices = "bound_devices"
    }

    /// The run.
    @Indirect public var instance: InstanceReference
    /// Who.
    @Indirect public var participant: Participant
    /// Where or how.
    public var sighting: Sighting
    /// When; `nil` where Zoom left it out.
    public var at: Instant?
    /// What the sighting is about: the breakout room's uuid, the new role, or the id of the other
    /// device's connection.
    public var object: String?

    /// Creates the fact.
    public init(
        instance: InstanceReference,
        participant: Participant,
        sighting: Sighting,
        at: Instant?,
        object: String? = nil
    ) {
        self.instance = instance
        self.participant = participant
        self.sighting = sighting
        self.at = at
        self.object = object
    }
}
