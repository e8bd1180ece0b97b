import EventSourcing

extension AccountConnected: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            account: try reader.text("account"),
            label: try reader.text("label"),
            kind: try reader.word("credentials"),
            plan: try reader.word("plan"),
            authorisation: reader.optionalText("authorisation"),
            api: reader.optionalText("api"),
            master: reader.optionalText("master"),
            at: try reader.instant("at")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("account", account)
        writer.write("label", label)
        writer.write("credentials", word: kind)
        writer.write("plan", word: plan)
        writer.write("authorisation", authorisation)
        writer.write("api", api)
        writer.write("master", master)
        writer.write("at", at)
    }
}

extension AccountSecretChanged: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            account: try reader.text("account"),
            secret: try reader.word("secret"),
            formerUntil: reader.optionalInstant("former_until"),
            at: try reader.instant("at")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("account", account)
        writer.write("secret", word: secret)
        writer.write("former_until", formerUntil)
        writer.write("at", at)
    }
}

extension AccountDefaultsSet: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            account: try reader.text("account"),
            settings: try reader.meetingSettings(),
            at: try reader.instant("at")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("account", account)
        writer.write(settings)
        writer.write("at", at)
    }
}

extension AccountRemoved: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(account: try reader.text("account"), at: try reader.instant("at"))
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("account", account)
        writer.write("at", at)
    }
}

extension EndpointValidated: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(account: try reader.text("account"), at: try reader.instant("at"))
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("account", account)
        writer.write("at", at)
    }
}

extension SubscriptionFound: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            account: try reader.text("account"),
            standing: try reader.word("standing"),
            lacking: reader.texts("lacking"),
            at: try reader.instant("at")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("account", account)
        writer.write("standing", word: standing)
        writer.write("lacking", texts: lacking)
        writer.write("at", at)
    }
}
