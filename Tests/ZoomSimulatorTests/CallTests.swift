import EventSourcing
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("Calls")
struct CallTests {
    @Test("a call without a token, with a wrong or an old one, is answered 401 and 124")
    func tokens() {
        var zoom = Sample.zoom(Sample.scenario())
        let bare = zoom.answer(ZoomCall("GET", "/v2/users", arrivedAt: zoom.now)).read
        #expect(bare.status == 401)
        #expect(bare.json == ["code": 124, "message": "Invalid access token."])
        #expect(zoom.call("GET", "/users", token: "made-up").json["code"] == 124)
        let token = zoom.token()
        zoom.run(until: Sample.start.advanced(bySeconds: 3599))
        #expect(zoom.call("GET", "/users", token: token).status == 200)
        zoom.run(until: Sample.start.advanced(bySeconds: 3600))
        let old = zoom.call("GET", "/users", token: token)
        #expect(old.status == 401)
        #expect(old.json == ["code": 124, "message": "Access token is expired."])
        // Several tokens are good at once.
        let (one, two) = (zoom.token(), zoom.token())
        #expect(one != two)
        #expect(zoom.call("GET", "/users", token: one).status == 200)
        #expect(zoom.call("GET", "/users", token: two).status == 200)
    }

    @Test("a token is given to whoever knows the credentials, and to nobody else")
    func credentials() {
        var zoom = Sample.zoom(Sample.scenario())
        let good = zoom.tokenAnswer()
        #expect(good.status == 200)
        #expect(good.json["token_type"] == "bearer")
        #expect(good.json["expires_in"] == 3599)
        #expect(good.json["api_url"]?.string == zoom.address)
        for wrong in [nil, "Basic ", "Basic d3Jvbmc6d3Jvbmc=", "Bearer x"] {
            let answer = zoom.tokenAnswer(authorization: wrong)
            #expect(answer.status == 400)
            #expect(
                answer.json == [
                    "reason": "Invalid client_id or client_secret", "error": "invalid_client",
                ]
            )
        }
        #expect(
            zoom.tokenAnswer(grant: "password").json
                == ["reason": "unsupported grant type", "error": "unsupported_grant_type"]
        )
        for bad in [zoom.tokenAnswer(grant: nil), zoom.tokenAnswer(account: "Other")] {
            #expect(bad.status == 400)
            #expect(bad.json == ["reason": "Bad Request", "error": "invalid_request"])
        }
    }

    @Test("a scope that is missing is named")
    func scopes() {
        var zoom = Sample.zoom(
            Sample.scenario { $0.accounts[0].scopes = ["meeting:read:list_meetings:admin"] }
        )
        #expect(zoom.call("GET", "/users/\(Sample.trainer)/meetings").status == 200)
        let answer = zoom.call("GET", "/report/meetings/1/participants")
        #expect(answer.status == 400)
        #expect(
            answer.json == [
                "code": 4711,
                "message": .string(
                    "Invalid access token, does not contain "
                        + "scopes:[report:read:list_meeting_participants:admin]."
                ),
            ]
        )
    }

    @Test("an account below is acted for by the one above, and by no other")
    func subaccounts() {
        var zoom = Sample.zoom(
            Sample.scenario { scenario in
                var below = scenario.accounts[0]
                below.id = "Below"
                below.clientID = "below"
                below.users[0].email = "below@example.org"
                below.webhooks = []
                scenario.accounts[0].subaccounts = ["Below"]
                scenario.accounts.append(below)
            }
        )
        let users = zoom.call("GET", "/accounts/Below/users").json["users"]?.array
        #expect(users?.map { $0["email"] } == ["below@example.org"])
        #expect(zoom.call("GET", "/accounts/Elsewhere/users").json["code"] == 2001)
        #expect(zoom.call("GET", "/users/below@example.org").json["code"] == 1010)
    }

    @Test(
        "what does not exist is said so in Zoom's words",
        arguments: [
            ("/users/nobody@example.org", 404, 1001, "User does not exist: nobody@example.org."),
            ("/users/me/meetings", 404, 1001, "User does not exist: me."),
            ("/meetings/81234567890", 404, 3001, "Meeting does not exist: 81234567890."),
            (
                "/meetings/81234567890/recordings", 404, 3301,
                "There is no recording for this meeting."
            ),
            ("/nothing", 404, 2300, "This API endpoint is not recognized."),
        ]
    )
    func missing(path: String, status: Int, code: Int64, message: String) {
        var zoom = Sample.zoom(Sample.scenario())
        let answer = zoom.call("GET", path)
        #expect(answer.status == status)
        #expect(answer.json == ["code": .integer(code), "message": .string(message)])
    }

    @Test("a webinar asked for as a meeting, and the other way round, is refused")
    func kinds() {
        for (kind, path, code) in [
            (ZoomMeetingKind.meeting, "webinars", 300), (.webinar, "meetings", 3000),
        ] as [(ZoomMeetingKind, String, Int64)] {
            var zoom = Sample.afterCourse { $0.meetings[0].kind = kind }
            let other = zoom.call("GET", "/\(path)/\(zoom.lastNumber)")
            #expect(other.json["code"] == .integer(code))
            let own = "/\(kind.rawValue)s/\(zoom.lastNumber)"
            #expect(zoom.call("GET", own).status == 200)
        }
    }

    @Test("what is asked of an account below needs a master's scopes")
    func masterScopes() {
        func zoom(_ scopes: [String]) -> SimulatedZoom {
            Sample.zoom(
                Sample.scenario { scenario in
                    var below = scenario.accounts[0]
                    below.id = "Below"
                    below.clientID = "below"
                    scenario.accounts[0].subaccounts = ["Below"]
                    scenario.accounts[0].scopes = scopes
                    scenario.accounts.append(below)
                }
            )
        }
        var own = zoom(["user:read:list_users:admin"])
        #expect(own.call("GET", "/users").status == 200)
        let refused = own.call("GET", "/accounts/Below/users")
        #expect(refused.json["code"] == 4711)
        let needed = "user:read:list_users:master"
        #expect(refused.json["message"]?.string?.contains(needed) == true)
        var master = zoom([needed])
        #expect(master.call("GET", "/accounts/Below/users").status == 200)
        #expect(master.call("GET", "/users").json["code"] == 4711)
    }
}

