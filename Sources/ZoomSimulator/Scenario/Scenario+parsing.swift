import EventSourcing

extension Scenario {
    /// Reads a scenario file: JSON as *Writing a scenario* describes it.
    /// - Throws: ``ScenarioError`` with the place in the file and what would do there.
    public init(parsing bytes: [UInt8]) throws(ScenarioError) {
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw .notJSON(error)
        }
        var top = try ScenarioObject(json, place: "")
        self.init(
            name: try top.text("name") ?? "a scenario",
            seed: UInt64(try top.number("seed", in: 0...Int64.max, unless: 1)),
            start: try top.time("start"),
            accounts: []
        )
        for var object in try top.objects("accounts") {
            accounts.append(try ScenarioAccount(reading: &object))
        }
        guard !accounts.isEmpty else {
            throw .missing(place: "accounts", expected: "at least one account in brackets")
        }
        if var generated = try top.object("people_generated") {
            let count = try generated.number("count", in: 0...100_000, unless: 0)
            people = ScenarioPerson.generated(Int(count), seed: seed)
            try generated.finish()
        }
        for var object in try top.objects("people") {
            people.append(try ScenarioPerson(reading: &object))
        }
        for var object in try top.objects("meetings") {
            meetings.append(try ScenarioMeeting(reading: &object))
        }
        if var object = try top.object("registrants") {
            registrants = try AttendanceHabits(reading: &object)
        }
        if var object = try top.object("deliveries") {
            deliveries = try DeliveryDisorder(reading: &object)
        }
        try readTroubles(of: &top)
        try top.finish()
        try check()
    }

    private mutating func readTroubles(of top: inout ScenarioObject) throws(ScenarioError) {
        for var object in try top.objects("outages") {
            let from = try object.time("from")
            guard let from else {
                throw .missing(
                    place: object.place(of: "from"),
                    expected: "a time such as 2026-03-09T08:00:00Z"
                )
            }
            let minutes = try object.number("minutes", in: 1...100_000, unless: 60)
            outages.append(
                ScenarioOutage(
                    from: from,
                    seconds: minutes * 60,
                    losesDeliveries: try object.flag("loses_deliveries", unless: false)
                )
            )
            try object.finish()
        }
        if var object = try top.object("reports") {
            reports = try ReportHabits(reading: &object)
        }
        for var object in try top.objects("faults") {
            guard let at = try object.time("at") else {
                throw .missing(
                    place: object.place(of: "at"),
                    expected: "a time such as 2026-03-09T08:00:00Z"
                )
            }
            faults.append(ScheduledFault(at: at, try Fault(reading: &object, at: at)))
        }
    }

    /// Whether what it names is in it.
    private func check() throws(ScenarioError) {
        let users = Set(accounts.flatMap(\.users).map(\.email))
        let emails = Set(people.map(\.email))
        for (index, meeting) in meetings.enumerated() {
            let place = "meetings[\(index)]"
            guard users.contains(meeting.host) else {
                throw .notFound(place: "\(place).host", name: meeting.host, kind: "user")
            }
            for person in (meeting.people ?? []) + meeting.visits.map(\.person)
            where !emails.contains(person) {
                throw .notFound(place: place, name: person, kind: "person")
            }
            if meeting.plannedBy == .scenario, meeting.firstDate == nil {
                throw .missing(
                    place: "\(place).first_date",
                    expected: "a day such as 2026-03-09, or planned_by: client"
                )
            }
        }
    }
}

extension ScenarioAccount {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        self.init(
            id: try object.text("account_id", needed: "the account's id"),
            clientID: try object.text("client_id", needed: "the app's client id"),
            clientSecret: try object.text("client_secret", needed: "the app's client secret"),
            secretToken: try object.text("secret_token", needed: "the app's secret token")
        )
        plan = try object.choice("plan", unless: .business)
        scopes = try object.texts("scopes")
        let room = try object.number("registrants_max", in: 0...1_000_000, unless: 0)
        registrantsMax = room == 0 ? nil : room
        subaccounts = try object.texts("subaccounts") ?? []
        for var user in try object.objects("users") {
            users.append(
                ScenarioUser(
                    email: try user.text("email", needed: "the user's e-mail address"),
                    firstName: try user.text("first_name", needed: "the user's first name"),
                    lastName: try user.text("last_name", needed: "the user's last name"),
                    timezone: try user.text("timezone") ?? "UTC",
                    groups: try user.texts("groups") ?? []
                )
            )
            try user.finish()
        }
        for var webhook in try object.objects("webhooks") {
            let url = try webhook.text("url", needed: "the address that receives events")
            guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
                throw .unusable(
                    place: webhook.place(of: "url"),
                    expected: "an address such as http://127.0.0.1:8080/zoom/webhooks"
                )
            }
            webhooks.append(
                ScenarioWebhook(
                    url: url,
                    events: try webhook.texts("events") ?? ["*"]
                )
            )
            try webhook.finish()
        }
        try object.finish()
        guard !users.isEmpty else {
            throw .missing(place: object.place(of: "users"), expected: "at least one user")
        }
    }
}

extension ScenarioPerson {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        self.init(
            firstName: try object.text("first_name", needed: "the person's first name"),
            lastName: try object.text("last_name") ?? "",
            email: try object.text("email", needed: "the person's e-mail address")
        )
        try object.finish()
    }
}

extension ReportHabits {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        self.init()
        let range: ClosedRange<Int64> = 0...86_400
        missingSeconds = try object.number("missing_seconds", in: range, unless: missingSeconds)
        emptySeconds = try object.number("empty_seconds", in: range, unless: emptySeconds)
        unfinishedSeconds = try object.number(
            "unfinished_seconds",
            in: range,
            unless: max(emptySeconds, unfinishedSeconds)
        )
        needsTwoParticipants = try object.flag(
            "needs_two_participants",
            unless: needsTwoParticipants
        )
        try object.finish()
    }
}
