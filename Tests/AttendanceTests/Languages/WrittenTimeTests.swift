import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("Times as people read them")
struct WrittenTimeTests {
    private let paris = ZoneRules(
        identifier: "Europe/Paris",
        initialOffsetSeconds: 3600,
        transitions: [.init(at: "2026-03-29T01:00:00Z", offsetSeconds: 7200)]
    )

    @Test("are written for the language, on the clock of 24 hours, with zone and offset")
    func moments() {
        let noon: Instant = "2026-03-09T12:05:00Z"
        let said = Language.allCases.map { $0.messages.text(of: noon, in: paris) }
        #expect(
            said == [
                "Monday 9 March 2026, 13:05 (Europe/Paris, UTC+01:00)",
                "lundi 9 mars 2026 à 13:05 (Europe/Paris, UTC+01:00)",
                "lunes 9 de marzo de 2026, 13:05 (Europe/Paris, UTC+01:00)",
                "Montag, 9. März 2026, 13:05 Uhr (Europe/Paris, UTC+01:00)",
                "lunedì 9 marzo 2026, ore 13:05 (Europe/Paris, UTC+01:00)",
                "poniedziałek, 9 marca 2026, 13:05 (Europe/Paris, UTC+01:00)",
                "الاثنين 9 مارس 2026، الساعة 13:05 (\u{2068}Europe/Paris, UTC+01:00\u{2069})",
            ]
        )
    }

    @Test("have the offset of their own day")
    func offsets() {
        let french = Language.french.messages
        #expect(
            french.text(of: "2026-04-01T06:00:00Z", in: paris)
                == "mercredi 1er avril 2026 à 08:00 (Europe/Paris, UTC+02:00)"
        )
        let newfoundland = ZoneRules(identifier: "America/St_Johns", initialOffsetSeconds: -12_600)
        #expect(
            Language.english.messages.text(of: "2026-01-01T00:00:00Z", in: newfoundland)
                == "Wednesday 31 December 2025, 20:30 (America/St_Johns, UTC-03:30)"
        )
    }

    @Test("name the second day only where there is one")
    func windows() {
        let german = Language.german.messages
        let day = TimeWindow(start: "2026-03-09T08:00:00Z", end: "2026-03-09T11:00:00Z")
        #expect(
            german.text(of: day, in: paris)
                == "Montag, 9. März 2026, 09:00–12:00 Uhr (Europe/Paris, UTC+01:00)"
        )
        let night = TimeWindow(start: "2026-03-09T20:00:00Z", end: "2026-03-10T01:00:00Z")
        #expect(
            german.text(of: night, in: paris)
                == "Montag, 9. März 2026, 21:00 Uhr – Dienstag, 10. März 2026, 02:00 Uhr "
                + "(Europe/Paris, UTC+01:00)"
        )
    }

    @Test("beside others on their day are told without it")
    func besides() {
        let italian = Language.italian.messages
        let (noon, late): (Instant, Instant) = ("2026-03-09T11:00:00Z", "2026-03-09T23:30:00Z")
        #expect(italian.text(of: "2026-03-09T12:05:00Z", in: paris, besides: noon) == "13:05")
        #expect(
            italian.text(of: late, in: paris, besides: noon) == "martedì 10 marzo 2026, ore 00:30"
        )
    }

    @Test("as ranges say what is known of them, and the second day only where there is one")
    func ranges() {
        let (start, end): (Instant, Instant) = ("2026-03-31T08:00:00Z", "2026-03-31T11:00:00Z")
        let next: Instant = "2026-04-01T01:00:00Z"
        func said(_ language: Language, _ start: Instant?, _ end: Instant?) -> String? {
            language.messages.range(from: start, to: end, in: paris)
        }
        #expect(said(.english, start, end) == "10:00–13:00")
        #expect(said(.english, start, next) == "10:00–03:00 1 April")
        #expect(said(.french, start, next) == "10:00–03:00 1er avril")
        #expect(said(.german, start, next) == "10:00–03:00 1. April")
        #expect(said(.spanish, start, nil) == "10:00–…")
        #expect(said(.polish, nil, end) == "…–13:00")
        #expect(said(.arabic, start, end) == "من 10:00 إلى 13:00")
        #expect(said(.italian, nil, nil) == nil)
    }

    @Test("as lengths have the unit and the plural of their size, rounded down")
    func lengths() {
        // A number and its unit stay on one line.
        func said(_ seconds: Int64, _ language: Language) -> String {
            language.messages.text(ofSeconds: seconds).replacing("\u{A0}", with: " ")
        }
        #expect(
            [0, 59, 60, 179, 300, 3599, 3600, 3900, 90_000].map { said($0, .polish) } == [
                "0 sekund", "59 sekund", "1 minuta", "2 minuty", "5 minut", "59 minut",
                "1 godz. 00 min", "1 godz. 05 min", "25 godz. 00 min",
            ]
        )
        #expect(said(120, .arabic) == "دقيقتان")
        #expect(said(300, .arabic) == "5 دقائق")
        #expect(said(720, .arabic) == "12 دقيقة")
        #expect(said(3900, .german) == "1 Std. 05 Min.")
        #expect(Language.french.messages.text(ofSeconds: 300) == "5\u{A0}minutes")
    }

    @Test("of slots are told by name; a name of the trainer's own stays")
    func slots() {
        let french = Language.french.messages
        #expect(french.title(of: SlotID("morning")) == "Matin")
        #expect(
            french.title(of: SlotID("2026-03-09-afternoon")) == "Après-midi, lundi 9 mars 2026"
        )
        #expect(french.title(of: SlotID("atelier-2")) == "Atelier-2")
        #expect(french.title(of: SlotID("2026-03-09-atelier")) == "2026-03-09-atelier")
        #expect(french.title(of: SlotID("2026-99-09-morning")) == "2026-99-09-morning")
        #expect(french.title(of: SlotID("dated")) == "Dated")
        #expect(french.shortTitle(of: SlotID("2026-03-09-afternoon")) == "Après-midi, 9 mars")
        #expect(french.shortTitle(of: SlotID("evening")) == "Soirée")
        #expect(french.shortTitle(of: SlotID("short_dated")) == "Short_dated")
    }
}