@Suite("Pages")
struct PageTests {
    private func registered(_ count: Int) -> (zoom: SimulatedZoom, path: String) {
        var zoom = Sample.zoom(Sample.scenario(people: count))
        zoom.run(until: Sample.start.advanced(bySeconds: 120))
        return (zoom, "/meetings/\(zoom.lastNumber)/registrants")
    }

    @Test("follow each other until the token is empty, and hold everybody once")
    func allPages() throws {
        var (zoom, path) = registered(100)
        var emails: [String] = []
        var token = ""
        var sizes: [Int] = []
        repeat {
            let page = zoom.call("GET", path, ["page_size": "30", "next_page_token": token]).json
            #expect(page["total_records"] == 100)
            #expect(page["page_count"] == 4)
            let rows = try #require(page["registrants"]?.array)
            sizes.append(rows.count)
            emails += rows.compactMap { $0["email"]?.string }
            token = try #require(page["next_page_token"]?.string)
        } while !token.isEmpty
        #expect(sizes == [30, 30, 30, 10])
        #expect(Set(emails).count == 100)
        #expect(zoom.callCount("GET", "/meetings/{meetingId}/registrants") == 4)
    }

    @Test("a page's token is good for 15 minutes, and for the same list alone")
    func pageTokens() throws {
        var (zoom, path) = registered(100)
        let page = zoom.call("GET", path).json
        #expect(page["registrants"]?.array?.count == 30)
        let token = try #require(page["next_page_token"]?.string)
        let wrong: JSON = [
            "code": 300, "message": "The next page token is invalid or expired.",
        ]
        let others = [
            zoom.call("GET", path, ["next_page_token": token, "page_size": "50"]),
            zoom.call("GET", path, ["next_page_token": token, "status": "pending"]),
            zoom.call("GET", path, ["next_page_token": "made-up"]),
        ]
        for other in others {
            #expect(other.status == 400)
            #expect(other.json == wrong)
        }
        zoom.run(until: zoom.now.advanced(bySeconds: 899))
        #expect(zoom.call("GET", path, ["next_page_token": token]).status == 200)
        zoom.run(until: zoom.now.advanced(bySeconds: 1))
        #expect(zoom.call("GET", path, ["next_page_token": token]).json == wrong)
    }

    @Test("a page that is not there is the first", arguments: ["0", "-1", "9223372036854775807"])
    func numbers(number: String) {
        var (zoom, path) = registered(40)
        #expect(zoom.call("GET", path, ["page_number": "2"]).json["page_number"] == 2)
        #expect(zoom.call("GET", path, ["page_number": number]).json["page_number"] == 1)
    }

