import Attendance
import EventSourcing
import Projections
import ZoomAPI

// Who is registered is kept in step with who is expected.

extension OutboxTurn {
    /// How many are registered in one turn, so that other meetings have theirs.
    static let registrantsPerTurnMax = 600
    /// How many single registrations are under way at a time.
    static let singlesAtOnceMax = 8

    /// Brings the registrants nearer to the roster.
    /// - Parameter haveBeenRead: Whether this process knows what Zoom has: else it is read before
    ///   anybody is added, for an earlier process may have added them without writing it down.
    /// - Returns: what was to be done; nothing where they are in step.
    /// - Throws: ``Setback``.
    func keepInStep(haveBeenRead: Bool) async throws(Setback) -> RegistrantsDue {
        guard let meeting = arrangement.meeting else { return RegistrantsDue() }
        let roll: Roll
        do {
            roll = try await desk.projections.roll(of: meeting.id)
        } catch {
            throw .log(error)
        }
        let due = roll.registrantsDue(for: arrangement, at: desk.edges.now())
        guard !due.isNothing else { return due }
        if !haveBeenRead {
            try await readRegistrants(of: meeting, known: roll, wanting: due.added)
            return due
        }
        if !due.gone.isEmpty {
            try await append([removed(due.gone)])
        } else if !due.removed.isEmpty {
            try await remove(Array(due.removed.prefix(Self.registrantsPerTurnMax)), at: meeting)
        } else if !due.approved.isEmpty {
            try await approve(Array(due.approved.prefix(Self.registrantsPerTurnMax)), at: meeting)
        } else {
            let added = Array(due.added.prefix(Self.registrantsPerTurnMax))
            try await add(try await people(added, in: roll), at: meeting)
        }
        return due
    }

    // MARK: What Zoom has

