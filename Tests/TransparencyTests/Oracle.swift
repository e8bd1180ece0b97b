import Foundation
import Transparency

/// What `Oracle/oracle.go` printed.
struct Oracle {
    private let lines: [[String]]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/oracle.txt")
        lines = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    /// The lines of a kind, without it.
    func all(_ kind: String) -> [[String]] {
        lines.filter { $0[0] == kind }.map { Array($0.dropFirst()) }
    }

    /// What the lines of a kind say of sizes, in hexadecimal.
    func bySize(_ kind: String) -> [(size: Int64, hex: String)] {
        all(kind).map { (Int64($0[0]) ?? -1, $0[1]) }
    }

    var vkeys: [String] { all("vkey").map { $0[0] } }

    var notes: [[UInt8]] { all("note").map { Array(Data(base64Encoded: $0[0]) ?? Data()) } }
}

extension [TreeHash] {
    /// The oracle's encoding of a proof.
    var encoded: [UInt8] { [UInt8(count)] + flatMap(\.bytes) }
}