    @Test("no page is larger than 300", arguments: ["0", "301", "many"])
    func sizes(size: String) {
        var (zoom, path) = registered(1)
        let answer = zoom.call("GET", path, ["page_size": size])
        #expect(answer.status == 400)
        #expect(
            answer.json == [
                "code": 300, "message": "Validation Failed.",
                "errors": [["field": "page_size", "message": "Invalid field."]],
            ]
        )
        #expect(zoom.call("GET", path, ["page_size": "300"]).status == 200)
    }
}

@Suite("Rate limits")
struct RateTests {
    @Test(
        "so many calls a second, by class and plan, and the next is told its class",
        arguments: [
            (ZoomSimulator.ZoomPlan.free, "/users", "Medium", 2), (.pro, "/users", "Medium", 20),
            (.business, "/users", "Medium", 60), (.pro, "/past_meetings/1", "Light", 30),
            (.business, "/report/meetings/1", "Heavy", 40),
        ]
    )
    func perSecond(plan: ZoomSimulator.ZoomPlan, path: String, rate: String, limit: Int) {
        var zoom = Sample.zoom(Sample.scenario { $0.accounts[0].plan = plan })
        let token = zoom.token()
        for count in 1...limit {
            let answer = zoom.call("GET", path, token: token)
            #expect(answer.status != 429)
            guard answer.status == 200 else { continue }
            #expect(answer.headers["X-RateLimit-Remaining"] == String(limit - count))
        }
        let refused = zoom.call("GET", path, token: token)
        #expect(refused.status == 429)
        #expect(
            refused.json == [
                "code": 429,
                "message": .string(
                    "You have reached the maximum per-second rate limit for this API. "
                        + "Try again later."
                ),
            ]
        )
        #expect(
            refused.headers == [
                "X-RateLimit-Category": rate, "X-RateLimit-Type": "QPS",
                "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": "0",
            ]
        )
        let later = zoom.now.advanced(bySeconds: 1)
        #expect(zoom.call("GET", path, token: token, at: later).status != 429)
    }

    @Test("so many heavy calls a day, and the next is told when the day is over")
    func perDay() {
        var zoom = Sample.zoom(Sample.scenario { $0.accounts[0].plan = .free })
        let token = zoom.token()
        let path = "/report/meetings/1"
        for second in 0..<1000 {
            let time = zoom.now.advanced(bySeconds: Int64(second))
            #expect(zoom.call("GET", path, token: token, at: time).status == 404)
        }
        let refused = zoom.call(
            "GET",
            path,
            token: token,
            at: zoom.now.advanced(bySeconds: 2000)
        )
        #expect(refused.status == 429)
        #expect(
            refused.headers == [
                "X-RateLimit-Category": "Heavy", "X-RateLimit-Type": "Daily-limit",
                "X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "0",
                "Retry-After": "2026-03-10T00:00:00Z",
            ]
        )
        zoom.run(until: Sample.time("2026-03-10T00:00:00Z"))
        #expect(zoom.call("GET", path).status == 404)
    }

    @Test("a hundred meetings a day for one user, and the next has neither type nor time")
    func perUser() {
        var zoom = Sample.zoom(Sample.scenario())
        let token = zoom.token()
        func create(_ index: Int64) -> Answer {
            zoom.call(
                "POST",
                "/users/\(Sample.trainer)/meetings",
                body: ["topic": "x", "type": 3],
                token: token,
                at: zoom.now.advanced(bySeconds: index)
            )
        }
        for index in 0..<100 { #expect(create(Int64(index)).status == 201) }
        let refused = create(100)
        #expect(refused.status == 429)
        #expect(
            refused.headers == [
                "X-RateLimit-Category": "Light", "X-RateLimit-Limit": "100",
                "X-RateLimit-Remaining": "0",
            ]
        )
    }

    @Test("calls are counted by path and class, and what came again in vain is named")
    func counted() {
        var zoom = Sample.zoom(Sample.scenario())
        let token = zoom.token()
        for page in ["1", "2", "2"] {
            _ = zoom.call("GET", "/users", ["page_number": page], token: token)
        }
        _ = zoom.call("GET", "/users", token: "wrong")
        _ = zoom.call("GET", "/users", token: "wrong")
        let calls = zoom.callsJSON
        #expect(calls["calls"] == 6)
        #expect(calls["rate_classes"] == ["Medium": 5, "none": 1])
        #expect(calls["repeated"] == ["GET /users": 1])
        let users = calls["paths"]?.array?.first { $0["path"] == "/users" }
        #expect(users?["statuses"] == ["200": 3, "401": 2])
        zoom.forgetCalls()
        #expect(zoom.callsJSON["calls"] == 0)
    }
}
