import Attendance
import TestSupport

/// Who was in a run, and when: what really happened, before anybody tells of it.
struct GeneratedVisits {
    private(set) var stays: [GeneratedStay] = []
    /// Those who never got further than the waiting room.
    private(set) var waiting: [SampleParticipant] = []
    private let start: Int64
    private let end: Int64
    private var userIDs: Int64 = 16_778_240
    private var connections = 0

    init(_ crowd: [GeneratedAttender], from start: Int64, to end: Int64, dice: inout Dice) {
        (self.start, self.end) = (start, end)
        for attender in crowd {
            if dice.chance(attender.comes) {
                come(attender, dice: &dice)
            } else if dice.chance(6) {
                waiting.append(attender.connected(as: nextConnection(attender), dice: &dice))
            }
        }
    }

    private mutating func come(_ attender: GeneratedAttender, dice: inout Dice) {
        var join = dice.chance(70) ? start + dice.number(-90, 180) : dice.number(start, end - 1)
        join = min(join, end - 1)
        let stays = dice.chance(60)
        let leave = stays ? end + dice.number(-3, 3) : dice.number(join, end)
        connect(attender, from: join, to: max(join, leave), dice: &dice)
        if dice.chance(10) {
            let from = dice.number(max(join, start), end - 1)
            connect(attender, from: from, to: dice.number(from, end), dice: &dice)
        }
        guard !stays else { return }
        var last = leave
        while dice.chance(35) {
            let again = last + dice.number(10, 600)
            guard again < end else { return }
            // A client that was killed leaves late: after it is back.
            if dice.chance(30) { delayLastLeave(to: last + dice.number(60, 90)) }
            last = dice.chance(60) ? end + dice.number(-2, 3) : dice.number(again, end)
            connect(attender, from: again, to: max(again, last), dice: &dice)
        }
    }

    private mutating func connect(
        _ attender: GeneratedAttender,
        from join: Int64,
        to leave: Int64,
        dice: inout Dice
    ) {
        let who = attender.connected(as: nextConnection(attender), dice: &dice)
        var times = [join, leave]
        if dice.chance(20) {
            for _ in 0...dice.number(0, 3) { times.append(dice.number(join, leave)) }
        }
        times.sort()
        let isNumbered = !dice.chance(2)
        for (from, to) in zip(times, times.dropFirst()) {
            userIDs += 1024
            stays.append(
                GeneratedStay(
                    who: who,
                    isOnPhone: attender.isOnPhone,
                    userID: isNumbered ? "\(userIDs)" : nil,
                    joined: from,
                    left: to,
                    isHop: from > join
                )
            )
        }
    }

    private mutating func delayLastLeave(to late: Int64) {
        guard let last = stays.indices.last else { return }
        stays[last].left = min(late, end)
    }

    private mutating func nextConnection(_ attender: GeneratedAttender) -> String {
        connections += 1
        return "\(connections)-\(attender.who.connection)"
    }
}
