import Testing
import ZoomAPI

@Suite("A name in a portal's file")
struct PortalNameTests {
    private func row(_ name: String) throws -> PortalRow {
        let quoted = name.replacing("\"", with: "\"\"")
        let report = try PortalFixture.joins(
            "\"\(quoted)\",,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes"
        )
        return try #require(report.rows.first)
    }

    @Test(
        "is taken apart into display, original and host",
        arguments: [
            ("Ines", "Ines", nil, false),
            ("Ines (Ines Lund)", "Ines", "Ines Lund", false),
            ("Marit Nordlicht (Host)", "Marit Nordlicht", nil, true),
            ("Marit (me)", "Marit", nil, false),
            ("Marit (Host, me)", "Marit", nil, true),
            ("Marit (Co-host) (me)", "Marit", nil, false),
            ("Marit (Marit Nordlicht) (Host)", "Marit", "Marit Nordlicht", true),
            ("Marit (Host) (Marit Nordlicht)", "Marit", "Marit Nordlicht", true),
            ("Ines (Office (2nd))", "Ines", "Office (2nd)", false),
            ("Ines (a) (b)", "Ines (a)", "b", false),
            ("(Host)", "(Host)", nil, false),
            ("(Ines)", "(Ines)", nil, false),
            ("Ines ()", "Ines ()", nil, false),
            ("Ines :)", "Ines :)", nil, false),
            ("Ines (Lund", "Ines (Lund", nil, false),
            ("Ines (Lund) 2", "Ines (Lund) 2", nil, false),
        ]
    )
    func parts(written: String, display: String, original: String?, isHost: Bool) throws {
        let row = try row(written)
        #expect(row.name == display)
        #expect(row.originalName == original)
        #expect(row.isHost == isHost)
        #expect(row.writtenName == written)
    }

    @Test(
        "loses what nobody sees",
        arguments: [
            "\u{200B}Ines\u{200B} Lund", "\u{FEFF}Ines Lund", "Ines\u{A0}Lund", "Ines  Lund ",
            "Ines\u{202F}\u{2009}Lund\u{3164}", "\u{202A}Ines Lund\u{202C}", "Ines\r\nLund",
            "I\u{AD}nes\tLund", "\u{200D}Ines\u{200C} \u{200D}Lund\u{200D}", "Ines\u{7}Lund",
            "Ines\u{2028}Lund\u{2060}",
        ]
    )
    func invisible(written: String) throws {
        #expect(try row(written).name == "Ines Lund")
    }

    @Test(
        "keeps what scripts and emoji need",
        arguments: [
            "علی\u{200C}رضا", "Zoë 👩\u{200D}🚒", "क\u{94D}\u{200D}ष", "Zoë ❤\u{FE0F}", "李 (小)龙",
        ]
    )
    func visible(written: String) throws {
        #expect(try row(written).name == written)
    }

    @Test("may be nothing, and its row still counts")
    func blank() throws {
        for written in ["", " ", "--", "\u{200B}", "\u{3164}"] {
            let row = try row(written)
            #expect(row.name == nil)
            #expect(row.writtenName == nil)
            #expect(row.minutes == 178)
        }
    }

    @Test("may belong to several, and several names to one address")
    func duplicates() throws {
        let report = try PortalFixture.joins(
            "Ines,,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "Ines,,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "Ines,ines@lund.example,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "iPad,ines@lund.example,09/18/2024 02:10:00 PM,09/18/2024 04:00:00 PM,110,Yes"
        )
        #expect(report.rows.map(\.name) == ["Ines", "Ines", "Ines", "iPad"])
        #expect(report.rows.map(\.line) == [2, 3, 4, 5])
    }
}
