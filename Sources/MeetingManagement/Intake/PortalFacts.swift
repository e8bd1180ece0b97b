import Attendance
import EventSourcing
import ZoomAPI

/// The facts that a file of Zoom's web portal states.
///
/// A function of the file, the meeting it was brought for, and the zone of whoever saved it.
struct PortalFacts {
    /// A fact and the time it happened, where the file tells.
    typealias Fact = DeliveryFacts.Fact

    private let key: OrganisationKey
    private let reference: MeetingReference
    private let file: String
    private let zone: ZoneRules

    init(of file: String, meeting: MeetingReference, zone: ZoneRules, key: OrganisationKey) {
        self.key = key
        self.file = file
        self.zone = zone
        reference = meeting
    }

    /// The facts, in the order of the file; who did not come is no attendance.
    func facts(in report: PortalReport) -> [Fact] {
        report.rows.filter { $0.attended != false }.map(fact)
    }

    private func fact(of row: PortalRow) -> Fact {
        let subject = SubjectID(key.portalRow(file: file, line: row.line))
        // Where clocks go back a time is shown twice; the longest stay it can mean is listed.
        let joined = row.join.flatMap { instants($0).first }
        let left = row.leave.flatMap { instants($0).last }
        let listed = PortalListed(
            meeting: reference,
            row: subject,
            file: file,
            line: Int64(row.line),
            name: row.name.map { Personal($0, about: subject) },
            email: row.email.map { Personal($0, about: subject) },
            emailIndex: row.email.map(key.emailIndex),
            joined: joined,
            left: left,
            seconds: row.minutes.map { Int64($0) * 60 },
            isWaiting: row.inWaitingRoom ?? false
        )
        return (.portalListed(listed), joined ?? left)
    }

    private func instants(_ time: PortalTime) -> [Instant] {
        zone.instants(showing: time.date, secondOfDay: time.secondOfDay)
    }
}