    /// Reads everyone registered, and notes those of whom something else is known.
    ///
    /// Who was to be registered and is at Zoom though nobody told of it was registered from here: the
    /// answer was lost, or an earlier process ended before it wrote that down.
    private func readRegistrants(
        of meeting: MeetingReference,
        known roll: Roll,
        wanting people: [RegisteredPerson]
    ) async throws(Setback) {
        let number = try number(of: meeting)
        let reading = facts()
        var facts: [AttendanceEvent] = []
        var listed: Set<SubjectID> = []
        let statuses =
            arrangement.settings.registration == .manual
            ? RegistrantCalls.Status.allCases : [.approved]
        for status in statuses {
            let registrants = try await all(RegistrantCalls.list(of: number, kind, status))
            listed.formUnion(reading.subjects(of: registrants, at: number))
            facts += reading.registrations(
                registrants,
                status,
                at: number,
                kind,
                unlessKnown: roll
            )
        }
        let wanted = Dictionary(
            people.map { ($0.emailIndex, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for chunk in facts.chunks(of: Self.factsPerAppendMax) {
            let found = chunk.compactMap { $0.addressLetIn.flatMap { wanted[$0] } }
            let added = RegistrantsAdded(arrangement: id, people: found)
            try await append(
                chunk + (found.isEmpty ? [] : [.arrangement(.registrantsAdded(added))])
            )
        }
        let lost = unlisted(listed, among: statuses, in: roll, at: meeting)
        for chunk in lost.chunks(of: Self.factsPerAppendMax) {
            try await append(try await restated(chunk, as: .cancelled, at: number))
        }
    }

    /// The registrations that were told of and that Zoom lists no longer: somebody cancelled or denied them
    /// there, and nothing told of it.
    ///
    /// Who is registered for single dates need not be listed without naming one.
    private func unlisted(
        _ listed: Set<SubjectID>,
        among statuses: [RegistrantCalls.Status],
        in roll: Roll,
        at meeting: MeetingReference
    ) -> [RegistrationChanged] {
        guard ![.each, .chosen].contains(arrangement.settings.scope) else { return [] }
        let latest = desk.edges.now().advanced(bySeconds: -Self.listedSecondsMax)
        let known = roll.directory.meetings[meeting.id]?.registrationsByAddress() ?? [:]
        return known.values.filter { registration in
            let isRead =
                switch registration.standing {
                case .approved: statuses.contains(.approved)
                case .pending: statuses.contains(.pending)
                case .cancelled, .denied: false
                }
            return isRead && !listed.contains(registration.registrant)
                && (registration.meeting.statedAt ?? .min) <= latest
        }
        .sorted { $0.registrant < $1.registrant }
    }

    /// How long Zoom may take until it lists somebody, in seconds.
    private static let listedSecondsMax: Int64 = 600

    /// How many facts are appended at a time.
    private static let factsPerAppendMax = 500

    // MARK: Cancelling and approving

    private func remove(
        _ removals: [RegistrantsDue.Removal],
        at meeting: MeetingReference
    ) async throws(Setback) {
        for chunk in removals.chunks(of: RegistrantCalls.batchMax) {
            try await decide(.cancel, about: chunk.map(\.registration), .cancelled, at: meeting) {
                [removed(chunk.map(\.person))]
            }
        }
    }

    private func approve(
        _ registrations: [RegistrationChanged],
        at meeting: MeetingReference
    ) async throws(Setback) {
        for chunk in registrations.chunks(of: RegistrantCalls.batchMax) {
            try await decide(.approve, about: chunk, .approved, at: meeting) { [] }
        }
    }

    private func decide(
        _ decision: RegistrantCalls.Decision,
        about registrations: [RegistrationChanged],
        _ standing: RegistrationChanged.Standing,
        at meeting: MeetingReference,
        noting events: () -> [AttendanceEvent]
    ) async throws(Setback) {
        let number = try number(of: meeting)
        let opened = try await openAll(registrations)
        let named = registrations.indices.map { index in
            var registrant = ZoomRegistrant(json: [:])
            registrant.email = opened[3 * index]
            return registrant
        }
        // Of whom nothing is left to name them by, Zoom cannot be told anything.
        let known = named.filter { $0.email != nil }
        if !known.isEmpty {
            let call = try checked { () throws(ZoomInputFault) in
                try RegistrantCalls.decide(decision, about: known, of: number, kind)
            }
            try await callUnlessGone(call)
        }
        try await append(
            restated(registrations, opened, as: standing, at: number) + events()
        )
    }

    /// Registrations as they stand from now on.
    private func restated(
        _ registrations: [RegistrationChanged],
        as standing: RegistrationChanged.Standing,
        at number: ZoomMeetingNumber
    ) async throws(Setback) -> [AttendanceEvent] {
        let opened = try await openAll(registrations)
        return restated(registrations, opened, as: standing, at: number)
    }

    private func openAll(
        _ registrations: [RegistrationChanged]
    ) async throws(Setback) -> [String?] {
        try await open(registrations.flatMap { [$0.email, $0.name, $0.joinLink] })
    }

    private func restated(
        _ registrations: [RegistrationChanged],
        _ opened: [String?],
        as standing: RegistrationChanged.Standing,
        at number: ZoomMeetingNumber
    ) -> [AttendanceEvent] {
        let meeting = facts().reference(number, kind: kind)
        return registrations.enumerated().map { index, registration in
            func personal(_ place: Int) -> Personal<String>? {
                opened[3 * index + place].map { Personal($0, about: registration.registrant) }
            }
            var fact = registration
            fact.meeting = meeting
            fact.standing = standing
            (fact.email, fact.name, fact.joinLink) = (personal(0), personal(1), personal(2))
            return AttendanceEvent.registrationChanged(fact)
        }
    }

    private func removed(_ people: [RegisteredPerson]) -> AttendanceEvent {
        .arrangement(.registrantsRemoved(RegistrantsRemoved(arrangement: id, people: people)))
    }
}

extension Array {
    /// The elements in their order, so many at a time.
    func chunks(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map {
            Array(self[$0..<Swift.min($0 + count, self.count)])
        }
    }
}

extension DeliveryFacts {
    /// Whom a list of registrants has.
    func subjects(
        of listed: [ZoomRegistrant],
        at number: ZoomMeetingNumber
    ) -> [SubjectID] {
        listed.compactMap(\.id).map {
            identifiers.registrant(number: number.description, id: $0)
        }
    }

    /// What a list of registrants states that is not known: who is registered otherwise than was told.
    func registrations(
        _ listed: [ZoomRegistrant],
        _ status: RegistrantCalls.Status,
        at number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind,
        unlessKnown roll: Roll
    ) -> [AttendanceEvent] {
        let meeting = reference(number, kind: kind)
        let known = roll.directory.meetings[meeting.id]?.registrationsByAddress() ?? [:]
        let standing: RegistrationChanged.Standing =
            switch status {
            case .approved: .approved
            case .pending: .pending
            case .denied: .denied
            }
        return listed.compactMap { registrant in
            guard let id = registrant.id else { return nil }
            let fact = fact(of: registrant, id: id, standing: standing, at: meeting)
            let before = fact.emailIndex.flatMap { known[$0] }
            let isKnown =
                before?.registrant == fact.registrant && before?.standing == fact.standing
            return isKnown ? nil : .registrationChanged(fact)
        }
    }
}

extension AttendanceEvent {
    /// The address of whom a registration lets in, or may yet.
    fileprivate var addressLetIn: BlindIndex? {
        guard case .registrationChanged(let fact) = self else { return nil }
        return fact.standing == .approved || fact.standing == .pending ? fact.emailIndex : nil
    }
}
