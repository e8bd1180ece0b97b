import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Adopting a rule pack")
struct AdoptionDeciderTests {
    private typealias Rules = Specification<AdoptionDecider>

    private static func adopting(_ name: String, from: String) throws -> RulePackAdopted {
        let pack = try #require(RulePack.shipped(name))
        return RulePackAdopted(from: .sample(from), pack: pack)
    }

    @Test("happens, also of the generic one")
    func happens() throws {
        for name in ["fr-formation", "generic"] {
            let command = try Self.adopting(name, from: "00:00")
            #expect(Rules.given().when(command) == .happens([.rulePackAdopted(command)]))
        }
    }

    @Test("is ignored when repeated for the same moment")
    func repeated() throws {
        let command = try Self.adopting("fr-formation", from: "00:00")
        let later = try Self.adopting("es-fundae", from: "12:00")
        let history = [command, later].map(AttendanceEvent.rulePackAdopted)
        #expect(Rules.given(history).when(command) == .isIgnored)
        #expect(Rules.given(history).when(later) == .isIgnored)
    }

    @Test("happens again for another moment, and with another pack for the same")
    func another() throws {
        let known = try Self.adopting("fr-formation", from: "00:00")
        var changed = known
        changed.pack.presence.percentMin = 99
        for command in [
            try Self.adopting("fr-formation", from: "00:00:01"),
            try Self.adopting("es-fundae", from: "00:00"), changed,
        ] {
            #expect(
                Rules.given(.rulePackAdopted(known)).when(command)
                    == .happens([.rulePackAdopted(command)])
            )
        }
        let other = try Self.adopting("es-fundae", from: "00:00")
        let back = Rules.given(.rulePackAdopted(known), .rulePackAdopted(other)).when(known)
        #expect(back == .happens([.rulePackAdopted(known)]))
    }
}
