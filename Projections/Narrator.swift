import Attendance
import EventSourcing

/// Puts events in words, with the names that are known now.
struct Narrator {
    private var names: [SubjectID: String] = [:]
    private let disclosure: Disclosure

    init(roll: Roll, occurrences: [Occurrence]) {
        disclosure = roll.disclosure
        for occurrence in occurrences {
            for row in roll.sheet(of: occurrence)?.rows ?? [] { names[row.attendee] = row.name }
        }
    }

    func sentence(for event: AttendanceEvent) -> String {
        switch event {
        case .meetingPlanned(let fact):
            "The meeting was planned for \(times(fact.times))."
        case .meetingChanged(let fact):
            fact.times.isEmpty
                ? "The meeting was changed." : "The meeting was moved to \(times(fact.times))."
        case .meetingStanding(let fact):
            "The meeting was \(fact.change.rawValue.replacingUnderscores) at Zoom."
        case .registrationChanged(let fact):
            "\(fact.name?.shown(in: disclosure) ?? "Someone")'s registration is \(fact.standing.rawValue)."
        case .instanceStarted(let fact):
            "Run \(fact.instance.uuid) started."
        case .instanceEnded(let fact):
            "Run \(fact.instance.uuid) ended."
        case .connectionJoined(let fact):
            "\(name(fact.participant)) joined."
        case .connectionLeft(let fact):
            "\(name(fact.participant)) left\(fact.reason.map { ": \($0.shown(in: disclosure))" } ?? "")."
        case .participantSighted(let fact):
            "\(name(fact.participant)) \(fact.sighting.rawValue.replacingUnderscores)."
        case .participantReported(let fact):
            "Zoom's report lists \(name(fact.participant))\(fact.isWaiting ? " in the waiting room" : "")."
        case .reportRead(let fact):
            "Zoom's report of run \(fact.instance.uuid) was read: \(fact.rowCount) rows"
                + "\(fact.isComplete ? "" : ", not all of it")."
        case .reportMissed(let event):
            "Zoom gave no report of run \(event.instance.uuid): \(event.words)."
        case .runsListed(let event):
            event.runCount.map { "Zoom was asked which runs there were, and listed \($0)." }
                ?? "Zoom was asked which runs there were, and knows no such meeting."
        case .portalListed(let fact):
            "A file of Zoom's portal lists \(fact.name?.shown(in: disclosure) ?? "somebody") "
                + "in line \(fact.line)."
        case .receiverStarted(let event):
            "Deliveries were received from \(event.at) on."
        case .receiverStopped(let event):
            "Deliveries were received until \(event.at)\(event.isInferred ? ", when that broke off" : "")."
        case .endpointValidated(let fact):
            "Zoom validated the endpoint of account \(fact.account)."
        case .subscriptionFound(let fact):
            "Zoom's subscription of account \(fact.account) was found to be "
                + "\(fact.standing.rawValue)\(fact.lacking.isEmpty ? "" : ", without ")"
                + "\(fact.lacking.joined(separator: ", "))."
        case .accountConnected(let event):
            "The account \(event.label) was connected (\(event.account)"
                + "\(event.master.map { ", below \($0)" } ?? ""))."
        case .accountDefaultsSet(let event):
            "How people come into the meetings of account \(event.account) was set."
        case .accountSecretChanged(let event):
            "The \(event.secret.words) of account \(event.account) was replaced."
        case .accountRemoved(let event):
            "The account \(event.account) was removed."
        case .deliveryKept(let fact):
            "A delivery of \(fact.eventName ?? "an unknown event") was kept: \(fact.reason)."
        case .organisationNamed(let event):
            "The organisation was named \(event.name)."
        case .letterheadSet(let event):
            "Documents were given a letterhead of \(event.lines.count) lines"
                + "\(event.logo == nil ? "" : " and a logo")."
        case .personRegistered(let event):
            "\(event.name.shown(in: disclosure)) became known."
        case .rosterExtended(let event):
            "\(event.people.count) more expected\(reason(event.reason))."
        case .rosterReduced(let event):
            "\(event.people.count) fewer expected\(reason(event.reason))."
        case .rulePackAdopted(let event):
            "The rules of \(event.pack.id) were adopted from \(event.from) on."
        case .occurrenceScheduled(let event):
            "\(event.time.window.start) to \(event.time.window.end) was planned under "
                + "\(event.pack.id)."
        case .occurrenceCancelled(let event):
            "A planned date was cancelled: \(event.reason.shown(in: disclosure))."
        case .instancePlaced(let event):
            event.occurrence == nil
                ? "A run was put back where its time says: \(event.reason.shown(in: disclosure))."
                : "A run was put to another date: \(event.reason.shown(in: disclosure))."
        case .slotOpened(let event):
            "Signatures were asked for \(event.slot.id.text), "
                + "\(event.slot.window.start) to \(event.slot.window.end)."
        case .signatureRequested(let event):
            "\(name(event.place.signer)) was asked to sign for \(event.place.slot.text)."
        case .signingRoomOpened(let event):
            "Those who are together could sign for \(event.slot) \(words(event.mode))."
        case .signingRoomClosed:
            "Those who are together could sign no longer by their common link."
        case .signatureClaimed(let event):
            "Somebody picked the name of \(name(event.place.signer)) to sign for "
                + "\(event.place.slot), with code \(event.code)."
        case .signatureGiven(let event):
            event.place.capacity == .trainer
                ? "\(name(event.place.signer)) countersigned \(event.place.slot.text)."
                : "\(name(event.place.signer)) signed for \(event.place.slot.text)."
        case .signatureRequestRevoked(let event):
            "The link by which \(name(event.place.signer)) could sign for "
                + "\(event.place.slot.text) was made void."
        case .signatureDeclined(let event):
            "\(name(event.place.signer)) would not sign for \(event.place.slot.text): "
                + "\(event.reason.shown(in: disclosure))."
        case .signatureWithdrawn(let event):
            event.reason.map {
                "The signature of \(name(event.place.signer)) for \(event.place.slot.text) was "
                    + "taken back: \($0.shown(in: disclosure))."
            } ?? "\(name(event.place.signer)) signed for \(event.place.slot.text) anew."
        case .sheetClosed(let event):
            "Revision \(event.revision) of the sheet was closed."
        case .sheetExported(let event):
            "Revision \(event.revision) was exported as \(event.mediaType)."
        case .attendanceCorrected(let event):
            "\(name(event.attendee)) was stated to have been "
                + "\(event.statement.rawValue.replacingUnderscores) from \(event.window.start) "
                + "to \(event.window.end): \(event.reason.shown(in: disclosure))."
        case .attendeeExcused(let event):
            "\(name(event.attendee)) was excused: \(event.reason.shown(in: disclosure))."
        case .participantsIdentified(let event):
            "\(event.attendee.map(name) ?? "Someone") was "
                + "\(event.person == nil ? "told apart" : "recognised"): "
                + "\(event.reason.shown(in: disclosure))."
        case .decisionWithdrawn(let event):
            "Decision \(event.decision) was taken back: \(event.reason.shown(in: disclosure))."
        case .meetingLinked(let event):
            "The meeting was linked\(event.link.words): \(event.ground.words)."
        case .meetingDisowned(let event):
            "The meeting was said to be none of ours: \(event.ground.words)."
        case .meetingExpired(let event):
            "Nobody had linked the meeting: personal data of \(event.subjects.count) in it expired."
        case .hostRuleSet(let event):
            event.verdict == nil
                ? "A rule about hosts was taken back." : "A rule about hosts was set."
        case .arrangement(let event): sentence(for: event)
        case .log(.subjectsErased(let event)):
            "The personal data of \(event.subjects.count) was erased: "
                + "\(event.reason.shown(in: disclosure))."
        case .log(.payloadsRemoved(let event)):
            "The payloads of \(event.positions.count) events were removed: "
                + "\(event.reason.shown(in: disclosure))."
        case .log(.epochBegan(let event)):
            "The log was restored, and goes on as \(event.origin)."
        case .log(.keyRotated):
            "The log signs with another key."
        case .log(.removed(let type)):
            "An event of the kind \(type) was removed."
        }
    }

