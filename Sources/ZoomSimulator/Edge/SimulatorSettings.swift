/// How a simulator is run.
public struct SimulatorSettings: Sendable, Hashable {
    /// The address to listen on.
    public var host: String
    /// The port; 0 takes a free one.
    public var port: Int
    /// Where it is reached from outside, which links begin with; `nil` for the address it listens on.
    public var address: String?
    /// How many simulated seconds pass in a real one; 0 lets time stand until it is told to go on.
    public var scale: Double
    /// Whose clock deliveries are signed by.
    public var signature: SignatureClock

    /// By which clock `x-zm-request-timestamp` is written.
    public enum SignatureClock: String, Sendable, Hashable, CaseIterable {
        /// The real one, for receivers that refuse deliveries signed long ago.
        case real
        /// The simulated one, for receivers that live in simulated time.
        case simulated
    }

    /// Creates settings.
    public init(
        host: String = "127.0.0.1",
        port: Int = 0,
        address: String? = nil,
        scale: Double = 1,
        signature: SignatureClock = .real
    ) {
        self.host = host
        self.port = port
        self.address = address
        self.scale = scale
        self.signature = signature
    }
}

/// What the simulator's edges hold to.
enum SimulatorLimits {
    /// How long an endpoint has to answer (Zoom, *Using webhooks*).
    static let deliverySecondsMax: Int64 = 3
    /// How much of an endpoint's answer is read.
    static let answerBytesMax = 1 << 20
    /// How long a call's body may be.
    static let callBytesMax = 4 << 20
    /// How often it looks whether something is due, at least.
    static let lookSeconds = 0.2
    /// How many times as fast as real time it may go.
    static let scaleMax = 100_000.0
    /// How far one control call may let time go on.
    static let stepSecondsMax: Int64 = 400 * 86_400
}
