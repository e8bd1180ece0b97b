public import Attendance
public import EventSourcing
public import Projections
import ZoomAPI

extension Desk {
    /// Takes over a meeting that was planned at Zoom: reads it, its dates and its registrants as facts,
    /// and keeps its registrants in step from now on.
    ///
    /// Doing so again reads again, and adds what is new.
    /// - Parameters:
    ///   - number: The meeting's number.
    ///   - account: The account's id at Zoom.
    ///   - link: For whom it is.
    ///   - pack: The rules its dates to come are judged by; `nil` leaves them to be planned later.
    ///   - clients: Who speaks to Zoom.
    ///   - actor: Who takes it over.
    /// - Returns: the arrangement.
    /// - Throws: ``DeskFailure``; what was read before it failed is kept.
    @discardableResult
    public func takeOver(
        _ number: String,
        account: String,
        link: MeetingLink = .global,
        under pack: RulePack? = nil,
        through clients: ZoomClients,
        actor: Actor
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        guard let number = ZoomMeetingNumber(number) else { throw .arrangement(.notANumber) }
        guard let client = await clients.client(of: account) else {
            throw .arrangement(.accountUnknown(account))
        }
        let reading = DeliveryFacts(answering: account, key: key, statedAt: edges.now())
        let meeting = reading.identifiers.meeting(number: number.description)
        if let known = try await arrangements().entry(of: meeting)?.arrangement.arranged {
            throw .arrangement(.arrangedHere(known.arrangement))
        }
        let (answer, kind) = try await self.answer(number, through: client)
        let roll = try await roll(showing: meeting)
        // Of a meeting that is known it tells how it is now; of another, that it was planned.
        let changed = reading.changed(answer, kind)
        let isKnown = !roll.occurrences(of: meeting).isEmpty
        let fact: AttendanceEvent =
            isKnown
            ? .meetingChanged(changed)
            : .meetingPlanned(
                MeetingPlanned(
                    meeting: changed.meeting,
                    details: changed.details,
                    times: changed.times
                )
            )
        let registrations = try await registrations(
            at: number,
            kind,
            answer.settings,
            through: client,
            reading,
            roll
        )
        try await asking { () async throws(EventLogError) in
            for chunk in ([fact] + registrations).chunks(of: 500) { try await append(chunk) }
        }
        let now = edges.now()
        let taken = MeetingTakenOver(
            arrangement: ArrangementID(meeting.text),
            meeting: reading.reference(number, kind: kind, at: answer.createdAt),
            hostIndex: changed.details.hostIndex,
            link: link,
            isSeries: answer.meeting.type?.isRecurring ?? false,
            settings: MeetingSettings(answer.settings),
            dates: reading.dates(answer, of: Arrangement()).filter { now < $0.end }
        )
        try await decide(.takeOver(taken), of: taken.arrangement, actor)
        if let pack {
            try await schedule(taken.dates, at: changed.meeting, answer.meeting, pack, actor)
        }
        return try await arrangement(named: taken.arrangement.text)
    }

    private func answer(
        _ number: ZoomMeetingNumber,
        through client: ZoomClient
    ) async throws(DeskFailure) -> (ZoomPlannedMeeting, ZoomMeetingKind) {
        func get(_ kind: ZoomMeetingKind) async throws(ZoomFailure) -> ZoomPlannedMeeting {
            try await client.answer(
                to: MeetingCalls.get(number, kind, withPastOccurrences: kind == .meeting)
            )
        }
        do {
            return (try await get(.meeting), .meeting)
        } catch {
            // Zoom's code 3000: it is a webinar.
            guard case .refused(let refusal) = error.reason, refusal.code == 3000 else {
                throw .arrangement(.zoom(error))
            }
        }
        do {
            return (try await get(.webinar), .webinar)
        } catch {
            throw .arrangement(.zoom(error))
        }
    }

    private func registrations(
        at number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind,
        _ settings: ZoomMeetingSettings,
        through client: ZoomClient,
        _ reading: DeliveryFacts,
        _ roll: Roll
    ) async throws(DeskFailure) -> [AttendanceEvent] {
        guard let approval = settings.approval, approval != .noRegistration else { return [] }
        var facts: [AttendanceEvent] = []
        for status in RegistrantCalls.Status.allCases {
            do {
                let listed = try await client.all(
                    of: RegistrantCalls.list(of: number, kind, status)
                )
                facts += reading.registrations(listed, status, at: number, kind, unlessKnown: roll)
            } catch {
                throw .arrangement(.zoom(error))
            }
        }
        return facts
    }

    /// Plans dates that Zoom has under rules, each as Zoom has it.
    private func schedule(
        _ dates: [ConfirmedDate],
        at meeting: MeetingReference,
        _ zoom: ZoomMeeting,
        _ pack: RulePack,
        _ actor: Actor
    ) async throws(DeskFailure) {
        let identifier = zoom.timezone ?? "UTC"
        for date in dates where edges.now() < date.start {
            guard let zone = ZoneRules.known(named: identifier, around: date.start) else {
                throw .plan(.zoneUnknown(identifier))
            }
            let wall = zone.wallTime(of: date.start)
            _ = try await schedule(
                [
                    DatePlan(
                        date: wall.date,
                        secondOfDay: wall.secondOfDay,
                        zone: identifier,
                        seconds: date.start.seconds(to: date.end)
                    )
                ],
                of: .known(meeting.id.text),
                as: date.occurrence,
                under: pack,
                actor: actor
            )
        }
    }
}
