import Attendance
import EventSourcing

/// The making of one sheet: which facts lead to which figure.
struct SheetAssembly {
    let roll: Roll
    let record: MeetingRecord
    let occurrence: Occurrence
    let pack: RulePack
    let runs: [InstanceLedger]
    let decisions: [OccurrenceState]
    let corrections: [CorrectionRegister.Entry]
    private let identified: [SubjectID: ParticipantsIdentified]
    let roster: Set<PersonID>

    init(roll: Roll, record: MeetingRecord, occurrence: Occurrence, pack: RulePack) {
        self.roll = roll
        self.record = record
        self.occurrence = occurrence
        self.pack = pack
        self.runs = roll.runs(of: occurrence)
        self.decisions = roll.decisions(about: occurrence)
        self.corrections = roll.corrections(of: occurrence)
        self.identified = Self.identified(by: corrections)
        self.roster = roll.directory.roster(of: record.id)
    }

    /// From the start of the first run to the end of the last; the end is unknown while one runs.
    var span: (start: Instant?, end: Instant?) {
        let ends = runs.map(\.end)
        let isOver = !ends.isEmpty && ends.allSatisfy { $0 != nil }
        return (runs.compactMap(\.start).min(), isOver ? ends.compactMap { $0 }.max() : nil)
    }

    /// The time that counts: by the rule pack that which was planned, where it was planned how long.
    var counted: TimeWindow? {
        guard pack.counts == .planned, let planned = occurrence.planned, planned.seconds > 0 else {
            return nil
        }
        return planned
    }

    /// The slots opened, by start.
    var slots: [Slot] {
        decisions.flatMap(\.slots.values)
            .sorted { ($0.window.start, $0.id) < ($1.window.start, $1.id) }
    }

    /// Why signatures are asked for.
    var reason: String? {
        decisions.lazy.compactMap(\.reason).first?.shown(in: roll.disclosure)
    }

    /// The rows, by name; those of one name by attendee.
    func rows() -> [AttendanceSheet.Row] {
        attendees()
            .compactMap { row(of: $0) }
            .sorted { left, right in
                let leftKey = (left.name.lowercased(), left.attendee.text)
                return leftKey < (right.name.lowercased(), right.attendee.text)
            }
    }

    /// Who is who, in no order.
    /// - Parameter includingSighted: Whether those who never connected count, as somebody who only
    ///   waited for the host.
    /// - Returns: the attendees.
    func attendees(includingSighted: Bool = false) -> [IdentityResolution.Attendee] {
        let start = span.start ?? occurrence.planned?.start
        var identity = IdentityResolution(knowing: roll.people, decided: identified, from: start)
        for person in roster { identity.add(person) }
        for registration in record.registrants(in: roll.disclosure) { identity.add(registration) }
        for run in runs {
            for participant in run.everyone { identity.add(participant) }
            guard includingSighted else { continue }
            for participant in run.sighted.values { identity.add(participant) }
        }
        for state in decisions {
            for place in state.signatures.keys { identity.add(known: place.signer) }
        }
        for attendee in corrections.compactMap(\.statement.attendee) {
            identity.add(known: attendee)
        }
        return identity.attendees()
    }

    /// What people stated of who participants were; of several statements the last holds.
    private static func identified(
        by corrections: [CorrectionRegister.Entry]
    ) -> [SubjectID: ParticipantsIdentified] {
        var identified: [SubjectID: ParticipantsIdentified] = [:]
        for entry in corrections where entry.withdrawal == nil {
            guard case .identified(let event) = entry.statement else { continue }
            for participant in event.participants { identified[participant] = event }
        }
        return identified
    }

    private func row(of attendee: IdentityResolution.Attendee) -> AttendanceSheet.Row? {
        guard let subject = attendee.subject else { return nil }
        let ledgers = runs.flatMap { run in
            attendee.participants.compactMap { run.participants[$0] }
        }
        let isExpected =
            attendee.person.map(roster.contains) ?? false
            || attendee.registrations.contains { $0.standing == .approved }
        let signatures = signatures(of: attendee)
        let subjects = attendee.subjects
        let corrections = corrections.filter { $0.statement.isAbout(subjects) }
        let isDecidedAbout = corrections.contains {
            $0.withdrawal == nil && !$0.statement.isIdentification
        }
        guard isExpected || !ledgers.isEmpty || !signatures.isEmpty || isDecidedAbout else {
            return nil
        }
        let person = attendee.person.flatMap { roll.people.people[$0] }
        // Whoever was recognised on another's account is not known by that account.
        let own = ledgers.filter { identified[$0.subject] == nil }
        let attendance = RowAttendance(
            of: attendee.participants,
            corrected: corrections.filter { $0.withdrawal == nil }.map(\.statement),
            in: self
        )
        return AttendanceSheet.Row(
            attendee: subject,
            role: isTrainer(own) ? .trainer : .attendee,
            name: name(of: attendee, person, ledgers),
            email: email(of: attendee, person, own),
            person: attendee.person,
            ownID: person?.ownID?.shown(in: roll.disclosure),
            evidence: attendee.evidence.sorted { $0.rawValue < $1.rawValue },
            status: attendance.status,
            firstJoin: attendance.firstJoin,
            lastLeave: attendance.lastLeave,
            secondsPresent: attendance.seconds,
            secondsTold: attendance.secondsTold,
            sharePercent: attendance.sharePercent,
            connections: attendance.connections,
            corrections: corrections.map { $0.line(in: roll.disclosure) },
            signatures: signatures
        )
    }

    private func isTrainer(_ ledgers: [ParticipantLedger]) -> Bool {
        ledgers.contains { !$0.zoomUserIndexes.isDisjoint(with: record.hosts) }
    }

    private func name(
        of attendee: IdentityResolution.Attendee,
        _ person: PersonRegistered?,
        _ ledgers: [ParticipantLedger]
    ) -> String {
        person?.name.shown(in: roll.disclosure)
            ?? attendee.registrations.lazy.compactMap(\.name).first?.shown(in: roll.disclosure)
            ?? ledgers.compactMap { $0.name.shown(in: roll.disclosure) }.min()
            ?? ""
    }

    private func email(
        of attendee: IdentityResolution.Attendee,
        _ person: PersonRegistered?,
        _ ledgers: [ParticipantLedger]
    ) -> String? {
        person?.email?.shown(in: roll.disclosure)
            ?? attendee.registrations.lazy.compactMap(\.email).first?.shown(in: roll.disclosure)
            ?? ledgers.compactMap { $0.email.shown(in: roll.disclosure) }.min()
    }

    private func signatures(
        of attendee: IdentityResolution.Attendee
    ) -> [AttendanceSheet.SignatureLine] {
        let subjects = attendee.subjects
        return decisions.flatMap(\.signatures.values)
            .filter { subjects.contains($0.place.signer) }
            .sorted { Self.order($0) < Self.order($1) }
            .map {
                AttendanceSheet.SignatureLine(
                    slot: $0.place.slot,
                    capacity: $0.place.capacity,
                    signedAt: $0.at,
                    sha256: $0.image.sha256,
                    width: $0.image.width,
                    height: $0.image.height
                )
            }
    }

    private static func order(_ signature: SignatureGiven) -> (Instant, String, String) {
        let place = signature.place
        return (signature.at, place.slot.text, "\(place.capacity.rawValue) \(place.signer)")
    }
}
