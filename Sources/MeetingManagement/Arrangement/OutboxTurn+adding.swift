import Attendance
import EventSourcing
import Projections
import ZoomAPI

/// Somebody who is to be registered, by name and address.
struct Newcomer: Sendable {
    var person: RegisteredPerson
    var registrant: ZoomNewRegistrant
}

extension OutboxTurn {
    /// Names and addresses of those who are to be registered; whose data was erased meanwhile is left
    /// out.
    func people(
        _ people: [RegisteredPerson],
        in roll: Roll
    ) async throws(Setback) -> [Newcomer] {
        let known = people.map { roll.people.people[$0.person] }
        let opened = try await open(known.flatMap { [$0?.name, $0?.email] })
        return people.indices.compactMap { index in
            guard let email = opened[2 * index + 1] else { return nil }
            var registrant = ZoomNewRegistrant(naming: opened[2 * index] ?? "", email: email)
            registrant.isApproved = true
            return Newcomer(person: people[index], registrant: registrant)
        }
    }

    /// What came of registering people.
    private struct Progress {
        /// Whether Zoom said of anybody whether they are registered.
        var isMade = false
        /// Why somebody has to wait for another day: Zoom takes three calls a day for one registrant.
        var held: Setback?
    }

    /// Registers people: thirty with a call where the meeting is held once, which Zoom wants of batches;
    /// else each by themselves, some at a time.
    ///
    /// Who has to wait for another day keeps nobody else waiting, and is tried again by itself.
    func add(_ newcomers: [Newcomer], at meeting: MeetingReference) async throws(Setback) {
        var progress = Progress()
        try await add(newcomers, at: meeting, &progress)
        if let held = progress.held, !progress.isMade { throw held }
    }

    private func add(
        _ newcomers: [Newcomer],
        at meeting: MeetingReference,
        _ progress: inout Progress
    ) async throws(Setback) {
        guard arrangement.form == .once, newcomers.count > 1 else {
            return try await addSingly(newcomers, at: meeting, &progress)
        }
        let number = try number(of: meeting)
        for chunk in newcomers.chunks(of: RegistrantCalls.batchMax) {
            do throws(Setback) {
                let call = try checked { () throws(ZoomInputFault) in
                    try RegistrantCalls.addBatch(
                        chunk.map(\.registrant),
                        to: number,
                        kind,
                        areConfirmed: arrangement.settings.writesToRegistrants ?? true
                    )
                }
                let answer = try await self.call(call)
                let left = try await note(answer.elements, of: chunk, at: meeting)
                if left.count < chunk.count { progress.isMade = true }
                if !left.isEmpty { try await addSingly(left, at: meeting, &progress) }
            } catch {
                // One that cannot be registered, or not today, refuses all thirty.
                switch error {
                case .refused, .day: try await addSingly(chunk, at: meeting, &progress)
                case .account, .later, .stopped, .log: throw error
                }
            }
        }
    }

