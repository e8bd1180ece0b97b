import Testing

@testable import ZoomAPI

@Suite("The calls on users")
struct UserCallsTests {
    @Test("ask as documented")
    func asks() {
        #expect(UserCalls.list().asks == "GET /users?status=active&page_size=300 Medium")
        #expect(UserCalls.list(.pending).asks == "GET /users?status=pending&page_size=300 Medium")
        #expect(UserCalls.user("u/1").asks == "GET /users/u%2F1 Light")
    }

    @Test("read a user")
    func user() throws {
        let user = try UserCalls.user("x").reads("user")
        #expect(user.id == "Zuser-Zoe-00000001")
        #expect(user.email == "zoe.celik@nordlicht.example")
        #expect(user.firstName == "Zoë")
        #expect(user.lastName == "Çelik")
        #expect(user.displayName == "Zoë Çelik")
        #expect(user.isLicensed)
        #expect(user.status == "active")
        #expect(user.timezone == "Europe/Berlin")
        #expect(user.personalMeetingNumber?.value == 6_589_310_093)
        #expect(throws: ZoomAnswerFault.missing("id")) { try UserCalls.user("x").reads(text: "{}") }
    }

    @Test("read a page, and count who has no id")
    func users() throws {
        let page = try UserCalls.list().reads("users")
        #expect(page.elements.map(\.id) == ["Zuser-Zoe-00000001", "Zuser-Ines-0000001"])
        #expect(page.elements.map(\.isLicensed) == [true, false])
        #expect(page.unreadable == 1)
        #expect(page.totalRecords == 3)
        #expect(page.nextPageToken == nil)
        #expect(throws: ZoomAnswerFault.missing("users")) {
            try UserCalls.list().reads(text: #"{"meetings":[]}"#)
        }
    }
}
