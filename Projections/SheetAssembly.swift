import Attendance
import EventSourcing

/// The making of one sheet: which facts lead to which figure.
struct SheetAssembly {
    /// A run with everyone who connected, as far as live facts and the report tell.
    struct Run {
        let ledger: InstanceLedger
        let participants: [SubjectID: ParticipantLedger]
    }

    let roll: Roll
    let record: MeetingRecord
    let occurrence: Occurrence
    let pack: RulePack
    let runs: [Run]
    let decisions: [OccurrenceState]
    let corrections: [CorrectionRegister.Entry]
    let roster: [PersonID: AttendeeRole]
    let identified: [SubjectID: ParticipantsIdentified]

    init(roll: Roll, record: MeetingRecord, occurrence: Occurrence, pack: RulePack? = nil) {
        self.roll = roll
        self.record = record
        self.occurrence = occurrence
        self.pack = pack ?? roll.rulePack(of: occurrence)
        self.runs = roll.runs(of: occurrence).map {
            Run(ledger: $0, participants: $0.reconciled)
        }
        self.decisions = roll.decisions(about: occurrence)
        self.corrections = roll.corrections(of: occurrence)
        self.identified = Self.identified(by: corrections, in: runs)
        self.roster = roll.roster(of: occurrence)
    }

    /// From the start of the first run to the end of the last; the end is unknown while one runs.
    var span: (start: Instant?, end: Instant?) {
        let ends = runs.map(\.ledger.end)
        let isOver = !ends.isEmpty && ends.allSatisfy { $0 != nil }
        let start = runs.compactMap(\.ledger.start).min()
        return (start, isOver ? ends.compactMap { $0 }.max() : nil)
    }

    /// The time that counts: by the rule pack that which was planned, where it was planned how long.
    var counted: TimeWindow? {
        guard pack.counting.window == .planned, let planned = occurrence.planned,
            planned.seconds > 0
        else { return nil }
        return planned
    }

    /// From the first start to the last end, once it is over.
    var actual: TimeWindow? {
        guard let start = span.start, let end = span.end, start < end else { return nil }
        return TimeWindow(start: start, end: end)
    }

    /// The planned time, else that from the first start to the last end once it is over.
    var whole: TimeWindow? {
        if let planned = occurrence.planned, planned.seconds > 0 { return planned }
        return actual
    }

    /// Whether it is known that Zoom told everything of every run.
    var isComplete: Bool {
        guard span.end != nil else { return false }
        return runs.allSatisfy {
            $0.ledger.isReported
                || $0.ledger.isCovered(by: roll.receiver, under: roll.accounts, of: record.account)
        }
    }

    /// Whether a run of the meeting that belongs to another date went on in the time of this one:
    /// whoever was there was not absent from the meeting.
    private var isBesideOtherRun: Bool {
        guard let whole else { return false }
        return roll.runs(of: record).contains { run in
            guard !occurrence.instances.contains(run.id) else { return false }
            let last = run.end ?? run.lastKnown ?? run.begin
            return run.begin < whole.end && whole.start < last
        }
    }

    /// Whether whoever registered for the meeting is expected: at what was planned, and where nothing of
    /// the meeting was; nobody is at a run that came after the course.
    var isForRegistrants: Bool { occurrence.planned != nil || !roll.isPlanned(record) }

    /// The slots opened, by start.
    var slots: [Slot] {
        decisions.flatMap(\.slots.values)
            .sorted { ($0.window.start, $0.id) < ($1.window.start, $1.id) }
    }

    /// Why signatures are asked for.
    var reason: String? {
        decisions.lazy.compactMap(\.reason).first?.shown(in: roll.disclosure)
    }

    /// The sheet.
    func sheet() -> AttendanceSheet {
        let isComplete = isComplete
        let slots = slots
        var drafts = attendees().compactMap { RowDraft(of: $0, in: self) }
        let listed = listedLines(among: drafts)
        let doubt = AbsenceDoubt(
            isIncomplete: !isComplete,
            isListed: listed.contains(where: \.isOpen),
            isBesideOtherRun: isBesideOtherRun,
            drafts: drafts
        )
        for index in drafts.indices { drafts[index].judge(doubting: doubt, in: self) }
        propose(to: &drafts)
        let trainers = drafts.filter { $0.row.role == .trainer }.map(\.attendance.counted)
        let taught = TimeSet(trainers.flatMap(\.windows))
        for index in drafts.indices {
            drafts[index].row.secondsWithTrainer =
                drafts[index].attendance.counted.intersection(taught).seconds
        }
        let figures = figures(of: drafts, slots, isComplete: isComplete)
        for (index, row) in figures.rows.enumerated() {
            drafts[index].row.verdicts = pack.verdicts(on: row, of: figures)
        }
        return AttendanceSheet(
            organisation: roll.organisation,
            meeting: AttendanceSheet.MeetingLine(
                number: record.number,
                topic: roll.topic(of: record),
                kind: record.kind
            ),
            occurrence: AttendanceSheet.OccurrenceLine(
                id: occurrence.id,
                planned: occurrence.planned,
                actualStart: span.start,
                actualEnd: span.end,
                zone: roll.zone(of: occurrence, in: record),
                reason: reason,
                counted: counted,
                slots: slots
            ),
            instances: runs.map {
                AttendanceSheet.InstanceLine(
                    uuid: $0.ledger.uuid,
                    start: $0.ledger.start,
                    end: $0.ledger.end,
                    endInferred: $0.ledger.isEndInferred
                )
            },
            rows: Self.ordered(drafts.map(\.row)),
            rulePack: pack.id,
            isComplete: isComplete,
            listed: listed,
            verdicts: pack.verdicts(on: figures)
        )
    }

    /// By name; those of one name by when they first came, whoever did not come last.
    private static func ordered(_ rows: [AttendanceSheet.Row]) -> [AttendanceSheet.Row] {
        let keys = rows.indices.map { index in
            let row = rows[index]
            let came = row.firstJoin ?? .distantFuture
            return (row.name.lowercased(), came, row.attendee, index)
        }
        return keys.sorted { $0 < $1 }.map { rows[$0.3] }
    }

    private func figures(
        of drafts: [RowDraft],
        _ slots: [Slot],
        isComplete: Bool
    ) -> SheetFigures {
        SheetFigures(
            lengthSeconds: whole?.seconds,
            isOver: span.end != nil,
            presence: pack.presence,
            signing: pack.signing,
            slots: slots.map(\.id),
            isComplete: isComplete,
            rows: drafts.map { $0.figures(in: slots) }
        )
    }
}
