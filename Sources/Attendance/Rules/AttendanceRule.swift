/// One rule: a function of a sheet's figures, which gives its reasons.
///
/// A rule whose verdicts change gets a new version; the old one stays, for the packs that name it.
public protocol AttendanceRule: Sendable {
    /// Its id and version, such as `punctuality@1`.
    static var id: String { get }

    /// The names of its parameters, with the values each may have.
    static var parameters: [String: ClosedRange<Int64>] { get }

    /// Sets the rule up; every parameter is there, within its range.
    init(_ parameters: [String: Int64])

    /// What it finds about one row.
    func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict]

    /// What it finds about the sheet as a whole.
    func verdicts(on sheet: SheetFigures) -> [Verdict]
}

extension AttendanceRule {
    /// No parameters.
    public static var parameters: [String: ClosedRange<Int64>] { [:] }

    /// Nothing about rows.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] { [] }

    /// Nothing about the sheet.
    public func verdicts(on sheet: SheetFigures) -> [Verdict] { [] }

    func verdict(
        _ outcome: Verdict.Outcome,
        _ finding: String,
        _ numbers: [String: Int64] = [:],
        slot: SlotID? = nil
    ) -> Verdict {
        Verdict(outcome, finding, numbers, slot: slot, by: Self.id)
    }
}

/// Every rule there is, in every version.
public enum RuleShelf {
    /// The rules, by id.
    public static let rules: [String: any AttendanceRule.Type] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.id, $0) }
    )

    private static let all: [any AttendanceRule.Type] = [
        MinimumPresence.self, Punctuality.self, AttendeeSigns.self, TrainerSigns.self,
        TimelySignature.self, CompleteLog.self, TrainerConnected.self, Credits.self,
        EngagementChecks.self,
    ]

    /// The rule a pack names.
    /// - Parameter reference: Its id and version, and what the pack sets.
    /// - Returns: the rule, set up.
    /// - Throws: ``RulePackError`` when there is no such rule, or a parameter is missing, unknown or
    ///   out of its range.
    public static func rule(
        _ reference: RuleReference
    ) throws(RulePackError) -> any AttendanceRule {
        guard let rule = rules[reference.rule] else {
            throw RulePackError("rules: this version knows no rule \(reference.rule)")
        }
        for name in reference.parameters.keys.sorted() where rule.parameters[name] == nil {
            throw RulePackError("rules: \(reference.rule) has no parameter \(name)")
        }
        for (name, range) in rule.parameters.sorted(by: { $0.key < $1.key }) {
            guard let value = reference.parameters[name], range.contains(value) else {
                throw RulePackError(
                    "rules: \(reference.rule) needs \(name) from \(range.lowerBound) to "
                        + "\(range.upperBound)"
                )
            }
        }
        return rule.init(reference.parameters)
    }
}

extension RulePack {
    /// What its rules find about one row.
    public func verdicts(on row: RowFigures, of sheet: SheetFigures) -> [Verdict] {
        judges.flatMap { $0.verdicts(on: row, of: sheet) }
    }

    /// What its rules find about the sheet as a whole.
    public func verdicts(on sheet: SheetFigures) -> [Verdict] {
        judges.flatMap { $0.verdicts(on: sheet) }
    }

    /// Its rules were checked when it was read; what a later program no longer knows says nothing.
    private var judges: [any AttendanceRule] { rules.compactMap { try? RuleShelf.rule($0) } }
}
