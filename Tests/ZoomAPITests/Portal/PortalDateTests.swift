import EventSourcing
import Testing
import ZoomAPI

@Suite("The times of a portal's file")
struct PortalDateTests {
    private func line(_ join: String, _ leave: String, minutes: String = "57") -> String {
        "Ines,,\"\(join)\",\"\(leave)\",\(minutes),Yes"
    }

    @Test(
        "are read in every spelling of Zoom and of spreadsheets",
        arguments: [
            "09/18/2024 02:03:25 PM", "9/18/2024 2:03:25 pm", "09/18/2024 14:03:25",
            "09/18/2024 02:03:25PM", "09/18/2024 02:03:25 p.m.", "09/18/2024 02:03:25\u{202F}PM",
            "18/09/2024 14:03:25", "18.09.2024 14:03:25", "18.9.24 14:03:25",
            "18-09-2024 02:03:25 PM", "2024-09-18 14:03:25", "2024-09-18T14:03:25",
            "2024/09/18 14:03:25", "Sep 18, 2024 02:03:25 PM", "September 18, 2024, 14:03:25",
            "18 Sep 2024 14:03:25", "18. Sept. 2024 14:03:25",
            "\u{200E}09/18/2024\u{A0}02:03:25 PM ",
        ]
    )
    func spellings(written: String) throws {
        let report = try PortalFixture.joins(line(written, written))
        #expect(report.stays == ["2 Ines 2024-09-18T14:03:25 2024-09-18T14:03:25"])
        #expect(report.timesHaveSeconds)
    }

    @Test(
        "are refused where they are none",
        arguments: [
            "yesterday", "09/18/2024", "14:03:25", "09/18/2024 25:03:25", "09/18/2024 14:60:25",
            "09/18/2024 14:03:60", "09/18/2024 14:03:25 PM", "02/30/2024 14:03:25",
            "02/29/2023 14:03", "13/13/2024 14:03", "00/10/2024 14:03", "09/18/0000 14:03",
            "2024-09-18T14:03:25Z", "2024-09-18T14:03:25+02:00", "Sep 31, 2024 14:03",
            "Foo 18, 2024 14:03", "45553.5857", "09/18/2024 +2:03:25", "24/09/07 14:03",
            "09/18/2024 14:03:25 CET", "09/18/2024 1４:03:25", "09/18/2024 14:03:25:01",
        ]
    )
    func notTimes(written: String) throws {
        let report = try PortalFixture.joins(line(written, "09/18/2024 03:00:00 PM"))
        #expect(report.rows.isEmpty)
        #expect(report.refused.map(\.reason) == [.unreadable(.joinTime)])
        #expect(report.refused.map(\.line) == [2])
    }

    @Test("know noon from midnight")
    func noon() throws {
        let report = try PortalFixture.joins(
            line("09/18/2024 12:00:00 AM", "09/18/2024 12:00:00 PM")
        )
        let stay = try #require(report.rows.first)
        #expect(stay.join?.hour == 0)
        #expect(stay.leave?.hour == 12)
    }

    @Test("are read month first where nothing proves an order and none is given")
    func ambiguous() throws {
        let stay = line("02/03/2024 14:00:00", "02/03/2024 15:00:00")
        let report = try PortalFixture.joins(stay)
        #expect(report.rows.first?.join?.description == "2024-02-03T14:00:00")
        #expect(report.dateOrder == .monthFirst)
        #expect(!report.isDateOrderProven)
        let given = try PortalFixture.joins(stay, dateOrder: .dayFirst)
        #expect(given.rows.first?.join?.description == "2024-03-02T14:00:00")
        #expect(given.dateOrder == .dayFirst)
        #expect(!given.isDateOrderProven)
    }

    @Test("take their order from any line that proves it, whatever is given")
    func proven() throws {
        let stay = line("02/03/2024 14:00:00", "02/03/2024 15:00:00")
        for given in [nil, PortalDateOrder.monthFirst, .dayFirst] {
            let day = try PortalFixture.joins(
                stay,
                line("13/03/2024 14:00:00", "13/03/2024 15:00:00"),
                dateOrder: given
            )
            #expect(day.rows.map { $0.join?.month } == [3, 3])
            #expect(day.dateOrder == .dayFirst)
            #expect(day.isDateOrderProven)
            let month = try PortalFixture.joins(
                stay,
                line("02/13/2024 14:00:00", "02/13/2024 15:00:00"),
                dateOrder: given
            )
            #expect(month.rows.map { $0.join?.month } == [2, 2])
            #expect(month.dateOrder == .monthFirst)
        }
    }

    @Test("take their order from a dot, before which nobody writes a month")
    func dots() throws {
        let report = try PortalFixture.joins(line("02.03.2024 14:00", "02.03.2024 15:00"))
        #expect(report.rows.first?.join?.description == "2024-03-02T14:00:00")
        #expect(report.isDateOrderProven)
        #expect(!report.timesHaveSeconds)
    }

