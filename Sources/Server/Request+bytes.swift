import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The body, unless it is too long or takes too long to arrive.
    /// - Throws: ``Problem`` 408; 413 as Hummingbird has it.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { [body] in
                [UInt8](buffer: try await body.collect(upTo: limit))
            }
            group.addTask {
                try await Task.sleep(for: .seconds(ServerLimits.bodySecondsMax))
                return nil
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() ?? nil else { throw Problem.tooSlow }
            return bytes
        }
    }
}

extension Problem {
    fileprivate static let tooSlow = Problem(
        .requestTimeout,
        "Too slow",
        "The request did not arrive within \(ServerLimits.bodySecondsMax) s. Send it again."
    )
}
