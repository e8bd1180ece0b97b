import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// Registers somebody for a meeting, and tells of it; whoever is registered already keeps their id.
    /// - Parameters:
    ///   - fields: The body: `email`, `first_name` and what else was asked.
    ///   - number: Of the meeting.
    ///   - occurrenceIDs: For which dates; none for all.
    ///   - approves: Whether to approve at once, as a batch may ask for; `nil` to go by the meeting.
    /// - Returns: them, registered.
    /// - Throws: what Zoom says of a missing or wrong field, a closed registration, or too many attempts.
    mutating func register(
        _ fields: JSON,
        for number: Int64,
        occurrenceIDs: [String],
        approves: Bool? = nil
    ) throws(ZoomFailure) -> SimulatedRegistrant {
        let email = try checkedAddress(fields, number, occurrenceIDs)
        let known = meetings[number]?.registrants[email: email]
        var registrant = known ?? registrant(email, for: number, occurrenceIDs: occurrenceIDs)
        guard registrant.attempts.add(at: now) <= 3 else { throw .tooManyAttempts(email) }
        registrant.firstName = fields.text("first_name") ?? ""
        registrant.lastName = fields.text("last_name") ?? ""
        registrant.fields = .object(
            (fields.object ?? [:]).filter { Self.askedFields.contains($0.key) }
        )
        if known == nil || registrant.status == "denied" {
            let isApproved = approves ?? (meetings[number]?.approval == 0)
            registrant.status = isApproved ? "approved" : "pending"
        }
        meetings[number]?.registrants.put(registrant)
        if known == nil, let meeting = meetings[number] {
            tellRegistration("created", registrant, of: meeting)
        }
        return registrant
    }

    /// What lists and events repeat of a registration, beside name and address (Zoom API, *List
    /// meeting registrants*).
    private static let askedFields: Set<String> = [
        "address", "city", "comments", "country", "custom_questions", "industry", "job_title",
        "no_of_employees", "org", "phone", "purchasing_time_frame", "role_in_purchase_process",
        "state", "zip",
    ]

    /// Refuses who cannot register, in Zoom's words.
    private func checkedAddress(
        _ fields: JSON,
        _ number: Int64,
        _ occurrenceIDs: [String]
    ) throws(ZoomFailure) -> String {
        guard let meeting = meetings[number] else { throw .noMeeting(String(number)) }
        guard let email = fields.text("email"), Self.isAddress(email) else {
            throw .invalid("email")
        }
        guard let firstName = fields.text("first_name"), firstName.count <= 64 else {
            throw .invalid("first_name")
        }
        guard meeting.approval != 2 else {
            throw .refused(
                meeting.kind == .meeting ? 404 : 3000,
                "Registration has not been enabled for this \(meeting.kind.rawValue): \(number)."
            )
        }
        guard users.first(where: { $0.id == meeting.hostID })?.profile.email != email else {
            throw .refused(3027, "Host can not register.")
        }
        if !meeting.plan.isEmpty, meeting.plan.allSatisfy({ $0.end < now }) {
            throw .refused(3038, "Meeting is over, you can not register now.")
        }
        for id in occurrenceIDs where !meeting.occurrences.contains(where: { $0.id == id }) {
            throw .invalid("occurrence_ids")
        }
        return email
    }

    private func registrant(
        _ email: String,
        for number: Int64,
        occurrenceIDs: [String]
    ) -> SimulatedRegistrant {
        let id = names.id("registrant", "\(number) \(email)")
        let password = meetings[number]?.password ?? ""
        return SimulatedRegistrant(
            id: id,
            email: email,
            firstName: "",
            lastName: "",
            status: "pending",
            createdAt: now,
            joinURL: "\(address)/w/\(number)?tk=\(id)&pwd=\(password)",
            occurrenceIDs: occurrenceIDs,
            fields: [:]
        )
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(" ")
            && text.utf8.count <= 128
    }

    /// Decides about registrants, and tells of each; a cancellation may be of one date alone.
    /// - Throws: code 300 for another action than approve, deny and cancel, and for a date the
    ///   meeting does not have; 429 for an eleventh decision about somebody in a day.
    mutating func decide(
        _ action: String,
        about registrants: [JSON],
        of number: Int64,
        occurrence: String?
    ) throws(ZoomFailure) {
        let statuses = ["approve": "approved", "deny": "denied", "cancel": "cancelled"]
        guard let status = statuses[action], let meeting = meetings[number] else {
            throw .invalid("action")
        }
        if let occurrence, !meeting.occurrences.contains(where: { $0.id == occurrence }) {
            throw .invalid("occurrence_id")
        }
        var decided: [SimulatedRegistrant] = []
        for named in registrants {
            let byID = named.text("id").flatMap { meeting.registrants[id: $0] }
            let byEmail = named.text("email").flatMap { meeting.registrants[email: $0] }
            guard var registrant = byID ?? byEmail else { continue }
            guard registrant.decisions.add(at: now) <= 10 else { throw .tooManyDecisions }
            if status == "cancelled" {
                registrant.occurrenceIDs = registrant.dates(of: meeting, without: occurrence)
            } else {
                registrant.status = status
            }
            decided.append(registrant)
        }
        for registrant in decided {
            if status == "cancelled", registrant.occurrenceIDs.isEmpty {
                meetings[number]?.registrants.remove(id: registrant.id)
            } else {
                meetings[number]?.registrants.put(registrant)
            }
            tellRegistration(status, registrant, of: meeting, occurrence: occurrence)
        }
    }

    /// Tells that somebody registered, or what was decided about them.
    mutating func tellRegistration(
        _ change: String,
        _ registrant: SimulatedRegistrant,
        of meeting: SimulatedMeeting,
        occurrence: String? = nil
    ) {
        let told = meeting.occurrences.filter { date in
            occurrence.map { $0 == date.id } ?? registrant.isFor(date.id)
        }
        let occurrences = told.map {
            JSON.object(["occurrence_id": .string($0.id), "start_time": .zoomTime($0.start)])
        }
        var shown: JSON = [
            "id": .string(registrant.id), "first_name": .string(registrant.firstName),
            "last_name": .string(registrant.lastName), "email": .string(registrant.email),
        ]
        if change == "created" {
            shown = registrant.fields.merging(shown)
                .merging(["status": .string(registrant.status)])
        }
        if registrant.status == "approved", change == "created" || change == "approved" {
            shown = shown.merging(["join_url": .string(registrant.joinURL)])
        }
        tell(
            Notice(
                account: meeting.accountID,
                event: "\(meeting.kind.rawValue).registration_\(change)",
                object: plannedJSON(meeting).merging(
                    JSON.members([
                        "registrant": shown,
                        "occurrences": occurrences.isEmpty ? nil : .array(occurrences),
                    ])
                ),
                payload: change == "created" ? [:] : acting(for: meeting),
                people: [registrant.email],
                key: "\(meeting.number) \(registrant.id)",
                occurred: now,
                stamp: 50...900
            )
        )
    }
}

extension SimulatedMeeting {
    /// 0: registrants are approved at once, 1: by hand, 2: nobody registers.
    var approval: Int64 { settings.count("approval_type") ?? 2 }
}

extension SimulatedRegistrant {
    /// For which dates they stay when one is cancelled, or all are; none for not at all.
    fileprivate func dates(of meeting: SimulatedMeeting, without cancelled: String?) -> [String] {
        guard let cancelled else { return [] }
        return meeting.occurrences.map(\.id).filter { isFor($0) && $0 != cancelled }
    }

    /// As lists show them.
    var json: JSON {
        fields.merging([
            "id": .string(id), "email": .string(email), "first_name": .string(firstName),
            "last_name": .string(lastName), "status": .string(status),
            "create_time": .zoomTime(createdAt), "join_url": .string(joinURL),
        ])
    }
}
