public import Attendance
public import EventSourcing
public import Projections

extension Desk {
    /// How people come into a meeting that is to be arranged: as somebody says, else as is set for the
    /// account, else as is usual.
    /// - Parameters:
    ///   - wanted: What somebody says.
    ///   - kind: Meeting or webinar.
    ///   - time: When it is to be.
    ///   - account: The account's id at Zoom.
    /// - Returns: the settings.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func settings(
        _ wanted: MeetingSettings,
        of kind: MeetingKind,
        _ time: TimeDraft,
        at account: String
    ) async throws(DeskFailure) -> MeetingSettings {
        let set = try await defaults(of: account)
        var usual = MeetingSettings.usual.overridden(by: set)
        // Nobody registers for what begins now, and only a series has registrations for some dates.
        if case .instant = time { usual.registration = MeetingSettings.Registration.none }
        if case .series = time {} else { usual.scope = nil }
        // What is said rules out what is only set.
        if kind == .webinar || wanted.hasWaitingRoom == true {
            (usual.allowsJoinBeforeHost, usual.joinBeforeHostMinutes) = (nil, nil)
        }
        if kind == .webinar || wanted.allowsJoinBeforeHost == true { usual.hasWaitingRoom = nil }
        return usual.overridden(by: wanted)
    }

    /// How people come into an account's meetings of which nothing else is said, as far as that is set.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func defaults(of account: String) async throws(DeskFailure) -> MeetingSettings {
        do {
            return try await load(AccountDecider.self, .account(account)).0.defaults
        } catch {
            switch error {
            case .log(let error): throw .log(error)
            // Reading refuses nothing.
            case .rejected: return MeetingSettings()
            }
        }
    }

    /// Says who presents in a webinar: these, and nobody else whom Muster made a panelist.
    /// - Parameters:
    ///   - name: The arrangement's id, or the webinar's id or number.
    ///   - people: Who, by id, e-mail address or own id; once each.
    ///   - actor: Who says so.
    /// - Returns: the arrangement.
    /// - Throws: ``DeskFailure`` when it is no webinar, or somebody is not known.
    @discardableResult
    public func namePanelists(
        of name: String,
        _ people: [String],
        actor: Actor
    ) async throws(DeskFailure) -> ArrangementRegister.Entry {
        let entry = try await arrangement(named: name)
        guard let id = entry.arrangement.id else { throw .arrangement(.unknown) }
        var named: [PersonID] = []
        for person in people {
            let person = try await self.person(named: person)
            if !named.contains(person) { named.append(person) }
        }
        let event = PanelistsNamed(arrangement: id, people: named)
        try await decide(.namePanelists(event), of: id, actor)
        return try await arrangement(named: id.text)
    }

    /// What has to happen at Zoom so that whoever was named presents in a webinar.
    func panelistsDue(
        for arrangement: Arrangement
    ) async throws(EventLogError) -> PanelistsDue {
        var people: [PersonID: PersonRegistered] = [:]
        for person in arrangement.panelists ?? [] {
            do {
                people[person] = try await load(PersonDecider.self, .person(person)).0
            } catch {
                switch error {
                case .log(let error): throw error
                }
            }
        }
        return PanelistsDue(of: arrangement, knowing: people)
    }
}

extension MeetingSettings {
    /// How people come into a meeting of which nothing else is said or set.
    public static let usual = MeetingSettings(
        registration: .automatic,
        recording: MeetingSettings.Recording.none,
        writesToRegistrants: true
    )
}
