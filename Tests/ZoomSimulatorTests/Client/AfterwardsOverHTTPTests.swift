import EventSourcing
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("The client asks the simulator what was", .timeLimit(.minutes(30)))
struct AfterwardsOverHTTPTests {
    /// A recorded course, whose second run has a uuid that has to be encoded twice.
    private static func awkward(_ kind: ZoomMeetingKind) throws -> Scenario {
        func scenario(_ seed: UInt64) -> Scenario {
            Sample.scenario(seed: seed) { scenario in
                scenario.meetings[0].kind = kind
                scenario.meetings[0].isRecorded = true
                scenario.meetings[0].habits.absent = 0.3
                scenario.accounts[0].webhooks = []
            }
        }
        let seed = (0..<500 as Range<UInt64>).first { seed in
            var zoom = Sample.zoom(scenario(seed))
            zoom.run(until: Self.end)
            let uuid = zoom.truth.instances.last?.uuid ?? ""
            return uuid.hasPrefix("/") || uuid.contains("//")
        }
        return scenario(try #require(seed))
    }

    private static let end = Sample.time("2026-03-10T16:00:00Z")

    @Test("runs, who was in them, and reports, by number and by any uuid")
    func runs() async throws {
        for kind in ZoomMeetingKind.allCases {
            try await ClientStand.with(try Self.awkward(kind)) { stand in
                await stand.host.step(to: Self.end)
                let truth = await stand.host.look { $0.truth.instances }
                let number = try #require(ZoomMeetingNumber(truth[0].number))
                let instances = try await stand.client.all(
                    of: PastMeetingCalls.instances(of: number, kind)
                )
                #expect(instances.map(\.uuid) == truth.map(\.uuid))
                #expect(instances.map(\.startTime) == truth.map(\.start))
                for instance in truth {
                    try await Self.compare(.uuid(instance.uuid), kind, with: instance, stand)
                }
                try await Self.compare(.latest(of: number), kind, with: truth[1], stand)
            }
        }
    }

    private static func compare(
        _ run: ZoomInstanceReference,
        _ kind: ZoomMeetingKind,
        with truth: Truth.TrueInstance,
        _ stand: ClientStand
    ) async throws {
        let client = stand.client
        let summary = try await client.answer(to: ReportCalls.summary(of: run, kind))
        #expect(summary.meeting.uuid == truth.uuid)
        #expect(summary.endTime == truth.end)
        #expect(summary.hostEmail == Sample.trainer)
        #expect(summary.participantsCount == Int64(truth.connections.count))
        let stays = truth.connections.flatMap(\.stays).map(\.userID)
        for call in [
            ReportCalls.participants(of: run, kind), PastMeetingCalls.participants(of: run, kind),
        ] {
            let rows = try await client.allPages(of: call).flatMap(\.report.rows)
            #expect(Set(rows.compactMap(\.userID)) == Set(stays))
            #expect(rows.allSatisfy { ($0.durationSeconds ?? 0) > 0 })
            #expect(rows.contains { $0.registrantID != nil })
        }
        if kind == .meeting {
            let past = try await client.answer(to: PastMeetingCalls.summary(of: run))
            #expect(past.meeting.startTime == truth.start)
        } else {
            let absent = try await client.all(of: PastMeetingCalls.absentees(of: run))
            let came = Set(truth.connections.map(\.person))
            #expect(!absent.isEmpty)
            #expect(Set(absent.compactMap(\.email)).isDisjoint(with: came))
        }
    }

    @Test("a user's meetings of a month, and one that is ended by the client")
    func meetingsOfUser() async throws {
        for kind in ZoomMeetingKind.allCases {
            let scenario = Sample.scenario { $0.meetings[0].kind = kind }
            try await ClientStand.with(scenario) { stand in
                await stand.step(to: "2026-03-09T09:00:00Z")
                let number = try #require(
                    await stand.host.look { ZoomMeetingNumber($0.lastNumber) }
                )
                try await stand.client.answer(to: MeetingCalls.end(number, kind))
                let ended = await stand.host.look { $0.truth.instances.first?.end }
                #expect(ended == Sample.time("2026-03-09T09:00:00Z"))
                let again = try await stand.failure(of: MeetingCalls.end(number, kind))
                guard case .refused = again.reason else {
                    Issue.record("refused was expected: \(again)")
                    return
                }
                await stand.step(to: "2026-03-10T16:00:00Z")
                let first = try #require(CivilDate("2026-03-09"))
                let days = ZoomDays.months(from: first, through: first)[0]
                for selection in ReportCalls.Selection.allCases {
                    let call = ReportCalls.meetings(of: Sample.trainer, during: days, selection)
                    let held = try await stand.client.all(of: call)
                    #expect(held.map(\.meeting.number) == [number])
                    #expect(held.map(\.endTime) == [ended])
                }
            }
        }
    }

