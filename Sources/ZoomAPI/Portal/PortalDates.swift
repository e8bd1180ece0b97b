/// What the dates of a file say about their order, collected over all of it.
struct PortalDates {
    /// The first line on which a date exists only in this order.
    private var proofs: [PortalDateOrder: Int] = [:]
    /// The first line whose stay has a possible length only in this order, as when it passes
    /// midnight.
    private var hints: [PortalDateOrder: Int] = [:]
    /// Whether any date depends on the order.
    private(set) var areOpen = false

    mutating func add(_ time: WrittenTime?, line: Int) {
        guard let time, time.monthFirst != time.dayFirst else { return }
        areOpen = true
        guard let order = time.provenOrder, proofs[order] == nil else { return }
        proofs[order] = line
    }

    mutating func add(_ row: PendingRow) {
        let line = row.row.line
        add(row.join, line: line)
        add(row.leave, line: line)
        add(row.registration, line: line)
        let possible = PortalDateOrder.allCases.filter { order in
            guard let join = row.join?.time(order), let leave = row.leave?.time(order) else {
                return false
            }
            return (-3600...PortalLimits.staySecondsMax).contains(join.seconds(to: leave))
        }
        if possible.count == 1, hints[possible[0]] == nil { hints[possible[0]] = line }
    }

    /// The order that the file proves; `nil` when it leaves it open.
    /// - Throws: ``PortalRefusal/contradictoryDates(dayFirstLine:monthFirstLine:)``.
    func provenOrder() throws(PortalRefusal) -> PortalDateOrder? {
        if let day = proofs[.dayFirst], let month = proofs[.monthFirst] {
            throw .contradictoryDates(dayFirstLine: day, monthFirstLine: month)
        }
        if let order = proofs.keys.first { return order }
        return hints.count == 1 ? hints.keys.first : nil
    }
}
