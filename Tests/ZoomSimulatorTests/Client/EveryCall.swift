import EventSourcing
import Testing

@testable import ZoomAPI

/// Every call the client can make, with all it can say, as values.
enum EveryCall {
    /// A call: where it is made, and what it asks.
    struct Made {
        /// Such as `MeetingCalls.create`.
        let name: String
        let operation: ZoomOperation

        init(_ name: String, _ call: ZoomAPI.ZoomCall<some Sendable>) {
            self.name = name
            self.operation = call.operation
        }
    }

    static let days = ZoomDays.months(
        from: CivilDate(daysSinceEpoch: 20_500),
        through: CivilDate(daysSinceEpoch: 20_560)
    )
    private static let uuid = ZoomInstanceReference.uuid("/3xample//UuidAAAAAAAAA==")

    static func made() throws -> [Made] {
        var made: [Made] = []
        for kind in ZoomMeetingKind.allCases {
            made += try planning(kind) + registering(kind) + afterwards(kind)
        }
        return try made + users() + recordings() + panelists() + subscriptions()
    }

    static func number() throws -> ZoomMeetingNumber {
        try #require(ZoomMeetingNumber(81_234_567_890))
    }

    private static func users() -> [Made] {
        UserCalls.Status.allCases.map { Made("UserCalls.list", UserCalls.list($0)) }
            + [Made("UserCalls.user", UserCalls.user("ines@lund.example"))]
    }

    /// A plan that says everything of a kind.
    static func fullPlan(_ kind: ZoomMeetingKind) -> ZoomMeetingPlan {
        var plan = ZoomMeetingPlan(
            topic: "First aid",
            kind: kind,
            start: .wall(CivilTime(Sample.time("2026-04-01T09:00:00Z")), zone: "Europe/Paris"),
            durationMinutes: 90
        )
        plan.agenda = "Bandages"
        plan.passcode = ZoomSecret("abc123")
        plan.settings.approval = .automatic
        plan.settings.registrationType = .onceForChosen
        plan.settings.closesRegistration = true
        plan.settings.allowsMultipleDevices = true
        plan.settings.notifiesRegistrants = false
        plan.settings.confirmsRegistrants = false
        plan.settings.contactName = "Nora Lind"
        plan.settings.contactEmail = Sample.trainer
        plan.settings.autoRecording = .cloud
        plan.settings.allowsJoinBeforeHost = true
        plan.settings.joinBeforeHostMinutes = 10
        plan.settings.hasWaitingRoom = false
        plan.settings.mutesUponEntry = true
        plan.settings.startsParticipantVideo = false
        plan.settings.startsHostVideo = true
        plan.settings.needsSignIn = false
        plan.settings.alternativeHosts = ["a@example.org", "b@example.org"]
        plan.settings.showsEmailsInReports = true
        plan.settings.hasPracticeSession = false
        plan.settings.sendsReminders = false
        return plan
    }

    private static let rules: [ZoomRecurrence] = [
        .daily(every: 2).ending(after: 5), .weekly(on: [2, 4]).ending(after: 6),
        .monthly(onDay: 15).ending(at: Sample.time("2026-12-31T00:00:00Z")),
        .monthly(onDay: 2, ofWeek: -1, every: 3).ending(after: 2),
    ]

    private static func planning(_ kind: ZoomMeetingKind) throws -> [Made] {
        let number = try number()
        var plans = [fullPlan(kind)]
        for rule in rules {
            var plan = fullPlan(kind)
            plan.type = kind == .webinar ? .webinarRecurringFixedTime : .recurringFixedTime
            plan.start = .at(Sample.time("2026-04-01T09:00:00Z"))
            plan.recurrence = rule
            plan.settings.sendsReminders = true
            plans.append(plan)
        }
        var made: [Made] = []
        for plan in plans {
            made.append(Made("MeetingCalls.create", try MeetingCalls.create(plan, kind, for: "u")))
            let update = try MeetingCalls.update(number, kind, to: plan)
            made.append(Made("MeetingCalls.update", update))
        }
        var move = ZoomMeetingPlan()
        move.start = .at(Sample.time("2026-04-02T09:00:00Z"))
        let moved = try MeetingCalls.update(number, kind, to: move, occurrence: "1775120400000")
        made.append(Made("MeetingCalls.update", moved))
        made += MeetingCalls.Selection.allCases.map {
            Made("MeetingCalls.list", MeetingCalls.list(of: "ines@lund.example", kind, $0))
        }
        let get = MeetingCalls.get(number, kind, occurrence: "17", withPastOccurrences: true)
        made.append(Made("MeetingCalls.get", get))
        made.append(Made("MeetingCalls.end", MeetingCalls.end(number, kind)))
        for occurrence in [nil, "17"] {
            let delete = MeetingCalls.delete(
                number,
                kind,
                occurrence: occurrence,
                notifies: occurrence == nil
            )
            made.append(Made("MeetingCalls.delete", delete))
        }
        if kind == .meeting {
            made.append(Made("MeetingCalls.recover", MeetingCalls.recover(number)))
        }
        return made
    }

    /// Somebody who says everything.
    static func registrant() -> ZoomNewRegistrant {
        var registrant = ZoomNewRegistrant(
            email: "ines@lund.example",
            firstName: "Ines",
            lastName: "Lund"
        )
        registrant.language = "fr-FR"
        registrant.isApproved = true
        registrant.answers = [ZoomRegistrationAnswer(title: "Diet?", value: "None")]
        return registrant
    }

