import Projections

/// The alarms that were told, so that each is told once when it begins and once when it ends.
struct AlarmLedger {
    /// What an alarm is about; when it was found may change while it goes on.
    private struct Matter: Hashable {
        var account: String
        var kind: AccountAlarm.Kind
        var meeting: String?

        init(_ alarm: AccountAlarm) {
            account = alarm.account
            kind = alarm.kind
            meeting = alarm.meeting
        }
    }

    private var told: [Matter: AccountAlarm] = [:]

    /// Takes the alarms that hold now.
    /// - Returns: those that began since the last time, and those that ended.
    mutating func take(
        _ alarms: [AccountAlarm]
    ) -> (begun: [AccountAlarm], ended: [AccountAlarm]) {
        let now = Dictionary(alarms.map { (Matter($0), $0) }) { first, _ in first }
        let begun = alarms.filter { told[Matter($0)] == nil && now[Matter($0)] == $0 }
        let ended = told.filter { now[$0.key] == nil }.map(\.value).sorted {
            ($0.account, $0.kind.rawValue, $0.meeting ?? "")
                < ($1.account, $1.kind.rawValue, $1.meeting ?? "")
        }
        told = now
        return (begun, ended)
    }
}
