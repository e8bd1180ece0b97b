import Attendance
import EventSourcing

/// A row while it is made.
struct RowDraft {
    var row: AttendanceSheet.Row
    let attendance: RowAttendance
    /// Whether they were seen outside the meeting, as in its waiting room.
    let isSighted: Bool
    /// Whether somebody stated who they were.
    let isDecided: Bool
    /// Whether a registration is theirs.
    let isRegistered: Bool

    /// Whether they were connected.
    var isConnected: Bool { !row.connections.isEmpty }

    /// Drafts the row of an attendee; `nil` for whoever is neither expected nor told of.
    init?(of attendee: IdentityResolution.Attendee, in assembly: SheetAssembly) {
        guard let subject = attendee.subject else { return nil }
        let ledgers = assembly.runs.flatMap { run in
            attendee.participants.compactMap { run.participants[$0] }
        }
        let role = attendee.person.flatMap { assembly.roster[$0] }
        let isExpected =
            role != nil
            || (assembly.isForRegistrants
                && attendee.registrations.contains { $0.standing == .approved })
        let signatures = assembly.signatures(of: attendee)
        let subjects = attendee.subjects
        let corrections = assembly.corrections.filter { $0.statement.isAbout(subjects) }
        let inForce = corrections.filter { $0.withdrawal == nil }.map(\.statement)
        let isDecidedAbout = inForce.contains { !$0.isIdentification }
        guard isExpected || !ledgers.isEmpty || !signatures.isEmpty || isDecidedAbout else {
            return nil
        }
        let roll = assembly.roll
        let person = attendee.person.flatMap { roll.people.people[$0] }
        // Whoever was recognised on another's account is not known by that account.
        let own = ledgers.filter { assembly.identified[$0.subject] == nil }
        let isTrainer =
            role == .trainer
            || own.contains { !$0.zoomUserIndexes.isDisjoint(with: assembly.record.hosts) }
        attendance = RowAttendance(
            of: attendee.participants,
            corrected: inForce,
            in: assembly
        )
        isDecided = attendee.evidence.contains(.decision)
        isRegistered = !attendee.registrations.isEmpty
        isSighted = attendee.isSighted
        let names = Names(of: attendee, person, ledgers, own, in: roll.disclosure)
        row = AttendanceSheet.Row(
            attendee: subject,
            role: isTrainer ? .trainer : .attendee,
            name: names.name,
            email: names.email,
            person: attendee.person,
            ownID: person?.ownID?.shown(in: roll.disclosure),
            evidence: attendee.evidence.sorted { $0.rawValue < $1.rawValue },
            isUnidentified: !isTrainer && !ledgers.isEmpty && attendee.person == nil
                && !isRegistered && !isDecided,
            status: .unknown,
            source: attendance.source,
            firstJoin: attendance.firstJoin,
            lastLeave: attendance.lastLeave,
            secondsPresent: attendance.counted.seconds,
            secondsTold: attendance.secondsTold,
            sharePercent: attendance.sharePercent,
            counted: attendance.counted.windows,
            lateSeconds: attendance.lateSeconds,
            earlySeconds: attendance.earlySeconds,
            connections: attendance.connections,
            corrections: corrections.map { $0.line(in: roll.disclosure) },
            signatures: signatures,
            declined: assembly.declined(by: attendee, unless: signatures)
        )
    }

    /// Says what is known of them, and why it is no more.
    mutating func judge(doubting doubt: AbsenceDoubt, in assembly: SheetAssembly) {
        if attendance.isDenied {
            (row.status, row.reasons) = (.absent, [.decided])
        } else if attendance.isSeen {
            judgeSeen(in: assembly)
        } else if assembly.span.end == nil {
            (row.status, row.reasons) = (.notSeenYet, [.notOver])
        } else {
            // Nobody is called absent whom any fact contradicts, or may (I-6).
            let reasons = doubt.reasons(about: self)
            (row.status, row.reasons) = (reasons.isEmpty ? .absent : .unknown, reasons)
        }
    }

