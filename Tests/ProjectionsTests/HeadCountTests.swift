import Attendance
import EventSourcing
import Projections
import TestSupport
import Testing

@Suite("The head count")
struct HeadCountTests {
    private static let run = Hour.run
    /// Somebody who is the same on every connection.
    private static let rita = SampleParticipant(name: "Rita", connection: "rita", zoomUser: "rita")

    private static func curve(_ roll: Roll) throws -> [String] {
        try roll.sheet().headCounts.map { "\(CivilTime($0.at).hourAndMinute) \($0.count)" }
    }

    @Test("changes with every join and leave, and not where one goes as another comes")
    func curve() throws {
        let roll = Hour.held(
            Self.run.joined(.ada, .sample("09:00")),
            Self.run.joined(.boris, .sample("09:10")),
            Self.run.left(.ada, .sample("09:30")),
            Self.run.joined(Self.rita, .sample("09:30")),
            Self.run.left(.boris, .sample("09:40")),
            Self.run.left(Self.rita, .sample("09:50"))
        )
        #expect(try Self.curve(roll) == ["09:00 1", "09:10 2", "09:40 1", "09:50 0"])
    }

    @Test("counts somebody with two devices once")
    func devices() throws {
        let roll = Hour.held(
            Self.run.joined(Self.rita, .sample("09:00"), as: "1"),
            Self.run.joined(Self.rita.on(connection: "phone"), .sample("09:10"), as: "2"),
            Self.run.left(Self.rita, .sample("09:20"), as: "1"),
            Self.run.left(Self.rita.on(connection: "phone"), .sample("09:50"), as: "2")
        )
        #expect(try Self.curve(roll) == ["09:00 1", "09:50 0"])
    }

    @Test("stays up while somebody is there, and knows nothing of whose join was lost")
    func open() throws {
        let roll = Hour.running(
            Self.run.joined(.ada, .sample("09:00")),
            Self.run.left(.boris, .sample("09:20"))
        )
        #expect(try Self.curve(roll) == ["09:00 1"])
    }
}