    /// Notes what a batch came to.
    /// - Returns: whom the answer does not tell of.
    private func note(
        _ registrations: [ZoomRegistration],
        of newcomers: [Newcomer],
        at meeting: MeetingReference
    ) async throws(Setback) -> [Newcomer] {
        let answered = Dictionary(
            registrations.compactMap { registration in
                registration.email.map { (desk.key.emailIndex($0), registration) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        let made = newcomers.compactMap { newcomer in
            answered[newcomer.person.emailIndex].map { (newcomer, $0) }
        }
        try await append(try added(made, at: meeting))
        return newcomers.filter { answered[$0.person.emailIndex] == nil }
    }

    private enum SingleOutcome {
        case made(ZoomRegistration)
        case failed(Setback)
    }

    private func addSingly(
        _ newcomers: [Newcomer],
        at meeting: MeetingReference,
        _ progress: inout Progress
    ) async throws(Setback) {
        let number = try number(of: meeting)
        for wave in newcomers.chunks(of: Self.singlesAtOnceMax) {
            let outcomes = await withTaskGroup(of: (Int, SingleOutcome).self) { group in
                for (index, newcomer) in wave.enumerated() {
                    group.addTask { (index, await addOne(newcomer, to: number)) }
                }
                return await group.reduce(into: [Int: SingleOutcome]()) { $0[$1.0] = $1.1 }
            }
            try await note(outcomes, of: wave, at: meeting, &progress)
        }
    }

    private func addOne(_ newcomer: Newcomer, to number: ZoomMeetingNumber) async -> SingleOutcome {
        do throws(Setback) {
            let call = try checked { () throws(ZoomInputFault) in
                try RegistrantCalls.add(
                    newcomer.registrant,
                    to: number,
                    kind,
                    occurrences: newcomer.person.dates
                )
            }
            return .made(try await self.call(call))
        } catch {
            return .failed(error)
        }
    }

    private func note(
        _ outcomes: [Int: SingleOutcome],
        of wave: [Newcomer],
        at meeting: MeetingReference,
        _ progress: inout Progress
    ) async throws(Setback) {
        var made: [(Newcomer, ZoomRegistration)] = []
        var refused: [(Newcomer, String)] = []
        var setback: Setback?
        for (index, newcomer) in wave.enumerated() {
            switch outcomes[index] {
            case .made(let registration): made.append((newcomer, registration))
            case .failed(.refused(let reason)): refused.append((newcomer, reason))
            case .failed(.day(let reason, let until)): progress.held = .day(reason, until: until)
            case .failed(let other): setback = setback ?? other
            case nil: break
            }
        }
        // What all are refused for is the meeting's, not theirs.
        let reasons = Set(refused.map(\.1))
        if made.isEmpty, refused.count == wave.count, refused.count > 1, reasons.count == 1 {
            throw .refused(refused[0].1)
        }
        let refusals = refused.map { newcomer, reason in
            AttendanceEvent.arrangement(
                .registrantRefused(
                    RegistrantRefused(
                        arrangement: id,
                        person: newcomer.person.person,
                        emailIndex: newcomer.person.emailIndex,
                        reason: reason
                    )
                )
            )
        }
        if !made.isEmpty || !refused.isEmpty { progress.isMade = true }
        try await append(try added(made, at: meeting) + refusals)
        if let setback { throw setback }
    }

    /// That people were registered, as Zoom answered.
    private func added(
        _ made: [(newcomer: Newcomer, registration: ZoomRegistration)],
        at meeting: MeetingReference
    ) throws(Setback) -> [AttendanceEvent] {
        guard !made.isEmpty else { return [] }
        let number = try number(of: meeting)
        let reading = facts()
        let place = reading.reference(number, kind: kind)
        let facts = made.map { newcomer, registration in
            var registrant = ZoomRegistrant(json: [:])
            registrant.email = newcomer.registrant.email
            registrant.firstName = newcomer.registrant.firstName
            registrant.lastName = newcomer.registrant.lastName
            registrant.joinURL = registration.joinURL
            // Whoever waits to be approved has no link yet.
            let standing: RegistrationChanged.Standing =
                registration.joinURL == nil ? .pending : .approved
            return AttendanceEvent.registrationChanged(
                reading.fact(
                    of: registrant,
                    id: registration.registrantID,
                    standing: standing,
                    at: place
                )
            )
        }
        let people = made.map(\.newcomer.person)
        return facts + [
            .arrangement(.registrantsAdded(RegistrantsAdded(arrangement: id, people: people)))
        ]
    }
}

extension ZoomNewRegistrant {
    /// Somebody by the one name that is known of them: Zoom wants a first and a last one, each of at most
    /// 64 characters.
    fileprivate init(naming name: String, email: String) {
        let words = name.split(separator: " ")
        let first = words.count > 1 ? words.dropLast().joined(separator: " ") : name
        self.init(
            email: email,
            firstName: String(first.prefix(64)),
            lastName: words.count > 1 ? words.last.map { String($0.prefix(64)) } : nil
        )
    }
}
