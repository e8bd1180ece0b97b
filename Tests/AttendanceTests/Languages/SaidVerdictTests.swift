import Attendance
import Foundation
import TestSupport
import Testing

/// Whatever a rule can find is said in every language, with all its numbers.
@Suite("Verdicts as people read them")
struct SaidVerdictTests {
    @Test("have a message for each finding that stands in a rule, and none besides")
    func enumerated() throws {
        let findings = try Self.findings()
        #expect(findings.count >= 22)
        let outcomes: [Verdict.Outcome] = [.met, .missed, .undecided, .noted]
        let keys = Language.english.messages.keys.filter { $0.hasPrefix("verdict.") }
        let expected = findings.union(outcomes.map(\.rawValue)).union(["decimal"])
        #expect(Set(keys) == Set(expected.map { "verdict.\($0)" }))
    }

    @Test("are said with all their numbers, whatever the rules find", arguments: Language.allCases)
    func complete(language: Language) throws {
        let messages = language.messages
        var found: Set<String> = []
        for seed in Seeds.usually(400) {
            for verdict in try FoundVerdicts(seed: seed).verdicts {
                found.insert(verdict.finding)
                let text = messages.text(of: verdict)
                #expect(!text.contains("{") && !text.contains("verdict."), "seed \(seed): \(text)")
                #expect(!text.isEmpty && text.last != ".", "seed \(seed): \(text)")
                if let slot = verdict.slot {
                    #expect(text.contains(messages.shortTitle(of: slot)), "seed \(seed): \(text)")
                }
                for (name, number) in verdict.numbers where name.hasPrefix("percent") {
                    #expect(text.contains(String(number)), "seed \(seed): \(text)")
                }
            }
        }
        // Else this tries less than it says.
        #expect(found == (try Self.findings()))
    }

    @Test("have the units and plurals of their numbers")
    func plurals() {
        func late(_ seconds: Int64, _ language: Language) -> String {
            let verdict = Verdict(.noted, "came_late", ["seconds": seconds], by: "punctuality@1")
            return language.messages.text(of: verdict).replacing("\u{A0}", with: " ")
        }
        #expect(late(61, .english) == "Came 1 minute late")
        #expect(late(1500, .english) == "Came 25 minutes late")
        #expect(late(45, .english) == "Came 45 seconds late")
        #expect(late(120, .german) == "2 Minuten zu spät gekommen")
        #expect(
            [60, 120, 300].map { late($0, .polish) } == [
                "Spóźnienie: 1 minuta", "Spóźnienie: 2 minuty", "Spóźnienie: 5 minut",
            ]
        )
        #expect(
            [60, 120, 300, 720].map { late($0, .arabic) } == [
                "التأخر عن البداية: دقيقة واحدة", "التأخر عن البداية: دقيقتان",
                "التأخر عن البداية: 5 دقائق", "التأخر عن البداية: 12 دقيقة",
            ]
        )
        func checks(_ count: Int64, _ language: Language) -> String {
            let verdict = Verdict(
                .undecided,
                "engagement_not_recorded",
                ["needed": count],
                by: "engagement-checks@1"
            )
            return language.messages.text(of: verdict)
        }
        #expect(
            checks(1, .english) == "1 engagement check required; no answer is recorded"
        )
        #expect(checks(3, .polish) == "Wymagane: 3 pytania kontrolne; nie zapisano odpowiedzi")
        #expect(checks(2, .arabic).hasPrefix("يلزم سؤالان"))
    }

    @Test("write credits with the language's decimal mark, and without empty decimals")
    func credits() {
        func said(_ hundredths: Int64, _ language: Language = .english) -> String {
            let numbers = ["hundredths": hundredths, "unit_seconds": 3000]
            let verdict = Verdict(.noted, "credits", numbers, by: "credits@1")
            return language.messages.text(of: verdict)
        }
        #expect(said(140) == "Credits: 1.4 (one for each 50 minutes)")
        #expect(said(105).hasPrefix("Credits: 1.05 "))
        #expect(said(200).hasPrefix("Credits: 2 "))
        #expect(said(140, .german) == "Punkte: 1,4 (einer je 50\u{A0}Minuten)")
    }

    @Test("name the slot as a sheet does")
    func slots() {
        let verdict = Verdict(
            .missed,
            "signature_missing",
            slot: SlotID("2026-03-09-morning"),
            by: "attendee-signs@1"
        )
        #expect(
            Language.english.messages.text(of: verdict) == "Morning, 9 March: signature missing"
        )
        #expect(
            Language.french.messages.text(of: verdict)
                == "Matin, 9 mars\u{A0}: signature manquante"
        )
        #expect(Language.english.messages.text(of: .missed) == "not met")
    }

    /// What looks like a finding in the sources of the rules: every literal but names of parameters
    /// and numbers.
    private static func findings() throws -> Set<String> {
        let folder = Checkout.root.appendingPathComponent("Sources/Attendance/Rules")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        var words: Set<String> = []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(
                contentsOf: folder.appendingPathComponent(file),
                encoding: .utf8
            )
            guard text.contains(": AttendanceRule {"), text.contains("verdict(") else { continue }
            words.formUnion(text.matches(of: /"([a-z]+(?:_[a-z]+)*)"/).map { String($0.1) })
        }
        let parameters = RuleShelf.rules.values.flatMap { $0.parameters.keys }
        return words.subtracting(parameters)
            .subtracting(["percent", "percent_min", "seconds", "hundredths", "needed"])
    }
}
