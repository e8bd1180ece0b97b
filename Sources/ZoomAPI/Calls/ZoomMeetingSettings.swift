public import EventSourcing

/// Who decides about registrations.
public enum ZoomApproval: Int64, Sendable, Hashable, CaseIterable {
    /// Everybody who registers is approved.
    case automatic = 0
    /// Somebody approves each.
    case manual = 1
    /// There is no registration.
    case noRegistration = 2
}

/// For what of a recurring meeting a registration holds.
public enum ZoomRegistrationType: Int64, Sendable, Hashable, CaseIterable {
    /// Once, for all occurrences.
    case onceForAll = 1
    /// For each occurrence anew.
    case eachOccurrence = 2
    /// Once, for the occurrences that are chosen.
    case onceForChosen = 3
}

/// Whether a meeting records itself.
public enum ZoomAutoRecording: String, Sendable, Hashable, CaseIterable {
    /// No.
    case none
    /// On the host's device.
    case local
    /// In Zoom's cloud.
    case cloud
}

/// The settings of a meeting or webinar as far as attendance rests on them; `nil` leaves what Zoom or
/// the user has (Zoom API, *Create a meeting*: `settings`).
public struct ZoomMeetingSettings: Sendable, Hashable {
    /// Whether and how people register.
    public var approval: ZoomApproval?
    /// For what of a recurring meeting a registration holds.
    public var registrationType: ZoomRegistrationType?
    /// Whether registration closes with the planned date.
    public var closesRegistration: Bool?
    /// Whether one registrant may join from several devices.
    public var allowsMultipleDevices: Bool?
    /// Whether Zoom tells registrants of decisions by e-mail.
    public var notifiesRegistrants: Bool?
    /// Whether Zoom confirms registrations by e-mail.
    public var confirmsRegistrants: Bool?
    /// Who is named on the registration page.
    public var contactName: String?
    /// How they are reached.
    public var contactEmail: String?
    /// Whether it records itself.
    public var autoRecording: ZoomAutoRecording?
    /// Whether participants may join before the host; meetings only.
    public var allowsJoinBeforeHost: Bool?
    /// How long before the start they may: 0 for any time, 5, 10 or 15 minutes; meetings only.
    public var joinBeforeHostMinutes: Int64?
    /// Whether participants wait to be admitted, which rules out joining before the host; meetings
    /// only.
    public var hasWaitingRoom: Bool?
    /// Whether participants come in muted; meetings only.
    public var mutesUponEntry: Bool?
    /// Whether participants begin with video; meetings only.
    public var startsParticipantVideo: Bool?
    /// Whether the host begins with video.
    public var startsHostVideo: Bool?
    /// Whether only people signed in to Zoom may join.
    public var needsSignIn: Bool?
    /// Who else may host: e-mail addresses or ids.
    public var alternativeHosts: [String]?
    /// Whether reports show e-mail addresses of guests who are signed in.
    public var showsEmailsInReports: Bool?
    /// Whether panelists may rehearse; webinars only.
    public var hasPracticeSession: Bool?
    /// Whether Zoom reminds attendees and panelists, and writes to them afterwards; webinars only.
    public var sendsReminders: Bool?

    /// Settings that leave everything as it is.
    public init() {}

    /// Reads the settings of an answer.
    public init(json: JSON) {
        self.approval = json.count("approval_type").flatMap(ZoomApproval.init)
        self.registrationType = json.count("registration_type").flatMap(ZoomRegistrationType.init)
        self.closesRegistration = json.flag("close_registration")
        self.allowsMultipleDevices = json.flag("allow_multiple_devices")
        self.notifiesRegistrants = json.flag("registrants_email_notification")
        self.confirmsRegistrants = json.flag("registrants_confirmation_email")
        self.contactName = json.text("contact_name")
        self.contactEmail = json.text("contact_email")
        self.autoRecording = json.text("auto_recording").flatMap(ZoomAutoRecording.init)
        self.allowsJoinBeforeHost = json.flag("join_before_host")
        self.joinBeforeHostMinutes = json.count("jbh_time")
        self.hasWaitingRoom = json.flag("waiting_room")
        self.mutesUponEntry = json.flag("mute_upon_entry")
        self.startsParticipantVideo = json.flag("participant_video")
        self.startsHostVideo = json.flag("host_video")
        self.needsSignIn = json.flag("meeting_authentication")
        // Meetings separate by a semicolon, webinars by a comma.
        self.alternativeHosts = json.text("alternative_hosts").map { hosts in
            hosts.split { $0 == ";" || $0 == "," }.map(String.init)
        }
        self.showsEmailsInReports = json.flag("email_in_attendee_report")
        self.hasPracticeSession = json.flag("practice_session")
        self.sendsReminders = json["attendees_and_panelists_reminder_email_notification"]?
            .flag("enable")
    }

    /// The settings that say something, as they are sent for a kind.
    func json(for kind: ZoomMeetingKind) -> JSON? {
        let isWebinar = kind == .webinar
        let json = JSON.members([
            "approval_type": approval.map { .integer($0.rawValue) },
            "registration_type": registrationType.map { .integer($0.rawValue) },
            "close_registration": closesRegistration.map(JSON.bool),
            "allow_multiple_devices": allowsMultipleDevices.map(JSON.bool),
            "registrants_email_notification": notifiesRegistrants.map(JSON.bool),
            "registrants_confirmation_email": isWebinar
                ? nil : confirmsRegistrants.map(JSON.bool),
            "contact_name": contactName.map(JSON.string),
            "contact_email": contactEmail.map(JSON.string),
            "auto_recording": autoRecording.map { .string($0.rawValue) },
            "join_before_host": isWebinar ? nil : allowsJoinBeforeHost.map(JSON.bool),
            "jbh_time": isWebinar ? nil : joinBeforeHostMinutes.map(JSON.integer),
            "waiting_room": isWebinar ? nil : hasWaitingRoom.map(JSON.bool),
            "mute_upon_entry": isWebinar ? nil : mutesUponEntry.map(JSON.bool),
            "participant_video": isWebinar ? nil : startsParticipantVideo.map(JSON.bool),
            "host_video": startsHostVideo.map(JSON.bool),
            "meeting_authentication": needsSignIn.map(JSON.bool),
            "alternative_hosts": alternativeHosts.map {
                .string($0.joined(separator: isWebinar ? "," : ";"))
            },
            "email_in_attendee_report": showsEmailsInReports.map(JSON.bool),
            "practice_session": isWebinar ? hasPracticeSession.map(JSON.bool) : nil,
        ])
        guard isWebinar, let sendsReminders, case .object(let members) = json else {
            return json == [:] ? nil : json
        }
        return .object(members.merging(Self.reminders(sendsReminders)) { $1 })
    }

    /// The mails of a webinar; type 0 is none, and each mail has its own plan of when.
    private static func reminders(_ areSent: Bool) -> [String: JSON] {
        let mail: JSON = ["enable": .bool(areSent), "type": areSent ? 1 : 0]
        return [
            "attendees_and_panelists_reminder_email_notification": mail,
            "follow_up_attendees_email_notification": mail,
            "follow_up_absentees_email_notification": mail,
        ]
    }

    func check() throws(ZoomInputFault) {
        if let minutes = joinBeforeHostMinutes, ![0, 5, 10, 15].contains(minutes) {
            throw .contradiction("settings.jbh_time is none of 0, 5, 10 and 15 minutes")
        }
        if hasWaitingRoom == true, allowsJoinBeforeHost == true {
            throw .contradiction(
                "settings.waiting_room rules out settings.join_before_host; choose one"
            )
        }
    }
}
