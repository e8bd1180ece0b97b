import Attendance
import EventSourcing
import PDF
import Projections
import Reports
import TestSupport
import Testing
import Typesetting

@Suite("The sheet as a document")
struct SheetDocumentTests {
    static let names = [
        "Anna Kowalska", "Đặng Thị Hương", "Jose\u{301} García", "Иван Петров",
        "Γιώργος Παπαδόπουλος", "محمد عبد الله", "علاء الدين", "فَاطِمَة الزَّهراء", "יוסף לוי",
        "משה כֹּהֵן", "अनीता शर्मा", "สมชาย ใจดี", "田中太郎", "さとうハナコ", "王小明", "김민수",
        "தமிழ்ச்செல்வி", "გიორგი", "Anna 🌸 Blum", "🌸 محمد علاء",
    ]

    @Test("gives every name back in reading order, in any script")
    func names() async throws {
        let rows = Self.names.enumerated().map { SheetSamples.present($1, number: $0) }
        let file = try await SheetSamples.document(SheetSamples.sheet(rows: rows))
            .rendered()
        let judge = try Judge(file)
        defer { judge.remove() }
        #expect(try judge.isClean())
        #expect(try judge.fontsAreEmbedded())
        let lines = try judge.lines()
        for (index, name) in Self.names.enumerated() {
            let start = "\(index + 1) \(name) present 08:58 17:01 466 min 99 %"
            #expect(lines.contains(start), "\(name)")
        }
    }

    @Test("shows one picture a signature")
    func pictures() async throws {
        let rows = (0..<7).map { SheetSamples.present("Person \($0)", number: $0) }
        let file = try await SheetSamples.document(SheetSamples.sheet(rows: rows))
            .rendered()
        let judge = try Judge(file)
        defer { judge.remove() }
        let pictures = try judge.pictures()
        #expect(pictures.filter { $0 == "image" }.count == 14)
        #expect(pictures.filter { $0 == "smask" }.count == 14)
    }

    @Test("has the same bytes twice, also with pictures prepared before")
    func deterministic() async throws {
        let rows = Self.names.enumerated().map { SheetSamples.present($1, number: $0) }
        let sheet = SheetSamples.sheet(rows: rows)
        let document = SheetSamples.document(sheet)
        let first = try await document.rendered()
        #expect(try await document.rendered() == first)
        let prepared = try SheetSamples.images(of: sheet).mapValues {
            SignaturePicture(file: $0, prepared: try PreparedImage(png: $0))
        }
        #expect(try await document.rendered(prepared) == first)
    }

    @Test("comes page by page, its pictures asked for as it comes to them")
    func streamed() async throws {
        let rows = (0..<150).map { SheetSamples.present("Person \($0)", number: $0) }
        let sheet = SheetSamples.sheet(rows: rows)
        let document = SheetSamples.document(sheet, evidence: SheetSamples.evidence(of: sheet))
        let files = SheetSamples.images(of: sheet)
        var (parts, whole): ([Int], [UInt8]) = ([], [])
        let asked = AskedPictures(files.mapValues { SignaturePicture(file: $0) })
        try await document.write(
            to: { bytes in
                parts.append(bytes.count)
                whole += bytes
            },
            with: SheetSamples.fonts,
            pictures: asked
        )
        #expect(try await document.rendered() == whole)
        #expect((parts.max() ?? .max) < whole.count / 3, "\(parts)")
        let counts = await asked.counts
        #expect(counts.reduce(0, +) == 300 && counts.allSatisfy { $0 <= 128 }, "\(counts)")
    }

    @Test("keeps the file of a signature that another took the place of, and prints the other")
    func replaced() async throws {
        var row = SheetSamples.present("Anna", number: 1)
        var second = row.signatures[0]
        second.sha256 = SHA256Digest("second")
        row.signatures.append(second)
        let sheet = SheetSamples.sheet(rows: [row])
        let judge = try await Judge(SheetSamples.document(sheet).rendered())
        defer { judge.remove() }
        let names = try judge.attachments().keys.filter { $0.hasPrefix("signature-") }
        #expect(Set(names) == Set(row.signatures.map { "signature-\($0.sha256).png" }))
        #expect(try judge.pictures().count { $0 == "image" } == 2)
    }

    @Test("says page x of y, its state and the log on every page")
    func feet() async throws {
        let rows = (0..<40).map { SheetSamples.present("Person \($0)", number: $0) }
        let file = try await SheetSamples.document(
            SheetSamples.sheet(rows: rows),
            provenance: SheetSamples.closed
        ).rendered()
        let judge = try Judge(file)
        defer { judge.remove() }
        let pages = try #require(try judge.pageCount())
        #expect(pages > 3)
        let lines = try judge.lines()
        for page in 1...pages {
            let foot =
                "Closed revision 2, closed at 2026-03-09 18:00:00 +01:00 Page \(page) of \(pages)"
            #expect(lines.contains(foot))
        }
        #expect(lines.filter { $0.hasPrefix("Log size 130, last position 129") }.count == pages)
        // The totals may stand alone on the last page.
        #expect(lines.filter { $0.hasPrefix("No. Name Status") }.count >= pages - 1)
        for number in 0..<40 {
            #expect(lines.filter { $0.hasPrefix("\(number + 1) Person \(number) ") }.count == 1)
        }
    }

