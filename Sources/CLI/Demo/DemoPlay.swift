import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import ZoomAPI
import ZoomSimulator

/// Plays the course day: the simulated Zoom delivers to a running server, and the training provider does
/// its part.
struct DemoPlay {
    let day: CourseDay
    let zoom: SimulatedServer
    let client: DemoClient
    let clock: DemoClock
    let open: OpenDirectory
    let progress: DemoProgress
    /// Seconds of the day in a second.
    let speed: Double

    /// What the demo knows that the sheet must say.
    struct Record {
        /// How many deliveries were acknowledged.
        var acknowledged = 0
        /// How many never arrived.
        var lost = 0
        /// SHA-256 of every picture posted.
        var signatures: Set<String> = []
        /// The meeting's number at Zoom.
        var number = ""
        var occurrence = ""
        /// What really happened.
        var truth: Truth?
    }

    private static let actor = Actor("demo")
    /// Longer gaps in the day are not waited for.
    private static let gapSecondsMax = 120.0

    private var desk: Desk { open.desk }
    private var account: ScenarioAccount { day.scenario.accounts[0] }

    func run() async throws -> Record {
        var record = Record()
        var links: [(link: JSON, slot: SlotID)] = []
        for (instant, step) in day.steps {
            try await letPass(until: instant)
            switch step {
            case .connect: try await connect()
            case .arrange: record.number = try await arrange()
            case .roster: try await importRoster(to: record.number)
            case .look:
                let count = try await present(in: record.number, at: instant).count
                progress.note("\(instant): \(count) are present")
            case .openSlot(let slot):
                record.occurrence = try await occurrence(of: record.number)
                let opened = try await open(slot, of: record.occurrence)
                links += opened.map { ($0, slot.id) }
                progress.note("asked for signatures: \(slot.id), \(opened.count) personal links")
            case .sign(let slot):
                let asked = links.filter { $0.slot == slot }.map(\.link)
                let signed = try await sign(asked, in: record.number, at: instant)
                links.removeAll { signed.paths.contains($0.link["path"]?.string ?? "") }
                record.signatures.formUnion(signed.pictures)
                progress.note("signed for \(slot): \(signed.pictures.count)")
            case .reconcile: try await reconcile(record.number)
            case .close:
                _ = try await client.post(
                    "/api/v1/occurrences/\(record.occurrence)/closings",
                    .object([:])
                )
                progress.note("closed the sheet")
            }
        }
        progress.finish()
        let deliveries = await zoom.host.look(\.deliveryRecords)
        record.acknowledged = deliveries.count { $0.state == "delivered" }
        record.lost = deliveries.count { $0.state == "lost" }
        record.truth = await zoom.host.look(\.truth)
        return record
    }

    // MARK: Time

    /// Lets the simulated Zoom's time go on, from one thing that happens there to the next.
    private func letPass(until target: Instant) async throws {
        while let next = await zoom.host.look(\.nextTime), next <= target {
            try await step(to: next)
        }
        try await step(to: target)
    }

    private func step(to instant: Instant) async throws {
        let gap = Double(clock.now.seconds(to: instant))
        let seconds = min(max(0, gap), Self.gapSecondsMax) / speed
        if seconds > 0 { try await Task.sleep(for: .seconds(seconds)) }
        clock.advance(to: instant)
        await zoom.host.step(to: instant)
        progress.reached(instant)
    }

    // MARK: The training provider

    private func connect() async throws {
        guard let clientSecret = ZoomSecret(account.clientSecret),
            let webhookSecret = ZoomSecret(account.secretToken)
        else { throw CommandFailure("the demo's account has no secrets") }
        let keys = AccountKeys(
            account: account.id,
            label: CourseDay.organisation,
            authorisation: zoom.base,
            api: zoom.base,
            credentials: .serverToServer(
                accountID: account.id,
                clientID: account.clientID,
                clientSecret: clientSecret
            ),
            webhook: WebhookKeys(webhookSecret)
        )
        try await desk.connect(keys, in: open.accounts, actor: Self.actor)
        let endpoint = "\(client.base)/zoom/webhooks"
        let clients = try await open.zoomClients()
        guard let zoomClient = await clients.client(of: account.id) else {
            throw CommandFailure("nobody speaks for the demo's account")
        }
        let events = (NeededEvents.ofPresence + NeededEvents.others).sorted()
        let subscription = ZoomSubscription(name: "Muster", events: events, address: endpoint)
        _ = try await zoomClient.answer(to: try SubscriptionCalls.create(subscription))
        progress.note("connected the account at Zoom, and subscribed to its events")
    }

