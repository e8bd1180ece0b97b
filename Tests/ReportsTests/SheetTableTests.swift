import Attendance
import EventSourcing
import Foundation
#if canImport(FoundationXML)
import FoundationXML
#endif
import Projections
import Reports
import TestSupport
import Testing

@Suite("The sheet in other forms")
struct SheetTableTests {
    @Test("is a table with every row, its times in UTC and by the clock")
    func table() throws {
        var sheet = SheetSamples.sheet(rows: [
            SheetSamples.present("=HYPERLINK(\"x\")", number: 1),
            SheetSamples.absent("Ben", number: 2),
        ])
        sheet.rows[0].ownID = "+33 1"
        let bytes = SheetTable(sheet, in: SheetSamples.paris).csv
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        var records = SeparatedRecords(Array(bytes.dropFirst(3)), separator: UInt8(ascii: ","))
        let heads = try #require(try records.next()).cells
        let first = try #require(try records.next()).cells
        let second = try #require(try records.next()).cells
        #expect(try records.next() == nil)
        #expect(heads.count == first.count && heads.count == second.count)
        let anna = Dictionary(uniqueKeysWithValues: zip(heads, first))
        // No spreadsheet computes it, and every reader sees what was written.
        #expect(anna["name"] == "'=HYPERLINK(\"x\")")
        #expect(anna["own_id"] == "'+33 1")
        #expect(anna["first_join_utc"] == "2026-03-09T07:58:00Z")
        #expect(anna["first_join_local"] == "2026-03-09 08:58:00")
        #expect(anna["zone"] == "Europe/Paris")
        #expect(anna["morning_picture_sha256"] == sheet.rows[0].signatures[0].sha256.text)
        let ben = Dictionary(uniqueKeysWithValues: zip(heads, second))
        #expect(ben["status"] == "absent")
        #expect(ben["first_join_utc"] == "" && ben["afternoon_signed_utc"] == "")
        #expect(ben["number"] == "2")
    }

    @Test("is a drawing that is XML whatever people are called, with a bar for every stay")
    func drawing() throws {
        var sheet = SheetSamples.sheet(rows: [
            SheetSamples.present("<b>\u{301}&\"Anna\"\u{FFFE}\u{1}", number: 1),
            SheetSamples.present("محمد عبد الله", number: 2),
        ])
        sheet.rows[1].connections[0].endInferred = true
        let figure = try #require(
            TimelineFigure(
                of: sheet,
                knownAt: SheetSamples.moment(18),
                in: SheetSamples.paris,
                language: .english
            )
        )
        let parser = XMLReading()
        #expect(parser.read(figure.svg))
        #expect(parser.elements.filter { $0 == "rect" }.count == 2)
        #expect(parser.texts.contains("<b>\u{301}&\"Anna\""))
        #expect(parser.texts.contains("محمد عبد الله"))
        #expect(parser.texts.contains("09:00"))
        #expect(
            TimelineFigure(
                of: SheetSamples.sheet(rows: [SheetSamples.absent("Ben", number: 1)]),
                knownAt: nil,
                in: SheetSamples.paris,
                language: .english
            ) == nil
        )
    }

    @Test("marks the clock every hour of a day, and every few minutes of a short meeting")
    func ticks() throws {
        func labels(from start: Instant, minutes: Int64) throws -> [String] {
            var row = SheetSamples.present("Anna", number: 1, slots: [])
            row.connections = [
                AttendanceSheet.Connection(
                    from: start,
                    to: start.advanced(bySeconds: minutes * 60),
                    source: .live
                )
            ]
            var sheet = SheetSamples.sheet(rows: [row], slots: [])
            sheet.occurrence.planned = nil
            let figure = TimelineFigure(
                of: sheet,
                knownAt: nil,
                in: SheetSamples.paris,
                language: .english
            )
            let parser = XMLReading()
            _ = parser.read(try #require(figure).svg)
            return parser.texts.filter { $0.contains(":") && $0.count == 5 }
        }
        let day = try labels(from: SheetSamples.moment(9, 10), minutes: 400)
        #expect(day == (9...16).map { $0 < 10 ? "0\($0):00" : "\($0):00" })
        let short = try labels(from: SheetSamples.moment(9, 2), minutes: 20)
        #expect(short == ["09:00", "09:05", "09:10", "09:15", "09:20", "09:25"])
    }
}

/// The elements and texts of an XML document, as Foundation reads it.
private final class XMLReading: NSObject, XMLParserDelegate {
    private(set) var elements: [String] = []
    private(set) var texts: [String] = []
    private var text = ""

    func read(_ document: String) -> Bool {
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        return parser.parse()
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(name)
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        if !text.isEmpty { texts.append(text) }
        text = ""
    }
}