    private mutating func judgeSeen(in assembly: SheetAssembly) {
        guard let whole = assembly.whole else { return row.status = .present }
        if assembly.pack.presence.isReached(by: row.secondsPresent, of: whole.seconds) {
            row.status = .present
        } else if attendance.isIncomplete {
            (row.status, row.reasons) = (.unknown, [.endsUnknown])
        } else {
            row.status = .partial
        }
    }

    /// The row as the rules see it.
    func figures(in slots: [Slot]) -> RowFigures {
        RowFigures(
            role: row.role,
            status: row.status,
            isExcused: row.isExcused,
            secondsPresent: row.secondsPresent,
            secondsInSlot: Dictionary(
                slots.map { ($0.id, attendance.counted.clipped(to: $0.window).seconds) },
                uniquingKeysWith: max
            ),
            lateSeconds: row.lateSeconds,
            earlySeconds: row.earlySeconds,
            isConnected: !row.connections.isEmpty,
            isIncomplete: row.connections.contains { $0.from == nil || $0.endInferred },
            signatures: row.signatures.compactMap { signature in
                slots.first { $0.id == signature.slot }.map { slot in
                    RowFigures.Signature(
                        slot: slot.id,
                        capacity: signature.capacity,
                        leadSeconds: signature.signedAt.seconds(to: slot.window.start),
                        lagSeconds: slot.window.end.seconds(to: signature.signedAt)
                    )
                }
            }
        )
    }
}

/// How an attendee is named: the person's words first, then the registrant's, then what was shown.
private struct Names {
    let name: String
    let email: String?

    init(
        of attendee: IdentityResolution.Attendee,
        _ person: PersonRegistered?,
        _ ledgers: [ParticipantLedger],
        _ own: [ParticipantLedger],
        in disclosure: Disclosure
    ) {
        let registrations = attendee.registrations.lazy
        name =
            person?.name.shown(in: disclosure)
            ?? registrations.compactMap(\.name).first?.shown(in: disclosure)
            ?? ledgers.compactMap { $0.name.shown(in: disclosure) }.filter { !$0.isEmpty }.min()
            ?? ledgers.compactMap { $0.phone.shown(in: disclosure) }.min() ?? ""
        email =
            person?.email?.shown(in: disclosure)
            ?? registrations.compactMap(\.email).first?.shown(in: disclosure)
            ?? own.compactMap { $0.email.shown(in: disclosure) }.min()
    }
}

extension SheetAssembly {
    /// The signatures in force of an attendee, by time.
    fileprivate func signatures(
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
                    signer: $0.place.signer,
                    signedAt: $0.at,
                    sha256: $0.image.sha256,
                    width: $0.image.width,
                    height: $0.image.height
                )
            }
    }

    /// What an attendee would not sign, by time, unless they have signed it by another name since.
    fileprivate func declined(
        by attendee: IdentityResolution.Attendee,
        unless signatures: [AttendanceSheet.SignatureLine]
    ) -> [AttendanceSheet.DeclinedLine] {
        let subjects = attendee.subjects
        return decisions.flatMap(\.declined.values)
            .filter { declined in
                subjects.contains(declined.place.signer)
                    && !signatures.contains {
                        $0.slot == declined.place.slot && $0.signedAt >= declined.at
                    }
            }
            .sorted {
                ($0.at, $0.place.slot.text, $0.place.capacity.rawValue)
                    < ($1.at, $1.place.slot.text, $1.place.capacity.rawValue)
            }
            .map {
                AttendanceSheet.DeclinedLine(
                    slot: $0.place.slot,
                    capacity: $0.place.capacity,
                    at: $0.at,
                    reason: $0.reason.shown(in: roll.disclosure)
                )
            }
    }

    private static func order(_ signature: SignatureGiven) -> (Instant, String, String) {
        let place = signature.place
        return (signature.at, place.slot.text, "\(place.capacity.rawValue) \(place.signer)")
    }
}
