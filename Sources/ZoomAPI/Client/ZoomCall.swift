import EventSourcing

/// An operation and how its answer is read.
///
/// Calls are values and do nothing by themselves; ``ZoomClient/answer(to:)`` makes them.
public struct ZoomCall<Answer: Sendable>: Sendable {
    /// What is asked.
    public internal(set) var operation: ZoomOperation
    let decode: @Sendable (ZoomAnswer) throws(ZoomAnswerFault) -> Answer

    init(
        _ operation: ZoomOperation,
        decode: @escaping @Sendable (ZoomAnswer) throws(ZoomAnswerFault) -> Answer
    ) {
        self.operation = operation
        self.decode = decode
    }

    /// The same call for a sub-account of the client's account; it needs scopes that end in
    /// `:master`.
    public func inSubAccount(_ id: String) -> ZoomCall {
        var call = self
        call.operation = operation.inSubAccount(id)
        return call
    }
}

/// What Zoom answered to an operation.
struct ZoomAnswer: Hashable {
    /// The body as it came.
    let bytes: [UInt8]
    /// The body decoded; `null` where there is none.
    let json: JSON
}

/// What an answer lacks that the call is about.
///
/// It names places in the answer, never what stands there.
public enum ZoomAnswerFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing of the needed kind is at this place.
    case missing(String)
    /// What is at this place is no meeting number.
    case notAMeetingNumber(String)
    /// It is no page of participants.
    case notParticipants(ParticipantsReportRefusal)

    /// The fault in words.
    public var description: String {
        switch self {
        case .missing(let place): "\(place) is missing"
        case .notAMeetingNumber(let place): "\(place) is not a meeting number"
        case .notParticipants(let refusal): refusal.description
        }
    }
}
