public import Attendance
public import EventSourcing

/// Where in the log to look for a meeting, an occurrence, a person: the index from which single
/// meetings are folded.
///
/// Every entry follows from one event alone, so that the index is the same however it is made. It
/// leads to everything that was ever said; what still holds, the fold decides. Only signatures that
/// are asked for leave it when they are given.
public enum MeetingIndex {
    /// The index's name.
    public static let name = "meetings"
    /// The version of ``entries(of:)``: an index made under another one is made anew.
    public static let version = 8

    /// What can be looked up.
    public enum Field: String, Sendable {
        /// A number at Zoom leads to the meetings that had it.
        case number
        /// A meeting leads to its runs.
        case meeting
        /// A run leads to the meetings that claim it.
        case run
        /// A meeting leads to what is wanted of it at Zoom.
        case arrangement
        /// A planned occurrence leads to its meeting.
        case plan
        /// A subject leads to the meetings they registered for, were seen at, are expected at or were
        /// decided about at.
        case subject
        /// An e-mail address or own id, as a keyed hash, leads to the meetings where it was given.
        case address
        /// A subject leads to the e-mail addresses and own ids, as keyed hashes, they ever had.
        case addressOf = "address_of"
        /// An e-mail address or own id, as a keyed hash, leads to the people who ever had it.
        case person
        /// The hash of a link's token leads to the occurrence to sign: one's own, or a room's.
        case token
        /// A day, in UTC, leads to the planned occurrences of which a slot opens for signing then.
        case opening
        /// An account at Zoom leads to the days, in UTC, on which something of it was delivered as it
        /// happened.
        case delivered
        /// An occurrence leads to the signatures that were asked for and are not given.
        case unsigned
        /// A day, in UTC, leads to the runs that began then.
        case ran
        /// A run of which all of the participants report was read, or is not to be had, leads to itself.
        case reported
        /// A day, in UTC, leads to the meetings of which a date was planned to begin then.
        case planned
        /// Leads, by one word, to the meetings that were planned without a time.
        case timeless
        /// Leads, by one word, to the meetings of which Zoom told something since they were linked, or
        /// since everything of them expired.
        case unlinked
    }

    /// A word to look up.
    public static func term(_ field: Field, _ text: String) -> IndexTerm {
        IndexTerm(field.rawValue, text)
    }

    /// What an event changes.
    /// - Parameters:
    ///   - recorded: The event.
    ///   - reader: What reads all events of a reading, one after the other.
    /// - Returns: what it adds and settles.
    /// - Throws: ``/EventSourcing/PayloadError`` when the event cannot be read.
    public static func change(
        by recorded: Recorded<EncodedEvent>,
        reading reader: inout PayloadReader
    ) throws(PayloadError) -> IndexChange {
        let event = try AttendanceCodec.decode(recorded.event, by: &reader)
        return IndexChange(
            adding: entries(of: event) + delivered(event, at: recorded.recordedAt)
                + (event.meetingReference.map { [entry(.unlinked, told, $0.id.text)] } ?? []),
            settling: settled(by: event)
        )
    }

    private static func delivered(
        _ event: AttendanceEvent,
        at instant: Instant
    ) -> [IndexEntry] {
        guard let reference = event.meetingReference, reference.source == .live else { return [] }
        return [entry(.delivered, reference.account, day(of: instant))]
    }

    /// What an event settles.
    public static func settled(by event: AttendanceEvent) -> [IndexEntry] {
        switch event {
        case .signatureGiven(let given):
            return [entry(.unsigned, given.occurrence.text, place(given.place))]
        case .signatureRequestRevoked(let revoked):
            return [entry(.unsigned, revoked.occurrence.text, place(revoked.place))]
        case .meetingLinked(let linked): return [entry(.unlinked, told, linked.meeting.text)]
        case .meetingExpired(let expired):
            return expired.isWhole ? [entry(.unlinked, told, expired.meeting.text)] : []
        default: return []
        }
    }

    private static func place(_ place: SignaturePlace) -> String {
        "\(place.slot) \(place.capacity.rawValue) \(place.signer)"
    }

