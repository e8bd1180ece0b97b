/// The versioned rules a sheet is judged by.
///
/// Only `generic` exists so far: it follows no particular law and is not legal advice.
public struct RulePack: Sendable, Hashable {
    /// The name, such as `generic`.
    public var name: String
    /// The version, from 1.
    ///
    /// A pack whose rules change gets a new one.
    public var version: Int
    /// What time counts towards presence.
    public var counts: CountedTime
    /// The least share of the occurrence, in per cent, that counts as present.
    public var presencePercentMin: Int
    /// How long before its planned start an occurrence may take in an instance, in seconds.
    public var marginBeforeSeconds: Int64
    /// How long after its planned end an occurrence may take in an instance, in seconds.
    public var marginAfterSeconds: Int64
    /// Unplanned instances of one meeting that start within this many seconds of the end of the
    /// one before are one occurrence.
    public var chainGapSecondsMax: Int64
    /// How long after its slot a signature is still taken, in seconds.
    public var signingGraceSeconds: Int64

    /// `generic@2`.
    public var id: String { "\(name)@\(version)" }

    /// Creates a pack from its rules.
    public init(
        name: String,
        version: Int,
        counts: CountedTime,
        presencePercentMin: Int,
        marginBeforeSeconds: Int64,
        marginAfterSeconds: Int64,
        chainGapSecondsMax: Int64,
        signingGraceSeconds: Int64
    ) {
        self.name = name
        self.version = version
        self.counts = counts
        self.presencePercentMin = presencePercentMin
        self.marginBeforeSeconds = marginBeforeSeconds
        self.marginAfterSeconds = marginAfterSeconds
        self.chainGapSecondsMax = chainGapSecondsMax
        self.signingGraceSeconds = signingGraceSeconds
    }

    /// The planned time counts, three quarters present, an hour of margin, a gap of an hour, a quarter of an hour to sign.
    public static let generic = RulePack(
        name: "generic",
        version: 2,
        counts: .planned,
        presencePercentMin: 75,
        marginBeforeSeconds: 3600,
        marginAfterSeconds: 3600,
        chainGapSecondsMax: 3600,
        signingGraceSeconds: 900
    )
}