    @Test("take their order from a stay over midnight, which may not last a month")
    func midnight() throws {
        let report = try PortalFixture.joins(
            line("30/11/2024 23:00:00", "30/11/2024 23:57:00"),
            line("01/12/2024 23:30:00", "02/12/2024 00:27:00")
        )
        #expect(report.rows.map { $0.leave?.month } == [11, 12])
        let hinted = try PortalFixture.joins(
            line("01/12/2024 23:30:00", "02/12/2024 00:27:00"),
            line("02/12/2024 00:30:00", "02/12/2024 00:57:00")
        )
        #expect(hinted.stays.first == "2 Ines 2024-12-01T23:30:00 2024-12-02T00:27:00")
        #expect(hinted.dateOrder == .dayFirst)
        #expect(hinted.isDateOrderProven)
    }

    @Test("take their order from the meeting's data, or from when people registered")
    func elsewhere() throws {
        let meeting =
            try PortalFixture.text("meeting-data-2024")
            + "Ines,,02/03/2024 01:58:12 PM,02/03/2024 05:01:40 PM,184,No,,No\n"
        let joins = try PortalReport(bytes: Array(meeting.utf8), dateOrder: .dayFirst)
        #expect(joins.rows.last?.join?.description == "2024-02-03T13:58:12")
        let registrations = try PortalFixture.text("registrations")
            .replacing("09/18/2024", with: "09/08/2024")
            .replacing("08/21/2024", with: "08/01/2024")
        let registered = try PortalReport(bytes: Array(registrations.utf8), dateOrder: .dayFirst)
        #expect(registered.start?.description == "2024-09-08T14:00:00")
        #expect(registered.rows.last?.registrationTime?.description == "2024-08-01T08:00:00")
        #expect(registered.isDateOrderProven)
    }

    @Test("refuse the file where lines prove both orders")
    func contradictory() throws {
        let text = """
            \(PortalFixture.header)
            \(line("02/13/2024 14:00:00", "02/13/2024 15:00:00"))
            \(line("02/03/2024 14:00:00", "02/03/2024 15:00:00"))
            \(line("13/03/2024 14:00:00", "13/03/2024 15:00:00"))
            """
        for given in [nil, PortalDateOrder.dayFirst] {
            let refusal = try PortalFixture.refusal(text.utf8, dateOrder: given)
            #expect(refusal == .contradictoryDates(dayFirstLine: 4, monthFirstLine: 2))
            #expect(
                refusal.description.hasPrefix("line 4 has a date with the day first and line 2")
            )
        }
    }

    @Test("refuse a row whose leave is before its join, with its negative minutes")
    func leaveBeforeJoin() throws {
        let report = try PortalFixture.joins(
            line("09/18/2024 14:00:00", "09/18/2024 13:50:00", minutes: "-10"),
            line("09/18/2024 14:00:00", "09/18/2024 13:50:00", minutes: "10"),
            line("09/18/2024 14:00:00", "09/18/2024 14:00:00", minutes: "0")
        )
        #expect(report.rows.map(\.line) == [4])
        #expect(report.refused.map(\.reason) == [.leaveBeforeJoin, .leaveBeforeJoin])
        #expect(report.refused.map(\.line) == [2, 3])
    }

    @Test("keep a stay over the hour that is repeated when clocks are set back")
    func clocksBack() throws {
        let report = try PortalFixture.joins(
            line("10/27/2024 02:50:00", "10/27/2024 02:10:30", minutes: "21")
        )
        #expect(report.stays == ["2 Ines 2024-10-27T02:50:00 2024-10-27T02:10:30"])
    }

    @Test("refuse a row that lasts longer than a meeting can")
    func tooLong() throws {
        let report = try PortalFixture.joins(
            line("09/18/2024 14:00:00", "09/19/2024 20:00:00", minutes: "1800"),
            line("09/18/2024 14:00:00", "09/20/2024 14:00:00", minutes: "2880")
        )
        #expect(report.rows.map(\.line) == [2])
        #expect(report.refused.map(\.reason) == [.tooLong])
    }

    @Test("have components and an order, and no zone")
    func components() throws {
        let day = try #require(CivilDate(year: 2026, month: 3, day: 9))
        let time = try #require(PortalTime(date: day, secondOfDay: 30_661))
        #expect((time.year, time.month, time.day) == (2026, 3, 9))
        #expect((time.hour, time.minute, time.second) == (8, 31, 1))
        #expect(time.description == "2026-03-09T08:31:01")
        #expect(PortalTime(date: day, secondOfDay: 86_400) == nil)
        #expect(PortalTime(date: day, secondOfDay: -1) == nil)
        let later = try #require(PortalTime(date: day, secondOfDay: 30_662))
        #expect(time < later)
    }
}
