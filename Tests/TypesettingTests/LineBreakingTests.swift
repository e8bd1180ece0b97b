import Testing

@testable import Typesetting

@Suite("Line breaking")
struct LineBreakingTests {
    @Test("keeps every line within its width and every letter", arguments: Samples.names)
    func wraps(name: String) throws {
        let text = [name, name, name].joined(separator: " ")
        for width in [30.0, 55, 90, 200] {
            var typesetter = Typesetter(fonts: Samples.fonts)
            let lines = try typesetter.lines(of: text, style: Samples.text, width: width)
            #expect(lines.allSatisfy { $0.width <= width + 1 })
            let letters = lines.flatMap(\.text.unicodeScalars).filter { $0 != " " }
            #expect(letters == text.unicodeScalars.filter { $0 != " " })
        }
    }

    @Test("breaks an address after its signs, and what has none anywhere")
    func emergency() throws {
        var typesetter = Typesetter(fonts: Samples.fonts)
        let address = try typesetter.lines(
            of: "annabella@institute.example.org",
            style: Samples.text,
            width: 90
        )
        #expect(address.map(\.text) == ["annabella@", "institute.example.", "org"])
        let long = String(repeating: "m", count: 60)
        let lines = try typesetter.lines(of: long, style: Samples.text, width: 90)
        #expect(lines.count > 5)
        #expect(lines.map(\.text).joined() == long)
    }

    @Test("takes line ends and turns other control characters into spaces")
    func controls() throws {
        var typesetter = Typesetter(fonts: Samples.fonts)
        let lines = try typesetter.lines(of: "a\u{7}b\nc\u{2028}\n", style: Samples.text)
        #expect(lines.map(\.text) == ["a b", "c", "", ""])
    }

    @Test("never begins a line with closing punctuation")
    func kinsoku() {
        let breaks = PlainLineBreaker().opportunities(in: Array("東京（日本）、ー".unicodeScalars))
        #expect(breaks == [1, 2, 4])
    }
}
