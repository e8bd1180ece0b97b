import Attendance
import HTTPTypes
import MeetingManagement
import ZoomAPI

// Which refusal of what is wanted at Zoom is which status, and about which member of the body.

extension Problem {
    init(_ refusal: ArrangementRefusal) {
        let text = refusal.description
        self =
            switch refusal {
            case .rejected(let rejection): Problem(rejection)
            case .unknown:
                Problem(
                    .notFound,
                    "Not arranged here",
                    "Nothing is arranged under this id or number."
                )
            case .ambiguous: Problem(.conflict, "Several arrangements", text)
            case .arrangedHere: Problem(.conflict, "Arranged here", text, field: "number")
            case .accountUnknown:
                Problem(.unprocessableContent, "No such account", text, field: "account")
            case .accountMissing, .accountNotGiven:
                Problem(.unprocessableContent, "No account", text, field: "account")
            case .hostUnknown: Problem(.unprocessableContent, "No such host", text, field: "host")
            case .noStartLink: Problem(.conflict, "No link", text)
            case .notANumber: Problem(.unprocessableContent, "Not a number", text, field: "number")
            case .datesImpossible:
                Problem(.unprocessableContent, "Not arranged", text, field: "until")
            case .zoom(let failure): Problem(failure)
            }
    }

    private init(_ rejection: ArrangementRejection) {
        let text = rejection.description
        self =
            switch rejection {
            case .unknown: Problem(ArrangementRefusal.unknown)
            case .alreadyArranged:
                Problem(
                    .unprocessableContent,
                    "Key used before",
                    "Something else is arranged under this Idempotency-Key; give another."
                )
            case .isCancelled, .notAtZoom, .seriesHasBegun, .panelistsOfMeeting:
                Problem(.conflict, "Not now", text)
            case .dateUnknown: Problem(.notFound, "No such date", text, field: "occurrence")
            default: Problem(.unprocessableContent, "Not arranged", text, field: rejection.field)
            }
    }

    /// Zoom did not do what it was asked while somebody waited for it.
    private init(_ failure: ZoomFailure) {
        self =
            switch failure.reason {
            case .refused(let refusal) where refusal.isNotFound:
                Problem(.notFound, "Not at Zoom", failure.description)
            case .refused: Problem(.unprocessableContent, "Zoom refuses", failure.description)
            default:
                Problem(
                    .serviceUnavailable,
                    "Zoom does not answer",
                    failure.description,
                    retryAfter: ServerLimits.retryAfterSeconds
                )
            }
    }
}

extension ArrangementRejection {
    /// The member of the body it is about.
    fileprivate var field: String? {
        switch self {
        case .topicLength: "topic"
        case .agendaTooLong: "agenda"
        case .lengthImpossible, .overlap: "minutes"
        case .rule: "count"
        case .firstDateNotOfRule, .hasBegun, .datesNotOfForm, .ruleUnknown: "start"
        case .waitingRoomAgainstJoining: "waiting_room"
        case .joiningMinutes: "join_before_host"
        case .notForWebinars: "kind"
        case .scopeWithoutSeries: "registration_for"
        case .dateUnknown, .onlyTimeOfDate: "occurrence"
        case .unknown, .alreadyArranged, .seriesHasBegun, .panelistsOfMeeting, .isCancelled,
            .notAtZoom:
            nil
        }
    }
}

extension PlanRefusal {
    /// The member of the body it is about.
    var field: String? {
        switch self {
        case .zoneUnknown: "zone"
        case .timeSkipped: "start"
        case .packUnknown, .pack: "pack"
        case .rejected, .runUnknown, .adoptedForPast: nil
        }
    }
}
