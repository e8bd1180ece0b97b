public import Attendance
public import EventSourcing
import Projections

/// What became of an imported roster.
public struct PeopleImport: Sendable, Hashable {
    /// People who became known.
    public private(set) var added = 0
    /// People whose name or own id was replaced.
    public private(set) var changed = 0
    /// People who were known just so.
    public private(set) var unchanged = 0
    /// The people of the file, in its order.
    public private(set) var people: [PersonID] = []
    /// Rows that could not be read: their line and why.
    public private(set) var refused: [FileIntake.RefusedLine] = []

    mutating func note(_ person: PersonID, wasKnown: Bool, wasChanged: Bool) {
        people.append(person)
        switch (wasKnown, wasChanged) {
        case (false, _): added += 1
        case (true, true): changed += 1
        case (true, false): unchanged += 1
        }
    }

    mutating func refuse(line: Int, _ reason: String) {
        refused.append(FileIntake.RefusedLine(number: line, reason: reason))
    }
}

/// Why a roster's file as a whole cannot be read.
public struct RosterRefusal: Error, Hashable, CustomStringConvertible {
    /// What is wrong with it and what to do.
    public var description: String
}

extension Desk {
    /// Makes the people of a CSV file known: a header naming `name`, and `email` or `own id` or both.
    ///
    /// Somebody is known again by their own id, else by their e-mail address. Where the log fails, the
    /// first of them may be known: giving the file again goes on with the others.
    /// - Throws: ``RosterRefusal`` when the file is no such table, ``/EventSourcing/EventLogError`` when
    ///   the log failed.
    public func importPeople(csv text: String, actor: Actor) async throws -> PeopleImport {
        let table = try RosterTable(text)
        var result = PeopleImport()
        var known = try await knownPeople()
        var ownIDs: Set<String> = []
        var newcomers = Newcomers()
        for row in table.rows {
            guard !row.name.isEmpty else {
                result.refuse(line: row.line, "the name is empty")
                continue
            }
            guard row.email != nil || row.ownID != nil else {
                result.refuse(line: row.line, "neither an e-mail address nor an own id is given")
                continue
            }
            if let ownID = row.ownID, !ownIDs.insert(ownID).inserted {
                result.refuse(line: row.line, "this own id stands in an earlier line already")
                continue
            }
            let found = row.ownID.flatMap { known.byOwnID[$0] } ?? emailMatch(row, in: known)
            let person = found ?? PersonID(edges.random(16).hexadecimal)
            let command = PersonRegistered(
                person: person,
                name: Personal(row.name, about: person.subject),
                email: row.email.map { Personal($0, about: person.subject) },
                emailIndex: row.email.map(key.emailIndex),
                ownID: row.ownID.map { Personal($0, about: person.subject) },
                ownIDIndex: row.ownID.map(key.ownIDIndex)
            )
            if newcomers.isFull(for: person) {
                try await record(&newcomers, actor: actor, noting: &result)
            }
            newcomers.add(command, wasKnown: found != nil)
            known.note(command)
        }
        try await record(&newcomers, actor: actor, noting: &result)
        return result
    }

    /// Expects people at a meeting, or at one occurrence of it.
    /// - Parameters:
    ///   - meeting: The meeting.
    ///   - occurrence: The occurrence; `nil` means every one.
    ///   - people: Who is expected.
    ///   - role: As what they are.
    ///   - reason: Why.
    ///   - actor: Who expects them.
    /// - Returns: how many were not expected so before.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    @discardableResult
    public func extendRoster(
        of meeting: MeetingID,
        at occurrence: OccurrenceID? = nil,
        with people: [PersonID],
        as role: AttendeeRole = .attendee,
        reason: String? = nil,
        actor: Actor
    ) async throws(EventLogError) -> Int {
        let extended = RosterExtended(
            meeting: meeting,
            occurrence: occurrence,
            as: role,
            people: people,
            reason: Self.reason(reason, about: people, at: meeting)
        )
        return try await changeRoster(of: meeting, .extend(extended), actor)
    }