    private static func registering(_ kind: ZoomMeetingKind) throws -> [Made] {
        let number = try number()
        let ines = registrant()
        let known = ZoomRegistrant(json: ["id": "reg-1", "email": "ines@lund.example"])
        var made = [
            Made(
                "RegistrantCalls.add",
                try RegistrantCalls.add(ines, to: number, kind, occurrences: ["17", "18"])
            ),
            Made(
                "RegistrantCalls.addBatch",
                try RegistrantCalls.addBatch([ines], to: number, kind)
            ),
            Made("RegistrantCalls.get", RegistrantCalls.get("reg-1", of: number, kind)),
            Made(
                "RegistrantCalls.delete",
                RegistrantCalls.delete("reg-1", from: number, kind, occurrence: "17")
            ),
        ]
        made += RegistrantCalls.Status.allCases.map {
            let list = RegistrantCalls.list(of: number, kind, $0, occurrence: "17")
            return Made("RegistrantCalls.list", list)
        }
        for decision in RegistrantCalls.Decision.allCases {
            let decide = try RegistrantCalls.decide(
                decision,
                about: [known],
                of: number,
                kind,
                occurrence: "17"
            )
            made.append(Made("RegistrantCalls.decide", decide))
        }
        return made
    }

    private static func afterwards(_ kind: ZoomMeetingKind) throws -> [Made] {
        let number = try number()
        var made = [
            Made("PastMeetingCalls.instances", PastMeetingCalls.instances(of: number, kind))
        ]
        for run in [ZoomInstanceReference.latest(of: number), uuid] {
            made += [
                Made("PastMeetingCalls.participants", PastMeetingCalls.participants(of: run, kind)),
                Made("ReportCalls.participants", ReportCalls.participants(of: run, kind)),
                Made("ReportCalls.summary", ReportCalls.summary(of: run, kind)),
            ]
            if kind == .meeting {
                made.append(Made("PastMeetingCalls.summary", PastMeetingCalls.summary(of: run)))
            } else {
                let absent = PastMeetingCalls.absentees(of: run, occurrence: "17")
                made.append(Made("PastMeetingCalls.absentees", absent))
            }
        }
        return made
    }

    private static func recordings() -> [Made] {
        var made = [
            Made("RecordingCalls.get", RecordingCalls.get(uuid, tokenSeconds: 604_800)),
            Made("RecordingCalls.transcript", RecordingCalls.transcript(of: uuid)),
            Made("RecordingCalls.recover", RecordingCalls.recover("/3x==")),
            Made("RecordingCalls.recover", RecordingCalls.recover("3x==", file: "file-1")),
        ]
        for inTrash in [false, true] {
            let list = RecordingCalls.list(of: "u", during: days[0], inTrash: inTrash)
            made.append(Made("RecordingCalls.list", list))
        }
        for removal in RecordingCalls.Removal.allCases {
            for file in [nil, "file-1"] {
                let remove = RecordingCalls.remove(uuid, file: file, removal)
                made.append(Made("RecordingCalls.remove", remove))
            }
        }
        return made
            + ReportCalls.Selection.allCases.map {
                let meetings = ReportCalls.meetings(of: "u", during: days[0], $0)
                return Made("ReportCalls.meetings", meetings)
            }
    }

    private static func panelists() throws -> [Made] {
        let number = try number()
        let pat = ZoomPanelist(name: "Pat", email: "pat@example.org")
        return [
            Made("PanelistCalls.list", PanelistCalls.list(of: number)),
            Made("PanelistCalls.add", try PanelistCalls.add([pat], to: number)),
            Made("PanelistCalls.delete", PanelistCalls.delete("p-1", from: number)),
            Made("PanelistCalls.deleteAll", PanelistCalls.deleteAll(from: number)),
        ]
    }

    private static func subscriptions() throws -> [Made] {
        var subscription = ZoomSubscription(
            name: "Muster",
            events: ["meeting.ended"],
            address: "https://muster.example/zoom/webhooks"
        )
        subscription.accountID = "Below"
        let calls = "SubscriptionCalls."
        return [
            Made(calls + "list", SubscriptionCalls.list()),
            Made(calls + "list", SubscriptionCalls.list(of: "Below")),
            Made(calls + "create", try SubscriptionCalls.create(subscription)),
            Made(calls + "subscribe", SubscriptionCalls.subscribe("Below", to: "sub-1")),
            Made(calls + "unsubscribe", SubscriptionCalls.unsubscribe("Below", from: "sub-1")),
            Made(calls + "delete", SubscriptionCalls.delete("sub-1")),
            Made(
                "DeliveryLogCalls.list",
                DeliveryLogCalls.list(ofApp: "client", during: days[0])
            ),
        ]
    }
}

extension ZoomOperation {
    /// The arguments in its path, by their names.
    var pathArguments: [String: String] {
        var arguments: [String: String] = [:]
        for segment in path {
            switch segment {
            case .word: break
            case .argument(let name, let text), .uuid(let name, let text): arguments[name] = text
            }
        }
        return arguments
    }

    /// The arguments after the question mark, by their names.
    var queryArguments: [String: String] {
        Dictionary(query.map { ($0.name, $0.value) }) { $1 }
    }
}
