public import Attendance
public import EventSourcing

/// What has to happen at Zoom so that whoever a meeting's roster expects is registered for it.
public struct RegistrantsDue: Sendable, Hashable {
    /// Who is to be registered, by person.
    public internal(set) var added: [RegisteredPerson] = []
    /// Who waits at Zoom for an approval, though the roster expects them.
    public internal(set) var approved: [RegistrationChanged] = []
    /// Whose registration is to be cancelled, with what is known of it.
    public internal(set) var removed: [Removal] = []
    /// Who is expected no longer, and not registered any more.
    public internal(set) var gone: [RegisteredPerson] = []
    /// How many are expected who have no e-mail address.
    public internal(set) var unaddressed = 0
    /// How many were registered here whose registration somebody cancelled or denied at Zoom: that
    /// stays.
    public internal(set) var cancelledThere = 0

    /// A registration that is to be cancelled.
    public struct Removal: Sendable, Hashable {
        /// Whose.
        public var person: RegisteredPerson
        /// As Zoom told of it.
        public var registration: RegistrationChanged
    }

    /// Nothing is to be done.
    public init() {}

    /// Whether nothing is to be done.
    public var isNothing: Bool {
        added.isEmpty && approved.isEmpty && removed.isEmpty && gone.isEmpty
    }
}

extension Roll {
    /// What has to happen so that the registrants of an arranged meeting are in step with its roster.
    ///
    /// Whoever registered at Zoom themselves stays. Only dates to come count; of a meeting without
    /// fixed times, its roster as a whole.
    /// - Parameters:
    ///   - arrangement: What is wanted of the meeting.
    ///   - now: The time.
    /// - Returns: what is to be done, the same for the same facts.
    public func registrantsDue(for arrangement: Arrangement, at now: Instant) -> RegistrantsDue {
        guard let meeting = arrangement.meeting, let record = directory.meetings[meeting.id],
            arrangement.hasRegistration, !arrangement.isCancelled,
            !record.isDeleted(since: meeting.statedAt),
            let expected = expected(at: record, for: arrangement, from: now)
        else { return RegistrantsDue() }
        var due = RegistrantsDue()
        let known = record.registrationsByAddress()
        let wanted = wanted(of: expected, by: arrangement, noting: &due)
        for (index, person) in wanted {
            let ours = arrangement.registered[index]
            due.note(
                person,
                known: known[index],
                ours: ours,
                isRefused: arrangement.refusedRegistrants[index] != nil,
                isElsewhere: ours.map { !expected.isCovered(by: $0, for: person.dates) } ?? false
            )
        }
        for (index, person) in arrangement.registered
        where wanted[index] == nil && expected.concerns(person) {
            if let registration = known[index], registration.isAlive {
                due.removed.append(.init(person: person, registration: registration))
            } else {
                due.gone.append(person)
            }
        }
        due.sort()
        return due
    }

    /// Who is to be registered by address: hosts cannot register for their own meeting, and one address
    /// registers once, for the dates of all who share it.
    private func wanted(
        of expected: Expectation,
        by arrangement: Arrangement,
        noting due: inout RegistrantsDue
    ) -> [BlindIndex: RegisteredPerson] {
        var wanted: [BlindIndex: RegisteredPerson] = [:]
        for (person, dates) in expected.people {
            guard let details = people.people[person], let index = details.emailIndex,
                let email = details.email, email.content != .erased
            else {
                due.unaddressed += 1
                continue
            }
            guard index != arrangement.hostIndex else { continue }
            guard let other = wanted[index] else {
                wanted[index] = RegisteredPerson(person: person, emailIndex: index, dates: dates)
                continue
            }
            wanted[index] = RegisteredPerson(
                person: min(person, other.person),
                emailIndex: index,
                dates: Set(other.dates + dates).sorted()
            )
        }
        return wanted
    }

