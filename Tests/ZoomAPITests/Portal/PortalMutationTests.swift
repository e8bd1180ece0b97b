import Testing
import ZoomAPI

/// Whatever the file, reading ends, twice alike, and its reasons quote nothing.
@Suite("Damaged files of the portal")
struct PortalMutationTests {
    private static func isDiscreet(_ text: String) -> Bool {
        !["Nordlicht", "Lund", "Ines", "elik", "example"].contains { text.contains($0) }
    }

    @Test("end in a report or a refusal", .timeLimit(.minutes(30)), arguments: UInt64(0)..<40)
    func damaged(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let files = try PortalFixture.names.map(PortalFixture.bytes)
        for index in 0..<100 {
            var file = files[index % files.count]
            // Sometimes two files run into each other.
            if index.isMultiple(of: 9) { file += files[(index + Int(seed)) % files.count] }
            let bytes = file.damaged(using: &generator)
            let first = Result { try PortalReport(bytes: bytes) }
            let second = Result { try PortalReport(bytes: bytes) }
            switch (first, second) {
            case (.success(let one), .success(let two)):
                #expect(one == two)
                check(one, lines: bytes.count { $0 == 10 || $0 == 13 } + 1)
            case (.failure(let one), .failure(let two)):
                #expect("\(one)" == "\(two)")
                #expect(one is PortalRefusal)
                #expect(Self.isDiscreet("\(one)"))
            default: Issue.record("two readings differ, seed \(seed), file \(index)")
            }
        }
    }

    private func check(_ report: PortalReport, lines: Int) {
        let read = report.rows.map(\.line)
        let refused = report.refused.map(\.line)
        #expect(read == read.sorted())
        #expect(refused == refused.sorted())
        #expect((read + refused).allSatisfy { (1...lines).contains($0) })
        #expect(Set(read).isDisjoint(with: refused))
        #expect(report.refused.allSatisfy { Self.isDiscreet($0.description) })
        for row in report.rows where report.variant == .joins || report.variant == .activeHosts {
            #expect(row.join != nil && row.leave != nil)
        }
    }

    /// Each would take minutes if any step went back over what it has read.
    @Test(
        "are read in one pass",
        .timeLimit(.minutes(30)),
        arguments: [",", "\"", "\"\"", "\n\"", "\",\"", "(me)", "a\n", ",\n", "\u{200D}", " "]
    )
    func hostile(piece: String) throws {
        let filler = String(repeating: piece, count: (1 << 17) / piece.utf8.count)
        for text in [filler, PortalFixture.header + "\n" + filler] {
            guard let report = try? PortalReport(bytes: Array(text.utf8)) else { continue }
            #expect(report.rows.isEmpty)
        }
    }
}
