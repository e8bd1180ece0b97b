public import EventSourcing

/// Why a meeting counts as linked, or as none of ours.
///
/// The raw values are the storage format.
public enum LinkGround: String, Sendable, Hashable, CaseIterable {
    /// Somebody said so of this meeting.
    case decision
    /// People used it: they arranged or planned it, expect somebody at it, or decided about its sheet.
    case use
    /// A rule about its hosts says so.
    case hosts
}

/// A meeting was linked: what is known of it is the organisation's, and kept.
public struct MeetingLinked: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// For whom it is.
    public var link: MeetingLink
    /// Why.
    public var ground: LinkGround

    /// Creates the event.
    public init(meeting: MeetingID, link: MeetingLink, ground: LinkGround) {
        self.meeting = meeting
        self.link = link
        self.ground = ground
    }
}

/// A meeting was said to be none of the organisation's: personal data of it is not kept.
public struct MeetingDisowned: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// Why.
    public var ground: LinkGround

    /// Creates the event.
    public init(meeting: MeetingID, ground: LinkGround) {
        self.meeting = meeting
        self.ground = ground
    }
}

/// Personal data of a meeting that nobody linked expired.
public struct MeetingExpired: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// Whose data, in order.
    public var subjects: [SubjectID]
    /// Whether that was all that was known of it.
    public var isWhole: Bool

    /// Creates the event.
    public init(meeting: MeetingID, subjects: [SubjectID], isWhole: Bool) {
        self.meeting = meeting
        self.subjects = subjects
        self.isWhole = isWhole
    }
}

/// A rule says of which hosts meetings are the organisation's, or are not.
public struct HostRuleSet: Sendable, Hashable {
    /// Whose meetings the rule is about.
    public var hosts: Hosts
    /// What it says of them; `nil` says nothing any more.
    public var verdict: Verdict?
    /// The name by which people know the host or the group.
    public var name: Personal<String>?

    /// Some hosts of an account at Zoom.
    public struct Hosts: Sendable, Hashable {
        /// The account's id at Zoom.
        public var account: String
        /// Which of its hosts.
        public var selection: Selection

        /// Names hosts.
        public init(account: String, _ selection: Selection) {
            self.account = account
            self.selection = selection
        }
    }

    /// Which hosts of an account.
    public enum Selection: Sendable, Hashable {
        /// One, by the keyed hash of their Zoom user id.
        case host(BlindIndex)
        /// Those in a group, by Zoom's id of it.
        case group(String)
    }

    /// What a rule says of the meetings of hosts.
    ///
    /// The raw values are the storage format.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// They are the organisation's, and linked.
        case ours
        /// They are none of the organisation's.
        case notOurs = "not_ours"
    }

    /// Creates the event.
    public init(hosts: Hosts, verdict: Verdict?, name: Personal<String>? = nil) {
        self.hosts = hosts
        self.verdict = verdict
        self.name = name
    }
}

extension StreamName {
    /// Whether a meeting is the organisation's.
    public static func link(_ id: MeetingID) -> StreamName {
        StreamName(category: links, id)
    }

    /// The category of ``link(_:)``.
    public static let links = "link"

    /// The rules about hosts.
    public static let hostRules = StreamName(category: "hosts", PersonID("rules"))
}
