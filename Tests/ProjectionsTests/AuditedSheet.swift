import Attendance
import EventSourcing
import Projections
import TestSupport

/// A sheet of one hour that an inspector finds nothing on, to be changed in one place.
struct AuditedSheet {
    var sheet = AttendanceSheet(
        organisation: "Nordlicht",
        meeting: AttendanceSheet.MeetingLine(
            number: "85746065432",
            topic: "Working at heights",
            kind: .meeting
        ),
        occurrence: AttendanceSheet.OccurrenceLine(
            id: OccurrenceID(sample: "one"),
            planned: hour,
            actualStart: hour.start,
            actualEnd: hour.end,
            slots: [Slot(id: SlotID("morning"), window: hour)]
        ),
        instances: [],
        rows: [row("Ada"), row("Boris"), row("Hana", as: .trainer)],
        rulePack: "generic@3",
        isComplete: true
    )
    var pack = RulePack.generic
    var surroundings = SheetAudit.Surroundings(
        zone: ZoneRules(identifier: "Europe/Paris", initialOffsetSeconds: 3600),
        topics: ["Working at heights"]
    )

    static let hour = TimeWindow(start: .sample("09:00"), end: .sample("10:00"))

    /// Somebody who was there all the time and signed in the middle of it, with a picture of their own.
    static func row(_ name: String, as role: AttendeeRole = .attendee) -> AttendanceSheet.Row {
        AttendanceSheet.Row(
            attendee: SubjectID(name.lowercased()),
            role: role,
            name: name,
            person: PersonID(name.lowercased()),
            evidence: [.email, .zoomUser],
            status: .present,
            source: .live,
            secondsPresent: 3600,
            counted: [hour],
            connections: [.init(from: hour.start, to: hour.end, source: .live)],
            signatures: [
                signature(
                    at: .sample("09:30"),
                    as: role == .trainer ? .trainer : .attendee,
                    picture: name
                )
            ]
        )
    }

    static func signature(
        _ slot: String = "morning",
        at: Instant,
        as capacity: SigningCapacity = .attendee,
        picture: String
    ) -> AttendanceSheet.SignatureLine {
        AttendanceSheet.SignatureLine(
            slot: SlotID(slot),
            capacity: capacity,
            signer: "signer",
            signedAt: at,
            sha256: .sample(picture),
            width: 320,
            height: 120
        )
    }

    /// Changes the row of a name.
    mutating func change(_ name: String, _ change: (inout AttendanceSheet.Row) -> Void) {
        for index in sheet.rows.indices where sheet.rows[index].name == name {
            change(&sheet.rows[index])
        }
    }

    /// The row of a name signed at another time.
    mutating func sign(_ name: String, at: Instant) {
        change(name) { row in row.signatures[0].signedAt = at }
    }

    var audit: SheetAudit {
        SheetAudit(of: sheet, under: pack, in: surroundings) { attendees in
            attendees.isEmpty ? [0] : attendees.map { Int64($0.text.utf8.count) }.sorted()
        }
    }

    /// What is found, as texts: `grave late_batch ada,boris`.
    var findings: [String] {
        audit.findings.map { finding in
            let rows = finding.attendees.map(\.text).joined(separator: ",")
            return "\(finding.severity.rawValue) \(finding.kind)\(rows.isEmpty ? "" : " \(rows)")"
        }
    }
}
