import HTTPTypes
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import Transparency

/// Builds a witness's server (C2SP tlog-witness): `POST /add-checkpoint`, and nothing else.
/// - Parameters:
///   - witness: What decides.
///   - host: The address to listen on.
///   - port: The port; 0 takes a free one.
///   - now: Seconds since 1970 UTC.
///   - logger: Where it writes what it notices.
///   - onRunning: Called with the port once it listens.
/// - Returns: the server, ready to run.
public func buildWitness<State: WitnessState>(
    _ witness: Witness<State>,
    host: String,
    port: Int,
    now: @escaping @Sendable () -> Int64,
    logger: Logger,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let router = Router()
    router.post("add-checkpoint") { request, _ -> Response in
        let buffer = try await request.body.collect(upTo: AddCheckpointRequest.bytesMax)
        let answer = try await witness.addCheckpoint([UInt8](buffer: buffer), now: now())
        return .bytes(
            answer.body,
            type: answer.contentType,
            status: HTTPResponse.Status(code: answer.status)
        )
    }
    return Application(
        router: router,
        configuration: ApplicationConfiguration(
            address: .hostname(host, port: port),
            serverName: "muster"
        ),
        onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
        logger: logger
    )
}
