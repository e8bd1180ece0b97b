import EventSourcing

extension DeliveryDisorder {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        self.init()
        lost = try object.share("lost")
        duplicated = try object.share("duplicated")
        reordered = try object.share("reordered")
        latenessSecondsMax = try object.number("late_seconds", in: 1...86_400, unless: 90)
        nearlyDuplicated = try object.share("nearly_duplicated")
        forged = try object.share("forged")
        stale = try object.share("stale")
        unknownFields = try object.share("unknown_fields", unless: unknownFields)
        unknownEvents = try object.share("unknown_events")
        retriesAfterSeconds = try object.numbers(
            "retries_after_seconds",
            in: 1...86_400,
            unless: retriesAfterSeconds
        )
        retriesKeepTimestamp = try object.flag("retries_keep_timestamp", unless: false)
        validationHours = try object.number("validation_hours", in: 1...10_000, unless: 72)
        validationFailuresMax = try object.number("validation_failures", in: 1...100, unless: 6)
        for var rule in try object.objects("rules") {
            rules.append(try DeliveryRule(reading: &rule))
        }
        try object.finish()
    }
}

extension DeliveryRule {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        let event = try object.text("event", needed: "an event such as meeting.ended or meeting.*")
        let person = try object.text("person")
        let share = try object.share("share", unless: 1)
        let words = "one of lose, duplicate, delay, deliver"
        let seconds = try object.number("seconds", in: 1...10_000_000, unless: 60)
        let action: Action
        switch try object.text("do", needed: words) {
        case "lose": action = .lose
        case "duplicate": action = .duplicate
        case "delay": action = .delay(seconds: seconds)
        case "deliver": action = .deliver
        default: throw .unusable(place: object.place(of: "do"), expected: words)
        }
        try object.finish()
        self.init(event: event, person: person, share: share, action: action)
    }
}
