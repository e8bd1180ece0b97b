public import Typesetting
public import ZoomAPI

/// What a server is started with.
public struct ServerSettings: Sendable {
    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0 takes a free one.
    public var port: Int
    /// What deliveries are verified with.
    public var authenticator: WebhookAuthenticator
    /// What reading needs.
    public var accessToken: AccessToken
    /// The fonts of the documents.
    public var fonts: FontShelf

    /// Creates settings.
    public init(
        host: String = "127.0.0.1",
        port: Int,
        authenticator: WebhookAuthenticator,
        accessToken: AccessToken,
        fonts: FontShelf
    ) {
        self.host = host
        self.port = port
        self.authenticator = authenticator
        self.accessToken = accessToken
        self.fonts = fonts
    }
}

/// The bounds of the server, each with its unit in the name.
enum ServerLimits {
    /// The largest delivery.
    ///
    /// Zoom's own are a few kilobytes.
    static let webhookBodyBytesMax = 1 << 20
    /// The largest upload of a signature; the picture itself may be smaller still.
    static let signatureBodyBytesMax = 1 << 20
    /// The same with the strokes it was drawn with, and the picture as base64.
    static let drawnSignatureBodyBytesMax = 2 << 20
    /// What of a typed name is kept; no name is longer.
    static let typedNameCharactersMax = 200
    /// The longest reason that somebody gives.
    static let reasonCharactersMax = 500
    /// The largest body of any other request.
    static let requestBodyBytesMax = 64 << 10
    /// How many meetings a page lists unless it is asked for another number, and at most.
    static let meetingsPerPage = 50
    static let meetingsPerPageMax = 200
    /// How long a connection may say nothing before it is closed.
    static let idleSecondsMax: Int64 = 60
    /// When Zoom, or whoever asked, may try again after a 503, in seconds.
    static let retryAfterSeconds = 5
}
