import EventSourcing
import Foundation
import LogSocket
import MeetingManagement
import TestSupport
import Testing

@testable import CLI

@Suite("The time of a command beside a server")
struct ServersTimeTests {
    private static let noon: Instant = "2041-03-09T12:00:00Z"

    private static func day(of open: OpenDirectory) -> CivilDate {
        CivilTime(open.desk.edges.now()).date
    }

    @Test("is the server's, whether the command reads the directory itself or asks the server")
    func both() async throws {
        let directory = try TemporaryDirectory()
        var data = DataDirectory()
        data.path = directory.path("d")
        let held = try await data.openAlone()
        guard case .own(let store) = held.keeper else {
            Issue.record("the directory is held by another process")
            return
        }
        let server = try LogKeeper.serve(
            store,
            with: held.desk.projections,
            in: data.url,
            beside: LogKeeper.clockCommands { Self.noon }
        )
        let serving = Task { try await server.run() }
        let reading = try await data.openToRead()
        #expect(Self.day(of: reading) == CivilTime(Self.noon).date)
        let beside = try await data.open()
        #expect(Self.day(of: beside) == CivilTime(Self.noon).date)
        await beside.close()
        await server.close()
        _ = try? await serving.value
        // Without a server it is the machine's.
        let alone = try await data.openToRead()
        #expect(Self.day(of: alone) < CivilTime(Self.noon).date)
        await held.close()
    }
}
