public import Attendance
public import Projections

/// Every word that a sheet prints, so that another language is another value.
public struct SheetWords: Sendable {
    /// The language (RFC 5646).
    public var language = "en"
    /// The title of the document.
    public var title = "Attendance sheet"
    /// Monday first.
    public var weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    /// January first.
    public var months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    /// Kinds of meeting.
    public var kinds: [MeetingKind: String] = [.meeting: "Zoom meeting", .webinar: "Zoom webinar"]
    /// Statuses of an attendee.
    public var statuses: [AttendanceStatus: String] = [
        .present: "present", .partial: "partial", .absent: "absent",
        .notSeenYet: "not seen yet", .unknown: "unknown",
    ]
    /// Why nobody can tell whether an attendee was there.
    public var reasons: [StatusReason: String] = [
        .notComplete: "log not shown whole", .unidentified: "guests not named",
        .signed: "signed, not seen", .sighted: "seen waiting", .listed: "listed in a file",
        .otherRun: "another run then",
        .endsUnknown: "times not known",
    ]
    /// Slots with a common name.
    public var slots = [
        "morning": "Morning", "afternoon": "Afternoon", "evening": "Evening", "day": "Day",
        "whole": "Whole meeting",
    ]
    /// Labels of the facts about the meeting.
    public var date = "Date"
    /// Label of the planned times.
    public var planned = "Planned"
    /// Label of the actual times.
    public var actual = "Actual"
    /// Label of the zone.
    public var zone = "Time zone"
    /// Label of the runs at Zoom.
    public var instances = "Runs at Zoom"
    /// Label of the reason for signing.
    public var reason = "Reason"
    /// Label of the rule pack.
    public var rules = "Judged by"
    /// Heading of the trainers.
    public var trainer = "Trainer"
    /// Heading of the attendees.
    public var attendees = "Attendees"
    /// After the heading of a table's second part.
    public var continued = "continued"
    /// Heading of the totals.
    public var totals = "Totals"
    /// Heading of what people decided.
    public var corrections = "Decisions on attendance"
    /// Head of the column of decisions.
    public var decision = "Decision"
    /// Head of the column of who decided.
    public var decidedBy = "By"
    /// What was decided.
    public var correctionKinds: [AttendanceSheet.CorrectionLine.Kind: String] = [
        .present: "was there", .notPresent: "was not there", .excused: "excused",
        .identified: "recognised", .separated: "told apart",
    ]
    /// Before the reason why a decision was taken back.
    public var takenBack = "taken back"
    /// Under a status, where the attendee is excused.
    public var excused = "excused"
    /// Under a time present that people corrected; what Zoom told follows.
    public var zoomTold = "Zoom told"
    /// Head of the column of row numbers.
    public var number = "No."
    /// Head of the column of names.
    public var name = "Name"
    /// Head of the column of statuses.
    public var status = "Status"
    /// Head of the column of first joins.
    public var firstJoin = "First join"
    /// Head of the column of last leaves.
    public var lastLeave = "Last leave"
    /// Head of the column of times present.
    public var timePresent = "Present"
    /// Head of the column of shares.
    public var share = "Share"
    /// Minutes, short.
    public var minutes = "min"
    /// Hours, short.
    public var hours = "h"
    /// Where a row has no name.
    public var noName = "(no name)"
    /// Where someone has not left.
    public var connected = "connected"
    /// Where a leave is the end of the meeting because none was told.
    public var inferred = "inferred"
    /// Where a time was never told.
    public var notTold = "not told"
    /// Where nothing was planned.
    public var notPlanned = "not planned"
    /// Where no trainer is known.
    public var noTrainer = "No trainer is known."
    /// Where no attendee is known.
    public var noAttendee = "No attendee is known."
    /// Where no signature was asked for.
    public var noSlots = "No signature was asked for."
    /// Where a slot has no signature.
    public var notSigned = "not signed"
    /// Where a slot has no signature and can still get one.
    public var notSignedYet = "not signed yet"
    /// Where the image of a signature is no longer kept.
    public var noImage = "signed; image not available"
    /// Total of signatures.
    public var signatures = "Signatures"
    /// Total of the times present.
    public var timeInAll = "Time in all"
    /// Between a count and the count it is a part of.
    public var of = "of"
    /// Before the number of a page.
    public var page = "Page"
    /// What a signature is called when read out; the name and the slot follow.
    public var signatureOf = "Signature of"
    /// Marks of the state, short.
    public var states: [SheetProvenance.State: String] = [
        .provisional: "Provisional", .closed: "Closed", .amended: "Amended",
    ]
    /// Before the moment of a provisional sheet.
    public var asKnownAt = "as known at"
    /// Before the number of a revision.
    public var revision = "revision"
    /// Between a state and the revision it changed from.
    public var since = "since"
    /// Before the moment of closing.
    public var closedAt = "closed at"
    /// The length of the log.
    public var logSize = "Log size"
    /// The place of the last event in the log.
    public var position = "last position"
    /// The version of the fold.
    public var fold = "fold"
    /// The sheet's own key.
    public var occurrence = "Occurrence"
    /// Who made the document.
    public var generator = "Made with Muster"

    /// English.
    public static let english = SheetWords()

    /// Creates the English words, to be changed.
    public init() {}
}
