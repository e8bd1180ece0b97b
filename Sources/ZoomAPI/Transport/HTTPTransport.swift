import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Carries requests by HTTP/1.1 and HTTP/2.
///
/// Shut it down by ``shutDown()`` before it is let go; ``shared`` is never let go.
///
/// The client below has no log: at `trace` it would write whole answers, with tokens, names and addresses
/// (I-11).
public struct HTTPTransport: ZoomTransport {
    /// One for the whole process, whose connections end with it.
    public static let shared = HTTPTransport()

    private let client: HTTPClient
    private let silenceSecondsMax: Int64

    /// Creates a transport with connections of its own.
    /// - Parameters:
    ///   - connectSecondsMax: How long a connection may take to be made.
    ///   - silenceSecondsMax: How long nothing may arrive while an answer is awaited.
    public init(connectSecondsMax: Int64 = 10, silenceSecondsMax: Int64 = 30) {
        var configuration = HTTPClient.Configuration()
        // A redirect would carry the token along, so whoever asks follows it.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(connectSecondsMax)
        configuration.timeout.read = .seconds(silenceSecondsMax)
        configuration.timeout.write = .seconds(silenceSecondsMax)
        configuration.connectionPool.retryConnectionEstablishment = false
        self.client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: configuration
        )
        self.silenceSecondsMax = silenceSecondsMax
    }

    /// Ends the connections; exchanges under way fail.
    public func shutDown() async { try? await client.shutdown() }

    /// Sends a request and hands on what arrives.
    /// - Throws: ``ZoomTransportFault``.
    public func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault) {
        let deadline = request.secondsMax.map { NIODeadline.now() + .seconds($0) }
        let response: HTTPClientResponse
        do {
            response = try await client.execute(
                HTTPClientRequest(request),
                deadline: deadline ?? .now() + .seconds(silenceSecondsMax * 2)
            )
        } catch {
            throw ZoomTransportFault(error, hasAnswer: false)
        }
        try await receive(.head(ZoomHTTPHead(response)))
        do {
            for try await buffer in response.body {
                // Until the head arrived the client held to the deadline; from then on we do.
                if let deadline, .now() > deadline { throw ZoomTransportFault.silent }
                try await receive(.bytes(Array(buffer.readableBytesView)))
            }
        } catch let fault as ZoomTransportFault {
            throw fault
        } catch {
            throw ZoomTransportFault(error, hasAnswer: true)
        }
        // A body that ends because the task does looks like one that is whole.
        if Task.isCancelled { throw .cancelled }
    }
}

extension HTTPClientRequest {
    init(_ request: ZoomHTTPRequest) {
        self.init(url: request.url.text)
        method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headers.fields { headers.add(name: field.name, value: field.value) }
        if let bytes = request.body { body = .bytes(ByteBuffer(bytes: bytes)) }
    }
}

extension ZoomHTTPHead {
    init(_ response: HTTPClientResponse) {
        self.init(
            status: Int(response.status.code),
            headers: ZoomHeaders(response.headers.map { ($0.name, $0.value) })
        )
    }
}

extension ZoomTransportFault {
    /// The fault that an error of the client stands for; `hasAnswer` once a head has arrived.
    init(_ error: any Error, hasAnswer: Bool) {
        if error is CancellationError || Task.isCancelled {
            self = .cancelled
        } else if let error = error as? HTTPClientError {
            self = Self.known(error) ?? (hasAnswer ? .cut : .garbled)
        } else if error is HTTPParserError {
            self = hasAnswer ? .cut : .garbled
        } else if !hasAnswer, let fault = ConnectionFault(error) {
            self = fault.fault
        } else {
            // The rest comes from sockets: the connection was there, and was lost.
            self = .cut
        }
    }

    private static func known(_ error: HTTPClientError) -> ZoomTransportFault? {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: .notReached
        case .readTimeout, .writeTimeout, .deadlineExceeded: .silent
        case .remoteConnectionClosed: .cut
        case .cancelled: .cancelled
        case .alreadyShutdown: .shutDown
        default: nil
        }
    }
}
