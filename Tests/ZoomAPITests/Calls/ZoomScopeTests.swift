import Testing

@testable import ZoomAPI

@Suite("The scopes of calls")
struct ZoomScopeTests {
    private func operations() throws -> [ZoomOperation] {
        [
            MeetingCalls.get(try number()).operation,
            MeetingCalls.delete(try number(), .webinar).operation,
            ReportCalls.participants(of: .uuid("u")).operation,
            RecordingCalls.get(.uuid("u")).operation, UserCalls.list().operation,
        ]
    }

    @Test("that are missing are named by their granular names")
    func missing() throws {
        #expect(
            ZoomScope.missing(for: try operations(), in: []) == [
                "cloud_recording:read:list_recording_files:admin",
                "meeting:read:meeting:admin", "report:read:list_meeting_participants:admin",
                "user:read:list_users:admin", "webinar:delete:webinar:admin",
            ]
        )
    }

    @Test("may be granular or classic, of the account, of a master or of users")
    func granted() throws {
        #expect(
            ZoomScope.missing(
                for: try operations(),
                in: [
                    "meeting:read", "webinar:write:admin",
                    "report:read:list_meeting_participants:admin",
                    "cloud_recording:read:list_recording_files:master",
                ]
            ) == ["user:read:list_users:admin"]
        )
    }
}
