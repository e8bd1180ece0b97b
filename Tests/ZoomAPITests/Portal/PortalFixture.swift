import Foundation
import Testing
import ZoomAPI

/// Files of an invented training provider, in the shapes that the portal writes.
enum PortalFixture {
    static let names = [
        "joins-2020", "joins-2021", "joins-2024", "unique-2021", "unique-2024",
        "meeting-data-2021", "meeting-data-2024", "active-hosts", "webinar", "registrations",
    ]

    /// The bytes of `Fixtures/Portal/<name>.csv`.
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Fixture.folder.appending(path: "Portal/\(name).csv")))
    }

    /// The same as text, without byte-order mark and with plain newlines.
    static func text(_ name: String) throws -> String {
        String(decoding: try bytes(name).dropFirst(3), as: UTF8.self)
            .replacing("\r\n", with: "\n")
    }

    static let header = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest"

    /// A file of joins with these lines below the header.
    static func joins(
        _ lines: String...,
        dateOrder: PortalDateOrder? = nil
    ) throws -> PortalReport {
        let text = ([header] + lines).joined(separator: "\r\n") + "\r\n"
        return try PortalReport(bytes: Array(text.utf8), dateOrder: dateOrder)
    }

    /// What a file is refused with.
    static func refusal(
        _ bytes: some Sequence<UInt8>,
        dateOrder: PortalDateOrder? = nil
    ) throws -> PortalRefusal {
        try #require(throws: PortalRefusal.self) {
            try PortalReport(bytes: Array(bytes), dateOrder: dateOrder)
        }
    }
}

extension PortalReport {
    /// Line, name, join and leave of each row, for short expectations.
    var stays: [String] {
        rows.map { row in
            let times = [row.join, row.leave].map { $0?.description ?? "-" }
            return "\(row.line) \(row.name ?? "-") \(times.joined(separator: " "))"
        }
    }
}

extension [UInt8] {
    /// These bytes with a few random places changed, added, removed or repeated.
    func damaged(using generator: inout SeededGenerator) -> [UInt8] {
        let favourites = Array("\",;\t\r\n/.:-() 0149APM\u{FEFF}\u{200D}".utf8) + [0, 0xFF, 0x80]
        var body = self
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !body.isEmpty {
            let index = Int.random(in: 0..<body.count, using: &generator)
            let byte = favourites.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: body[index] = .random(in: .min ... .max, using: &generator)
            case 1: body[index] = byte
            case 2: body.insert(byte, at: index)
            case 3: body.remove(at: index)
            case 4: body.removeSubrange(index..<Swift.min(body.count, index + 40))
            default:
                let piece = body[index..<Swift.min(body.count, index + 80)]
                body.insert(contentsOf: Array(piece), at: index)
            }
        }
        return body
    }
}
