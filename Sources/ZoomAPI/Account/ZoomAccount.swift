/// A set of credentials of the organisation, and where and how fast they may be used.
///
/// An organisation may have several. One ``ZoomClient`` speaks for one account; calls that concern a
/// sub-account of it go through the same client by ``ZoomCall/inSubAccount(_:)``, all of them where
/// ``ZoomClient/client(ofSubAccount:label:)`` makes them.
public struct ZoomAccount: Sendable, Hashable {
    /// What people here call it; it appears in errors.
    public var label: String
    /// By what it proves who it is.
    public var credentials: ZoomCredentials
    /// How many calls it may make.
    public var limits: ZoomRateLimits
    /// Where Zoom is.
    public var addresses: ZoomAddresses

    /// Creates an account at Zoom itself unless other addresses are given.
    public init(
        label: String,
        credentials: ZoomCredentials,
        limits: ZoomRateLimits = ZoomRateLimits(plan: .pro),
        addresses: ZoomAddresses = .zoom
    ) {
        self.label = label
        self.credentials = credentials
        self.limits = limits
        self.addresses = addresses
    }
}

/// Where tokens are granted and where calls go until a token says otherwise.
public struct ZoomAddresses: Sendable, Hashable {
    /// Where tokens are granted: `/oauth/token` is added to it.
    public var authorisation: ZoomURL
    /// Where calls go: `/v2/…` is added to it.
    ///
    /// A token may name another place, such as a region's; then that holds.
    public var api: ZoomURL

    /// Creates a pair of addresses, each an origin without a path.
    public init(authorisation: ZoomURL, api: ZoomURL) {
        self.authorisation = authorisation
        self.api = api
    }

    /// Zoom itself (Zoom API, *Using Zoom APIs*).
    public static let zoom = ZoomAddresses(
        authorisation: ZoomURL(scheme: .https, host: "zoom.us"),
        api: ZoomURL(scheme: .https, host: "api.zoom.us")
    )

    /// Whether an access token may be sent to an address: to the places given here and to Zoom's own
    /// hosts, encrypted.
    ///
    /// Addresses of files come from answers and deliveries, and a token opens the whole account.
    func mayReceiveToken(_ url: ZoomURL) -> Bool {
        if url.hasSameOrigin(as: api) || url.hasSameOrigin(as: authorisation) { return true }
        let zoomHosts = ["zoom.us", "zoom.com", "zoomgov.com"]
        return url.scheme == .https
            && zoomHosts.contains { url.host == $0 || url.host.hasSuffix("." + $0) }
    }
}