    @Test("recordings are listed, read, put away and brought back, whole and file by file")
    func recordings() async throws {
        try await ClientStand.with(try Self.awkward(.meeting)) { stand in
            await stand.host.step(to: Self.end)
            let client = stand.client
            let uuid = try #require(await stand.host.look { $0.truth.instances.last?.uuid })
            let first = try #require(CivilDate("2026-03-01"))
            let days = ZoomDays.months(from: first, through: CivilTime(Self.end).date)[0]
            func listed(inTrash: Bool = false) async throws -> [String?] {
                let call = RecordingCalls.list(
                    of: Sample.trainer,
                    during: days,
                    inTrash: inTrash
                )
                return try await client.all(of: call).map(\.meeting.uuid)
            }
            #expect(try await listed().last == uuid)
            #expect(try await listed().count == 2)
            let get = RecordingCalls.get(.uuid(uuid), tokenSeconds: 60)
            let recording = try await client.answer(to: get)
            #expect(recording.files.map(\.fileType) == ["MP4", "M4A", "TRANSCRIPT"])
            #expect(recording.downloadToken != nil)
            let transcript = try await client.answer(
                to: RecordingCalls.transcript(of: .uuid(uuid))
            )
            #expect(transcript.isReady)
            #expect(transcript.createdAt != nil)
            let download = try #require(transcript.download)
            let text = try await client.bytes(of: download, bytesMax: 1 << 20)
            #expect(String(decoding: text, as: UTF8.self).hasPrefix("WEBVTT"))

            let file = try #require(recording.files.first?.id)
            try await client.answer(to: RecordingCalls.remove(.uuid(uuid), file: file))
            #expect(try await client.answer(to: get).files.count == 2)
            try await client.answer(to: RecordingCalls.recover(uuid, file: file))
            #expect(try await client.answer(to: get).files.count == 3)
            try await client.answer(to: RecordingCalls.remove(.uuid(uuid)))
            #expect(
                try await stand.failure(of: get).reason
                    == .refused(ZoomRefusal(status: 404, code: 3301))
            )
            #expect(try await listed(inTrash: true) == [uuid])
            try await client.answer(to: RecordingCalls.recover(uuid))
            #expect(try await listed(inTrash: true).isEmpty)
            try await client.answer(to: RecordingCalls.remove(.uuid(uuid), .delete))
            #expect(try await listed().count == 1)
        }
    }

    @Test(
        "files are fetched over a redirect, by either token, and gone on with where they broke off"
    )
    func downloads() async throws {
        try await ClientStand.with(try Self.awkward(.meeting)) { stand in
            await stand.host.step(to: Self.end)
            let uuid = try #require(await stand.host.look { $0.truth.instances.last?.uuid })
            let get = RecordingCalls.get(.uuid(uuid), tokenSeconds: 600)
            let recording = try await stand.client.answer(to: get)
            let file = try #require(recording.files.first)
            let address = try #require(file.downloadURL)
            let own = try #require(recording.download(of: file))
            let accounts = try #require(ZoomDownload(address))
            for download in [own, accounts] {
                let bytes = try await stand.client.bytes(of: download, bytesMax: 1 << 20)
                #expect(Int64(bytes.count) == file.sizeBytes)
                await stand.disturb(Fault(.cut, path: "/rec/file", times: 3))
                #expect(try await stand.client.bytes(of: download, bytesMax: 1 << 20) == bytes)
                // A half, a quarter, an eighth and the rest.
                await stand.disturb(Fault(.down, path: "/rec/file"))
                #expect(try await stand.client.bytes(of: download, bytesMax: 1 << 20) == bytes)
            }
            #expect(await stand.count("GET", "/rec/download/{id}") == 14)
            #expect(await stand.count("GET", "/rec/file/{id}") == 14)
            // A token that was revoked is renewed; the recording's own lives as long as it was asked.
            await stand.host.change { $0.revokeTokens() }
            let renewed = try await stand.client.bytes(of: accounts, bytesMax: 1 << 20)
            #expect(Int64(renewed.count) == file.sizeBytes)
            await stand.host.step(to: Self.end.advanced(bySeconds: 601))
            let failure = try await #require(throws: ZoomAPI.ZoomFailure.self) {
                _ = try await stand.client.bytes(of: own, bytesMax: 1 << 20)
            }
            #expect(failure.reason == .download(.refused(status: 401)))
        }
    }

    @Test("subscriptions are made, listed, shared and deleted, and their log is read")
    func subscriptions() async throws {
        let scenario = Sample.scenario { scenario in
            var below = scenario.accounts[0]
            below.id = "Below"
            below.clientID = "below"
            below.users[0].email = "below@example.org"
            scenario.accounts[0].subaccounts = ["Below"]
            scenario.accounts.append(below)
        }
        try await ClientStand.with(scenario) { stand in
            let client = stand.client
            let wanted = ZoomSubscription(
                name: "Muster",
                events: ["meeting.ended"],
                address: "http://127.0.0.1:9/"
            )
            let id = try await client.answer(to: try SubscriptionCalls.create(wanted))
            let listed = try await client.all(of: SubscriptionCalls.list())
            #expect(listed.map(\.id) == [id])
            #expect(listed.first?.events == wanted.events)
            #expect(listed.first?.address == wanted.address)
            #expect(listed.first?.scope == "account")
            #expect(try await client.all(of: SubscriptionCalls.list(of: "Below")).isEmpty)
            try await client.answer(to: SubscriptionCalls.subscribe("Below", to: id))
            #expect(try await client.all(of: SubscriptionCalls.list(of: "Below")).count == 1)
            try await client.answer(to: SubscriptionCalls.unsubscribe("Below", from: id))
            #expect(try await client.all(of: SubscriptionCalls.list(of: "Below")).isEmpty)
            // Nobody listens there, so that the validations fail.
            await stand.host.step(to: Sample.start.advanced(bySeconds: 200))
            let day = CivilTime(Sample.start).date
            let log = try await client.all(
                of: DeliveryLogCalls.list(
                    ofApp: "sample-client",
                    during: ZoomDays.months(from: day, through: day)[0]
                )
            )
            #expect(log.count >= 3)
            #expect(log.allSatisfy { $0.event == "endpoint.url_validation" })
            #expect(log.allSatisfy { $0.subscriptionID == id && $0.sentAt != nil })
            #expect(log.allSatisfy { $0.status.map { $0 < 0 } == true })
            try await client.answer(to: SubscriptionCalls.delete(id))
            #expect(try await client.all(of: SubscriptionCalls.list()).isEmpty)

            let users = try await client.all(of: UserCalls.list().inSubAccount("Below"))
            #expect(users.map(\.email) == ["below@example.org"])
            let stranger = try await stand.failure(of: UserCalls.list().inSubAccount("Else/where"))
            #expect(stranger.reason == .refused(ZoomRefusal(status: 404, code: 2001)))
            #expect(stranger.operation == "GET /accounts/{accountId}/users")
        }
    }
}
