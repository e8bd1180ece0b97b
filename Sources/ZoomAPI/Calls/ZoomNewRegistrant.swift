import EventSourcing

/// Somebody who is to be registered.
public struct ZoomNewRegistrant: Sendable, Hashable {
    /// The e-mail address, at most 128 characters; to Zoom it is who they are.
    public var email: String
    /// The first name, at most 64 characters; Zoom wants one.
    public var firstName: String
    /// The last name, at most 64 characters.
    public var lastName: String?
    /// The language of Zoom's mails to them, one of ``languages``.
    public var language: String?
    /// What they answered to the meeting's own questions, in their order.
    public var answers: [ZoomRegistrationAnswer]
    /// Whether they are approved where the meeting has somebody approve each; meetings only.
    public var isApproved: Bool?

    /// The languages Zoom writes in, as it spells them (Zoom API, *Add a meeting registrant*).
    public static let languages = [
        "en-US", "de-DE", "es-ES", "fr-FR", "jp-JP", "pt-PT", "ru-RU", "zh-CN", "zh-TW", "ko-KO",
        "it-IT", "vi-VN", "pl-PL", "Tr-TR",
    ]

    /// Creates a registrant.
    public init(email: String, firstName: String, lastName: String? = nil) {
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.answers = []
    }

    /// What a batch says of them.
    var shortJSON: JSON {
        .members([
            "email": .string(email),
            "first_name": .string(firstName),
            "last_name": lastName.map(JSON.string),
        ])
    }

    func json(for kind: ZoomMeetingKind) -> JSON {
        .members([
            "email": .string(email),
            "first_name": .string(firstName),
            "last_name": lastName.map(JSON.string),
            "language": language.map(JSON.string),
            "auto_approve": kind == .meeting ? isApproved.map(JSON.bool) : nil,
            "custom_questions": answers.isEmpty ? nil : .array(answers.map(\.json)),
        ])
    }

    func check() throws(ZoomInputFault) {
        try ZoomInputFault.check(email, "email", charactersMax: 128, isNeeded: true)
        try ZoomInputFault.check(firstName, "first_name", charactersMax: 64, isNeeded: true)
        try ZoomInputFault.check(lastName, "last_name", charactersMax: 64)
        if let language, !Self.languages.contains(language) {
            throw .contradiction("language is none of \(Self.languages.joined(separator: ", "))")
        }
        for answer in answers {
            try ZoomInputFault.check(answer.value, "custom_questions.value", charactersMax: 128)
        }
    }
}

/// An answer to one of a meeting's own questions to registrants.
public struct ZoomRegistrationAnswer: Sendable, Hashable {
    /// The question, letter by letter.
    public var title: String
    /// The answer, at most 128 characters.
    public var value: String

    /// Creates an answer.
    public init(title: String, value: String) {
        self.title = title
        self.value = value
    }

    var json: JSON { ["title": .string(title), "value": .string(value)] }
}

/// What Zoom made of a registration.
public struct ZoomRegistration: Sendable, Hashable {
    /// The registrant's id.
    public var registrantID: String
    /// The personal link; absent until they are approved.
    public var joinURL: String?
    /// The e-mail address, which only batches repeat.
    public var email: String?
    /// The dates they are registered to.
    public var occurrences: [ZoomOccurrence]

    /// Reads a registration; `nil` without a registrant's id.
    init?(json: JSON) {
        guard let id = json.text("registrant_id") else { return nil }
        self.registrantID = id
        self.joinURL = json.text("join_url")
        self.email = json.text("email")
        self.occurrences = json.elements("occurrences").compactMap(ZoomOccurrence.init)
    }
}
