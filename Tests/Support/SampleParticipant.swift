public import Attendance
public import EventSourcing

/// Someone of the samples who connects to runs, with whatever Zoom tells of them.
public struct SampleParticipant: Sendable, Hashable {
    /// The name shown.
    public var name: String?
    /// Which connection it is: new after a rejoin, and on another device.
    public var connection: String
    /// The registrant whose personal link was used.
    public var registrant: String?
    /// The Zoom user they are signed in as.
    public var zoomUser: String?
    /// The address Zoom shows.
    public var email: String?
    /// What an application of the organisation called them.
    public var customerKey: String?

    /// Describes a participant.
    public init(
        name: String?,
        connection: String,
        registrant: String? = nil,
        zoomUser: String? = nil,
        email: String? = nil,
        customerKey: String? = nil
    ) {
        self.customerKey = customerKey
        self.name = name
        self.connection = connection
        self.registrant = registrant
        self.zoomUser = zoomUser
        self.email = email
    }

    /// A guest of whom nothing but a name is known.
    public static func guest(_ name: String, connection: String? = nil) -> SampleParticipant {
        SampleParticipant(name: name, connection: connection ?? name.lowercased())
    }

    /// The host, signed in.
    public static let hana = SampleParticipant(name: "Hana", connection: "hana", zoomUser: "hana")
    /// A guest.
    public static let ada = SampleParticipant.guest("Ada")
    /// Another guest.
    public static let boris = SampleParticipant.guest("Boris")

    /// The same person on a connection of its own: after a rejoin, or on another device.
    public func on(connection: String) -> SampleParticipant {
        var other = self
        other.connection = connection
        return other
    }

    /// The participant as a subject of a run.
    public func subject(in run: SampleRun) -> SubjectID {
        SubjectID("participant-\(run.name)-\(connection)")
    }

    /// What facts tell of them.
    public func participant(in run: SampleRun, userID: String?) -> Participant {
        let subject = subject(in: run)
        return Participant(
            subject: subject,
            connectionUUID: connection,
            userID: userID,
            name: name.map { Personal($0, about: subject) },
            email: email.map { Personal($0, about: subject) },
            registrantIndex: registrant.map { BlindIndex("registrant-index-\($0)") },
            zoomUserIndex: zoomUser.map { BlindIndex("zoom-user-\($0)") },
            emailIndex: email.map(BlindIndex.init(sampleEmail:)),
            ownIDIndex: customerKey.map { BlindIndex("own-id-index-\($0)") }
        )
    }
}

extension PersonID {
    /// Ada, whom the organisation knows.
    public static let ada = PersonID("person-ada")
    /// Boris, whom the organisation knows.
    public static let boris = PersonID("person-boris")
}

extension PersonRegistered {
    /// A person of the samples.
    public static func sample(
        _ person: PersonID,
        name: String,
        email: String? = nil,
        ownID: String? = nil
    ) -> PersonRegistered {
        PersonRegistered(
            person: person,
            name: Personal(name, about: person.subject),
            email: email.map { Personal($0, about: person.subject) },
            emailIndex: email.map(BlindIndex.init(sampleEmail:)),
            ownID: ownID.map { Personal($0, about: person.subject) },
            ownIDIndex: ownID.map { BlindIndex("own-id-index-\($0)") }
        )
    }
}
