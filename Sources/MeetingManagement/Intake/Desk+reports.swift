import Attendance
public import EventSourcing
import Projections
public import ZoomAPI

/// What became of a report or a file that somebody brought.
public struct ReportIntake: Sendable, Hashable {
    /// The rows that state facts.
    public var rows: Int
    /// What could not be read: where and why, without personal data.
    public var refused: [String]
    /// Whether a participants report was all there is of it; `nil` for files, which never tell.
    public var isComplete: Bool?
    /// Whether it had been taken in before: then nothing was changed.
    public var wasKnown: Bool
}

/// Why a report or a file as a whole was not taken in.
public enum ReportRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// No page was given.
    case noPage
    /// A page of a participants report cannot be read.
    case page(number: Int, ParticipantsReportRefusal)
    /// A file of the portal cannot be read.
    case file(PortalRefusal)
    /// A file lists registrations, which tell nothing of attendance.
    case registrationsOnly
    /// A report's times lie outside its run.
    case otherRun
    /// A file is about another meeting.
    case otherMeeting(number: String)
    /// The system knows no such time zone.
    case zoneUnknown(String)
    /// No row of a file goes by this name here, or it has no times.
    case rowUnknown

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .noPage: "no page was given; give the answers of Zoom's API, in their order"
        case .page(let number, let refusal): "page \(number): \(refusal)"
        case .file(let refusal): refusal.description
        case .registrationsOnly:
            "the file lists registrations and nobody's attendance; muster people import takes people"
        case .otherRun:
            "the report's times lie outside of that run; give the run it was asked for with --run"
        case .otherMeeting(let number):
            "the file is about meeting \(number); give that one with --meeting"
        case .zoneUnknown(let name):
            "there is no time zone \(name); give an IANA name such as Europe/Paris"
        case .rowUnknown:
            "no row with times goes by this name here; the sheet's JSON lists them under listed"
        }
    }
}

extension Desk {
    /// Takes in the participants report of a run.
    ///
    /// Its rows are facts beside those that came live; the sheet sets one against the other.
    /// - Parameters:
    ///   - pages: The bodies of Zoom's answers, in their order.
    ///   - uuid: Zoom's uuid of the run they were asked for.
    ///   - name: The meeting's id or number.
    ///   - actor: Who brings it.
    /// - Returns: what became of it.
    /// - Throws: ``DeskFailure``; nothing is taken in.
    public func takeReport(
        _ pages: [[UInt8]],
        ofRun uuid: String,
        meeting name: String,
        actor: Actor
    ) async throws(DeskFailure) -> ReportIntake {
        let meeting = try await meeting(named: name).record
        var reports: [ParticipantsReport] = []
        for (index, page) in pages.enumerated() {
            do {
                reports.append(try ParticipantsReport(parsing: page))
            } catch {
                throw .report(.page(number: index + 1, error))
            }
        }
        guard !reports.isEmpty else { throw .report(.noPage) }
        try await mayBelong(reports.flatMap(\.rows), toRun: uuid, of: meeting)
        return try await take(
            reports,
            as: pages,
            ofRun: uuid,
            of: meeting.reference(from: .report),
            actor: actor
        )
    }

    /// Takes in the pages of a participants report, and the bytes they came as.
    ///
    /// The same pages read once more, when no row can be missing any longer, say more than they did.
    func take(
        _ reports: [ParticipantsReport],
        as pages: [[UInt8]],
        ofRun uuid: String,
        of meeting: MeetingReference,
        isSettled: Bool = true,
        actor: Actor
    ) async throws(DeskFailure) -> ReportIntake {
        let facts = ReportFacts(of: uuid, meeting: meeting, key: key)
            .facts(in: reports, isSettled: isSettled)
        let said = [Array(meeting.id.text.utf8), Array(uuid.utf8)] + pages
        let file = key.fileName(isSettled ? said : said + [Array("early".utf8)])
        let wasKnown = try await take(
            facts,
            of: file,
            bytes: Array(pages.joined(separator: [UInt8(ascii: "\n")])),
            actor: actor
        )
        return ReportIntake(
            rows: reports.reduce(0) { $0 + $1.rows.count },
            refused: reports.enumerated().flatMap { index, report in
                report.refused.map { "page \(index + 1): \($0)" }
            },
            isComplete: isSettled && ReportFacts.isComplete(reports),
            wasKnown: wasKnown
        )
    }

