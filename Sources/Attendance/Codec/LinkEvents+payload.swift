import EventSourcing

extension MeetingLinked: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            link: try reader.meetingLink(),
            ground: try reader.word("ground")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write(link)
        writer.write("ground", word: ground)
    }
}

extension MeetingDisowned: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            ground: try reader.word("ground")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("ground", word: ground)
    }
}

extension MeetingExpired: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            subjects: reader.texts("subjects").map { SubjectID($0) },
            isWhole: reader.flag("whole")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("subjects", texts: subjects.map(\.text))
        writer.write("whole", flag: isWhole)
    }
}

extension HostRuleSet: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        let account = try reader.text("account")
        let selection: Selection =
            if let group = reader.optionalText("group") {
                .group(group)
            } else {
                .host(try reader.identifier("host"))
            }
        let verdict: Verdict?
        switch try reader.text("verdict") {
        case "none": verdict = nil
        case let word:
            verdict = Verdict(rawValue: word)
            guard verdict != nil else { throw reader.error("verdict", "unknown word") }
        }
        self.init(
            hosts: Hosts(account: account, selection),
            verdict: verdict,
            name: try reader.personal("name")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("account", hosts.account)
        switch hosts.selection {
        case .host(let host): writer.write("host", host)
        case .group(let group): writer.write("group", group)
        }
        writer.write("verdict", verdict?.rawValue ?? "none")
        writer.write("name", name)
    }
}