    /// Who is expected from a moment on; `nil` where no date is to come.
    private func expected(
        at record: MeetingRecord,
        for arrangement: Arrangement,
        from now: Instant
    ) -> Expectation? {
        let planned = occurrences(of: record.id).filter { $0.planned != nil }
        guard !planned.isEmpty else {
            let roster = directory.roster(of: record.id).expected(at: [], from: now)
            return Expectation(people: roster.mapValues { _ in [] }, dates: nil)
        }
        let isByDate = [.each, .chosen].contains(arrangement.settings.scope)
        let toCome = planned.filter { date in
            !date.isCancelled && date.planned.map { now < $0.end } ?? false
        }
        guard !toCome.isEmpty else { return nil }
        // Nobody can be registered to a date that Zoom does not have any more.
        let withdrawn = Set(
            record.plannedOccurrences(ranAt: [], under: adopted.pack)
                .filter(\.isCancelled).map(\.id)
        )
        var expected = Expectation(dates: isByDate ? [] : nil)
        for date in toCome
        where !isByDate || withdrawn.isDisjoint(with: [date.id] + date.aliases) {
            let zoomID = isByDate ? arrangement.zoomID(of: names(of: date)) : nil
            if let zoomID { expected.dates?.insert(zoomID) }
            guard !isByDate || zoomID != nil else { continue }
            for person in roster(of: date).keys {
                expected.people[person, default: []] += zoomID.map { [$0] } ?? []
            }
        }
        return expected
    }
}

/// Who is expected at the dates to come.
private struct Expectation {
    /// Zoom's ids of the dates each is to be registered to: none where one registration holds for all.
    var people: [PersonID: [String]] = [:]
    /// Zoom's ids of all dates to come; `nil` where one registration holds for all.
    var dates: Set<String>?

    /// Whether a registration is for anything that is to come: one that is only for dates that are over
    /// stays as it was.
    func concerns(_ known: RegisteredPerson) -> Bool {
        guard let dates, !known.dates.isEmpty else { return true }
        return !dates.isDisjoint(with: known.dates)
    }

    /// Whether a registration is for the dates that are wanted; those that are over do not count.
    func isCovered(by known: RegisteredPerson, for wanted: [String]) -> Bool {
        guard let dates else { return known.dates.isEmpty }
        return known.dates.isEmpty || dates.intersection(known.dates) == Set(wanted)
    }
}

extension RegistrantsDue {
    /// Puts in order what is to be done, and nothing else: most often that is little of a great roster.
    fileprivate mutating func sort() {
        added.sort { $0.person < $1.person }
        approved.sort { $0.registrant < $1.registrant }
        removed.sort { $0.registration.registrant < $1.registration.registrant }
        gone.sort { ($0.person, $0.emailIndex) < ($1.person, $1.emailIndex) }
    }

    fileprivate mutating func note(
        _ person: RegisteredPerson,
        known: RegistrationChanged?,
        ours: RegisteredPerson?,
        isRefused: Bool,
        isElsewhere: Bool
    ) {
        switch known?.standing {
        case .approved:
            // Other dates take another registration.
            guard let known, let ours, isElsewhere else { return }
            removed.append(Removal(person: ours, registration: known))
        case .pending:
            if let known { approved.append(known) }
        case .cancelled, .denied, nil:
            if ours != nil {
                cancelledThere += 1
            } else if !isRefused {
                added.append(person)
            }
        }
    }
}

extension RegistrationChanged {
    /// Whether it lets somebody in, or may yet.
    fileprivate var isAlive: Bool { standing == .approved || standing == .pending }
}

extension MeetingRecord {
    /// Whether all of it was last deleted at Zoom, and not recovered, since it was planned: an earlier
    /// deletion was of another meeting under the same number.
    fileprivate func isDeleted(since planned: Instant?) -> Bool {
        var last: LastStatement<MeetingStanding.Change>?
        for standing in standings.sorted
        where standing.times.isEmpty
            && (planned ?? .distantPast) <= (standing.meeting.statedAt ?? .distantPast)
        {
            let statement = LastStatement(
                standing.change,
                at: standing.meeting.statedAt,
                text: standing.change.rawValue
            )
            last = .later(last, statement)
        }
        return last.map { $0.value != .recovered } ?? false
    }

    /// The registration that each address has, as it last stood; of several, one that lets in.
    public func registrationsByAddress() -> [BlindIndex: RegistrationChanged] {
        var last: [SubjectID: LastStatement<RegistrationChanged>] = [:]
        for registration in registrations.unsorted {
            let statement = LastStatement(
                registration,
                at: registration.meeting.statedAt,
                text: registration.standing.rawValue
            )
            last[registration.registrant] = .later(last[registration.registrant], statement)
        }
        var byAddress: [BlindIndex: RegistrationChanged] = [:]
        for registration in last.values.map(\.value) {
            guard let index = registration.emailIndex else { continue }
            guard let known = byAddress[index] else {
                byAddress[index] = registration
                continue
            }
            if known.isAlive != registration.isAlive
                ? registration.isAlive : known.registrant < registration.registrant
            {
                byAddress[index] = registration
            }
        }
        return byAddress
    }
}
