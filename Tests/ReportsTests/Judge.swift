import EventSourcing
import Foundation
import TestSupport

/// Asks independent programs what is in a file.
struct Judge {
    private let path: String

    init(_ file: [UInt8]) throws {
        self.path = NSTemporaryDirectory() + "sheet-\(UUID().uuidString).pdf"
        try Data(file).write(to: URL(fileURLWithPath: path))
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// The lines a reader copies, without the marks that poppler sets around right-to-left text.
    func lines() throws -> [String] {
        let text = try run("pdftotext", "-layout", path, "-").output
        let clean = text.unicodeScalars.filter { !(0x202A...0x202E).contains($0.value) }
        let lines = String(String.UnicodeScalarView(clean)).split { $0.isNewline }
        return lines.map {
            $0.split(separator: " ").joined(separator: " ")
        }
    }

    /// Where the words of a page are, in the file's order.
    func words(onPage page: Int) throws -> [(text: String, left: Double, right: Double)] {
        let number = String(page)
        return try run("pdftotext", "-bbox", "-f", number, "-l", number, path, "-").output
            .matches(of: /<word xMin="([0-9.]+)".* xMax="([0-9.]+)" .*>(.*)<\/word>/)
            .compactMap { match in
                guard let left = Double(match.1), let right = Double(match.2) else { return nil }
                return (String(match.3), left, right)
            }
    }

    /// The types of the pictures: `image` or `smask`.
    func pictures() throws -> [String] {
        try run("pdfimages", "-list", path).output.split(separator: "\n").dropFirst(2).compactMap {
            let columns = $0.split(separator: " ")
            return columns.count > 2 ? String(columns[2]) : nil
        }
    }

    /// Whether every font is embedded as a subset with a map to Unicode.
    func fontsAreEmbedded() throws -> Bool {
        try run("pdffonts", path).output.split(separator: "\n").dropFirst(2).allSatisfy {
            $0.contains(" yes yes yes ")
        }
    }

    /// The files that travel in it, by their names.
    func attachments() throws -> [String: [UInt8]] {
        let directory = try TemporaryDirectory()
        _ = try run("pdfdetach", "-saveall", "-o", directory.url.path, path)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        return try names.reduce(into: [:]) {
            $0[$1] = Array(try Data(contentsOf: directory.url.appendingPathComponent($1)))
        }
    }

    /// What is read, in order: elements by their types, and the texts in them in quotes.
    func structure() throws -> [String] {
        try run("pdfinfo", "-struct-text", path).output.split(separator: "\n").map { line in
            let words = line.trimmingCharacters(in: .whitespaces)
            return words.hasPrefix("\"") ? words : String(words.prefix { !" (:".contains($0) })
        }
    }

    /// The titles of the bookmarks, in order.
    func bookmarks() throws -> [String] {
        let output = try run("qpdf", "--json=1", "--json-key=outlines", path).output
        let outlines = try JSON(parsing: Array(output.utf8))["outlines"]?.array ?? []
        func titles(_ outline: JSON) -> [String] {
            [outline["title"]?.string ?? ""] + (outline["kids"]?.array ?? []).flatMap(titles)
        }
        return outlines.flatMap(titles)
    }

    func isClean() throws -> Bool { try run("qpdf", "--check", path).status == 0 }

    func pageCount() throws -> Int? {
        let lines = try run("pdfinfo", path).output.split(separator: "\n")
        return lines.first { $0.hasPrefix("Pages:") }.flatMap { line in
            Int(line.split(separator: " ").last ?? "")
        }
    }

    private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
