import Attendance
import EventSourcing
import ZoomAPI

/// The facts that a participants report of a run states.
///
/// A function of the report and the run it was asked for, and of nothing that is known otherwise.
struct ReportFacts {
    /// A fact and the time it happened, where the report tells.
    typealias Fact = DeliveryFacts.Fact

    private let identifiers: ZoomIdentifiers
    private let uuid: String
    private let instance: InstanceReference

    init(of uuid: String, meeting: MeetingReference, key: OrganisationKey) {
        identifiers = ZoomIdentifiers(key: key, account: meeting.account)
        self.uuid = uuid
        instance = InstanceReference(
            id: identifiers.instance(uuid: uuid),
            uuid: uuid,
            start: nil,
            meeting: meeting,
            details: MeetingDetails()
        )
    }

    /// The facts of all pages, in their order; the last says whether they are all there are, which they are
    /// not before Zoom has settled them.
    func facts(in pages: [ParticipantsReport], isSettled: Bool = true) -> [Fact] {
        let rows = pages.flatMap(\.rows)
        let read = ReportRead(
            instance: instance,
            rowCount: Int64(rows.count),
            isComplete: isSettled && Self.isComplete(pages)
        )
        return rows.map(fact) + [(.reportRead(read), rows.compactMap(\.leaveTime).max())]
    }

    /// Whether the pages are the whole report: each leads to the next, the last to none, and nothing of
    /// them is missing or unreadable.
    static func isComplete(_ pages: [ParticipantsReport]) -> Bool {
        guard let last = pages.last, last.nextPageToken == nil else { return false }
        let rowCount = Int64(pages.reduce(0) { $0 + $1.rows.count })
        return pages.dropLast().allSatisfy { $0.nextPageToken != nil }
            && pages.allSatisfy { $0.refused.isEmpty && ($0.totalRecords ?? rowCount) == rowCount }
    }

    private func fact(of row: ParticipantsReportRow) -> Fact {
        let reported = ParticipantReported(
            instance: instance,
            participant: participant(row),
            joined: row.joinTime,
            left: row.leaveTime,
            isWaiting: row.status == .inWaitingRoom
        )
        return (.participantReported(reported), row.joinTime ?? row.leaveTime)
    }

    private func participant(_ row: ParticipantsReportRow) -> Participant {
        // The report names no connection: a row is told apart by its user id, new on every join.
        let name = row.userID ?? "\(row.name ?? "") \(row.joinTime?.description ?? "")"
        let subject = identifiers.participant(instance: uuid, connection: "report \(name)")
        let zoomUser = row.participantUserID ?? row.id
        return Participant(
            subject: subject,
            connectionUUID: nil,
            userID: row.userID,
            name: row.name.map { Personal($0, about: subject) },
            email: row.email.map { Personal($0, about: subject) },
            registrantIndex: row.registrantID.map(identifiers.registrantIndex),
            // A registrant who is not signed in carries the registrant id in place of a user id.
            zoomUserIndex: zoomUser == row.registrantID
                ? nil : zoomUser.map(identifiers.zoomUserIndex),
            emailIndex: row.email.map(identifiers.key.emailIndex),
            ownIDIndex: row.customerKey.map(identifiers.key.ownIDIndex)
        )
    }
}