    /// Expects people no longer, at one occurrence, or at every one that begins from a moment on.
    /// - Parameters:
    ///   - meeting: The meeting.
    ///   - occurrence: The occurrence; `nil` means every one from the moment on.
    ///   - start: The moment; `nil` means all that ever were.
    ///   - people: Who is not expected.
    ///   - reason: Why.
    ///   - actor: Who says so.
    /// - Returns: how many were expected before.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func reduceRoster(
        of meeting: MeetingID,
        at occurrence: OccurrenceID?,
        from start: Instant?,
        by people: [PersonID],
        reason: String? = nil,
        actor: Actor
    ) async throws(EventLogError) -> Int {
        let reduced = RosterReduced(
            meeting: meeting,
            occurrence: occurrence,
            from: start,
            people: people,
            reason: Self.reason(reason, about: people, at: meeting)
        )
        return try await changeRoster(of: meeting, .reduce(reduced), actor)
    }

    /// Why somebody is expected or not tells of them, where it is one.
    private static func reason(
        _ reason: String?,
        about people: [PersonID],
        at meeting: MeetingID
    ) -> Personal<String>? {
        let subject = people.count == 1 ? people[0].subject : SubjectID(meeting.text)
        return reason.map { Personal($0, about: subject) }
    }

    private func changeRoster(
        of meeting: MeetingID,
        _ command: RosterCommand,
        _ actor: Actor
    ) async throws(EventLogError) -> Int {
        let events = try await record(
            command,
            by: RosterDecider.self,
            on: .roster(meeting),
            actor: actor
        )
        return switch events.first {
        case .rosterExtended(let extended): extended.people.count
        case .rosterReduced(let reduced): reduced.people.count
        default: 0
        }
    }

    /// The person of an id, an e-mail address or an own id.
    /// - Throws: ``DeskFailure`` when there is none, or several.
    public func person(named name: String) async throws(DeskFailure) -> PersonID {
        let isKnown = try await asking { () async throws(EventLogError) in
            try await projections.knows(PersonID(name))
        }
        if isKnown { return PersonID(name) }
        let people = try await asking { () async throws(EventLogError) in
            let people = try await projections.people()
            return try await disclosing(people.sealedFieldsOfPeople, of: people)
        }
        let address = key.emailIndex(name)
        let found = people.people.people.values.filter { person in
            person.emailIndex == address
                || person.ownID.flatMap(people.disclosure.text(of:)) == name
        }
        guard let first = found.first else { throw .subjectUnknown }
        guard found.count == 1 else { throw .personAmbiguous }
        return first.person
    }

    /// Gives the organisation the name its documents carry.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func nameOrganisation(_ name: String, actor: Actor) async throws(EventLogError) {
        _ = try await record(
            OrganisationNamed(name: name),
            by: OrganisationDecider.self,
            on: .organisation,
            actor: actor
        )
    }

    /// A row without an own id, or of someone whose own id is not known yet, is matched by address.
    private func emailMatch(_ row: RosterTable.Row, in known: KnownPeople) -> PersonID? {
        guard let email = row.email, let person = known.byEmail[key.emailIndex(email)] else {
            return nil
        }
        let ownID = known.ownIDs[person]
        return row.ownID == nil || ownID == nil || ownID == row.ownID ? person : nil
    }

    /// Records people together: none waits for the disk alone.
    private func record(
        _ newcomers: inout Newcomers,
        actor: Actor,
        noting result: inout PeopleImport
    ) async throws(EventLogError) {
        let events = try await record(
            newcomers.commands.map { (.person($0.person), [$0]) },
            by: PersonDecider.self,
            actor: actor
        )
        let changed = Set(events.map(\.stream))
        for (command, wasKnown) in zip(newcomers.commands, newcomers.wereKnown) {
            let wasChanged = changed.contains(.person(command.person))
            result.note(command.person, wasKnown: wasKnown, wasChanged: wasChanged)
        }
        newcomers = Newcomers()
    }

    private func knownPeople() async throws(EventLogError) -> KnownPeople {
        var known = KnownPeople()
        let people = try await projections.people()
        let roll = try await disclosing(people.sealedFieldsOfPeople, of: people)
        for person in roll.people.people.values { known.note(person, in: roll.disclosure) }
        return known
    }
}

/// People of a roster who are recorded together, each once.
private struct Newcomers {
    /// How many are recorded together.
    private static let countMax = 500

    private(set) var commands: [PersonRegistered] = []
    private(set) var wereKnown: [Bool] = []
    private var people: Set<PersonID> = []

    /// Whether these are to be recorded before somebody is added.
    func isFull(for person: PersonID) -> Bool {
        commands.count == Self.countMax || people.contains(person)
    }

    mutating func add(_ command: PersonRegistered, wasKnown: Bool) {
        commands.append(command)
        wereKnown.append(wasKnown)
        people.insert(command.person)
    }
}

private struct KnownPeople {
    var byOwnID: [String: PersonID] = [:]
    var byEmail: [BlindIndex: PersonID] = [:]
    var ownIDs: [PersonID: String] = [:]

    mutating func note(_ person: PersonRegistered, in disclosure: Disclosure = .none) {
        if let ownID = person.ownID.flatMap(disclosure.text(of:)) {
            byOwnID[ownID] = person.person
            ownIDs[person.person] = ownID
        }
        if let index = person.emailIndex { byEmail[index] = person.person }
    }
}
