import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeetingManagement
import Server
import TestSupport
import Testing

@Suite("Arranging meetings over HTTP")
struct ArrangementTests {
    private static let path = "/api/v1/arrangements"

    private let zoom = ScriptedZoom()

    private func server(further: [String] = []) throws -> TestServer {
        var test = try TestServer()
        test.settings.zoom = ZoomSettings(zoom.clients(further: further))
        return test
    }

    private static func body(_ members: [String: JSON] = [:]) -> [UInt8] {
        let usual: [String: JSON] = [
            "host": "trainer@example.org", "topic": "Heights", "start": "2026-03-16T09:00",
            "zone": "Europe/Paris",
        ]
        return JSON.object(usual.merging(members) { $1 }).canonicalBytes()
    }

    private func create(
        _ client: any TestClientProtocol,
        _ members: [String: JSON] = [:],
        key: String? = nil
    ) async throws -> TestResponse {
        var headers = TestServer.bearer
        if let key { headers[try #require(HTTPField.Name("Idempotency-Key"))] = key }
        return try await client.post(Self.path, headers, Self.body(members))
    }

    private func patch(
        _ client: any TestClientProtocol,
        _ id: String,
        _ body: JSON
    ) async throws -> TestResponse {
        try await client.execute(
            uri: "\(Self.path)/\(id)",
            method: .patch,
            headers: TestServer.bearer,
            body: .init(bytes: body.canonicalBytes())
        )
    }

    @Test("keeps what is wanted with what is usual, and says that it waits for Zoom")
    func created() async throws {
        let test = try server()
        try await test.run { client in
            let made = try await create(client, ["course": "SST-7", "agenda": "Bring shoes"])
            #expect(made.status == .created)
            let arrangement = try #require(made.json["arrangement"])
            let id = try #require(arrangement["id"]?.string)
            #expect(made.headers[.location] == "\(Self.path)/\(id)")
            #expect(arrangement["state"] == "waiting")
            #expect(arrangement["account"] == .string(ScriptedZoom.account))
            #expect(
                arrangement["settings"] == [
                    "registration": "automatic", "recording": "none", "registrant_mails": true,
                ]
            )
            let date = try #require(arrangement["dates"]?.array?.first)
            #expect(date["start"] == "2026-03-16T08:00:00Z")
            #expect(date["end"] == "2026-03-16T09:00:00Z")
            #expect(made.json["waiting"]?.array?.first?["what"] == "create the meeting")
            #expect(try await client.get("\(Self.path)/\(id)").json == made.json)
            let list = try await client.get(Self.path).json["arrangements"]?.array
            #expect(list == [arrangement])
            let outbox = try await client.get("/api/v1/outbox").json["outbox"]
            #expect(outbox == made.json["waiting"])
        }
    }

    @Test("arranges each kind: series, without fixed time, now, and webinars")
    func kinds() async throws {
        let test = try server()
        try await test.run { client in
            let series = try await create(
                client,
                ["weekly": ["mon", "wed"], "until": "2026-03-25", "kind": "webinar"]
            )
            let dates = series.json["arrangement"]?["dates"]?.array?.compactMap { $0["start"] }
            #expect(
                dates == [
                    "2026-03-16T08:00:00Z", "2026-03-18T08:00:00Z", "2026-03-23T08:00:00Z",
                    "2026-03-25T08:00:00Z",
                ]
            )
            for form in ["unfixed", "now"] as [JSON] {
                let made = try await create(
                    client,
                    ["form": form, "start": .null, "zone": .null]
                )
                #expect(made.status == .created)
                #expect(made.json["arrangement"]?["dates"] == [])
                let registration: JSON = form == "now" ? "none" : "automatic"
                #expect(made.json["arrangement"]?["settings"]?["registration"] == registration)
            }
        }
    }

    @Test(
        "refuses what is wrong, names the member, and keeps nothing",
        arguments: [
            (["topic": ""], 400, "topic"), (["host": .null], 400, "host"),
            (["topic": 7], 400, "topic"), (["minutes": 0], 400, "minutes"),
            (["minutes": 1441], 400, "minutes"), (["minutes": "60"], 400, "minutes"),
            (["start": "9 o'clock"], 400, "start"), (["start": "2026-03-16T9:00"], 400, "start"),
            (["start": .null], 400, "start"), (["zone": .null], 400, "zone"),
            (["zone": "Europe/Nowhere"], 422, "zone"), (["kind": "party"], 400, "kind"),
            (["recordng": "cloud"], 400, "recordng"), (["recording": "tape"], 400, "recording"),
            (["waiting_room": "yes"], 400, "waiting_room"),
            (["join_before_host": 7], 422, "join_before_host"),
            (["join_before_host": 5, "waiting_room": true], 422, "waiting_room"),
            (["kind": "webinar", "waiting_room": true], 422, "kind"),
            (["weekly": ["mon"]], 400, "count"), (["weekly": "mon", "count": 2], 400, "weekly"),
            (["weekly": ["day"], "count": 2], 400, "weekly"),
            (["daily": 1, "count": 61], 400, "count"), (["count": 2], 400, "count"),
            (["daily": 1, "weekly": ["mon"], "count": 2], 400, "weekly"),
            (["daily": 1, "until": "2026-09-01"], 422, "until"),
            (["form": "unfixed"], 400, "start"), (["session": "spring"], 400, "session"),
            (["course": "C", "user": "P"], 400, "user"), (["user": "nobody"], 404, "user"),
            (["pack": "none"], 400, "pack"), (["account": "Other"], 422, "account"),
            (["registration_for": "each"], 422, "registration_for"),
            (["start": "2026-03-09T09:00"], 422, "start"),
            (["host": "nobody@example.org"], 422, "host"),
            (["agenda": .string(String(repeating: "x", count: 1961))], 422, "agenda"),
            (["topic": .string(String(repeating: "x", count: 201))], 422, "topic"),
        ] as [([String: JSON], Int, String)]
    )
    func refused(members: [String: JSON], status: Int, field: String) async throws {
        let test = try server()
        try await test.run { client in
            let answer = try await create(client, members)
            #expect(answer.status.code == status)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.json["field"] == .string(field))
            #expect(answer.json["detail"]?.string?.isEmpty == false)
            #expect(try await test.log.size() == 0)
        }
    }

