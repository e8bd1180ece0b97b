import Testing
import ZoomAPI

@Suite("A portal's file refuses")
struct PortalRefusalTests {
    private let stay = "09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM"

    @Test("nothing", arguments: ["", "\u{FEFF}", "\r\n\r\n", "  ,,,\n", "\0\0"])
    func empty(text: String) throws {
        #expect(try PortalFixture.refusal(text.utf8) == .empty)
    }

    @Test(
        "what is none, by saying what was expected",
        arguments: [
            "hello", "%PDF-1.7\n%\n", "PK\u{3}\u{4}", "{\"participants\":[]}", "name;value\n1;2\n",
            "Email,Own id\nines@lund.example,7\n", "Nom (nom d'origine),E-mail\nInes,\n",
            "Topic,ID,Host\nFirst aid,812 3004 5607,Marit\n", "Attendee Report\nHost Details\n",
            "Name,Email\nInes,ines@lund.example\n",
        ]
    )
    func foreign(text: String) throws {
        let refusal = try PortalFixture.refusal(text.utf8)
        #expect(refusal == .notAReport)
        #expect(refusal.description.contains("\"Join time\""))
    }

    @Test("what is no Unicode, by its line")
    func notUnicode() throws {
        let latin = PortalFixture.header.utf8 + [10] + "Zo".utf8 + [0xEB, 0x2C, 10]
        #expect(try PortalFixture.refusal(latin) == .notUnicode(line: 2))
        let loneSurrogate: [UInt8] = [0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0x41, 0, 0x00, 0xD8, 0x41, 0]
        #expect(try PortalFixture.refusal(loneSurrogate) == .notUnicode(line: 2))
        #expect(try PortalFixture.refusal([0xFE, 0xFF, 0, 0x41, 0]) == .notUnicode(line: 1))
    }

    @Test("a quotation mark that is never closed, by its line")
    func unclosedQuote() throws {
        let text = "\(PortalFixture.header)\r\nInes,,\(stay),178,Yes\r\n\"Zoë,,\(stay),178,Yes\r\n"
        #expect(try PortalFixture.refusal(text.utf8) == .unclosedQuote(line: 3))
    }

    @Test("more than 16 MiB, by saying how much is read")
    func tooLarge() throws {
        let bytes = [UInt8](repeating: 10, count: PortalLimits.bytesMax + 1)
        let refusal = try PortalFixture.refusal(bytes)
        #expect(refusal == .tooLarge(bytes: 16_777_217))
        #expect(refusal.description.contains("16777216 are read at most"))
    }

    @Test("more lines than any meeting has", .timeLimit(.minutes(30)))
    func tooManyLines() throws {
        let text = PortalFixture.header + "\n" + String(repeating: "a\n", count: 400_000)
        #expect(try PortalFixture.refusal(text.utf8) == .tooManyLines(line: 400_001))
    }

    @Test("several meetings, or runs of one, at once")
    func severalMeetings() throws {
        let one = try PortalFixture.text("meeting-data-2024")
        #expect(try PortalReport(bytes: Array((one + one).utf8)).rows.count == 2)
        for change in [
            ("812 3004 5607", "812 3004 5608"), ("09/18/2024 01:58", "09/19/2024 01:58"),
        ] {
            let other = one.replacing(change.0, with: change.1)
            #expect(
                try PortalFixture.refusal((one + other).utf8) == .severalMeetings(line: 7)
            )
        }
        let hosts = try PortalFixture.text("active-hosts")
        let other =
            hosts + (hosts.split(separator: "\n").last ?? "").replacing("5607", with: "5608")
        #expect(try PortalFixture.refusal(other.utf8) == .severalMeetings(line: 4))
    }

    @Test("several reports at once, of which minutes would count twice")
    func severalReports() throws {
        let text =
            try PortalFixture.text("joins-2024") + (try PortalFixture.text("unique-2024"))
        #expect(try PortalFixture.refusal(text.utf8) == .severalReports(line: 5))
    }

    @Test("single rows, and keeps the others")
    func rows() throws {
        let report = try PortalFixture.joins(
            "Ines,,\(stay),178,Yes",
            "Lund, Ines,,\(stay),178,Yes",
            "Ines",
            "Ines,,--,--,--,Yes",
            "Ines,,09/18/2024 02:03:25 PM,,178,Yes",
            "Ines,,\(stay),three,Yes",
            "Ines,,\(stay),178,perhaps",
            "\(String(repeating: "I", count: 1025)),,\(stay),178,Yes",
            "Zoë,,\(stay),,"
        )
        #expect(report.rows.map(\.line) == [2, 10])
        #expect(
            report.refused.map(\.reason) == [
                .tooManyCells, .missing(.joinTime), .missing(.joinTime), .missing(.leaveTime),
                .unreadable(.minutes), .unreadable(.guest), .unreadable(.name),
            ]
        )
        #expect(report.refused.map(\.line) == Array(3...9))
    }

    @Test("a row whose waiting room flag is unknown, rather than taking it for present")
    func waitingRoom() throws {
        let text = try PortalFixture.text("joins-2024").replacing("Yes,,Yes", with: "Yes,,Oui")
        let report = try PortalReport(bytes: Array(text.utf8))
        #expect(report.rows.map(\.line) == [2, 4])
        #expect(
            report.refused.map(\.description) == [
                "line 3: the waiting room flag cannot be read; expected is Yes or No"
            ]
        )
    }

    @Test("lines outside its tables, and numbers that a spreadsheet has rounded")
    func outside() throws {
        let webinar = try PortalFixture.text("webinar")
            .replacing("Panelist Details,\n", with: "Panelist Details,\nMarit,Nordlicht\n")
        let report = try PortalReport(bytes: Array(webinar.utf8))
        #expect(
            report.refused.map(\.description) == [
                "line 9: it stands outside the tables that are known"
            ]
        )
        #expect(report.rows.count == 6)
        let rounded = try PortalFixture.text("meeting-data-2024")
            .replacing("812 3004 5607", with: "8.12E+10")
        let meeting = try PortalReport(bytes: Array(rounded.utf8))
        #expect(meeting.refused.map(\.reason) == [.unreadable(.meetingNumber)])
        #expect(meeting.meetingNumber == nil)
        #expect(meeting.rows.count == 1)
    }

    @Test("a registration without anybody, and unique users without minutes")
    func others() throws {
        let registrations =
            try PortalFixture.text("registrations") + ",,,,08/21/2024 08:00 AM,denied"
        #expect(
            try PortalReport(bytes: Array(registrations.utf8)).refused.map(\.reason)
                == [.missing(.name)]
        )
        let unique = try PortalFixture.text("unique-2024") + "Ole,,--,Yes\nOle,,-3,Yes\n"
        #expect(
            try PortalReport(bytes: Array(unique.utf8)).refused.map(\.reason)
                == [.missing(.minutes), .missing(.minutes)]
        )
    }
}
