import EventSourcing
import ZoomAPI

extension ScenarioMeeting {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        self.init(
            topic: try object.text("topic", needed: "the meeting's topic"),
            host: try object.text("host", needed: "the host's e-mail address")
        )
        kind = try object.choice("kind", unless: .meeting)
        plannedBy = try object.choice("planned_by", unless: .client)
        if let text = try object.text("first_date") {
            guard let date = CivilDate(text) else {
                throw .unusable(
                    place: object.place(of: "first_date"),
                    expected: "a day such as 2026-03-09"
                )
            }
            firstDate = date
        }
        if let text = try object.text("time") {
            guard let second = Self.secondOfDay(text) else {
                throw .unusable(place: object.place(of: "time"), expected: "a time such as 09:00")
            }
            secondOfDay = second
        }
        timezone = try object.text("timezone") ?? "UTC"
        minutes = try object.number("minutes", in: 1...1440, unless: 60)
        days = try object.number("days", in: 1...60, unless: 1)
        isRegistered = try object.flag("registration", unless: true)
        isRecorded = try object.flag("recording", unless: false)
        people = try object.texts("people")
        if var attendance = try object.object("attendance") {
            habits = try AttendanceHabits(reading: &attendance)
        }
        for var visit in try object.objects("visits") {
            visits.append(try ScenarioVisit(reading: &visit))
        }
        try object.finish()
    }

    private static func secondOfDay(_ text: String) -> Int? {
        Instant("2000-01-01T\(text):00Z").map { CivilTime($0).secondOfDay }
    }
}

extension ScenarioVisit {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        let person = try object.text("person", needed: "the person's e-mail address")
        let occurrence = try object.number("occurrence", in: 1...60, unless: 0)
        let texts = try object.texts("stays") ?? []
        var stays: [Stay] = []
        for text in texts {
            guard let stay = Stay(text) else {
                throw .unusable(
                    place: object.place(of: "stays"),
                    expected: "stretches such as +00:05:00 to +01:30:00 after the start"
                )
            }
            stays.append(stay)
        }
        try object.finish()
        self.init(
            person: person,
            occurrence: occurrence == 0 ? nil : occurrence,
            stays: stays
        )
    }
}

extension ScenarioVisit.Stay {
    /// Reads `+00:05:00 to +01:30:00`: hours, minutes and seconds after the planned start; `-` stands
    /// before it.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1] == "to", let from = Self.seconds(words[0]),
            let to = Self.seconds(words[2]), from < to
        else { return nil }
        self.init(from: from, to: to)
    }

    private static func seconds(_ text: Substring) -> Int64? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let parts = text.dropFirst().split(separator: ":").map { Int64($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1],
            let seconds = parts[2], (0..<60).contains(minutes), (0..<60).contains(seconds),
            (0..<48).contains(hours)
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
    }
}

extension AttendanceHabits {
    init(reading object: inout ScenarioObject) throws(ScenarioError) {
        self.init()
        absent = try object.share("absent")
        late = try object.share("late")
        early = try object.share("early")
        drops = try object.share("drops")
        crashes = try object.share("crashes")
        twoDevices = try object.share("two_devices")
        byLink = try object.share("by_link", unless: 1)
        signedIn = try object.share("signed_in")
        beforeHost = try object.share("before_host")
        breakouts = try object.share("breakouts")
        waitingRoom = try object.share("waiting_room")
        hostDrops = try object.share("host_drops")
        try object.finish()
    }
}
