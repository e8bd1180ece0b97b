import EventSourcing
import Foundation
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

    /// The edges of a command that reads a directory by itself: where a server holds that, its time too.
    static func edges(beside directory: URL) async -> Edges {
        let path = socketPath(in: directory)
        guard let socket = try? await SocketEventLog(connectingTo: path) else { return .live }
        let edges = await LogKeeper.server(socket).edges()
        await socket.close()
        return edges
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
