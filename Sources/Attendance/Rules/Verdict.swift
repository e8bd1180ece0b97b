/// What a rule finds: a key with numbers, to be said in the sheet's language.
public struct Verdict: Sendable, Hashable {
    /// Whether what a rule asks for is so.
    public enum Outcome: String, Sendable, Hashable {
        /// It is.
        case met
        /// It is not.
        case missed
        /// Nobody can tell yet.
        case undecided
        /// It asks for nothing but to be noted.
        case noted
    }

    /// The rule, such as `punctuality@1`.
    public var rule: String
    /// Whether what it asks for is so.
    public var outcome: Outcome
    /// What was found, such as `came_late`: the key of a message.
    public var finding: String
    /// The numbers the message holds, by name.
    public var numbers: [String: Int64]
    /// The slot it is about, where it is about one.
    public var slot: SlotID?

    /// States a verdict.
    public init(
        _ outcome: Outcome,
        _ finding: String,
        _ numbers: [String: Int64] = [:],
        slot: SlotID? = nil,
        by rule: String
    ) {
        self.rule = rule
        self.outcome = outcome
        self.finding = finding
        self.numbers = numbers
        self.slot = slot
    }
}
