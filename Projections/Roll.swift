public import Attendance
public import EventSourcing

/// What is folded from one organisation's log: what sheets and pages are made of.
///
/// The whole log gives everything; the streams that tell of one meeting give the same of that meeting,
/// whatever the order the streams are taken in.
public struct Roll: Projection {
    /// The version of the fold.
    ///
    /// A fold whose results change gets a new one (I-5).
    public static let foldVersion = 6

    /// The training provider's name; empty until it is given.
    public private(set) var organisation = ""
    /// What its documents carry beside its name.
    public private(set) var letterhead = LetterheadSet()
    /// The meetings.
    public private(set) var directory = MeetingDirectory()
    /// Who was connected when.
    public private(set) var presence = PresenceLedger()
    /// Whom the organisation knows.
    public private(set) var people = PeopleRegister()
    /// What people decided about occurrences.
    public private(set) var signatures = SignatureRegister()
    /// What people decided about who was there.
    public private(set) var corrections = CorrectionRegister()
    /// The rule packs the organisation adopted.
    public private(set) var adopted = AdoptedPacks()
    /// When the receiver ran.
    public private(set) var receiver = ReceiverRegister()
    /// The accounts at Zoom.
    public private(set) var accounts = AccountRegister()
    /// Which meetings are the organisation's.
    private(set) var links = LinkRegister()
    /// How far it is known.
    public private(set) var horizon = Horizon.start

    /// What was opened of the personal fields, in order to show it; never part of the fold.
    public private(set) var disclosure = Disclosure.none

    /// Nothing known.
    public init() {}

    /// The same roll with personal fields opened.
    public func disclosing(_ disclosure: Disclosure) -> Roll {
        var roll = self
        roll.disclosure = disclosure
        return roll
    }

    /// The topic of a meeting as last stated.
    public func topic(of meeting: MeetingRecord) -> String? {
        meeting.topic.shown(in: disclosure)
    }

    /// Notes that no event up to a horizon tells more.
    public mutating func reach(_ horizon: Horizon) {
        if self.horizon.size < horizon.size { self.horizon = horizon }
    }

    /// Notes that a run went on at a moment.
    mutating func extend(_ run: InstanceID, to moment: Instant) {
        presence.extend(run, to: moment)
    }

    /// Takes in the next event of the log, or of its stream.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        if case .organisationNamed(let named) = recorded.event { organisation = named.name }
        LetterheadDecider.evolve(&letterhead, with: recorded.event)
        directory.evolve(with: recorded)
        presence.evolve(with: recorded)
        people.evolve(with: recorded)
        signatures.evolve(with: recorded)
        corrections.evolve(with: recorded)
        adopted.evolve(with: recorded)
        receiver.evolve(with: recorded)
        accounts.evolve(with: recorded)
        links.evolve(with: recorded)
        reach(Horizon(size: recorded.position + 1, knownAt: recorded.recordedAt))
    }
}
