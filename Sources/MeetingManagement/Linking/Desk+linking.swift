public import Attendance
public import EventSourcing
import Projections
import ZoomAPI

// Which meetings are the organisation's. Webhooks tell of every meeting of an account; what nobody
// links is kept for a while only.

extension Desk {
    /// Links a meeting: what is known of it is kept.
    /// - Parameters:
    ///   - name: The meeting's id or number.
    ///   - link: For whom it is.
    ///   - actor: Who says so.
    /// - Returns: whether that is new.
    /// - Throws: ``DeskFailure`` when there is no such meeting, or several have the number.
    @discardableResult
    public func link(
        _ name: String,
        to link: MeetingLink = .global,
        actor: Actor
    ) async throws(DeskFailure) -> Bool {
        let meeting = try await meeting(named: name).record.id
        let linked = MeetingLinked(meeting: meeting, link: link, ground: .decision)
        return try await asking { () async throws(EventLogError) in
            try await record(.link(linked), actor: actor)
        }
    }

    /// Says that a meeting is none of the organisation's: its personal data expires with the next sweep.
    /// - Parameters:
    ///   - name: The meeting's id or number.
    ///   - actor: Who says so.
    /// - Returns: whether that is new.
    /// - Throws: ``DeskFailure`` when there is no such meeting, several have the number, or people use it.
    @discardableResult
    public func disown(_ name: String, actor: Actor) async throws(DeskFailure) -> Bool {
        let reading = try await meeting(named: name)
        guard !reading.roll.isUsed(reading.record.id) else { throw .link(.used) }
        let disowned = MeetingDisowned(meeting: reading.record.id, ground: .decision)
        return try await asking { () async throws(EventLogError) in
            try await record(.disown(disowned), actor: actor)
        }
    }

    /// Records what is said of a meeting's being the organisation's.
    /// - Returns: whether it is new.
    func record(
        _ command: LinkCommand,
        actor: Actor
    ) async throws(EventLogError) -> Bool {
        let meeting =
            switch command {
            case .link(let linked): linked.meeting
            case .disown(let disowned): disowned.meeting
            }
        let events = try await record(
            command,
            by: LinkDecider.self,
            on: .link(meeting),
            actor: actor
        )
        return !events.isEmpty
    }

    // MARK: Rules about hosts

    /// The rules about hosts that are in force, their names opened.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func hostRules() async throws(EventLogError) -> HostRules {
        do {
            return try await load(HostRulesDecider.self, .hostRules).0
        } catch {
            switch error {
            case .log(let error): throw error
            }
        }
    }

    /// Sets a rule about the meetings of one host, or takes it back.
    /// - Parameters:
    ///   - verdict: What it says; `nil` takes back what was said.
    ///   - host: The host's Zoom user id, or their e-mail address where the account is connected.
    ///   - account: The account's id at Zoom.
    ///   - clients: Who speaks to Zoom.
    ///   - actor: Who sets it.
    /// - Returns: whether that is new.
    /// - Throws: ``DeskFailure`` when Zoom does not tell who the host is.
    @discardableResult
    public func rule(
        _ verdict: HostRuleSet.Verdict?,
        host: String,
        of account: String,
        through clients: ZoomClients,
        actor: Actor
    ) async throws(DeskFailure) -> Bool {
        let id = host.contains("@") ? try await user(host, of: account, through: clients) : host
        let index = ZoomIdentifiers(key: key, account: account).zoomUserIndex(id)
        let person = host.contains("@") ? try await person(withAddress: host) : nil
        let rule = HostRuleSet(
            hosts: HostRuleSet.Hosts(account: account, .host(index)),
            verdict: verdict,
            name: Personal(host, about: person?.subject ?? SubjectID(index.text))
        )
        return try await set(rule, actor: actor)
    }

    /// Sets a rule about the meetings of the hosts in a group, or takes it back.
    /// - Parameters:
    ///   - verdict: What it says; `nil` takes back what was said.
    ///   - group: Zoom's id of the group.
    ///   - account: The account's id at Zoom.
    ///   - actor: Who sets it.
    /// - Returns: whether that is new.
    /// - Throws: ``DeskFailure`` when the log failed.
    @discardableResult
    public func rule(
        _ verdict: HostRuleSet.Verdict?,
        group: String,
        of account: String,
        actor: Actor
    ) async throws(DeskFailure) -> Bool {
        let hosts = HostRuleSet.Hosts(account: account, .group(group))
        return try await set(HostRuleSet(hosts: hosts, verdict: verdict), actor: actor)
    }

    private func set(_ rule: HostRuleSet, actor: Actor) async throws(DeskFailure) -> Bool {
        try await asking { () async throws(EventLogError) in
            try await !record(rule, by: HostRulesDecider.self, on: .hostRules, actor: actor)
                .isEmpty
        }
    }

    private func user(
        _ address: String,
        of account: String,
        through clients: ZoomClients
    ) async throws(DeskFailure) -> String {
        guard let client = await clients.client(of: account) else {
            throw .link(.accountUnknown(account))
        }
        do {
            return try await client.answer(to: UserCalls.user(address)).id
        } catch {
            throw .link(.hostUnknown(reason: error.description))
        }
    }
}
