import EventSourcing

/// Who did it at Zoom: the user who planned, changed or decided.
public struct ZoomOperator: Sendable, Hashable {
    /// The Zoom user id.
    public var id: String?
    /// The e-mail address.
    public var email: String?

    /// Creates an operator.
    public init(id: String? = nil, email: String? = nil) {
        self.id = id
        self.email = email
    }

    /// Reads `operator_id` and `operator` of a payload; `nil` when there is neither.
    init?(payload: JSON?) {
        self.init(id: payload?.text("operator_id"), email: payload?.text("operator"))
        if id == nil && email == nil { return nil }
    }
}
