/// What a file says of its meeting, its times still as written.
struct PendingMeeting: Hashable {
    var line: Int
    var number: ZoomMeetingNumber?
    var topic: String?
    var start: WrittenTime?
    var end: WrittenTime?
    var minutes: Int?

    init(line: Int, cells: PortalCells) throws(PortalRowRefusal) {
        self.line = line
        number = try cells.number()
        topic = try cells.text(.topic)
        start = try cells.time(.startTime)
        end = try cells.time(.endTime)
        minutes = try cells.minutes()
    }

    /// Whether both are about the same run of the same meeting.
    func isSame(as other: PendingMeeting) -> Bool {
        number == other.number && start == other.start
    }
}

/// A row, its times still as written: only the whole file says whether day or month comes first.
struct PendingRow {
    var row: PortalRow
    var join: WrittenTime?
    var leave: WrittenTime?
    var registration: WrittenTime?

    init(
        line: Int,
        cells: PortalCells,
        variant: PortalVariant,
        section: PortalSection?
    ) throws(PortalRowRefusal) {
        row = PortalRow(line: line)
        row.firstName = try cells.text(.firstName)
        row.lastName = try cells.text(.lastName)
        row.email = try cells.text(.email)
        row.isGuest = try cells.flag(.guest)
        row.inWaitingRoom = try cells.flag(.waitingRoom)
        row.attended = try cells.flag(.attended)
        row.approvalStatus = try cells.text(.approvalStatus)?.lowercased()
        row.minutes = try cells.minutes()
        row.section = section
        row.isHost = section == .host
        if let written = try cells.text(.name) {
            let name = PortalName(written)
            row.writtenName = name.written
            row.name = name.display
            row.originalName = name.original
            row.isHost = row.isHost || name.isHost
        } else {
            let names = [row.firstName, row.lastName].compactMap(\.self)
            row.name = names.isEmpty ? nil : names.joined(separator: " ")
            row.writtenName = row.name
        }
        join = try cells.time(.joinTime)
        leave = try cells.time(.leaveTime)
        registration = try cells.time(.registrationTime)
        try check(variant)
    }

    private func check(_ variant: PortalVariant) throws(PortalRowRefusal) {
        switch variant {
        case .uniqueUsers where row.minutes == nil: throw .missing(.minutes)
        case .registrations where row.name == nil && row.email == nil: throw .missing(.name)
        case .uniqueUsers, .registrations: return
        // Who did not come has no times.
        case .webinar where row.attended == false && join == nil && leave == nil: return
        case .webinar, .joins, .activeHosts:
            if join == nil { throw .missing(.joinTime) }
            if leave == nil { throw .missing(.leaveTime) }
        }
    }

    /// The row with its times.
    func resolved(_ order: PortalDateOrder) throws(PortalRowRefusal) -> PortalRow {
        var row = row
        row.registrationTime = registration?.time(order)
        guard let join = join?.time(order), let leave = leave?.time(order) else { return row }
        let seconds = join.seconds(to: leave)
        guard seconds <= PortalLimits.staySecondsMax else { throw .tooLong }
        guard seconds >= 0 || isOverRepeatedHour(seconds) else { throw .leaveBeforeJoin }
        row.join = join
        row.leave = leave
        return row
    }

    /// Whether clocks were set back by an hour between join and leave: only then the duration is as
    /// long as it would be with that hour.
    private func isOverRepeatedHour(_ seconds: Int) -> Bool {
        guard let minutes = row.minutes, seconds > -3600 else { return false }
        return abs((seconds + 3600 + 59) / 60 - minutes) <= 1
    }
}
