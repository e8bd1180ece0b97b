public import EventSourcing

/// The training provider was given the name that its documents carry.
public struct OrganisationNamed: Sendable, Hashable {
    /// The name.
    public var name: String

    /// Creates the event.
    public init(name: String) { self.name = name }
}

/// A delivery was kept from which no fact could be made: its event is unknown, none of ours, or not
/// usable.
public struct DeliveryKept: Sendable, Hashable {
    /// The keyed hash of the delivery's body, which names the document.
    public var delivery: String
    /// Zoom's name of the event; `nil` where the body could not be read.
    public var eventName: String?
    /// Why no fact was made.
    ///
    /// Never holds personal data.
    public var reason: String
    /// How it came here.
    public var source: FactSource

    /// Creates the event.
    public init(delivery: String, eventName: String?, reason: String, source: FactSource) {
        self.delivery = delivery
        self.eventName = eventName
        self.reason = reason
        self.source = source
    }
}

/// The organisation adopted a rule pack for whatever begins from a moment on without one of its own.
public struct RulePackAdopted: Sendable, Hashable {
    /// From when on.
    public var from: Instant
    /// The pack, whole.
    public var pack: RulePack

    /// Creates the event.
    public init(from: Instant, pack: RulePack) {
        self.from = from
        self.pack = pack
    }
}

/// What the documents of the training provider carry beside its name was given.
public struct LetterheadSet: Sendable, Hashable {
    /// SHA-256 of the logo's PNG, which is kept as a document; `nil` for none.
    public var logo: SHA256Digest?
    /// Lines such as its registration number, in order.
    public var lines: [String]

    /// Creates the event.
    public init(logo: SHA256Digest? = nil, lines: [String] = []) {
        self.logo = logo
        self.lines = lines
    }
}
