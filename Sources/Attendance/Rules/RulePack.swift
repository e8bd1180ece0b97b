public import EventSourcing

/// The versioned rules a sheet is judged by: data, read from a file and kept whole with every
/// occurrence it is agreed for.
///
/// A pack follows its sources as far as they were read; it is not legal advice.
public struct RulePack: Sendable, Hashable {
    /// The name, such as `fr-formation`.
    public var name: String
    /// The version, from 1.
    ///
    /// A pack whose rules change gets a new one.
    public var version: Int
    /// What it is for, in English.
    public var title: String
    /// What time counts.
    public var counting: Counting
    /// Which runs are one occurrence.
    public var membership: Membership
    /// What *present* takes.
    public var presence: Presence
    /// How an occurrence is divided for signatures.
    public var slots: SlotScheme
    /// When signatures are taken.
    public var signing: Signing
    /// How long the sheet is to be kept.
    public var retention: Retention?
    /// The rules its verdicts come from, in the order they are shown in.
    public var rules: [RuleReference]
    /// What it follows.
    public var sources: [Source]

    /// `fr-formation@1`.
    public var id: String { "\(name)@\(version)" }

    /// Whose signatures its rules ask for.
    public var signers: Set<SigningCapacity> {
        rules.reduce(into: []) { signers, reference in
            switch reference.rule {
            case AttendeeSigns.id: signers.insert(.attendee)
            case TrainerSigns.id: signers.insert(.trainer)
            default: break
            }
        }
    }

    /// Creates a pack from its parts.
    public init(
        name: String,
        version: Int,
        title: String,
        counting: Counting,
        membership: Membership,
        presence: Presence,
        slots: SlotScheme,
        signing: Signing,
        retention: Retention?,
        rules: [RuleReference],
        sources: [Source]
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.counting = counting
        self.membership = membership
        self.presence = presence
        self.slots = slots
        self.signing = signing
        self.retention = retention
        self.rules = rules
        self.sources = sources
    }

    /// What time counts towards presence.
    public struct Counting: Sendable, Hashable {
        /// Whether that planned, or that of the runs.
        public var window: CountedTime
        /// Whether time in breakout rooms does.
        public var includesBreakoutRooms: Bool

        /// States what counts.
        public init(window: CountedTime, includesBreakoutRooms: Bool) {
            self.window = window
            self.includesBreakoutRooms = includesBreakoutRooms
        }
    }

    /// Which runs are one occurrence; all in seconds.
    public struct Membership: Sendable, Hashable {
        /// How long before its planned start an occurrence may take in a run.
        public var marginBeforeSeconds: Int64
        /// How long after its planned end it may.
        public var marginAfterSeconds: Int64
        /// Unplanned runs that start within this time of the end of the one before are one.
        public var chainGapSecondsMax: Int64

        /// States what belongs together.
        public init(
            marginBeforeSeconds: Int64,
            marginAfterSeconds: Int64,
            chainGapSecondsMax: Int64
        ) {
            self.marginBeforeSeconds = marginBeforeSeconds
            self.marginAfterSeconds = marginAfterSeconds
            self.chainGapSecondsMax = chainGapSecondsMax
        }
    }

    /// What *present* takes.
    public struct Presence: Sendable, Hashable {
        /// The least share of the occurrence, in per cent.
        public var percentMin: Int
        /// How many seconds may lack of that; never more than a quarter of the occurrence.
        public var toleranceSeconds: Int64

        /// States what it takes.
        public init(percentMin: Int, toleranceSeconds: Int64 = 0) {
            self.percentMin = percentMin
            self.toleranceSeconds = toleranceSeconds
        }

        /// Whether a time is enough of a length, both in seconds; no time is never enough.
        public func isReached(by seconds: Int64, of length: Int64) -> Bool {
            let tolerance = min(toleranceSeconds, length / 4)
            return seconds > 0 && (seconds + tolerance) * 100 >= length * Int64(percentMin)
        }
    }

    /// When signatures are taken.
    public struct Signing: Sendable, Hashable {
        /// How long before its slot, in seconds.
        public var leadSeconds: Int64
        /// How long after its slot, in seconds.
        public var graceSeconds: Int64
        /// What becomes of one given later.
        public var late: LateSignature
        /// Whether the strokes of a drawn one are kept as evidence.
        public var keepsStrokes: Bool

        /// States when.
        public init(
            leadSeconds: Int64,
            graceSeconds: Int64,
            late: LateSignature = .counts,
            keepsStrokes: Bool = false
        ) {
            self.leadSeconds = leadSeconds
            self.graceSeconds = graceSeconds
            self.late = late
            self.keepsStrokes = keepsStrokes
        }

        /// How long a link lasts that is made after the time for signing, where late signatures count.
        private static let lateLinkSeconds: Int64 = 24 * 3600

        /// When a signature is in time: from the lead before its slot to the grace after it.
        public func window(for slot: TimeWindow) -> TimeWindow {
            TimeWindow(
                start: slot.start.advanced(bySeconds: -leadSeconds),
                end: slot.end.advanced(bySeconds: graceSeconds)
            )
        }

        /// When a link signs that is asked for at a moment; `nil` where no signature counts any more.
        /// - Parameters:
        ///   - slot: The time signed for.
        ///   - now: When the link is asked for.
        /// - Returns: while it is in time, ``window(for:)``; after that, for one day.
        public func window(for slot: TimeWindow, askedAt now: Instant) -> TimeWindow? {
            let window = window(for: slot)
            if now < window.end { return window }
            guard late == .counts else { return nil }
            let end = now.advanced(bySeconds: Self.lateLinkSeconds)
            return TimeWindow(start: window.start, end: end)
        }
    }

    /// How long the sheet is to be kept.
    public struct Retention: Sendable, Hashable {
        /// Whole years after the end of the occurrence.
        public var years: Int
        /// Why so long.
        public var basis: String

        /// States how long.
        public init(years: Int, basis: String) {
            self.years = years
            self.basis = basis
        }
    }

    /// What a pack follows.
    public struct Source: Sendable, Hashable {
        /// The law, circular or guide.
        public var title: String
        /// Where in it.
        public var clause: String
        /// Whether the text itself was read, or what others write about it.
        public var isPrimary: Bool

        /// Names a source.
        public init(title: String, clause: String, isPrimary: Bool) {
            self.title = title
            self.clause = clause
            self.isPrimary = isPrimary
        }
    }
}

/// What becomes of a signature that is given too late.
public enum LateSignature: String, Sendable, Hashable {
    /// It counts, and is pointed out.
    case counts
    /// It counts for nothing.
    case void
}

/// A rule as a pack names it: by id and version, with its parameters.
public struct RuleReference: Sendable, Hashable {
    /// Such as `punctuality@1`.
    public var rule: String
    /// What the pack sets.
    public var parameters: [String: Int64]

    /// Names a rule.
    public init(_ rule: String, _ parameters: [String: Int64] = [:]) {
        self.rule = rule
        self.parameters = parameters
    }
}

/// Why a rule pack cannot be used.
public struct RulePackError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, where in the file.
    public var description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}