    private func arrange() async throws -> String {
        let draft = ArrangementDraft(
            account: account.id,
            host: account.users[0].email,
            topic: CourseDay.topic,
            time: .once(CourseDay.plan),
            seconds: CourseDay.plan.seconds,
            settings: MeetingSettings(registration: .automatic),
            pack: .generic
        )
        let wanted = try await desk.arrange(draft, actor: Self.actor)
        try await emptyOutbox()
        let id = wanted.arrangement.id?.text ?? ""
        guard let number = try await desk.arrangement(named: id).arrangement.meeting?.number else {
            throw CommandFailure("Zoom did not make the demo's meeting")
        }
        progress.note("planned the course at Zoom: meeting \(number)")
        return number
    }

    private func importRoster(to number: String) async throws {
        let text = String(decoding: PackageResources.roster_csv, as: UTF8.self)
        let people = try await desk.importPeople(csv: text, actor: Self.actor)
        let meeting = try await desk.meeting(named: number).record
        try await desk.extendRoster(of: meeting.id, with: people.people, actor: Self.actor)
        try await emptyOutbox()
        progress.note("imported the roster, and registered \(people.added) people at Zoom")
    }

    private func emptyOutbox() async throws {
        let outbox = Outbox(desk: desk, clients: try await open.zoomClients())
        let progress = try await outbox.empty()
        guard progress.waiting == 0, progress.refused == 0 else {
            throw CommandFailure(
                "Zoom did not do what the demo wants; something waits or is refused"
            )
        }
    }

    private func reconcile(_ number: String) async throws {
        let reconciler = Reconciler(desk: desk, clients: try await open.zoomClients())
        let runs = try await reconciler.reconcile(meeting: number, since: nil) { _ in }
        let added = runs.reduce(0) { $0 + $1.comparison.adds + $1.comparison.isOnlyReported }
        progress.note(
            "read Zoom's reports of \(runs.count) runs: they add what was lost of \(added) stays"
        )
    }

    // MARK: Signing

    private func present(in number: String, at instant: Instant) async throws -> [JSON] {
        let path = "/api/v1/meetings/\(number)/presence?at=\(instant)"
        return try JSON(parsing: try await client.get(path))["present"]?.array ?? []
    }

    private func occurrence(of number: String) async throws -> String {
        let list = try JSON(parsing: try await client.get("/api/v1/meetings"))
        let meeting = list["meetings"]?.array?.first { $0["number"]?.string == number }
        guard let id = meeting?["occurrences"]?.array?.first?["id"]?.string else {
            throw CommandFailure("the meeting has no date")
        }
        return id
    }

    private func open(_ slot: Slot, of occurrence: String) async throws -> [JSON] {
        let answer = try await client.post(
            "/api/v1/occurrences/\(occurrence)/slots",
            [
                "slot": .string(slot.id.text),
                "from": .time(slot.window.start),
                "to": .time(slot.window.end),
                "reason": .string(CourseDay.reason),
            ]
        )
        return answer["links"]?.array ?? []
    }

    private func sign(
        _ links: [JSON],
        in number: String,
        at instant: Instant
    ) async throws -> (paths: Set<String>, pictures: Set<String>) {
        let present = Set(
            try await present(in: number, at: instant).compactMap { $0["attendee"]?.string }
        )
        var paths: Set<String> = []
        var pictures: Set<String> = []
        for link in links {
            guard let attendee = link["attendee"]?.string, let path = link["path"]?.string,
                let name = link["name"]?.string, let slot = link["slot"]?.string
            else { throw CommandFailure("the server answered with a link that lacks a member") }
            guard present.contains(attendee) else { continue }
            let png = SignaturePen.png(for: name, slot: slot)
            let receipt = try await client.sign(path, png: png)
            guard receipt["sha256"]?.string == SHA256Digest(hashing: png).text else {
                throw CommandFailure("a receipt names another picture than was sent")
            }
            paths.insert(path)
            pictures.insert(SHA256Digest(hashing: png).text)
        }
        return (paths, pictures)
    }
}