    /// Makes sure that a report can be of a run, as far as anything is known of that: its times are, and
    /// user ids are the same in every run.
    private func mayBelong(
        _ rows: [ParticipantsReportRow],
        toRun uuid: String,
        of meeting: MeetingRecord
    ) async throws(DeskFailure) {
        let id = ZoomIdentifiers(key: key, account: meeting.account).instance(uuid: uuid)
        let roll = try await roll(showing: meeting.id)
        guard let run = roll.presence.instances[id], let start = run.start else { return }
        let earliest = start.advanced(bySeconds: -Self.reportSecondsApartMax)
        let latest = (run.end ?? start.advanced(bySeconds: ScheduleDecider.secondsMax))
            .advanced(bySeconds: Self.reportSecondsApartMax)
        let times = rows.flatMap { [$0.joinTime, $0.leaveTime] }.compactMap { $0 }
        guard times.allSatisfy({ earliest <= $0 && $0 <= latest }) else {
            throw .report(.otherRun)
        }
    }

    /// How far a report's times may lie outside its run, in seconds.
    private static var reportSecondsApartMax: Int64 { 1800 }

    /// Takes in a file that somebody saved from Zoom's web portal.
    ///
    /// Its rows are shown, and add no time before a person confirms them (I-7).
    /// - Parameters:
    ///   - bytes: The file.
    ///   - name: The meeting's id or number.
    ///   - zoneName: The IANA zone of whoever saved it: the file holds local times without one.
    ///   - dateOrder: How its dates are to be read where the file itself does not tell.
    ///   - actor: Who brings it.
    /// - Returns: what became of it.
    /// - Throws: ``DeskFailure``; nothing is taken in.
    public func takePortalFile(
        _ bytes: [UInt8],
        meeting name: String,
        zone zoneName: String,
        dateOrder: PortalDateOrder?,
        actor: Actor
    ) async throws(DeskFailure) -> ReportIntake {
        let meeting = try await meeting(named: name).record
        let report: PortalReport
        do {
            report = try PortalReport(bytes: bytes, dateOrder: dateOrder)
        } catch {
            throw .report(.file(error))
        }
        guard report.variant != .registrations else { throw .report(.registrationsOnly) }
        if let number = report.meetingNumber?.description, number != meeting.number {
            throw .report(.otherMeeting(number: number))
        }
        let first = report.rows.compactMap { $0.join ?? $0.leave }.min()
        let around = first.map { Instant(seconds: Int64($0.date.daysSinceEpoch) * 86_400) }
        guard let zone = ZoneRules.known(named: zoneName, around: around ?? edges.now()) else {
            throw .report(.zoneUnknown(zoneName))
        }
        let said = [meeting.id.text, zoneName, dateOrder?.rawValue ?? ""].map { Array($0.utf8) }
        let file = key.fileName(said + [bytes])
        let reference = meeting.reference(from: .portal)
        let facts = PortalFacts(of: file, meeting: reference, zone: zone, key: key)
            .facts(in: report)
        let wasKnown = try await take(facts, of: file, bytes: bytes, actor: actor)
        return ReportIntake(
            rows: facts.count,
            refused: report.refused.map(\.description),
            isComplete: nil,
            wasKnown: wasKnown
        )
    }

    /// Stores the facts of a file with its bytes, in one transaction.
    /// - Returns: whether they were stored before.
    private func take(
        _ facts: [DeliveryFacts.Fact],
        of file: String,
        bytes: [UInt8],
        actor: Actor
    ) async throws(DeskFailure) -> Bool {
        guard !facts.isEmpty else { return false }
        let now = edges.now()
        let batch = AppendBatch(
            facts.map { event, occurredAt in
                StreamAppend(
                    to: event.stream,
                    expecting: .any,
                    events: [(AttendanceCodec.encode(event), occurredAt ?? now)]
                )
            },
            documents: [
                // What could not be read, and who did not come, is in the bytes all the same.
                Document(DocumentName(.delivery, file), bytes: bytes, about: .anyone)
            ],
            idempotencyKey: IdempotencyKey(key: Array(file.utf8), body: Array(file.utf8)),
            actor: actor,
            metadata: ["delivery": file, "received_at": now.description]
        )
        return try await asking { () async throws(EventLogError) in
            try await log.append(batch).wasRepeated
        }
    }
}

extension MeetingRecord {
    /// The reference that what somebody brings or decides about it carries.
    func reference(from source: FactSource) -> MeetingReference {
        MeetingReference(
            id: id,
            account: account,
            number: number,
            kind: kind,
            statedAt: nil,
            source: source
        )
    }
}
