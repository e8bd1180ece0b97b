import PDF
import Testing

@testable import Typesetting

@Suite("Shaping")
struct ShapingTests {
    @Test("never uses glyph 0", arguments: Samples.names, FontWeight.allCases)
    func noBoxes(name: String, weight: FontWeight) throws {
        var typesetter = Typesetter(fonts: Samples.fonts)
        let style = TextStyle(size: 9, weight: weight)
        let lines = try typesetter.lines(of: name, style: style)
        let line = try #require(lines.first)
        #expect(line.width > 0)
        #expect(line.text == name)
        #expect(line.runs.allSatisfy { run in run.glyphs.allSatisfy { $0.id != 0 } })
    }

    @Test("writes a sign without a font as its code point")
    func substitutes() throws {
        var typesetter = Typesetter(fonts: Samples.fonts)
        let sign = try typesetter.lines(of: "A 🌸 B", style: Samples.text)
        let code = try typesetter.lines(of: "A U+1F338 B", style: Samples.text)
        #expect(sign[0].text == "A 🌸 B")
        #expect(
            sign[0].runs.flatMap(\.glyphs).map(\.id) == code[0].runs.flatMap(\.glyphs).map(\.id)
        )
    }

    @Test("names the Debian package of a missing font")
    func missingFont() throws {
        var shelf = FontShelf()
        let latin = try #require(Samples.fonts.face(family: "Noto Sans", weight: .regular))
        shelf.place(latin, family: "Noto Sans", weight: .regular)
        let expected = [
            ("אב", "Hebr", "Noto Sans Hebrew", "fonts-noto-core"),
            ("王", "Hani", "Noto Sans CJK SC", "fonts-noto-cjk"),
            ("はな", "Hira", "Noto Sans CJK JP", "fonts-noto-cjk"),
        ]
        for (text, script, family, package) in expected {
            var typesetter = Typesetter(fonts: shelf)
            var caught: TypesettingError?
            do throws(TypesettingError) {
                _ = try typesetter.lines(of: text, style: Samples.text)
            } catch {
                caught = error
            }
            #expect(caught == .missingFont(script: script, family: family, package: package))
        }
    }

    @Test("sets Han characters in the font of the language that kana and hangul tell")
    func hanReading() throws {
        func family(_ text: String) throws -> String {
            var typesetter = Typesetter(fonts: Samples.fonts)
            return try typesetter.lines(of: text, style: Samples.text)[0].runs[0].face.name
        }
        #expect(try family("直子") == "NotoSansCJKsc-Regular")
        #expect(try family("直子さん") == "NotoSansCJKjp-Regular")
        #expect(try family("直子 씨") == "NotoSansCJKkr-Regular")
    }
}

@Suite("Order of text in two directions")
struct BidiTests {
    @Test("follows the first strong character")
    func direction() {
        #expect(Bidi.levels(of: scalars("יוסף (B2)")).base == 1)
        #expect(Bidi.levels(of: scalars("12 יוסף")).base == 1)
        #expect(Bidi.levels(of: scalars("Smith محمد")).base == 0)
        #expect(Bidi.levels(of: scalars("12")).base == 0)
    }

    @Test("reverses runs from the highest level down")
    func visualOrder() {
        #expect(Bidi.visualOrder(of: [0, 0, 0]) == [0, 1, 2])
        #expect(Bidi.visualOrder(of: [1, 1, 1]) == [2, 1, 0])
        #expect(Bidi.visualOrder(of: [0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4])
        #expect(Bidi.visualOrder(of: [1, 2, 1]) == [2, 1, 0])
        #expect(Bidi.visualOrder(of: [2, 2, 1]) == [2, 0, 1])
        #expect(Bidi.visualOrder(of: []) == [])
    }

    @Test("puts the runs of a mixed name from left to right")
    func mixed() throws {
        var typesetter = Typesetter(fonts: Samples.fonts)
        let runs = try typesetter.lines(of: "יוסף B2", style: Samples.text)[0].runs
        #expect(runs.map(\.isRightToLeft) == [false, true])
        #expect(runs[0].text == "B2")
        let clusters = runs[1].glyphs.map(\.cluster)
        #expect(clusters == clusters.sorted(by: >))
    }

    private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}
