import Attendance
import EventSourcing
import HTTPTypes
import MeetingManagement
import PDF
import Reports

// Which failure of the desk is which status (RFC 9110, 15).

extension Problem {
    init(_ failure: DeskFailure) {
        self =
            switch failure {
            case .meetingUnknown:
                Problem(.notFound, "No such meeting", "There is no meeting of this id or number.")
            case .meetingAmbiguous:
                Problem(.conflict, "Several meetings", "Several have this number; use the id.")
            case .occurrenceUnknown:
                Problem(.notFound, "No such occurrence", "There is no occurrence with this id.")
            case .unknownThen:
                Problem(.notFound, "Not known then", "Nothing was known of it at that moment.")
            case .revisionUnknown:
                Problem(.notFound, "No such revision", failure.description)
            case .nobodyConnected:
                Problem(.notFound, "Nothing to draw", failure.description)
            case .momentsReversed:
                Problem(.badRequest, "Moments reversed", "Give the earlier moment first.")
            case .subjectUnknown:
                Problem(.notFound, "Nobody", "Nobody has this id.")
            case .linkUnknown:
                Problem(
                    .notFound,
                    "No such link",
                    "This signing link is not valid: it does not exist, was used, has ended, or another "
                        + "took its place. What was signed by it is recorded. Ask your trainer for a "
                        + "new one if you still have to sign.",
                    words: Words("problem.link", titled: "problem.link_title")
                )
            case .statementChanged:
                Problem(
                    .conflict,
                    "Statement changed",
                    failure.description,
                    words: Words("problem.statement", titled: "problem.statement_title")
                )
            case .picture(let rejection):
                Problem(
                    .unprocessableContent,
                    "Not a signature",
                    rejection.description,
                    words: Words(rejection.key, titled: "problem.picture_title")
                )
            case .notAnAddress:
                Problem(.unprocessableContent, "Not an address", failure.description)
            case .reasonTooLong:
                Problem.noReason
            case .document(let error):
                Problem(.internalServerError, "The sheet cannot be made", error.description)
            case .rejected(let rejection):
                Problem(rejection)
            case .correction(let rejection):
                Problem(rejection)
            case .plan(let refusal):
                Problem(
                    .unprocessableContent,
                    "Not planned",
                    refusal.description,
                    field: refusal.field
                )
            case .report(let refusal):
                Problem(.unprocessableContent, "Not taken in", refusal.description)
            case .arrangement(let refusal):
                Problem(refusal)
            case .link(.used):
                Problem(.conflict, "Used", LinkRefusal.used.description)
            case .link(let refusal):
                Problem(.unprocessableContent, "Nobody there", refusal.description)
            case .personAmbiguous:
                Problem(.conflict, "Several people", "Several people go by this name; use the id.")
            case .log(let error):
                Problem(error)
            }
    }

    init(_ rejection: CorrectionRejection) {
        self =
            switch rejection {
            case .windowIsEmpty, .windowIsOutside:
                Problem(.unprocessableContent, "No time", rejection.description)
            case .nobodyNamed:
                Problem(.conflict, "No connection", rejection.description)
            case .decisionUnknown:
                Problem(.notFound, "No such decision", rejection.description)
            }
    }

    init(_ rejection: OccurrenceRejection) {
        self =
            switch rejection {
            case .slotDiffers:
                Problem(.conflict, "Slot differs", rejection.description)
            case .slotIsEmpty:
                Problem(.unprocessableContent, "Empty slot", rejection.description)
            case .slotUnknown:
                Problem(.notFound, "No such slot", rejection.description)
            case .requestUnknown:
                Problem(.linkUnknown)
            case .signedTooEarly:
                Problem(
                    .conflict,
                    "Too early",
                    rejection.description,
                    words: Words("problem.early", titled: "problem.early_title")
                )
            case .slotIsOver:
                Problem(
                    .conflict,
                    "Slot is over",
                    rejection.description,
                    words: Words("problem.over", titled: "problem.over_title")
                )
            case .alreadySigned:
                Problem(
                    .conflict,
                    "Already signed",
                    rejection.description,
                    words: Words("problem.signed", titled: "problem.signed_title")
                )
            case .claimUnknown:
                Problem(.notFound, "Nobody waits", rejection.description)
            case .claimedOften:
                Problem(
                    .conflict,
                    "Claimed often",
                    rejection.description,
                    words: Words("problem.claimed", titled: "problem.claimed_title")
                )
            case .signatureUnknown:
                Problem(.notFound, "No such signature", rejection.description)
            case .revisionUnknown:
                Problem(.conflict, "Not closed", rejection.description)
            }
    }

    init(_ error: EventLogError) {
        self =
            switch error.code {
            // A conflict is other processes' haste: nobody who asks states what they expect.
            case .busy, .conflict, .unknownOutcome, .closed, .storage, .held:
                Problem(
                    .serviceUnavailable,
                    "Not stored",
                    "Nothing was acknowledged. Try again with the same request.",
                    retryAfter: ServerLimits.retryAfterSeconds,
                    words: Words("problem.busy", titled: "problem.busy_title")
                )
            case .erased:
                Problem(
                    .conflict,
                    "Erased",
                    "It is about somebody of whom nothing is kept any more."
                )
            case .idempotencyMismatch:
                Problem(.unprocessableContent, "Key used before", error.reason)
            case .damaged, .wrongKey, .forked:
                Problem(
                    .internalServerError,
                    "The log is damaged",
                    "The server's log names the place."
                )
            }
    }
}

/// Runs something of the desk's, and turns its failure into an answer.
func answering<Value>(
    _ body: () async throws(DeskFailure) -> Value
) async throws(Problem) -> Value {
    do {
        return try await body()
    } catch {
        throw Problem(error)
    }
}

extension PNGRejection {
    /// What a person can do about it: the key of a message.
    fileprivate var key: String {
        switch self {
        case .blank: "problem.blank"
        case .tooManyBytes, .badSize: "problem.too_large"
        default: "problem.picture"
        }
    }
}
