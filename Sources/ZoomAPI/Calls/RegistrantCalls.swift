import EventSourcing

/// The operations on registrants of meetings and webinars (Zoom API, *Meetings: registrants*,
/// *Webinars: registrants*).
public enum RegistrantCalls {
    /// How many registrants a batch may have.
    public static let batchMax = 30

    /// What a list has.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Who may come.
        case approved
        /// Who waits for a decision.
        case pending
        /// Who may not.
        case denied
    }

    /// What is decided about registrants.
    public enum Decision: String, Sendable, Hashable, CaseIterable {
        /// They may come.
        case approve
        /// They may no longer.
        case cancel
        /// They may not.
        case deny
    }

    /// Registers somebody, to all dates or to some.
    ///
    /// Zoom takes three of these a day for one registrant and meeting.
    /// - Throws: ``ZoomInputFault`` for what Zoom would refuse.
    public static func add(
        _ registrant: ZoomNewRegistrant,
        to number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        occurrences: [String] = []
    ) throws(ZoomInputFault) -> ZoomCall<ZoomRegistration> {
        try registrant.check()
        let operation = ZoomOperation(
            .post,
            kind.path(number) + [.word("registrants")],
            .light,
            scopes: kind.scopes(.write, "registrant"),
            query: [
                "occurrence_ids": occurrences.isEmpty ? nil : occurrences.joined(separator: ",")
            ],
            body: registrant.json(for: kind)
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            guard let registration = ZoomRegistration(json: answer.json) else {
                throw .missing("registrant_id")
            }
            return registration
        }
    }

    /// Registers up to ``batchMax`` people at once to a meeting that is planned once.
    ///
    /// Only their names and addresses are sent. They are approved, where the meeting has somebody
    /// approve each, if `areApproved`; Zoom writes to those of meetings if `areConfirmed`.
    /// - Throws: ``ZoomInputFault`` for what Zoom would refuse.
    public static func addBatch(
        _ registrants: [ZoomNewRegistrant],
        to number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        areApproved: Bool = true,
        areConfirmed: Bool = false
    ) throws(ZoomInputFault) -> ZoomCall<ZoomPage<ZoomRegistration>> {
        guard !registrants.isEmpty else { throw .empty(field: "registrants") }
        guard registrants.count <= batchMax else {
            throw .tooMany(field: "registrants", max: batchMax)
        }
        for registrant in registrants { try registrant.check() }
        return .list(
            ZoomOperation(
                .post,
                kind.path(number) + [.word("batch_registrants")],
                .heavy,
                scopes: kind.scopes(.write, "batch_registrants"),
                body: .members([
                    "auto_approve": .bool(areApproved),
                    "registrants_confirmation_email": kind == .meeting
                        ? .bool(areConfirmed) : nil,
                    "registrants": .array(registrants.map(\.shortJSON)),
                ])
            ),
            listing: "registrants",
            element: ZoomRegistration.init
        )
    }

    /// The registrants of a meeting or of one date.
    public static func list(
        of number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        _ status: Status = .approved,
        occurrence: String? = nil
    ) -> ZoomCall<ZoomPage<ZoomRegistrant>> {
        .page(
            ZoomOperation(
                .get,
                kind.path(number) + [.word("registrants")],
                .medium,
                scopes: kind.scopes(.read, "list_registrants"),
                query: ["status": status.rawValue, "occurrence_id": occurrence]
            ),
            listing: "registrants",
            element: ZoomRegistrant.init
        )
    }

    /// One registrant.
    public static func get(
        _ id: String,
        of number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting
    ) -> ZoomCall<ZoomRegistrant> {
        let operation = ZoomOperation(
            .get,
            kind.path(number) + [.word("registrants"), .argument("registrantId", id)],
            .light,
            scopes: kind.scopes(.read, "registrant")
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            guard answer.json.text("id") != nil else { throw .missing("id") }
            return ZoomRegistrant(json: answer.json)
        }
    }

    /// Decides about registrants, each with id or address, for all dates or one.
    ///
    /// Zoom takes ten of these a day for one registrant.
    /// - Throws: ``ZoomInputFault`` when there is none, or one has neither.
    public static func decide(
        _ decision: Decision,
        about registrants: [ZoomRegistrant],
        of number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        occurrence: String? = nil
    ) throws(ZoomInputFault) -> ZoomCall<Void> {
        let named = registrants.filter { $0.id != nil || $0.email != nil }
        guard !named.isEmpty, named.count == registrants.count else {
            throw .empty(field: "registrants")
        }
        let people = named.map { registrant in
            JSON.members([
                "id": registrant.id.map(JSON.string), "email": registrant.email.map(JSON.string),
            ])
        }
        return ZoomCall(
            ZoomOperation(
                .put,
                kind.path(number) + [.word("registrants"), .word("status")],
                .medium,
                scopes: kind.scopes(.update, "registrant_status"),
                query: ["occurrence_id": occurrence],
                body: ["action": .string(decision.rawValue), "registrants": .array(people)]
            )
        )
    }

    /// Removes a registrant, from all dates or one.
    public static func delete(
        _ id: String,
        from number: ZoomMeetingNumber,
        _ kind: ZoomMeetingKind = .meeting,
        occurrence: String? = nil
    ) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .delete,
                kind.path(number) + [.word("registrants"), .argument("registrantId", id)],
                .light,
                scopes: kind.scopes(.delete, "registrant"),
                query: ["occurrence_id": occurrence]
            )
        )
    }
}
