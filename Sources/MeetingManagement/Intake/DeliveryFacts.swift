import Attendance
import EventSourcing
import ZoomAPI

/// The facts that a delivery states, and when each happened.
///
/// A function of the delivery alone (DESIGN: received facts are never refused, merged or interpreted
/// on arrival): hops, rejoins, identity and membership are derived later, in the folds.
struct DeliveryFacts {
    /// What the facts are made with: the keyed identifiers of the account, and the source.
    let identifiers: ZoomIdentifiers
    let source: FactSource
    let statedAt: Instant?

    /// A fact and the time it happened, where the delivery tells.
    typealias Fact = (event: AttendanceEvent, occurredAt: Instant?)

    /// Why a delivery states no fact.
    struct NoFact: Error {
        let reason: String
    }

    /// Reads the facts out of a notification.
    /// - Throws: ``NoFact`` when it states none that attendance needs.
    static func facts(
        in notification: WebhookNotification,
        key: OrganisationKey,
        source: FactSource
    ) throws(NoFact) -> [Fact] {
        guard let account = notification.accountID else { throw NoFact(reason: "no account id") }
        let reading = DeliveryFacts(
            identifiers: ZoomIdentifiers(key: key, account: account),
            source: source,
            statedAt: notification.eventTimestamp
        )
        return try reading.facts(in: notification.payload)
    }

    private func facts(in payload: WebhookPayload) throws(NoFact) -> [Fact] {
        switch payload {
        case .planning(let planning): [(fact(of: planning), planning.timeStamp ?? statedAt)]
        case .registration(let registration): [(try fact(of: registration), statedAt)]
        case .instance(let instance): [fact(of: instance)]
        case .participant(let participant): [fact(of: participant)]
        case .recording, .recordingBatch: throw NoFact(reason: "recordings are kept as delivered")
        case .urlValidation: throw NoFact(reason: "an endpoint validation states no fact")
        case .appDeauthorized: throw NoFact(reason: "the app was removed from the account")
        case .other: throw NoFact(reason: "not an event attendance needs")
        case .notUsable(let shortcoming, _): throw NoFact(reason: shortcoming.description)
        }
    }

    // MARK: Meetings

    private func fact(of planning: PlanningNotification) -> AttendanceEvent {
        let reference = reference(
            planning.meeting.number,
            kind: kind(after: planning),
            at: planning.timeStamp ?? statedAt
        )
        let details = details(planning.meeting)
        let times = times(planning.meeting)
        return switch planning.change {
        case .created:
            .meetingPlanned(MeetingPlanned(meeting: reference, details: details, times: times))
        case .updated, .convertedToMeeting, .convertedToWebinar:
            .meetingChanged(MeetingChanged(meeting: reference, details: details, times: times))
        case .deleted: standing(.deleted, reference, planning)
        case .recovered: standing(.recovered, reference, planning)
        case .permanentlyDeleted: standing(.permanentlyDeleted, reference, planning)
        }
    }

    private func kind(after planning: PlanningNotification) -> ZoomMeetingKind {
        switch planning.change {
        case .convertedToMeeting: .meeting
        case .convertedToWebinar: .webinar
        case .created, .updated, .deleted, .recovered, .permanentlyDeleted: planning.kind
        }
    }

    private func standing(
        _ change: MeetingStanding.Change,
        _ reference: MeetingReference,
        _ planning: PlanningNotification
    ) -> AttendanceEvent {
        // Without a list of occurrences Zoom means the whole meeting.
        let times = planning.meeting.occurrences.isEmpty ? [] : times(planning.meeting)
        return .meetingStanding(MeetingStanding(meeting: reference, change: change, times: times))
    }

    private func fact(of registration: RegistrationNotification) throws(NoFact) -> AttendanceEvent {
        guard let id = registration.registrant.id else {
            throw NoFact(reason: "a registration without an id")
        }
        return .registrationChanged(
            fact(
                of: registration.registrant,
                id: id,
                standing: standing(of: registration),
                at: reference(registration.meeting.number, kind: registration.kind)
            )
        )
    }

    /// What is stated of a registrant, however it came.
    func fact(
        of registrant: ZoomRegistrant,
        id: String,
        standing: RegistrationChanged.Standing,
        at meeting: MeetingReference
    ) -> RegistrationChanged {
        let subject = identifiers.registrant(number: meeting.number, id: id)
        let name = [registrant.firstName, registrant.lastName].compactMap { $0 }
        return RegistrationChanged(
            meeting: meeting,
            registrant: subject,
            registrantIndex: identifiers.registrantIndex(id),
            emailIndex: registrant.email.map(identifiers.key.emailIndex),
            standing: standing,
            name: name.isEmpty ? nil : Personal(name.joined(separator: " "), about: subject),
            email: registrant.email.map { Personal($0, about: subject) },
            joinLink: registrant.joinURL.map { Personal($0, about: subject) }
        )
    }

    private func standing(
        of registration: RegistrationNotification
    ) -> RegistrationChanged.Standing {
        switch registration.change {
        case .created: registration.registrant.status == "pending" ? .pending : .approved
        case .approved: .approved
        case .cancelled: .cancelled
        case .denied: .denied
        }
    }

    // MARK: Runs

    private func fact(of notification: InstanceNotification) -> Fact {
        let instance = reference(
            notification.instanceUUID,
            notification.meeting,
            kind: notification.kind
        )
        switch notification.change {
        case .started:
            return (.instanceStarted(InstanceStarted(instance: instance)), instance.start)
        case .ended:
            let ended = InstanceEnded(
                instance: instance,
                at: notification.endTime,
                isPractice: notification.isPracticeSession ?? false
            )
            return (.instanceEnded(ended), notification.endTime)
        }
    }

