import EventSourcing
import Testing
import ZoomAPI

@Suite("A page of participants")
struct ParticipantsReportTests {
    /// A page with these elements of `participants`.
    private func page(_ elements: String) throws -> ParticipantsReport {
        try ParticipantsReport(parsing: Array(#"{"participants":[\#(elements)]}"#.utf8))
    }

    private let times = #""join_time":"2026-03-09T08:30:01Z","leave_time":"2026-03-09T09:00:00Z""#

    @Test("has its rows, what they say and how to get the next")
    func documented() throws {
        let report = try ParticipantsReport(
            parsing: try Fixture.body("Reports/meeting-participants")
        )
        #expect(report.nextPageToken == "bkNordlichtPage2")
        #expect(report.pageSize == 300)
        #expect(report.totalRecords == 301)
        #expect(report.refused.isEmpty)
        try #require(report.rows.count == 2)
        var waiting = try ParticipantsReportRow(json: ["join_time": "2026-03-09T08:29:52Z"])
        waiting.leaveTime = try instant("2026-03-09T08:30:00Z")
        waiting.userID = "16778240"
        waiting.name = "Ines"
        waiting.durationSeconds = 8
        waiting.failover = false
        waiting.status = .inWaitingRoom
        #expect(report.rows[0] == waiting)
        var present = try ParticipantsReportRow(json: ["join_time": "2026-03-09T08:30:01Z"])
        present.leaveTime = try instant("2026-03-09T09:39:59Z")
        present.id = "Zuser-Zoe-00000001"
        present.participantUserID = "Zuser-Zoe-00000001"
        present.userID = "16779264"
        present.name = "Zoë – Çelik"
        present.email = "zoe.celik@nordlicht.example"
        present.durationSeconds = 4198
        present.registrantID = "reg-Zoe-0001"
        present.customerKey = "kx-17"
        present.breakoutMeetingID = "Rm1NordlichtAAAAAAAAAA=="
        present.failover = true
        present.status = .inMeeting
        present.isInternalUser = true
        #expect(report.rows[1] == present)
    }

    @Test("is the last where the token is empty, null or absent", arguments: [#""""#, "null", nil])
    func last(token: String?) throws {
        let member = token.map { #","next_page_token":\#($0)"# } ?? ""
        let report = try ParticipantsReport(parsing: Array(#"{"participants":[]\#(member)}"#.utf8))
        #expect(report.nextPageToken == nil)
        #expect(report.rows.isEmpty)
    }

    @Test("takes the address from either field, and the filled one of both")
    func email() throws {
        let report = try page(
            """
            {"email":"ines@lund.example",\(times)},
            {"user_email":"","email":"ines@lund.example",\(times)},
            {"user_email":"ines@lund.example","email":"other@lund.example",\(times)}
            """
        )
        #expect(report.rows.map(\.email) == Array(repeating: "ines@lund.example", count: 3))
    }

    @Test("keeps a status that is newer than this code")
    func status() throws {
        let row = try #require(try page(#"{"status":"in_lobby",\#(times)}"#).rows.first)
        #expect(row.status?.rawValue == "in_lobby")
        #expect(row.status != .inMeeting)
    }

    @Test("keeps half a stay and one of no length, which Zoom tells soon after the end")
    func incomplete() throws {
        let report = try page(
            """
            {"join_time":"2026-03-09T08:30:01Z","leave_time":"","duration":0},
            {"join_time":null,"leave_time":"2026-03-09T08:30:01Z"}
            """
        )
        #expect(report.rows.map { $0.joinTime == nil } == [false, true])
        #expect(report.rows.map { $0.leaveTime == nil } == [true, false])
        #expect(report.rows[0].durationSeconds == 0)
    }

    @Test("is not spoilt by rows that cannot be used, and says which and why")
    func unusable() throws {
        let report = try page(
            """
            {"name":"Ines",\(times)}, "Ines", null, {"name":"Ines"},
            {"name":"Ines","join_time":"yesterday","leave_time":"2026-03-09T08:30:01Z"},
            {"name":"Ines","join_time":"2026-03-09T08:30:01Z","leave_time":17},
            {"name":"Zoë",\(times)}
            """
        )
        #expect(report.rows.map(\.name) == ["Ines", "Zoë"])
        #expect(
            report.refused.map(\.fault) == [
                .notAnObject, .notAnObject, .noTime, .unreadableJoinTime, .unreadableLeaveTime,
            ]
        )
        #expect(report.refused.map(\.index) == [1, 2, 3, 4, 5])
        #expect(
            report.refused.map(\.description).last
                == "participants[5]: leave_time is not RFC 3339 text"
        )
    }

    @Test(
        "is told from an error that came with HTTP 200",
        arguments: [
            #"{"code":300,"message":"Request denied for ines@lund.example."}"#,
            #"{"code":"300","message":"Request denied for ines@lund.example.","errors":[]}"#,
            #"{"message":"Request denied for ines@lund.example.","participants":[],"code":300}"#,
        ]
    )
    func errorWith200(body: String) throws {
        let refusal = try #require(throws: ParticipantsReportRefusal.self) {
            try ParticipantsReport(parsing: Array(body.utf8))
        }
        let message = "Request denied for ines@lund.example."
        #expect(refusal == .answeredWithError(code: 300, message: message))
        #expect(refusal.description == "Zoom answered with its error 300 instead of participants")
    }

    @Test("is told from what is none")
    func noPage() {
        let cases: [(String, ParticipantsReportRefusal)] = [
            ("[]", .notAnObject), ("{}", .noParticipants), (#"{"code":0}"#, .noParticipants),
            (#"{"participants":{}}"#, .noParticipants), (#"{"meetings":[]}"#, .noParticipants),
        ]
        for (body, refusal) in cases {
            #expect(throws: refusal) { try ParticipantsReport(parsing: Array(body.utf8)) }
        }
        for body in ["", "<html>", #"{"participants":[{]}"#] {
            let thrown = #expect(throws: ParticipantsReportRefusal.self) {
                try ParticipantsReport(parsing: Array(body.utf8))
            }
            #expect(thrown?.description.hasPrefix("the answer is not JSON") == true)
        }
    }

    @Test("ends in a page or a refusal when bytes are damaged", arguments: UInt64(0)..<8)
    func damaged(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let whole = try Fixture.body("Reports/meeting-participants")
        for _ in 0..<500 {
            let body = whole.damaged(using: &generator)
            do {
                let report = try ParticipantsReport(parsing: body)
                #expect(report.rows.count + report.refused.count <= 4)
                #expect(!report.refused.contains { $0.description.contains("Zuser") })
            } catch {
                #expect(!error.description.contains("Nordlicht"))
            }
        }
    }
}