    @Test("takes an agenda of 1960 characters, and a host whom Zoom cannot be asked about now")
    func bounds() async throws {
        let test = try server()
        try await test.run { client in
            let agenda: JSON = .string(String(repeating: "x", count: 1960))
            let long = try await create(client, ["agenda": agenda])
            #expect(long.status == .created)
            zoom.goDown()
            let unseen = try await create(client, ["host": "new@example.org"])
            #expect(unseen.status == .created)
        }
    }

    @Test("needs the account's id only where several are connected")
    func accounts() async throws {
        let test = try server(further: ["AcctFurther"])
        try await test.run { client in
            #expect(try await create(client).json["field"] == "account")
            let named = try await create(client, ["account": .string(ScriptedZoom.account)])
            #expect(named.status == .created)
        }
        let none = try TestServer()
        try await none.run { client in
            let answer = try await create(client)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.json["field"] == "account")
        }
    }

    @Test("arranges once however often it is sent under one key, and nothing else under it")
    func idempotent() async throws {
        let test = try server()
        try await test.run { client in
            let members: [String: JSON] = ["daily": 1, "count": 3]
            let first = try await create(client, members, key: "key-one-1")
            let size = try await test.log.size()
            let again = try await create(client, members, key: "key-one-1")
            #expect(first.status == .created && again.status == .created)
            #expect(again.json == first.json)
            #expect(try await test.log.size() == size)
            let other = try await create(client, ["daily": 1, "count": 2], key: "key-one-1")
            #expect(other.status == .unprocessableContent)
            #expect(other.json["title"] == "Key used before")
            #expect(try await create(client, members, key: "short").status == .badRequest)
            let second = try await create(client, members, key: "key-two-2")
            #expect(second.json["arrangement"]?["id"] != first.json["arrangement"]?["id"])
        }
    }

    @Test("changes what is said, moves and cancels one date, and cancels the whole")
    func changed() async throws {
        let test = try server()
        try await test.run { client in
            let made = try await create(client, ["daily": 1, "count": 2, "minutes": 90])
            let arrangement = try #require(made.json["arrangement"])
            let id = try #require(arrangement["id"]?.string)
            let dates = arrangement["dates"]?.array ?? []
            let first = try #require(dates.first?["occurrence"]?.string)

            let topic = try await patch(client, id, ["topic": "Ladders", "recording": "cloud"])
            #expect(topic.status == .ok)
            #expect(topic.json["arrangement"]?["topic"] == "Ladders")
            #expect(topic.json["arrangement"]?["settings"]?["recording"] == "cloud")
            let moved = try await patch(
                client,
                id,
                [
                    "occurrence": .string(first), "start": "2026-03-16T14:00",
                    "zone": "Europe/Paris",
                ]
            )
            // It lasts as long as before.
            #expect(
                moved.json["arrangement"]?["dates"]?.array?.first?["end"] == "2026-03-16T14:30:00Z"
            )
            let unknown = try await patch(
                client,
                id,
                ["occurrence": "none", "start": "2026-03-16T14:00", "zone": "Europe/Paris"]
            )
            #expect(unknown.status == .notFound)
            #expect(unknown.json["field"] == "occurrence")
            let rule = try await patch(client, id, ["daily": 2, "count": 2])
            #expect(rule.json["field"] == "start")
            #expect(try await patch(client, "none", ["topic": "X"]).status == .notFound)

            let cancelling = "\(Self.path)/\(id)/cancellations"
            let reasonless = try await client.post(cancelling, TestServer.bearer, [])
            #expect(reasonless.json["field"] == "reason")
            let date: JSON = ["occurrence": .string(first), "reason": "Trainer ill"]
            let without = try await client.post(
                cancelling,
                TestServer.bearer,
                date.canonicalBytes()
            )
            let standing = without.json["arrangement"]?["dates"]?.array?.map { $0["cancelled"] }
            #expect(standing == [true, false])
            let all: JSON = ["reason": "No funds"]
            let gone = try await client.post(cancelling, TestServer.bearer, all.canonicalBytes())
            #expect(gone.status == .ok)
            #expect(try await patch(client, id, ["topic": "Late"]).status == .conflict)
        }
    }

    @Test("starts and ends what is at Zoom, and says so of what is not there yet")
    func atZoom() async throws {
        let test = try server()
        try await test.run { client in
            let made = try await create(client, ["registration": "none"])
            let id = try #require(made.json["arrangement"]?["id"]?.string)
            for order in ["starts", "endings"] {
                let early = try await client.post(
                    "\(Self.path)/\(id)/\(order)",
                    TestServer.bearer,
                    []
                )
                #expect(early.status == .conflict)
            }
            let clients = try #require(test.settings.zoom).clients
            let outbox = Outbox(desk: test.desk, clients: clients)
            #expect(try await outbox.empty().done == 1)
            let shown = try await client.get("\(Self.path)/\(ScriptedZoom.number)").json
            #expect(shown["arrangement"]?["state"] == "confirmed")
            #expect(shown["waiting"] == [])
            let start = try await client.post("\(Self.path)/\(id)/starts", TestServer.bearer, [])
            #expect(start.status == .created)
            #expect(start.json["url"] == "https://zoom.us/s/1?zak=of-the-host")
            #expect(start.headers[.cacheControl] == "no-store")
            let ended = try await client.post("\(Self.path)/\(id)/endings", TestServer.bearer, [])
            #expect(ended.json["waiting"]?.array?.first?["what"] == "end what runs")
            #expect(try await outbox.empty().done == 1)
            let people: JSON = ["people": []]
            let panel = try await client.execute(
                uri: "\(Self.path)/\(id)/panelists",
                method: .put,
                headers: TestServer.bearer,
                body: .init(bytes: people.canonicalBytes())
            )
            #expect(panel.status == .conflict)
        }
    }

    @Test(
        "takes over what was planned at Zoom, and says when Zoom does not have it or does not answer"
    )
    func takenOver() async throws {
        let test = try server()
        try await test.run { client in
            func takeOver(_ body: JSON) async throws -> TestResponse {
                try await client.post(
                    "\(Self.path)/takeovers",
                    TestServer.bearer,
                    body.canonicalBytes()
                )
            }
            #expect(try await takeOver(["number": "none"]).json["field"] == "number")
            #expect(try await takeOver(["number": "86412309758"]).status == .notFound)
            let taken = try await takeOver([
                "number": .string("\(ScriptedZoom.number)"), "course": "SST-7", "pack": "generic",
            ])
            #expect(taken.status == .created)
            #expect(taken.json["arrangement"]?["number"] == .string("\(ScriptedZoom.number)"))
            zoom.goDown()
            let down = try await takeOver(["number": .string("\(ScriptedZoom.number)")])
            #expect(down.status == .serviceUnavailable)
            #expect(down.headers[.retryAfter] != nil)
        }
    }

    @Test("names the panelists of a webinar by people who are known")
    func panelists() async throws {
        let test = try server()
        _ = try await test.desk.importPeople(
            csv: "name,email\nAda,ada@example.org\n",
            actor: "test"
        )
        try await test.run { client in
            let made = try await create(client, ["kind": "webinar"])
            let id = try #require(made.json["arrangement"]?["id"]?.string)
            func name(_ people: JSON) async throws -> TestResponse {
                let body: JSON = ["people": people]
                return try await client.execute(
                    uri: "\(Self.path)/\(id)/panelists",
                    method: .put,
                    headers: TestServer.bearer,
                    body: .init(bytes: body.canonicalBytes())
                )
            }
            let named = try await name(["ada@example.org"])
            #expect(named.json["arrangement"]?["panelists"]?.array?.count == 1)
            #expect(try await name(["nobody@example.org"]).json["field"] == "people")
            #expect(try await name(.null).json["field"] == "people")
            #expect(try await name([]).json["arrangement"]?["panelists"] == [])
        }
    }

    @Test("lists the hosts of an account, as Zoom tells it")
    func hosts() async throws {
        let test = try server()
        try await test.run { client in
            let hosts = try await client.get("/api/v1/accounts/\(ScriptedZoom.account)/hosts")
            #expect(hosts.json["hosts"]?.array?.map { $0["email"] } == ["trainer@example.org"])
            let other = try await client.get("/api/v1/accounts/Other/hosts")
            #expect(other.status == .unprocessableContent)
        }
    }

    @Test(
        "needs the token",
        arguments: [
            (.get, ""), (.post, ""), (.post, "/takeovers"), (.get, "/x"), (.patch, "/x"),
            (.post, "/x/cancellations"), (.post, "/x/endings"), (.post, "/x/retries"),
            (.post, "/x/starts"), (.put, "/x/panelists"),
        ] as [(HTTPRequest.Method, String)]
    )
    func guarded(method: HTTPRequest.Method, path: String) async throws {
        let test = try server()
        try await test.run { client in
            let answer = try await client.execute(uri: Self.path + path, method: method)
            #expect(answer.status == .unauthorized)
        }
    }
}
