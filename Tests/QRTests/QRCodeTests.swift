import Foundation
import QR
import TestSupport
import Testing

@Suite("QR codes")
struct QRCodeTests {
    @Test(
        "are read by another program as what was put in",
        arguments: [
            "https://muster.example/room/0123456789abcdef0123456789abcdef", "a",
            "Zażółć gęślą jaźń",
            String(repeating: "0123456789", count: 80),
        ]
    )
    func isRead(text: String) throws {
        for correction in [QRCode.Correction.low, .medium] {
            let code = try #require(QRCode(text, correction: correction))
            let directory = try TemporaryDirectory()
            let file = directory.url.appendingPathComponent("code.pbm")
            try Data(pbm(code).utf8).write(to: file)
            let read = try Shell.run(
                "/usr/bin/zbarimg",
                ["--quiet", "--raw", "-Sbinary", file.path]
            )
            #expect(read.output.hasPrefix(text))
        }
    }

    @Test("have the path of their dark modules")
    func path() throws {
        let code = try #require(QRCode("path"))
        var drawn: Set<[Int]> = []
        for match in code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let (x, y, length) = (Int(match.1) ?? 0, Int(match.2) ?? 0, Int(match.3) ?? 0)
            #expect(match.3 == match.4)
            for column in x..<x + length { #expect(drawn.insert([column, y]).inserted) }
        }
        for row in 0..<code.side {
            for column in 0..<code.side {
                #expect(drawn.contains([column, row]) == code.isDark(column: column, row: row))
            }
        }
    }

    @Test("are none of nothing, or of more than fits")
    func limits() {
        #expect(QRCode("") == nil)
        #expect(QRCode([UInt8](repeating: 97, count: 2331))?.side == 177)
        #expect(QRCode([UInt8](repeating: 97, count: 2332)) == nil)
        #expect(QRCode([UInt8](repeating: 97, count: 2953), correction: .low)?.side == 177)
        #expect(QRCode([UInt8](repeating: 97, count: 100_000), correction: .low) == nil)
    }

    /// A picture with the margin that belongs around it, four pixels a module.
    private func pbm(_ code: QRCode) -> String {
        let (margin, scale) = (4, 4)
        let side = (code.side + 2 * margin) * scale
        var text = "P1\n\(side) \(side)\n"
        for y in 0..<side {
            for x in 0..<side {
                let (column, row) = (x / scale - margin, y / scale - margin)
                let isInside = (0..<code.side).contains(column) && (0..<code.side).contains(row)
                text += isInside && code.isDark(column: column, row: row) ? "1 " : "0 "
            }
            text += "\n"
        }
        return text
    }
}
