import Testing

@testable import ZoomAPI

@Suite("An operation")
struct ZoomOperationTests {
    private func target(_ segments: ZoomOperation.Segment...) -> String {
        ZoomOperation(.get, segments, .light, scopes: []).target
    }

    @Test(
        "encodes a uuid once, and twice where it begins with a slash or has two",
        arguments: [
            ("4444AAAiAAAAAiAiAiiAii==", "4444AAAiAAAAAiAiAiiAii%3D%3D"),
            ("ab/cd+ef==", "ab%2Fcd%2Bef%3D%3D"),
            ("/abcd==", "%252Fabcd%253D%253D"),
            ("ab//cd==", "ab%252F%252Fcd%253D%253D"),
        ]
    )
    func uuids(uuid: String, encoded: String) {
        #expect(target(.word("past_meetings"), .uuid("m", uuid)) == "/past_meetings/\(encoded)")
    }

    @Test("encodes what stands for people, so that it stays one segment or value")
    func arguments() {
        #expect(
            target(.word("users"), .argument("userId", "ines+1@lund.example/../x?y#z%"))
                == "/users/ines%2B1%40lund.example%2F..%2Fx%3Fy%23z%25"
        )
        var operation = ZoomOperation(
            .get,
            [.word("users")],
            .light,
            scopes: [],
            query: ["a": "ä & b=c", "none": nil]
        )
        #expect(operation.target == "/users?a=%C3%A4%20%26%20b%3Dc")
        operation.set("a", to: "1")
        operation.set("next_page_token", to: "t")
        #expect(operation.target == "/users?a=1&next_page_token=t")
    }

    @Test("for a sub-account has its path before its own")
    func subAccount() throws {
        let call = UserCalls.user("ines@lund.example").inSubAccount("Sub/1")
        #expect(call.operation.target == "/accounts/Sub%2F1/users/ines%40lund.example")
        #expect(call.operation.description == "GET /accounts/{accountId}/users/{userId}")
    }

    @Test("names itself without its arguments, wherever it is printed")
    func name() throws {
        let call = RegistrantCalls.get("reg-Ines", of: try number(), .webinar)
        var printed = "\(call.operation) \(String(reflecting: call.operation))"
        dump(call.operation, to: &printed)
        #expect(printed.hasPrefix("GET /webinars/{webinarId}/registrants/{registrantId} "))
        #expect(!printed.contains("Ines"))
        #expect(!printed.contains("81234567890"))
    }

    @Test("goes where the token says, with the token in a header and nowhere else")
    func request() throws {
        let token = ZoomAccessToken(
            text: "tok",
            api: try #require(ZoomURL("https://api-eu.zoom.us")),
            scopes: [],
            usableUntil: .zero
        )
        let call = MeetingCalls.end(try number())
        let request = call.operation.request(with: token, secondsMax: 9)
        #expect(request.method == .put)
        #expect(request.url.text == "https://api-eu.zoom.us/v2/meetings/81234567890/status")
        #expect(request.headers["authorization"] == "Bearer tok")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.body == Array(#"{"action":"end"}"#.utf8))
        #expect(request.secondsMax == 9)
        let get = UserCalls.list().operation.request(with: token, secondsMax: 9)
        #expect(get.body == nil)
        #expect(get.headers["content-type"] == nil)
    }
}
