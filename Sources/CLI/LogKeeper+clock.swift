import EventSourcing
import LogSocket
import MeetingManagement

extension LogKeeper {
    private static let clockCommand = "clock"

    /// The edges of a command: it lives in the time of the server beside which it runs, which may be a
    /// simulator's.
    func edges() async -> Edges {
        guard case .server(let socket) = self,
            let answer = try? await socket.command(Self.clockCommand, [:]),
            let microseconds = answer["microseconds"]?.integer
        else { return .live }
        let ahead = microseconds - Instant.now.microseconds
        return Edges(
            now: { Instant(microseconds: Instant.now.microseconds + ahead) },
            random: Edges.live.random
        )
    }

    /// Tells commands beside a server what the time is.
    /// - Returns: the command by its name.
    static func clockCommands(
        _ now: @escaping @Sendable () -> Instant
    ) -> [String: LogSocketServer.Command] {
        [
            clockCommand: { (_) throws(EventLogError) in
                ["microseconds": .integer(now().microseconds)]
            }
        ]
    }
}
