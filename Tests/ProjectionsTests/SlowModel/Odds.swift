/// How often the rarer disorders come, in per cent.
enum Odds {
    /// An address of a known person is replaced later.
    static let replacedAddress = 6
    /// The statements about one registration lie on both sides of the hour before the start.
    static let straddledHour = 20
    /// A join or a leave carries no time.
    static let untoldTime = 2
    /// A fact of a live run came from a file.
    static let mixedSource = 4
    /// The receiver was restarted within a run.
    static let restart = 10
}
