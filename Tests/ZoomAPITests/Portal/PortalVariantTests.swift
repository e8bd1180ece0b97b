import Testing
import ZoomAPI

@Suite("A file of the portal")
struct PortalVariantTests {
    private func report(_ name: String) throws -> PortalReport {
        let report = try PortalReport(bytes: try PortalFixture.bytes(name))
        #expect(report.refused.isEmpty, "\(name)")
        return report
    }

    @Test("of 2020 has joins, and a score that nobody needs")
    func joins2020() throws {
        let report = try report("joins-2020")
        #expect(report.variant == .joins)
        #expect(report.meetingNumber == nil)
        #expect(
            report.stays == [
                "2 Marit Nordlicht 2020-03-16T08:58:12 2020-03-16T12:01:40",
                "3 Inés 2020-03-16T09:02:30 2020-03-16T09:02:41",
                "4 Inés 2020-03-16T09:02:41 2020-03-16T12:00:05",
            ]
        )
        #expect(report.rows.map(\.email) == ["marit@nordlicht.example", nil, nil])
        #expect(report.rows.map(\.originalName) == [nil, "Ines Lund", "Ines Lund"])
        #expect(report.rows.map(\.minutes) == [184, 1, 178])
        #expect(report.rows.map(\.isGuest) == [false, true, true])
        #expect(report.rows.map(\.inWaitingRoom) == [nil, nil, nil])
        #expect(report.timesHaveSeconds)
        #expect(report.dateOrder == .monthFirst)
        #expect(report.isDateOrderProven)
    }

    @Test("since 2021 says who only waited, and quotes names with commas")
    func joins2021() throws {
        let report = try report("joins-2021")
        #expect(report.variant == .joins)
        #expect(report.rows.map(\.name) == ["Marit Nordlicht", "Çelik, Zoë", "Çelik, Zoë"])
        #expect(report.rows.map(\.inWaitingRoom) == [false, true, false])
    }

    @Test("since 2023 marks the host")
    func joins2024() throws {
        let report = try report("joins-2024")
        #expect(report.variant == .joins)
        #expect(report.rows.map(\.name) == ["Marit Nordlicht", "Ines Lund", "Ines Lund"])
        #expect(report.rows.map(\.isHost) == [true, false, false])
        #expect(report.rows.map(\.inWaitingRoom) == [false, true, false])
        #expect(report.rows[0].join?.description == "2024-09-18T13:58:12")
    }

    @Test("of unique users has minutes and no times", arguments: ["unique-2021", "unique-2024"])
    func unique(name: String) throws {
        let report = try report(name)
        #expect(report.variant == .uniqueUsers)
        #expect(report.rows.count == 2)
        #expect(report.rows[0].name == "Marit Nordlicht")
        #expect(report.rows[0].minutes == 184)
        #expect(report.rows.allSatisfy { $0.join == nil && $0.leave == nil })
        #expect(report.dateOrder == nil)
    }

    @Test(
        "with the meeting's data has its number, title and times, beside a column too many",
        arguments: [
            ("meeting-data-2021", "2021-11-22T08:58:12", "2021-11-22T12:01:40"),
            ("meeting-data-2024", "2024-09-18T13:58:12", "2024-09-18T17:01:40"),
        ]
    )
    func meetingData(name: String, start: String, end: String) throws {
        let report = try report(name)
        #expect(report.variant == .joins)
        #expect(report.meetingNumber == ZoomMeetingNumber(81_230_045_607))
        #expect(report.topic == "First aid, part 2")
        #expect(report.start?.description == start)
        #expect(report.end?.description == end)
        #expect(report.durationMinutes == 184)
        #expect(report.stays == ["5 Marit Nordlicht \(start) \(end)"])
    }

    @Test("of the account's active hosts tells the host's columns from the participant's")
    func activeHosts() throws {
        let report = try report("active-hosts")
        #expect(report.variant == .activeHosts)
        #expect(report.meetingNumber == ZoomMeetingNumber(81_230_045_607))
        #expect(report.topic == "First aid")
        #expect(report.start?.description == "2024-09-18T13:58:12")
        #expect(report.rows.map(\.name) == ["Ines Lund", "Marit Nordlicht"])
        #expect(report.rows.map(\.email) == ["ines@lund.example", "marit@nordlicht.example"])
        #expect(report.rows.map(\.minutes) == [178, 184])
        #expect(report.rows[0].join?.description == "2024-09-18T14:03:25")
    }

    @Test("of a webinar has sections with columns of their own, and who did not come")
    func webinar() throws {
        let report = try report("webinar")
        #expect(report.variant == .webinar)
        #expect(report.meetingNumber == ZoomMeetingNumber(83_044_112_098))
        #expect(report.topic == "Open day")
        #expect(report.start?.description == "2024-09-18T12:55:00")
        #expect(report.end == nil)
        #expect(report.durationMinutes == 70)
        #expect(
            report.stays == [
                "7 Marit Nordlicht 2024-09-18T12:55:02 2024-09-18T14:05:00",
                "10 Ole Ruud 2024-09-18T12:57:02 2024-09-18T14:05:00",
                "13 Ines 2024-09-18T13:00:10 2024-09-18T13:30:10",
                "14 Ines 2024-09-18T13:31:00 2024-09-18T14:04:00", "15 Zoë Çelik - -",
                "18 49305550100 2024-09-18T13:05:00 2024-09-18T13:45:30",
            ]
        )
        #expect(
            report.rows.map(\.section) == [
                .host, .panelist, .attendee, .attendee, .attendee, .other,
            ]
        )
        #expect(report.rows.map(\.attended) == [true, true, true, true, false, nil])
        #expect(report.rows.map(\.isHost) == [true, false, false, false, false, false])
        #expect(report.rows[2].firstName == "Ines")
        #expect(report.rows[2].lastName == "Lund")
        #expect(report.rows[2].approvalStatus == "approved")
        #expect(report.rows[4].registrationTime?.description == "2024-08-21T08:00:00")
        #expect(report.dateOrder == nil)
    }

    @Test("of registrations has registrants only")
    func registrations() throws {
        let report = try report("registrations")
        #expect(report.variant == .registrations)
        #expect(report.meetingNumber == ZoomMeetingNumber(81_230_045_607))
        #expect(report.start?.description == "2024-09-18T14:00:00")
        #expect(report.durationMinutes == 180)
        #expect(report.rows.map(\.name) == ["Ines Lund", "Zoë Çelik"])
        #expect(report.rows.map(\.email) == ["ines@lund.example", "zoe.celik@nordlicht.example"])
        #expect(report.rows.map(\.approvalStatus) == ["approved", "cancelled by self"])
        #expect(report.rows[0].registrationTime?.description == "2024-08-20T08:00:00")
    }

    @Test("is described without anybody in it")
    func description() throws {
        #expect("\(try report("webinar"))" == "attendees of a webinar: 6 rows, 0 refused")
    }

    @Test("may have been written by the older portal: Report Generated, and no section titles")
    func older() throws {
        let text = """
            Attendee Report
            Report Generated:,"Sep 19, 2020 10:12 AM"
            Topic,Webinar ID,Actual Start Time,Actual Duration (minutes)
            Open day,830 4411 2098,"Sep 18, 2020 12:55 PM",70
            Attended,User Name (Original Name),Email,Join Time,Leave Time
            Yes,Ole Ruud,ole@ruud.example,"Sep 18, 2020 12:57:02 PM","Sep 18, 2020 02:05:00 PM"
            """
        let report = try PortalReport(bytes: Array(text.utf8))
        #expect(report.variant == .webinar)
        #expect(report.stays == ["6 Ole Ruud 2020-09-18T12:57:02 2020-09-18T14:05:00"])
        #expect(report.refused.isEmpty)
    }
}
