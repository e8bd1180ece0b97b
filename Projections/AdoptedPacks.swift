public import Attendance
public import EventSourcing

/// The rule packs that the organisation adopted for whatever has none of its own.
public struct AdoptedPacks: Projection {
    private var packs: [Instant: RulePack] = [:]

    /// None adopted: ``/Attendance/RulePack/generic`` holds.
    public init() {}

    /// The pack in force for what begins at a moment.
    public func pack(at start: Instant) -> RulePack {
        packs.filter { $0.key <= start }.max { $0.key < $1.key }?.value ?? .generic
    }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        guard case .rulePackAdopted(let adopted) = recorded.event else { return }
        packs[adopted.from] = adopted.pack
    }
}