    @Test("tells why there is nothing to show")
    func empty() async throws {
        let nobody = try await lines(of: SheetSamples.sheet(rows: []))
        #expect(nobody.contains("No attendee is known."))
        #expect(nobody.contains("No trainer is known."))
        let unasked = SheetSamples.sheet(
            rows: [SheetSamples.present("Anna", number: 1, slots: [])],
            slots: []
        )
        #expect(try await lines(of: unasked).contains("No signature was asked for."))
        let absent = SheetSamples.sheet(rows: [SheetSamples.absent("Anna", number: 1)])
        // At 16:10 the morning is over and the afternoon is not.
        #expect(
            try await lines(of: absent).contains(
                "1 Anna absent – – – – – not signed – not signed yet"
            )
        )
        let closed = try await lines(of: absent, provenance: SheetSamples.closed)
        #expect(closed.contains("1 Anna absent – – – – – not signed – not signed"))
    }

    @Test("to be signed by hand, names whom one expects, and no guest who only connected")
    func blank() async throws {
        var guest = SheetSamples.present("Somebody's phone", number: 2)
        guest.isUnidentified = true
        let sheet = SheetSamples.sheet(rows: [SheetSamples.absent("Anna", number: 1), guest])
        let document = SheetDocument(
            sheet: sheet,
            provenance: SheetSamples.provisional,
            zone: SheetSamples.paris,
            form: SheetForm(isBlank: true)
        )
        let judge = try await Judge(document.rendered())
        defer { judge.remove() }
        let text = try judge.lines().joined(separator: "\n")
        #expect(text.contains("1 Anna") && !text.contains("phone"))
    }

    @Test("says who decided what about a row, why, and what Zoom had told")
    func decisions() async throws {
        var anna = SheetSamples.present("Anna", number: 1)
        anna.secondsTold = 14_000
        anna.corrections = [
            AttendanceSheet.CorrectionLine(
                decision: DecisionID("d1"),
                kind: .present,
                window: TimeWindow(start: SheetSamples.moment(9), end: SheetSamples.moment(12)),
                reason: "Seen in the room",
                by: Actor("cli:trainer"),
                at: SheetSamples.moment(18)
            ),
            AttendanceSheet.CorrectionLine(
                decision: DecisionID("d2"),
                kind: .excused,
                reason: "Ill",
                document: "certificate 17",
                by: Actor("cli:trainer"),
                at: SheetSamples.moment(18, 5),
                withdrawn: AttendanceSheet.Withdrawal(
                    by: Actor("cli:office"),
                    at: SheetSamples.moment(19),
                    reason: "It was Hanna"
                )
            ),
        ]
        let text = try await lines(of: SheetSamples.sheet(rows: [anna])).joined(separator: " ")
        for words in [
            "Decisions on attendance", "was there", "09:00–12:00", "Seen in the room",
            "cli:trainer", "2026-03-09 18:00:00 +01:00", "certificate 17",
            "taken back: It was Hanna", "cli:office", "Zoom told 233 min",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        let untouched = try await lines(
            of: SheetSamples.sheet(rows: [SheetSamples.absent("B", number: 2)])
        )
        #expect(!untouched.contains("Decisions on attendance"))
    }

    @Test("counts statuses and signatures of attendees only")
    func totals() async throws {
        var trainer = SheetSamples.present("Sophie Marchand", number: 90)
        trainer.role = .trainer
        let lines = try await lines(
            of: SheetSamples.sheet(rows: [
                trainer, SheetSamples.present("A", number: 1), SheetSamples.present("B", number: 2),
                SheetSamples.absent("C", number: 3),
                SheetSamples.absent("D", number: 4, status: .unknown),
            ])
        )
        let head = lines.firstIndex(of: "Totals")
        let start = try #require(head)
        let labels = "Attendees present partial absent not seen yet unknown Signatures Time in all"
        #expect(lines[start + 1] == labels)
        #expect(lines[start + 2] == "4 2 0 1 0 1 4 of 8 15:33 h")
    }

    @Test("names the package of a missing font, and the signature that is damaged")
    func errors() async throws {
        var shelf = FontShelf()
        for weight in FontWeight.allCases {
            let face = SheetSamples.fonts.face(family: "Noto Sans", weight: weight)
            shelf.place(try #require(face), family: "Noto Sans", weight: weight)
        }
        let hebrew = SheetSamples.document(
            SheetSamples.sheet(rows: [SheetSamples.absent("יוסף", number: 1)])
        )
        let missing = SheetDocumentError.missingFont(
            script: "Hebr",
            family: "Noto Sans Hebrew",
            package: "fonts-noto-core"
        )
        await #expect(throws: missing) { try await rendered(hebrew, [:], with: shelf) }
        let sheet = SheetSamples.sheet(rows: [SheetSamples.present("Anna", number: 1)])
        var images = SheetSamples.images(of: sheet)
        let digest = SHA256Digest("1-morning")
        images[digest] = Array(images[digest]?.dropLast(20) ?? [])
        let pictures = images.mapValues { SignaturePicture(file: $0) }
        await #expect(throws: SheetDocumentError.badSignature(digest, .truncated)) {
            try await rendered(SheetSamples.document(sheet), pictures, with: SheetSamples.fonts)
        }
    }

    /// A document, or why it could not be made.
    private func rendered(
        _ document: SheetDocument,
        _ pictures: [SHA256Digest: SignaturePicture],
        with fonts: FontShelf
    ) async throws(SheetDocumentError) {
        do throws(SheetWritingError<Never>) {
            try await document.write(to: { _ in }, with: fonts, pictures: pictures)
        } catch {
            switch error {
            case .document(let error): throw error
            }
        }
    }

    @Test("says so where the image of a signature is no longer kept")
    func erasedImage() async throws {
        let sheet = SheetSamples.sheet(rows: [SheetSamples.present("Anna", number: 1)])
        let document = SheetDocument(
            sheet: sheet,
            provenance: SheetSamples.closed,
            zone: SheetSamples.paris
        )
        let judge = try await Judge(document.rendered([:]))
        defer { judge.remove() }
        #expect(try judge.lines().contains { $0.contains("signed; image not available") })
        #expect(try judge.pictures().isEmpty)
    }

    @Test("prints a picture that two signed with for whoever's own it still is")
    func equalImages() async throws {
        var rows = (1...2).map { SheetSamples.present("Person \($0)", number: $0) }
        let digest = SHA256Digest("equal")
        for index in rows.indices {
            rows[index].signatures.removeLast(rows[index].signatures.count - 1)
            rows[index].signatures[0].sha256 = digest
        }
        let document = SheetSamples.document(
            SheetSamples.sheet(rows: rows),
            provenance: SheetSamples.closed
        )
        for (signers, count) in [(["s1", "s2"], 2), (["s2"], 1), ([], 0)] as [(Set<SubjectID>, Int)]
        {
            let judge = try await Judge(document.rendered(OwnPictures(signers: signers)))
            defer { judge.remove() }
            #expect(try judge.pictures().count { $0 == "image" } == count)
            let missing = try judge.lines().count { $0.contains("image not available") }
            #expect(missing == 2 - count)
        }
    }

    @Test("survives names that nobody should have")
    func hostileNames() async throws {
        let names = [
            "", " ", "\u{202E}evil\u{202C}", String(repeating: "W", count: 3000),
            "Z\u{300}" + String(repeating: "\u{301}", count: 200), "\u{0}\u{1}\u{7F}", "𒀀𒀁",
            "\u{E000}",
            "()\\<>[]/%", "\u{200B}\u{200D}\u{FE0F}", "👩‍👩‍👧‍👦", "a\nb\r\nc",
        ]
        let rows = names.enumerated().map { SheetSamples.present($1, number: $0) }
        let judge = try await Judge(
            SheetSamples.document(SheetSamples.sheet(rows: rows))
                .rendered()
        )
        defer { judge.remove() }
        #expect(try judge.isClean())
        #expect(try judge.lines().contains { $0.contains("()\\<>[]/%") })
    }

    private func lines(
        of sheet: AttendanceSheet,
        provenance: SheetProvenance = SheetSamples.provisional
    ) async throws -> [String] {
        let document = SheetSamples.document(sheet, provenance: provenance)
        let judge = try await Judge(document.rendered())
        defer { judge.remove() }
        return try judge.lines()
    }
}

/// One picture, given to whom it is their own.
private struct OwnPictures: SignaturePictures {
    let signers: Set<SubjectID>

    func pictures(
        of lines: Set<AttendanceSheet.SignatureLine>
    ) -> [AttendanceSheet.SignatureLine: SignaturePicture] {
        let picture = SignaturePicture(file: SignatureSample.png(1))
        return lines.filter { signers.contains($0.signer) }.reduce(into: [:]) { $0[$1] = picture }
    }
}

/// Pictures that count how many are asked for at a time.
private actor AskedPictures: SignaturePictures {
    private let pictures: [SHA256Digest: SignaturePicture]
    private(set) var counts: [Int] = []

    init(_ pictures: [SHA256Digest: SignaturePicture]) { self.pictures = pictures }

    func pictures(
        of lines: Set<AttendanceSheet.SignatureLine>
    ) -> [AttendanceSheet.SignatureLine: SignaturePicture] {
        counts.append(lines.count)
        return pictures.pictures(of: lines)
    }
}