    /// The text of a personal field, as far as it is opened.
    func shown(_ personal: Personal<String>) -> String { personal.shown(in: disclosure) }

    private func name(_ subject: SubjectID) -> String { names[subject] ?? "Someone" }

    private func name(_ participant: Participant) -> String {
        participant.name?.shown(in: disclosure) ?? participant.phone?.shown(in: disclosure)
            ?? "Someone"
    }

    private func words(_ mode: RoomMode) -> String {
        switch mode {
        case .ownDevices: "on devices of their own, once confirmed"
        case .sharedDevice: "on one device, handed to them"
        }
    }

    private func reason(_ reason: Personal<String>?) -> String {
        reason.map { ": \($0.shown(in: disclosure))" } ?? ""
    }

    private func times(_ times: [PlannedTime]) -> String {
        let starts = times.map(\.start.description)
        return starts.isEmpty ? "no fixed time" : starts.joined(separator: ", ")
    }
}

extension ReportMissed {
    fileprivate var words: String {
        let said = code.map { " (its number \($0))" } ?? ""
        return switch reason {
        case .notFound: "it has nothing of it"
        case .empty: "it has no rows, as that of whoever was alone"
        case .tooOld: "it is longer ago than Zoom tells of"
        case .refused: "it refused\(said)"
        case .unreadable: "what it answered cannot be read"
        }
    }
}

extension MeetingLink {
    fileprivate var words: String {
        switch self {
        case .course(let course, let session, let group):
            " to course \(course)" + (session.map { ", session \($0)" } ?? "")
                + (group.map { ", group \($0)" } ?? "")
        case .user: " to one of its people"
        case .global: ""
        }
    }
}

extension LinkGround {
    fileprivate var words: String {
        switch self {
        case .decision: "somebody decided so"
        case .use: "people had planned it, expected somebody, or decided about its sheet"
        case .hosts: "a rule about its hosts says so"
        }
    }
}

extension String {
    fileprivate var replacingUnderscores: String {
        String(map { $0 == "_" ? " " : $0 })
    }
}

extension AccountSecretChanged.Secret {
    fileprivate var words: String {
        switch self {
        case .credentials: "secret for tokens"
        case .webhook: "webhook secret"
        case .sdk: "secret of the Meeting SDK"
        }
    }
}
