public import MeetingManagement
public import Typesetting

/// What a server is started with.
public struct ServerSettings: Sendable {
    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0 takes a free one.
    public var port: Int
    /// What deliveries are verified with.
    public var webhooks: WebhookSecrets
    /// What reading and deciding need.
    public var accessToken: AccessToken
    /// The fonts of the documents.
    public var fonts: FontShelf
    /// Where it is reached from outside, without a slash at its end; `nil` takes what browsers ask for.
    public var address: String?
    /// The addresses of reverse proxies that are believed where a request came from.
    public var trustedProxies: Set<String>
    /// How often it looks, in seconds, whether somebody is to be asked to sign; `nil` never does.
    public var askingPeriodSeconds: Int?
    /// How often it looks, in seconds, whether something is wrong with an account; `nil` never does.
    public var watchingPeriodSeconds: Int?
    /// How often it looks, in seconds, what is to become of meetings nobody linked; `nil` never does.
    public var sweepingPeriodSeconds: Int?
    /// What is asked of Zoom and done there; `nil` where nothing is.
    public var zoom: ZoomSettings?

    /// Creates settings.
    public init(
        host: String = "127.0.0.1",
        port: Int,
        webhooks: WebhookSecrets,
        accessToken: AccessToken,
        fonts: FontShelf,
        address: String? = nil,
        trustedProxies: Set<String> = [],
        askingPeriodSeconds: Int? = nil,
        watchingPeriodSeconds: Int? = nil,
        sweepingPeriodSeconds: Int? = nil,
        zoom: ZoomSettings? = nil
    ) {
        self.sweepingPeriodSeconds = sweepingPeriodSeconds
        self.zoom = zoom
        self.address = address
        self.trustedProxies = trustedProxies
        self.askingPeriodSeconds = askingPeriodSeconds
        self.host = host
        self.port = port
        self.webhooks = webhooks
        self.watchingPeriodSeconds = watchingPeriodSeconds
        self.accessToken = accessToken
        self.fonts = fonts
    }
}

/// How a server speaks to Zoom: it does there what is wanted, and asks for what did not come.
public struct ZoomSettings: Sendable {
    /// Who speaks for the organisation's accounts.
    public var clients: ZoomClients
    /// How often it looks, in seconds, whether Zoom is to be asked for what did not come; `nil` asks and does
    /// nothing there but what somebody waits for.
    public var reconcilingPeriodSeconds: Int?

    /// Creates settings.
    public init(_ clients: ZoomClients, reconcilingPeriodSeconds: Int? = nil) {
        self.clients = clients
        self.reconcilingPeriodSeconds = reconcilingPeriodSeconds
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
    /// The largest body of any other request.
    static let requestBodyBytesMax = 64 << 10
    /// The links kept to be handed out; those that end last stay.
    static let linksInTrayMax = 100_000
    /// How many links that are not valid one client may try: 30 at once, then one every two seconds.
    static let unknownLinksOfClient = RateMeter.Rate(burst: 30, microsecondsEach: 2_000_000)
    /// And all clients together: 600 at once, then ten a second.
    static let unknownLinksOfAll = RateMeter.Rate(burst: 600, microsecondsEach: 100_000)
    /// How often one link is answered by: 20 times at once, then once in five seconds.
    static let answersOfLink = RateMeter.Rate(burst: 20, microsecondsEach: 5_000_000)
    /// The clients, and the links, that are remembered for that.
    static let metersMax = 10_000
    static let voidLinksRemembered = 10_000
    /// How long the body of an answer may take to arrive, in seconds.
    static let bodySecondsMax = 30
    /// How many meetings a page lists unless it is asked for another number, and at most.
    static let meetingsPerPage = 50
    static let meetingsPerPageMax = 200
    /// How long a connection may say nothing before it is closed.
    static let idleSecondsMax: Int64 = 60
    /// When Zoom, or whoever asked, may try again after a 503, in seconds.
    static let retryAfterSeconds = 5
}
