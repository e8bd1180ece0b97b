import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections

/// Plays the course day against a running server.
struct DemoPlay {
    let day: CourseDay
    let client: DemoClient
    let clock: DemoClock
    let desk: Desk
    let progress: DemoProgress
    /// Seconds of the recording in a second.
    let speed: Double

    /// What the demo knows that the sheet must say.
    struct Truth {
        var deliveries = 0
        /// SHA-256 of every picture posted.
        var signatures: Set<String> = []
        var occurrence = ""
    }

    /// Longer gaps in the recording are not waited for.
    private static let gapSecondsMax = 120.0

    func run() async throws -> Truth {
        var truth = Truth()
        var links: [(link: JSON, slot: SlotID)] = []
        for (instant, step) in day.steps {
            try await wait(until: instant)
            switch step {
            case .delivery(let body):
                try await deliver(body, at: instant)
                truth.deliveries += 1
                progress.delivered(at: instant, present: try await present(at: instant).count)
            case .roster:
                try await importRoster()
            case .openSlot(let slot):
                truth.occurrence = try await occurrence()
                let opened = try await open(slot, of: truth.occurrence)
                links += opened.map { ($0, slot.id) }
                progress.note("asked for signatures: \(slot.id), \(opened.count) personal links")
            case .sign(let slot):
                let signed = try await sign(
                    links.filter { $0.slot == slot }.map(\.link),
                    at: instant
                )
                links.removeAll { signed.paths.contains($0.link["path"]?.string ?? "") }
                truth.signatures.formUnion(signed.pictures)
                progress.note("signed for \(slot): \(signed.pictures.count)")
            case .close:
                _ = try await client.post(
                    "/api/v1/occurrences/\(truth.occurrence)/closings",
                    .object([:])
                )
                progress.note("closed the sheet")
            }
        }
        progress.finish()
        return truth
    }

    private func wait(until instant: Instant) async throws {
        let gap = Double(clock.now.seconds(to: instant))
        let seconds = min(max(0, gap), Self.gapSecondsMax) / speed
        if seconds > 0 { try await Task.sleep(for: .seconds(seconds)) }
        clock.advance(to: instant)
    }

    private func deliver(_ body: [UInt8], at instant: Instant) async throws {
        let status = try await client.deliver(body, at: instant)
        guard (200..<300).contains(status) else {
            throw CommandFailure("a delivery was answered \(status) instead of 2xx")
        }
    }

    private func importRoster() async throws {
        let text = String(decoding: PackageResources.roster_csv, as: UTF8.self)
        let actor = Actor("demo")
        let people = try await desk.importPeople(csv: text, actor: actor)
        let meeting = try await desk.meeting(named: CourseDay.number).record
        try await desk.extendRoster(of: meeting.id, with: people.people, actor: actor)
        progress.note("imported the roster: \(people.added) people")
    }

    private func present(at instant: Instant) async throws -> [JSON] {
        let path = "/api/v1/meetings/\(CourseDay.number)/presence?at=\(instant)"
        // Before the first delivery about the meeting there is none.
        guard let bytes = try? await client.get(path) else { return [] }
        return try JSON(parsing: bytes)["present"]?.array ?? []
    }

    private func occurrence() async throws -> String {
        let list = try JSON(parsing: try await client.get("/api/v1/meetings"))
        let meeting = list["meetings"]?.array?.first { $0["number"]?.string == CourseDay.number }
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
        at instant: Instant
    ) async throws -> (paths: Set<String>, pictures: Set<String>) {
        let present = Set(try await present(at: instant).compactMap { $0["attendee"]?.string })
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
