import Foundation
import Projections

/// Other makers of documents with the same table, each time in a process of its own whose start is not
/// counted: typst remembers what it made, and would only look it up the second time.
///
/// Both are taken as PyPI has them; typst with PDF/A-3a and PDF/UA-1, which it can at once, WeasyPrint with
/// PDF/UA-1.
enum DocumentPeer {
    /// What one took.
    struct Made: Decodable {
        /// How long it took.
        var seconds: Double
        /// How large the file is.
        var bytes: Int
    }

    private struct Task: Encodable {
        var rows: [[String]]
    }

    private static let missingCode: Int32 = 3

    /// Has each make the table of a sheet.
    /// - Returns: what each took; `nil` where python3 does not have it.
    /// - Throws: ``CommandFailure`` when one fails, and what Foundation throws when it cannot be run.
    static func measured(
        _ sample: SheetSample,
        rounds: Int
    ) throws -> [(name: String, made: Made?)] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("muster-bench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var rows: [[String]] = []
        for (number, row) in sample.sheet.rows.enumerated() {
            guard let line = row.signatures.first, let png = sample.pictures[line.sha256] else {
                continue
            }
            let picture = "\(number).png"
            try Data(png).write(to: folder.appendingPathComponent(picture))
            rows.append([
                "\(number + 1)", row.name, row.email ?? "", "present", "10:00", "14:00", "240 min",
                picture,
            ])
        }
        let task = try JSONEncoder().encode(Task(rows: rows))
        try task.write(to: folder.appendingPathComponent("task.json"))
        return [
            ("typst, PDF/A-3a and PDF/UA-1", try median(of: rounds, typst, in: folder)),
            ("WeasyPrint, PDF/UA-1", try median(of: rounds, weasyPrint, in: folder)),
        ]
    }

    /// The middle of several runs.
    private static func median(
        of rounds: Int,
        _ script: String,
        in folder: URL
    ) throws -> Made? {
        var runs: [Made] = []
        for _ in 0..<rounds {
            guard let made = try run(script, in: folder) else { return nil }
            runs.append(made)
        }
        guard let bytes = runs.first?.bytes else { return nil }
        return Made(seconds: runs.map(\.seconds).median, bytes: bytes)
    }

    private static func run(_ script: String, in folder: URL) throws -> Made? {
        let python = Process()
        let output = Pipe()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", common + script, folder.path]
        python.standardOutput = output
        try python.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        switch python.terminationStatus {
        case 0: return try JSONDecoder().decode(Made.self, from: answer)
        case missingCode, 127: return nil
        default: throw CommandFailure("a peer failed; its message is above")
        }
    }

    private static let common = """
        import html, json, os, sys, time
        folder = sys.argv[1]
        task = json.load(open(f"{folder}/task.json"))
        heads = ["No.", "Name", "E-mail", "Status", "First join", "Last leave", "Present", "Signature"]

        # What it does only once, such as reading fonts, is done for a line of text before.
        def measure(make, page, line):
            make(line)
            start = time.perf_counter()
            made = make(page)
            json.dump({"seconds": time.perf_counter() - start, "bytes": len(made)}, sys.stdout)


        """

    private static let typst = """
        try:
            import typst
        except ImportError:
            sys.exit(\(missingCode))

        def text(cell):
            return '"' + cell.replace("\\\\", "\\\\\\\\").replace('"', '\\\\"') + '"'

        cells = "".join(
            ", ".join(text(cell) for cell in row[:7])
            + f', image("{row[7]}", height: 34pt, alt: "Signature"),\\n' for row in task["rows"])
        head = '''#set document(title: "Attendance sheet", date: datetime(year: 2026, month: 3, day: 9))
        #set page(paper: "a4", flipped: true, margin: 42pt, numbering: "1 / 1")
        #set text(font: "Noto Sans", size: 8.5pt, lang: "en")
        = Attendance sheet'''
        page = f'''{head}
        #table(columns: 8, table.header({", ".join(text(head) for head in heads)}),
        {cells})'''
        fonts = typst.Fonts(font_paths=["/usr/share/fonts"])

        def make(text):
            return typst.compile(text.encode(), root=folder, font_paths=fonts, format="pdf",
                                 pdf_standards=["a-3a", "ua-1"])

        measure(make, page, f"{head} Zoë Иван Γιώργος")
        """

    private static let weasyPrint = """
        try:
            from weasyprint import HTML
            from weasyprint.text.fonts import FontConfiguration
        except ImportError:
            sys.exit(\(missingCode))

        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[:7])
            + f'<td><img src="{row[7]}" alt="Signature"></td></tr>' for row in task["rows"])
        page = f'''<!doctype html><html lang="en"><title>Attendance sheet</title><style>
        @page {{ size: A4 landscape; margin: 42pt; @bottom-right {{
            content: counter(page) " / " counter(pages); font: 7pt "Noto Sans" }} }}
        body {{ font: 8.5pt "Noto Sans" }} img {{ height: 34pt }} td {{ border-bottom: .35pt solid gray }}
        table {{ width: 100%; border-collapse: collapse }}</style><h1>Attendance sheet</h1><table><thead><tr>
        {"".join(f"<th scope=col>{head}</th>" for head in heads)}</tr></thead>{rows}</table></html>'''
        fonts = FontConfiguration()
        measure(lambda text: HTML(string=text, base_url=folder).write_pdf(
            font_config=fonts, pdf_variant="pdf/ua-1"), page, page.split("<table>")[0])
        """
}
