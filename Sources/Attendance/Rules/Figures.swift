/// The figures of one row, as the rules see them.
public struct RowFigures: Sendable, Hashable {
    /// A signature of the row's attendee.
    public struct Signature: Sendable, Hashable {
        /// For which slot.
        public var slot: SlotID
        /// In which capacity.
        public var capacity: SigningCapacity
        /// How many seconds before its slot began; negative once it had.
        public var leadSeconds: Int64
        /// How many seconds after its slot ended; negative before.
        public var lagSeconds: Int64

        /// Describes a signature.
        public init(
            slot: SlotID,
            capacity: SigningCapacity,
            leadSeconds: Int64,
            lagSeconds: Int64
        ) {
            self.slot = slot
            self.capacity = capacity
            self.leadSeconds = leadSeconds
            self.lagSeconds = lagSeconds
        }
    }

    /// Trainer or attendee.
    public var role: AttendeeRole
    /// What the sheet says of them.
    public var status: AttendanceStatus
    /// Whether they are excused.
    public var isExcused: Bool
    /// Seconds there, within the time that counts.
    public var secondsPresent: Int64
    /// Seconds there in each slot.
    public var secondsInSlot: [SlotID: Int64]
    /// How long after the time that counts began they came, in seconds; `nil` where that is not known.
    public var lateSeconds: Int64?
    /// How long before it ended they left for good, in seconds; `nil` where that is not known.
    public var earlySeconds: Int64?
    /// Whether they were connected at all.
    public var isConnected: Bool
    /// Whether the beginning or the end of a stay is missing or only inferred.
    public var isIncomplete: Bool
    /// Their signatures.
    public var signatures: [Signature]

    /// Collects figures.
    public init(
        role: AttendeeRole = .attendee,
        status: AttendanceStatus,
        isExcused: Bool = false,
        secondsPresent: Int64 = 0,
        secondsInSlot: [SlotID: Int64] = [:],
        lateSeconds: Int64? = nil,
        earlySeconds: Int64? = nil,
        isConnected: Bool = true,
        isIncomplete: Bool = false,
        signatures: [Signature] = []
    ) {
        self.role = role
        self.status = status
        self.isExcused = isExcused
        self.secondsPresent = secondsPresent
        self.secondsInSlot = secondsInSlot
        self.lateSeconds = lateSeconds
        self.earlySeconds = earlySeconds
        self.isConnected = isConnected
        self.isIncomplete = isIncomplete
        self.signatures = signatures
    }
}

/// The figures of a sheet, as the rules see them.
public struct SheetFigures: Sendable, Hashable {
    /// The length of the time that counts, in seconds; `nil` while it is not known.
    public var lengthSeconds: Int64?
    /// Whether every run has ended.
    public var isOver: Bool
    /// What *present* takes.
    public var presence: RulePack.Presence
    /// When signatures are taken.
    public var signing: RulePack.Signing
    /// The slots that were opened.
    public var slots: [SlotID]
    /// Whether it is known that Zoom told everything.
    public var isComplete: Bool
    /// The rows.
    public var rows: [RowFigures]

    /// Collects figures.
    public init(
        lengthSeconds: Int64?,
        isOver: Bool = true,
        presence: RulePack.Presence,
        signing: RulePack.Signing,
        slots: [SlotID] = [],
        isComplete: Bool,
        rows: [RowFigures]
    ) {
        self.lengthSeconds = lengthSeconds
        self.isOver = isOver
        self.presence = presence
        self.signing = signing
        self.slots = slots
        self.isComplete = isComplete
        self.rows = rows
    }
}
