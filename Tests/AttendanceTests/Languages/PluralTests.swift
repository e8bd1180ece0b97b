import Attendance
import Testing

/// Against the samples of CLDR 44, `plurals.xml`.
@Suite("Plurals")
struct PluralTests {
    private func categories(_ numbers: [Int], _ language: Language) -> Set<PluralCategory> {
        Set(numbers.map { PluralCategory(of: $0, in: language) })
    }

    @Test(
        "of English, German, Spanish and Italian",
        arguments: [Language.english, .german, .spanish, .italian]
    )
    func two(language: Language) {
        #expect(categories([1], language) == [.one])
        #expect(categories([0, 2, 11, 21, 100, 101, 1000], language) == [.other])
    }

    @Test("of French: none is singular")
    func french() {
        #expect(categories([0, 1], .french) == [.one])
        #expect(categories([2, 17, 100, 1001], .french) == [.other])
    }

    @Test("of Polish")
    func polish() {
        #expect(categories([1], .polish) == [.one])
        #expect(categories([2, 3, 4, 22, 24, 32, 102, 1002], .polish) == [.few])
        #expect(categories([0, 5, 11, 12, 14, 19, 21, 25, 101, 112, 1000], .polish) == [.many])
    }

    @Test("of Arabic")
    func arabic() {
        #expect(categories([0], .arabic) == [.zero])
        #expect(categories([1], .arabic) == [.one])
        #expect(categories([2], .arabic) == [.two])
        #expect(categories([3, 10, 103, 110, 1003], .arabic) == [.few])
        #expect(categories([11, 26, 99, 111, 199, 1011], .arabic) == [.many])
        #expect(categories([100, 102, 200, 202, 300, 1000], .arabic) == [.other])
    }

    @Test("are said with their number")
    func said() {
        let waiting = Language.allCases.map { $0.messages.text("trainer.waiting", count: 2) }
        #expect(waiting.contains("2 osoby czekają na potwierdzenie"))
        #expect(waiting.contains("شخصان بانتظار التأكيد"))
        #expect(waiting.contains("2 people are waiting to be confirmed"))
        let polish = Language.polish.messages
        #expect(polish.text("trainer.waiting", count: 5) == "5 osób czeka na potwierdzenie")
        #expect(
            polish.text("trainer.signed_of", count: 1, ["total": "12"]) == "Podpisała 1 osoba z 12"
        )
    }
}
