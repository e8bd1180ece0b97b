import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Opening a slot")
struct OpenSlotTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning

    @Test("happens")
    func happens() {
        let opened = Self.morning.opened(reason: "Funding rules")
        #expect(
            Rules.given().when(.openSlot(opened, requests: [])) == .happens([.slotOpened(opened)])
        )
    }

    @Test("happens beside another slot at the same time")
    func another() {
        var other = Self.morning.opened()
        other.slot.id = SlotID("day")
        let outcome = Rules.given(.slotOpened(Self.morning.opened())).when(
            .openSlot(other, requests: [])
        )
        #expect(outcome == .happens([.slotOpened(other)]))
    }

    @Test("is ignored when repeated")
    func repeated() {
        let opened = Self.morning.opened()
        #expect(
            Rules.given(.slotOpened(opened)).when(.openSlot(opened, requests: [])) == .isIgnored
        )
    }

    @Test("happens again when another reason is given")
    func anotherReason() {
        let known = Self.morning.opened(reason: "Funding rules")
        let said = Self.morning.opened(reason: "Asked for by the funder")
        let outcome = Rules.given(.slotOpened(known)).when(.openSlot(said, requests: []))
        #expect(outcome == .happens([.slotOpened(said)]))
    }

    @Test("is rejected when the slot is open with another time, and nobody is asked")
    func differs() {
        var other = Self.morning.opened()
        other.slot.window.end = .sample("12:30")
        let outcome = Rules.given(.slotOpened(Self.morning.opened())).when(
            .openSlot(other, requests: [Self.morning.request(from: PersonID.ada.subject)])
        )
        #expect(outcome == .isRejected(.slotDiffers(SlotID("morning"))))
    }

    @Test("is rejected when the slot has no length", arguments: ["09:00", "08:00"])
    func empty(end: String) {
        var opened = Self.morning.opened()
        opened.slot.window = TimeWindow(start: .sample("09:00"), end: .sample(end))
        let outcome = Rules.given().when(.openSlot(opened, requests: []))
        #expect(outcome == .isRejected(.slotIsEmpty(SlotID("morning"))))
    }
}
