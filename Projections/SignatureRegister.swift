public import Attendance
public import EventSourcing

/// What people decided about every occurrence: slots, requests, signatures, closing and export.
public struct SignatureRegister: Projection {
    /// What was decided, by the occurrence as it was named at the time.
    public private(set) var occurrences: [OccurrenceID: OccurrenceState] = [:]
    private var requests: [SHA256Digest: SignatureRequested] = [:]

    /// When the last revision of each was closed.
    public private(set) var closedAt: [OccurrenceID: Instant] = [:]

    /// Nothing decided.
    public init() {}

    /// The request that a link's token belongs to, by the token's SHA-256.
    public func request(withTokenHash hash: SHA256Digest) -> SignatureRequested? {
        requests[hash]
    }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        guard let occurrence = recorded.event.occurrence else { return }
        OccurrenceDecider.evolve(
            &occurrences[occurrence, default: OccurrenceDecider.initialState],
            with: recorded.event
        )
        switch recorded.event {
        case .signatureRequested(let request):
            requests[request.tokenHash] = request
        case .sheetClosed:
            closedAt[occurrence] = recorded.recordedAt
        default:
            break
        }
    }
}
