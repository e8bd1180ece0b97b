import Foundation
import Testing

/// The habits of the tree, checked: what a reader may rely on without looking.
@Suite("The tree")
struct TidyTests {
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url
    }()

    struct Source: Sendable {
        var path: String
        var lines: [Substring]
    }

    static let sources = ["Sources", "Projections", "Reports", "Tests"].flatMap(sources(in:))

    static func sources(in folder: String) -> [Source] {
        let base = root.appendingPathComponent(folder)
        let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
        var sources: [Source] = []
        for case let file as URL in files ?? FileManager.DirectoryEnumerator()
        where file.pathExtension == "swift" {
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            sources.append(
                Source(
                    path: String(file.path.dropFirst(root.path.count + 1)),
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                )
            )
        }
        return sources
    }

    static let pure = [
        "Sources/EventSourcing/", "Sources/Attendance/", "Projections/", "Reports/",
        // All of the simulator but its edge.
        "Sources/ZoomSimulator/Control/", "Sources/ZoomSimulator/REST/",
        "Sources/ZoomSimulator/Scenario/", "Sources/ZoomSimulator/Stage/",
        "Sources/ZoomSimulator/Webhooks/", "Sources/ZoomSimulator/World/",
    ]

    static func isPure(_ path: String) -> Bool { pure.contains { path.hasPrefix($0) } }

    static func imports(_ source: Source) -> [String] {
        source.lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index <= 1 else { return nil }
            return words.last.map(String.init)
        }
    }

    @Test("there are sources to look at")
    func found() {
        #expect(Self.sources.count > 100)
    }

    @Test("the top level is what was agreed")
    func topLevel() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
            .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
        let agreed = ["Package.swift", "Projections", "README.md", "Reports", "Sources", "Tests"]
        #expect(names.sorted() == agreed)
    }

    @Test("pure modules touch no clock, disk, socket, chance, zone or locale")
    func pureModules() {
        let banned = [
            "Date()", "UUID()", ".random(", "TimeZone", "Locale", "Calendar", "FileManager",
            "print(",
            "SystemRandomNumberGenerator", "ContinuousClock", "getenv", "fopen", "socket(",
        ]
        for source in Self.sources where Self.isPure(source.path) {
            for (number, line) in source.lines.enumerated() where !line.isComment {
                for word in banned where line.contains(word) {
                    Issue.record("\(source.path):\(number + 1) uses \(word)")
                }
            }
        }
    }

    @Test("a module imports only what lies before it on the way of the data")
    func importTable() {
        let table: [(String, Set<String>)] = [
            ("Sources/EventSourcing/", []),
            ("Sources/Attendance/", ["EventSourcing"]),
            ("Projections/", ["Attendance", "EventSourcing"]),
            ("Reports/PDF/", ["CDeflate", "CHarfBuzz", "CPNGRows"]),
            ("Reports/Typesetting/", ["CFriBidi", "CHarfBuzz", "PDF", "_FoundationICU"]),
            ("Reports/QR/", ["CQREncode"]),
            (
                "Reports/Documents/",
                ["Attendance", "EventSourcing", "PDF", "Projections", "QR", "Typesetting"]
            ),
            (
                "Sources/ZoomAPI/",
                [
                    "AsyncHTTPClient", "Crypto", "Darwin", "EventSourcing", "FoundationEssentials",
                    "Glibc", "JWTKit", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
                ]
            ),
            ("Sources/ZoomSimulator/Control/", ["EventSourcing", "ZoomAPI"]),
            ("Sources/ZoomSimulator/REST/", ["EventSourcing", "ZoomAPI"]),
            ("Sources/ZoomSimulator/Scenario/", ["EventSourcing", "ZoomAPI"]),
            ("Sources/ZoomSimulator/Stage/", ["EventSourcing", "ZoomAPI"]),
            ("Sources/ZoomSimulator/Webhooks/", ["EventSourcing", "ZoomAPI"]),
            ("Sources/ZoomSimulator/World/", ["EventSourcing", "ZoomAPI"]),
        ]
        for (folder, allowed) in table {
            for source in Self.sources where source.path.hasPrefix(folder) {
                let foreign = Set(Self.imports(source)).subtracting(allowed)
                #expect(foreign.isEmpty, "\(source.path) imports \(foreign)")
            }
        }
    }

    @Test("only the event store knows SQLite")
    func sqlite() {
        for source in Self.sources where !source.path.hasPrefix("Sources/EventStore/") {
            let isTest = [
                "Tests/CLITests/Erasure/", "Tests/EventStoreTests/", "Tests/PowerCutTests/",
            ].contains { source.path.hasPrefix($0) }
            guard !isTest else { continue }
            let imports = Set(Self.imports(source))
            #expect(imports.isDisjoint(with: ["GRDB", "GRDBSQLite", "SQLite3"]), "\(source.path)")
        }
    }

    @Test("only the server, and the simulator's, know status codes")
    func statusCodes() {
        for source in Self.sources where source.path.hasPrefix("Sources/") {
            let isServer = ["Sources/Server/", "Sources/ZoomSimulator/Edge/"]
                .contains { source.path.hasPrefix($0) }
            #expect(isServer || !Self.imports(source).contains("HTTPTypes"), "\(source.path)")
        }
    }

    @Test("no source is longer than 400 lines, and no test longer than 600")
    func length() {
        for source in Self.sources {
            let limit = source.path.hasPrefix("Tests/") ? 600 : 400
            #expect(source.lines.count <= limit, "\(source.path) has \(source.lines.count) lines")
        }
    }

    @Test("nothing is left for later, and nothing stops the process on bad input")
    func leftovers() {
        // Built here so that this file does not find itself.
        let banned = ["TO" + "DO", "FIX" + "ME", "try" + "!", "fatal" + "Error("]
        for source in Self.sources {
            for (number, line) in source.lines.enumerated() {
                for word in banned where line.contains(word) {
                    Issue.record("\(source.path):\(number + 1) has \(word)")
                }
            }
        }
    }

    @Test("the README names files that exist")
    func readme() throws {
        let url = Self.root.appendingPathComponent("README.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let paths = text.split(separator: "`").map(String.init).filter { path in
            ["Sources/", "Projections/", "Reports/", "Tests/", ".ci/"].contains {
                path.hasPrefix($0)
            } && !path.contains(" ")
        }
        #expect(paths.count > 10)
        for path in paths {
            let file = Self.root.appendingPathComponent(path).path
            #expect(FileManager.default.fileExists(atPath: file), "\(path)")
        }
    }
}

extension Substring {
    fileprivate var isComment: Bool {
        drop { $0 == " " }.hasPrefix("//")
    }
}