    private func fact(of notification: ParticipantNotification) -> Fact {
        let instance = reference(
            notification.instanceUUID,
            notification.meeting,
            kind: notification.kind
        )
        let participant = participant(notification.participant, in: notification.instanceUUID)
        let time = notification.time
        switch notification.change {
        case .joined:
            let joined = ConnectionJoined(instance: instance, participant: participant, at: time)
            return (.connectionJoined(joined), time)
        case .left:
            let left = ConnectionLeft(
                instance: instance,
                participant: participant,
                at: time,
                reason: notification.participant.leaveReason.map {
                    Personal($0, about: participant.subject)
                }
            )
            return (.connectionLeft(left), time)
        case .admitted: return sighted(.admitted)
        case .joinedBreakoutRoom: return sighted(.enteredBreakoutRoom)
        case .leftBreakoutRoom: return sighted(.leftBreakoutRoom)
        case .joinedWaitingRoom: return sighted(.enteredWaitingRoom)
        case .leftWaitingRoom: return sighted(.leftWaitingRoom)
        case .putInWaitingRoom: return sighted(.sentToWaitingRoom)
        case .joinedBeforeHost: return sighted(.joinedBeforeHost)
        case .waitsForHost: return sighted(.waitsForHost)
        case .stoppedWaitingForHost: return sighted(.waitedForHost)
        case .roleChanged: return sighted(.changedRole)
        case .bound: return sighted(.boundDevices)
        }

        func sighted(_ sighting: ParticipantSighted.Sighting) -> Fact {
            let sighted = ParticipantSighted(
                instance: instance,
                participant: participant,
                sighting: sighting,
                at: time,
                object: notification.breakoutRoomUUID ?? notification.participant.newRole
                    ?? notification.participant.bindParticipantUUID
            )
            return (.participantSighted(sighted), time)
        }
    }

    private func participant(_ zoom: ZoomParticipant, in uuid: String) -> Participant {
        let zoomUser = zoom.participantUserID ?? zoom.id
        // Some of Zoom's names are missing in older events and for those who only wait.
        let connection =
            zoom.participantUUID ?? zoom.userID ?? zoom.registrantID ?? zoomUser
            ?? zoom.userName ?? ""
        let subject = identifiers.participant(instance: uuid, connection: connection)
        return Participant(
            subject: subject,
            connectionUUID: zoom.participantUUID,
            userID: zoom.userID,
            name: zoom.userName.map { Personal($0, about: subject) },
            email: zoom.email.map { Personal($0, about: subject) },
            phone: zoom.phoneNumber.map { Personal($0, about: subject) },
            address: zoom.publicIP.map { Personal($0, about: subject) },
            registrantIndex: zoom.registrantID.map(identifiers.registrantIndex),
            // A registrant who is not signed in carries the registrant id in place of a user id.
            zoomUserIndex: zoomUser == zoom.registrantID
                ? nil : zoomUser.map(identifiers.zoomUserIndex),
            emailIndex: zoom.email.map(identifiers.key.emailIndex),
            ownIDIndex: zoom.customerKey.map(identifiers.key.ownIDIndex),
            nameIndex: zoom.userName.map { identifiers.nameIndex($0, in: uuid) },
            addressIndex: zoom.publicIP.map { identifiers.addressIndex($0, in: uuid) }
        )
    }

    // MARK: References

    func reference(
        _ number: ZoomMeetingNumber,
        kind: ZoomMeetingKind,
        at time: Instant? = nil
    ) -> MeetingReference {
        MeetingReference(
            id: identifiers.meeting(number: number.description),
            account: identifiers.account,
            number: number.description,
            kind: kind == .webinar ? .webinar : .meeting,
            statedAt: time ?? statedAt,
            source: source
        )
    }

    private func reference(
        _ uuid: String,
        _ meeting: ZoomMeeting,
        kind: ZoomMeetingKind
    ) -> InstanceReference {
        InstanceReference(
            id: identifiers.instance(uuid: uuid),
            uuid: uuid,
            start: meeting.startTime,
            meeting: reference(meeting.number, kind: kind),
            details: details(meeting)
        )
    }

    func details(_ meeting: ZoomMeeting) -> MeetingDetails {
        let subject = SubjectID(identifiers.meeting(number: meeting.number.description).text)
        return MeetingDetails(
            topic: meeting.topic.map { Personal($0, about: subject) },
            zone: meeting.timezone,
            plannedSeconds: seconds(meeting.durationMinutes),
            hostIndex: meeting.hostID.map(identifiers.zoomUserIndex)
        )
    }

    /// A planned length; `nil` for what no meeting can last, so that no sum of times overflows.
    private func seconds(_ minutes: Int64?) -> Int64? {
        guard let minutes, (0...527_040).contains(minutes) else { return nil }
        return minutes * 60
    }

    func times(_ meeting: ZoomMeeting) -> [PlannedTime] {
        let number = meeting.number.description
        let series = meeting.occurrences.compactMap { occurrence in
            occurrence.startTime.map { start in
                PlannedTime(
                    occurrence: identifiers.occurrence(number: number, name: occurrence.id),
                    start: start,
                    seconds: seconds(occurrence.durationMinutes),
                    isCancelled: occurrence.status == "deleted"
                )
            }
        }
        guard series.isEmpty, let start = meeting.startTime else { return series }
        let name = meeting.uuid ?? start.description
        return [
            PlannedTime(
                occurrence: identifiers.occurrence(number: number, name: name),
                start: start,
                seconds: seconds(meeting.durationMinutes)
            )
        ]
    }
}
