public import EventSourcing

/// A row of a file that somebody saved from Zoom's web portal.
///
/// The file names neither the run nor anybody's connection, so that a row proves nothing by itself: it
/// is shown, and counts when a person has confirmed it.
public struct PortalListed: Sendable, Hashable {
    /// The meeting the file is about, as whoever brought it stated.
    public var meeting: MeetingReference
    /// The row as a subject, by the keyed hash of the file and its line.
    public var row: SubjectID
    /// The keyed hash of the file, which names it.
    public var file: String
    /// The row's line in it, from 1.
    public var line: Int64
    /// The name shown.
    public var name: Personal<String>?
    /// The e-mail address shown.
    public var email: Personal<String>?
    /// The keyed hash of that address.
    public var emailIndex: BlindIndex?
    /// When they joined, from the portal user's zone; `nil` in files without times.
    public var joined: Instant?
    /// When they left.
    public var left: Instant?
    /// The length Zoom printed, in seconds: whole minutes rounded up.
    public var seconds: Int64?
    /// Whether it only tells of the waiting room.
    public var isWaiting: Bool

    /// Creates the fact.
    public init(
        meeting: MeetingReference,
        row: SubjectID,
        file: String,
        line: Int64,
        name: Personal<String>? = nil,
        email: Personal<String>? = nil,
        emailIndex: BlindIndex? = nil,
        joined: Instant? = nil,
        left: Instant? = nil,
        seconds: Int64? = nil,
        isWaiting: Bool = false
    ) {
        self.meeting = meeting
        self.row = row
        self.file = file
        self.line = line
        self.name = name
        self.email = email
        self.emailIndex = emailIndex
        self.joined = joined
        self.left = left
        self.seconds = seconds
        self.isWaiting = isWaiting
    }
}
