public import EventSourcing

/// Why something wanted of a meeting is not: Zoom would refuse it, or it makes no sense.
public enum ArrangementRejection: Error, Sendable, Hashable {
    /// Nothing was arranged under this id.
    case unknown
    /// Something else was arranged under this id.
    case alreadyArranged
    /// A topic has 1 to 200 characters.
    case topicLength
    /// The agenda is longer than Muster's mark leaves room for.
    case agendaTooLong
    /// A meeting is planned to last whole minutes, from one to 24 hours.
    case lengthImpossible
    /// The rule of a series is none that Zoom knows, and why.
    case rule(String)
    /// The first date is not one of the rule's days.
    case firstDateNotOfRule
    /// The dates are not those of the form: one, those of the rule, or none.
    case datesNotOfForm
    /// It has begun.
    case hasBegun(Instant)
    /// Two of the dates share time.
    case overlap
    /// A waiting room rules out joining before the host.
    case waitingRoomAgainstJoining
    /// Joining before the host is possible 0, 5, 10 or 15 minutes before.
    case joiningMinutes
    /// Webinars have neither waiting room nor joining before the host, and are not held at once.
    case notForWebinars
    /// A registration for each date, or for some, needs a series with fixed times.
    case scopeWithoutSeries
    /// There is no such date to come.
    case dateUnknown(OccurrenceID)
    /// Of one date only its time can be otherwise.
    case onlyTimeOfDate
    /// Of a series that was taken over the rule is not known here.
    case ruleUnknown
    /// A series that has begun keeps its rule.
    case seriesHasBegun
    /// Only webinars have panelists.
    case panelistsOfMeeting
    /// It was cancelled.
    case isCancelled
    /// It is not at Zoom yet.
    case notAtZoom
}

extension ArrangementRejection: CustomStringConvertible {
    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .unknown: "nothing is arranged under this id; muster meeting list lists what is"
        case .alreadyArranged: "something else is arranged under this id already"
        case .topicLength:
            "a topic has 1 to \(ArrangementDecider.topicCharactersMax) characters; shorten it"
        case .agendaTooLong:
            "an agenda has at most \(ArrangementDecider.agendaCharactersMax) characters, for Zoom "
                + "takes 2000 and Muster's mark needs some; shorten it"
        case .lengthImpossible:
            "Zoom plans meetings of 1 minute to 24 hours, in whole minutes; give another length"
        case .rule(let fault): fault
        case .firstDateNotOfRule:
            "the first date is none of the series' days; give one that is as the start"
        case .datesNotOfForm:
            "a meeting has one date, a series those of its rule, and the others have none"
        case .hasBegun(let start): "it began, or was to begin, at \(start); choose a time to come"
        case .overlap: "two of the dates share time; make them shorter or further apart"
        case .waitingRoomAgainstJoining:
            "a waiting room rules out joining before the host; choose one of them"
        case .joiningMinutes:
            "people join 0 (at any time), 5, 10 or 15 minutes before the host; give one of these"
        case .notForWebinars:
            "webinars have neither waiting room nor joining before the host, and are planned, not "
                + "held at once"
        case .scopeWithoutSeries:
            "registering for single dates needs a series with fixed times"
        case .dateUnknown(let occurrence):
            "the meeting has no date \(occurrence) to come; muster meeting list lists the dates"
        case .onlyTimeOfDate:
            "of one date only start and length can change; change the rest of the meeting as a whole"
        case .ruleUnknown:
            "the rule of this series is known at Zoom alone; change its dates one by one, or state how "
                + "the series goes on"
        case .seriesHasBegun:
            "the series has begun, and Zoom would replace its past dates; change or cancel single "
                + "dates, or cancel the rest and create another series"
        case .panelistsOfMeeting:
            "only webinars have panelists; a meeting's trainers are on its roster"
        case .isCancelled: "it was cancelled; create another"
        case .notAtZoom:
            "Zoom has not confirmed the meeting yet; muster meeting outbox says what it waits for"
        }
    }
}
