public import Attendance
public import EventSourcing
public import PDF
public import Reports

/// Why the desk did not do what it was asked.
///
/// Nothing was changed.
public enum DeskFailure: Error {
    /// There is no such meeting.
    case meetingUnknown
    /// Several meetings have this number.
    case meetingAmbiguous
    /// There is no such occurrence.
    case occurrenceUnknown
    /// Nothing was known of it at the moment asked for.
    case unknownThen
    /// No such revision was closed; the last one that was, 0 for none.
    case revisionUnknown(Int, last: Int)
    /// Nobody is known to have been connected, so there is nothing to draw.
    case nobodyConnected
    /// The earlier of two moments is the later one.
    case momentsReversed
    /// Nothing is known of the subject.
    case subjectUnknown
    /// A signing link is unknown, replaced or revoked: one answer for all, so that none is an oracle.
    case linkUnknown
    /// What is confirmed by signing is no longer what the signer was shown.
    case statementChanged
    /// The picture is not one to sign with.
    case picture(PNGRejection)
    /// Where the meeting is joined is no address of the web.
    case notAnAddress
    /// A reason is longer than this.
    case reasonTooLong(TextBound)
    /// The document could not be typeset.
    case document(SheetDocumentError)
    /// The rules refuse it.
    case rejected(OccurrenceRejection)
    /// The rules of corrections refuse it.
    case correction(CorrectionRejection)
    /// The date, or its rules, cannot be planned so.
    case plan(PlanRefusal)
    /// The report or file was not taken in.
    case report(ReportRefusal)
    /// What is wanted of a meeting at Zoom cannot be.
    case arrangement(ArrangementRefusal)
    /// A meeting cannot be said to be ours, or not.
    case link(LinkRefusal)
    /// Several people go by this name.
    case personAmbiguous
    /// The log refused or failed.
    case log(EventLogError)
}

extension DeskFailure: CustomStringConvertible {
    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .meetingUnknown: "there is no such meeting; muster meetings lists them"
        case .meetingAmbiguous:
            "several accounts have a meeting of this number; give the meeting's id, or --occurrence "
                + "with one that muster meetings lists"
        case .occurrenceUnknown: "there is no such occurrence; muster meetings lists them"
        case .unknownThen:
            "nothing was known of it then; muster history says what was recorded, and where"
        case .revisionUnknown(let revision, let last):
            last == 0
                ? "no revision of this sheet was closed yet; muster close closes the first"
                : "there is no revision \(revision) of this sheet; those closed are 1 to \(last)"
        case .nobodyConnected: "nobody is known to have been connected: there is nothing to draw"
        case .momentsReversed: "the first moment is after the second; give the earlier one first"
        case .subjectUnknown:
            "nobody has this id; a sheet's JSON gives the ids of its rows and people"
        case .linkUnknown: "this signing link does not exist or is no longer valid"
        case .statementChanged:
            "the statement is no longer the one that was shown; reload the page and read it"
        case .picture(let rejection): rejection.description
        case .notAnAddress:
            "where the meeting is joined must be an address of the web, such as https://zoom.us/j/1"
        case .reasonTooLong(let bound):
            "the reason is too long; give one of at most \(bound.charactersMax) characters"
        case .document(let error): error.description
        case .rejected(let rejection): rejection.description
        case .correction(let rejection): rejection.description
        case .plan(let refusal): refusal.description
        case .report(let refusal): refusal.description
        case .arrangement(let refusal): refusal.description
        case .link(let refusal): refusal.description
        case .personAmbiguous:
            "several people have this address or own id; give the person's id"
        case .log(let error): error.description
        }
    }
}

extension CorrectionRejection {
    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .windowIsEmpty(let window):
            "nothing lies between \(window.start) and \(window.end); the end must come after the start"
        case .windowIsOutside(let window, let whole):
            "\(window.start) to \(window.end) lies outside of the date, which is \(whole.start) to "
                + "\(whole.end)"
        case .nobodyNamed:
            "nobody connected under this row, so there is no connection to say whose it was"
        case .decisionUnknown(let decision):
            "no decision about this occurrence is named \(decision); the sheet's JSON names them"
        }
    }
}

extension Desk {
    /// Decides about one occurrence.
    /// - Returns: the events it led to.
    @discardableResult
    func decide(
        _ command: OccurrenceCommand,
        on occurrence: OccurrenceID,
        actor: Actor,
        documents: [Document] = []
    ) async throws(DeskFailure) -> [AttendanceEvent] {
        try await decide([(occurrence, [command])], actor: actor, documents: documents)
    }

    /// Decides about an occurrence by several of its names: all of it, or nothing.
    /// - Returns: the events it led to.
    @discardableResult
    func decide(
        _ decisions: [(occurrence: OccurrenceID, commands: [OccurrenceCommand])],
        actor: Actor,
        documents: [Document] = []
    ) async throws(DeskFailure) -> [AttendanceEvent] {
        do {
            return try await decide(
                decisions.map { (.occurrence($0.occurrence), $0.commands) },
                by: OccurrenceDecider.self,
                actor: actor,
                documents: documents
            )
        } catch {
            switch error {
            case .rejected(.requestUnknown): throw .linkUnknown
            // A link of somebody who was erased meanwhile is void like any other.
            case .log(let error) where error.code == .erased: throw .linkUnknown
            case .rejected(let rejection): throw .rejected(rejection)
            case .log(let error): throw .log(error)
            }
        }
    }
}
