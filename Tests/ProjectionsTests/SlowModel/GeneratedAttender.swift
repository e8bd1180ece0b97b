import Attendance
import EventSourcing
import TestSupport

/// Somebody of a generated day.
struct GeneratedAttender {
    /// What Zoom can know of them; connections are added when they connect.
    var who: SampleParticipant
    /// Another personal link of theirs: they registered twice.
    var secondLink: String?
    /// Whether they dial in.
    var isOnPhone = false
    /// The chance that they come to a run, in per cent.
    var comes: Int
    /// The address they registered with, or are signed in with.
    var address: String

    /// The host, signed in.
    static let host = GeneratedAttender(who: .hana, comes: 97, address: "hana@example.org")

    /// Whether Zoom always tells who they are.
    private var isTidy = false

    /// Makes somebody up; on a tidy day everybody registered.
    init(number: Int, isTidy: Bool, dice: inout Dice) {
        self.isTidy = isTidy
        let names = ["Ada", "Boris", "Chiara", "Dmitri", "", " ", "iPhone"]
        let name = dice.chance(4) ? nil : dice.element(of: names)
        who = SampleParticipant(name: name, connection: "c\(number)")
        comes = dice.pick(95, 80, 40, 0)
        address = "p\(number)@example.org"
        switch isTidy ? dice.number(25, 54) + dice.pick(0, 50) : dice.number(0, 99) {
        case 0..<25:
            if dice.chance(30) { who.email = address }
        case 25..<55:
            who.registrant = "\(number)"
            if dice.chance(50) { who.email = address }
        case 55..<75:
            who.zoomUser = "\(number)"
            if dice.chance(85) { who.email = address }
        case 75..<105 where isTidy, 75..<92:
            who.registrant = "\(number)"
            who.zoomUser = "\(number)"
            if dice.chance(85) { who.email = address }
        default:
            isOnPhone = true
        }
        if who.registrant != nil, dice.chance(8) { secondLink = "\(number)b" }
    }

    private init(who: SampleParticipant, comes: Int, address: String) {
        self.who = who
        self.comes = comes
        self.address = address
    }

    /// Them on a connection of its own, as Zoom sees them there.
    func connected(as connection: String, dice: inout Dice) -> SampleParticipant {
        var who = who.on(connection: connection)
        if let secondLink, dice.chance(40) { who.registrant = secondLink }
        if isTidy { return who }
        if dice.chance(8) { who.registrant = nil }
        if dice.chance(8) { who.email = nil }
        if dice.chance(4) { who.zoomUser = nil }
        return who
    }
}