    /// What an event adds.
    public static func entries(of event: AttendanceEvent) -> [IndexEntry] {
        if let instance = event.instance {
            return entries(of: instance) + entries(of: event.participant, at: instance.meeting.id)
                + (event.isLastOfReport
                    ? [entry(.reported, instance.id.text, instance.id.text)] : [])
        }
        switch event {
        case .meetingPlanned(let fact):
            return entries(of: fact.meeting, fact.times)
                + (fact.times.isEmpty ? [entry(.timeless, timeless, fact.meeting.id.text)] : [])
        case .meetingChanged(let fact): return entries(of: fact.meeting, fact.times)
        case .meetingStanding(let fact): return entries(of: fact.meeting, [])
        case .registrationChanged(let fact): return entries(of: fact)
        case .portalListed(let fact):
            return entries(of: fact.meeting, [])
                + [entry(.subject, fact.row.text, fact.meeting.id.text)]
                + addressEntries(fact.emailIndex, of: fact.row, at: fact.meeting.id)
        case .occurrenceScheduled(let event):
            return entries(of: event.meeting, [])
                + [entry(.plan, event.occurrence.text, event.meeting.id.text)]
                + [entry(.planned, day(of: event.time.window.start), event.meeting.id.text)]
                + openings(of: event)
        case .arrangement(let event): return entries(of: event)
        // What was linked before may be let go of.
        case .meetingDisowned(let event): return [entry(.unlinked, told, event.meeting.text)]
        case .rosterExtended(let event):
            return event.people.map { entry(.subject, $0.text, event.meeting.text) }
        case .personRegistered(let event): return entries(of: event)
        case .attendanceCorrected(let event):
            return [entry(.subject, event.attendee.text, event.meeting.text)]
        case .attendeeExcused(let event):
            return [entry(.subject, event.attendee.text, event.meeting.text)]
        case .participantsIdentified(let event):
            return event.subjects.map { entry(.subject, $0.text, event.meeting.text) }
        case .signatureRequested(let event):
            return [
                entry(.token, event.tokenHash.text, event.occurrence.text),
                entry(.unsigned, event.occurrence.text, place(event.place)),
            ]
        case .signingRoomOpened(let event):
            return [entry(.token, event.tokenHash.text, event.occurrence.text)]
        case .signatureClaimed(let event):
            return [entry(.token, event.tokenHash.text, event.occurrence.text)]
        case .signatureWithdrawn(let event):
            return [entry(.unsigned, event.occurrence.text, place(event.place))]
        default: return []
        }
    }

    private static func entry(_ field: Field, _ text: String, _ value: String) -> IndexEntry {
        IndexEntry(term(field, text), value)
    }

    private static func entries(
        of meeting: MeetingReference,
        _ times: [PlannedTime]
    ) -> [IndexEntry] {
        [entry(.number, meeting.number, meeting.id.text)]
            + times.map { entry(.plan, $0.occurrence.text, meeting.id.text) }
            + times.map { entry(.planned, day(of: $0.start), meeting.id.text) }
    }

    private static func entries(of event: ArrangementEvent) -> [IndexEntry] {
        let meeting: MeetingReference? =
            switch event {
            case .confirmed(let confirmed): confirmed.meeting
            case .takenOver(let taken): taken.meeting
            default: nil
            }
        return meeting.map { [entry(.arrangement, $0.id.text, event.arrangement.text)] } ?? []
    }

    /// The word that leads to the meetings planned without a time.
    public static let timeless = "meetings"

    /// The word that leads to the meetings of which Zoom told something.
    public static let told = "meetings"

    /// A day of UTC as a word.
    public static func day(of instant: Instant) -> String { CivilTime(instant).date.description }

    private static func openings(of planned: OccurrenceScheduled) -> [IndexEntry] {
        let pack = planned.pack
        guard !pack.signers.isEmpty else { return [] }
        let days = pack.slots.slots(of: planned.time.window, in: planned.time.zone).map {
            CivilTime(pack.signing.window(for: $0.window).start).date
        }
        return Set(days).sorted().map {
            entry(.opening, $0.description, planned.occurrence.text)
        }
    }

    private static func entries(of instance: InstanceReference) -> [IndexEntry] {
        entries(of: instance.meeting, []) + [
            entry(.run, instance.id.text, instance.meeting.id.text),
            entry(.meeting, instance.meeting.id.text, instance.id.text),
        ] + (instance.start.map { [entry(.ran, day(of: $0), instance.id.text)] } ?? [])
    }

    private static func entries(
        of participant: Participant?,
        at meeting: MeetingID
    ) -> [IndexEntry] {
        guard let participant else { return [] }
        return [entry(.subject, participant.subject.text, meeting.text)]
            + addressEntries(participant.emailIndex, of: participant.subject, at: meeting)
            + addressEntries(participant.ownIDIndex, of: participant.subject, at: meeting)
    }

    private static func entries(of registration: RegistrationChanged) -> [IndexEntry] {
        let meeting = registration.meeting
        return entries(of: meeting, [])
            + [entry(.subject, registration.registrant.text, meeting.id.text)]
            + addressEntries(registration.emailIndex, of: registration.registrant, at: meeting.id)
    }

    private static func addressEntries(
        _ address: BlindIndex?,
        of subject: SubjectID,
        at meeting: MeetingID
    ) -> [IndexEntry] {
        guard let address else { return [] }
        return [
            entry(.address, address.text, meeting.text),
            entry(.addressOf, subject.text, address.text),
        ]
    }

    private static func entries(of person: PersonRegistered) -> [IndexEntry] {
        [person.emailIndex, person.ownIDIndex].compactMap { $0 }.flatMap { address in
            [
                entry(.person, address.text, person.person.text),
                entry(.addressOf, person.person.text, address.text),
            ]
        }
    }
}

extension AttendanceEvent {
    /// Whether the report of a run is read with it, or given up.
    fileprivate var isLastOfReport: Bool {
        switch self {
        case .reportRead(let fact): fact.isComplete && fact.rowCount > 0
        case .reportMissed: true
        default: false
        }
    }

    /// Whom a fact of a run is about.
    fileprivate var participant: Participant? {
        switch self {
        case .connectionJoined(let fact): fact.participant
        case .connectionLeft(let fact): fact.participant
        case .participantSighted(let fact): fact.participant
        case .participantReported(let fact): fact.participant
        default: nil
        }
    }
}
