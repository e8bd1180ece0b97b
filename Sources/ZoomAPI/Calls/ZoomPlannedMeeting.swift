public import EventSourcing

/// A meeting or webinar as the REST API describes it: what events say of it, and how it is set.
public struct ZoomPlannedMeeting: Sendable, Hashable {
    /// What events say of it too.
    public var meeting: ZoomMeeting
    /// What it is about.
    public var agenda: String?
    /// When it was created.
    public var createdAt: Instant?
    /// The host's address.
    public var hostEmail: String?
    /// Where people register.
    public var registrationURL: String?
    /// Starts it as its host, within two hours; whoever has it is the host.
    public var startURL: ZoomSecret?
    /// The passcode.
    public var passcode: ZoomSecret?
    /// Its settings; lists have none.
    public var settings: ZoomMeetingSettings

    /// Reads a meeting or webinar.
    /// - Throws: ``ZoomAnswerFault`` when it has no number.
    init(json: JSON) throws(ZoomAnswerFault) {
        do {
            self.meeting = try ZoomMeeting(json: json, place: "the meeting")
        } catch {
            throw ZoomAnswerFault(error)
        }
        self.agenda = json.text("agenda")
        self.createdAt = json.instant("created_at")
        self.hostEmail = json.text("host_email")
        self.registrationURL = json.text("registration_url")
        self.startURL = json.text("start_url").flatMap(ZoomSecret.init)
        self.passcode = json.text("password").flatMap(ZoomSecret.init)
        self.settings = ZoomMeetingSettings(json: json["settings"] ?? .null)
    }
}

extension ZoomAnswerFault {
    init(_ shortcoming: WebhookShortcoming) {
        switch shortcoming {
        case .missing(let place): self = .missing(place)
        case .notAMeetingNumber(let place): self = .notAMeetingNumber(place)
        }
    }
}
