import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Placing a run")
struct PlacementDeciderTests {
    private typealias Rules = Specification<PlacementDecider>
    private static let run = SampleMeeting.heights.run(start: .sample("09:00"))

    private static func placing(at occurrence: OccurrenceID?, for reason: String) -> InstancePlaced
    {
        InstancePlaced(
            meeting: SampleMeeting.heights.id,
            instance: run.id,
            occurrence: occurrence,
            reason: Personal(reason, about: SubjectID(SampleMeeting.heights.id.text))
        )
    }

    private static let one = placing(at: OccurrenceID(sample: "one"), for: "Began late")
    private static let apart = placing(at: run.occurrence, for: "Another course")
    private static let back = placing(at: nil, for: "Mixed up")

    @Test("happens")
    func happens() {
        #expect(Rules.given().when(Self.one) == .happens([.instancePlaced(Self.one)]))
        #expect(Rules.given().when(Self.apart) == .happens([.instancePlaced(Self.apart)]))
    }

    @Test("is ignored when repeated, for whatever reason")
    func repeated() {
        let history = [AttendanceEvent.instancePlaced(Self.one)]
        let again = Self.placing(at: Self.one.occurrence, for: "It did begin late")
        #expect(Rules.given(history).when(Self.one) == .isIgnored)
        #expect(Rules.given(history).when(again) == .isIgnored)
    }

    @Test("happens again somewhere else, and back where its time says")
    func elsewhere() {
        let history = [AttendanceEvent.instancePlaced(Self.one)]
        #expect(Rules.given(history).when(Self.apart) == .happens([.instancePlaced(Self.apart)]))
        #expect(Rules.given(history).when(Self.back) == .happens([.instancePlaced(Self.back)]))
        let returned = history + [.instancePlaced(Self.back)]
        #expect(Rules.given(returned).when(Self.one) == .happens([.instancePlaced(Self.one)]))
    }

    @Test("back is ignored where its time says it already")
    func back() {
        #expect(Rules.given().when(Self.back) == .isIgnored)
        let returned = [Self.one, Self.back].map(AttendanceEvent.instancePlaced)
        #expect(Rules.given(returned).when(Self.back) == .isIgnored)
    }
}
