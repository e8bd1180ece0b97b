import Testing
import ZoomAPI

/// A file says the same, whichever program saved it last.
@Suite("The text of a portal's file")
struct PortalTextTests {
    private static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBig ? [high, low] : [low, high]
        }
    }

    @Test("may be UTF-8 or UTF-16, with mark or without", arguments: PortalFixture.names)
    func encodings(name: String) throws {
        let bytes = try PortalFixture.bytes(name)
        let expected = try PortalReport(bytes: bytes)
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        let encoded = [
            Array(text.utf8),
            [0xFF, 0xFE] + Self.utf16(text, isBig: false),
            [0xFE, 0xFF] + Self.utf16(text, isBig: true),
            Self.utf16(text, isBig: false),
            Self.utf16(text, isBig: true),
        ]
        for bytes in encoded { #expect(try PortalReport(bytes: bytes) == expected) }
    }

    @Test("may have NUL bytes anywhere")
    func nulls() throws {
        var bytes = try PortalFixture.bytes("joins-2024")
        let expected = try PortalReport(bytes: bytes)
        for index in stride(from: bytes.count, through: 3, by: -7) { bytes.insert(0, at: index) }
        #expect(try PortalReport(bytes: bytes) == expected)
    }

    @Test("may end its lines in CRLF, LF or CR, and its last line not at all")
    func newlines() throws {
        for name in PortalFixture.names {
            let text = try PortalFixture.text(name)
            let expected = try PortalReport(bytes: try PortalFixture.bytes(name))
            for newline in ["\n", "\r", "\r\n"] {
                let file = text.replacing("\n", with: newline)
                #expect(try PortalReport(bytes: Array(file.utf8)) == expected)
            }
            let unended = Array(text.dropLast().utf8)
            #expect(try PortalReport(bytes: unended) == expected)
        }
    }

    @Test("may be separated by semicolons or tabs", arguments: [";", "\t"])
    func separators(separator: String) throws {
        for name in PortalFixture.names {
            // Commas inside quotes stay: a mark stands for each while the others are replaced.
            let pieces = try PortalFixture.text(name).split(
                separator: "\"",
                omittingEmptySubsequences: false
            )
            let text = pieces.enumerated().map { index, piece in
                index.isMultiple(of: 2)
                    ? piece.replacing(",", with: separator) : "\"\(piece)\""
            }
            let expected = try PortalReport(bytes: try PortalFixture.bytes(name))
            #expect(try PortalReport(bytes: Array(text.joined().utf8)) == expected, "\(name)")
        }
    }

    @Test("may begin with a spreadsheet's word on its separator")
    func separatorLine() throws {
        let text = """
            sep=;
            Name (original name);Email;Join time;Leave time;Duration (minutes);Guest
            Ines Lund;;18.09.2024 14:03;18.09.2024 17:00;178;Yes
            """
        let report = try PortalReport(bytes: Array(text.utf8))
        #expect(report.stays == ["3 Ines Lund 2024-09-18T14:03:00 2024-09-18T17:00:00"])
        #expect(report.refused.isEmpty)
        #expect(!report.timesHaveSeconds)
    }

    @Test("may quote commas, newlines and quotation marks; lines are counted all the same")
    func quotes() throws {
        let report = try PortalFixture.joins(
            "\"Lund, \"\"Ines\"\"\",,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "\"Zoë\r\nÇelik\",,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "Ole \"Olle\" Ruud,,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "  \"Marit\" Nordlicht,, \"09/18/2024 02:03:25 PM\" ,09/18/2024 05:00:59 PM,178,Yes"
        )
        #expect(
            report.rows.map(\.name) == [
                "Lund, \"Ines\"", "Zoë Çelik", "Ole \"Olle\" Ruud", "Marit Nordlicht",
            ]
        )
        #expect(report.rows.map(\.line) == [2, 3, 5, 6])
        #expect(report.refused.isEmpty)
    }

    @Test("may have cells that begin with a joiner or an accent")
    func combining() throws {
        let report = try PortalFixture.joins(
            "Ines,\u{200D}ines@lund.example,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "\"\u{200C}Lund, Ines\",,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes",
            "\u{301}Zoë\u{600},\u{FE0F},09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes"
        )
        #expect(report.refused.isEmpty)
        #expect(report.rows.map(\.minutes) == [178, 178, 178])
        #expect(report.rows[0].email == "ines@lund.example")
        #expect(report.rows[1].name == "Lund, Ines")
    }

    @Test("may have blank lines, and a Zoom Report below")
    func trailing() throws {
        let report = try PortalFixture.joins(
            "",
            "Ines,,09/18/2024 02:03:25 PM,09/18/2024 05:00:59 PM,178,Yes,",
            " , ,,",
            "Zoom Report"
        )
        #expect(report.stays.count == 1)
        #expect(report.refused.isEmpty)
    }
}
