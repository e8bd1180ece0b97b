import AsyncHTTPClient
import EventSourcing
import NIOCore
import NIOHTTP1

/// Sends deliveries over HTTP, as impatient as Zoom.
struct WebhookSender: Sendable {
    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration()
        // A redirect is an answer like another, and no success (Zoom, *Using webhooks: Retries*).
        configuration.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Gives up its connections.
    func close() async throws { try await client.shutdown() }

    /// Sends one attempt, and says what became of it within 3 s.
    func send(_ attempt: DeliveryAttempt, signedAt time: Instant) async -> DeliveryOutcome {
        var request = HTTPClientRequest(url: attempt.url)
        request.method = .POST
        for (name, value) in attempt.headers(signedAt: time) {
            request.headers.add(name: name, value: value)
        }
        request.body = .bytes(ByteBuffer(bytes: attempt.body))
        do {
            let limit = TimeAmount.seconds(SimulatorLimits.deliverySecondsMax)
            let response = try await client.execute(request, timeout: limit)
            let body = try await response.body.collect(upTo: SimulatorLimits.answerBytesMax)
            return .answered(status: Int(response.status.code), body: [UInt8](buffer: body))
        } catch let error as HTTPClientError
            where [.deadlineExceeded, .readTimeout, .connectTimeout].contains(error)
        {
            return .timedOut
        } catch {
            return .unreachable
        }
    }
}
