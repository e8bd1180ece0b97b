/// A file at Zoom that can be fetched: of a recording, or a transcript.
public struct ZoomDownload: Sendable, Hashable {
    /// Where it is (`download_url`).
    public var url: ZoomURL
    /// What opens it; `nil` where the account's own access token does.
    public var token: ZoomDownloadToken?

    /// Creates a download; `nil` when the text is no address.
    public init?(_ url: String, token: ZoomDownloadToken? = nil) {
        guard let url = ZoomURL(url) else { return nil }
        self.url = url
        self.token = token
    }
}

/// Why a download failed in a way that calls do not.
public enum DownloadFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address is none of Zoom's, so that no token is sent there.
    case foreignHost
    /// There were more redirects than allowed.
    case tooManyRedirects
    /// A redirect leads nowhere, or from what is encrypted to what is not.
    case unusableRedirect
    /// The file is another than the one that was begun.
    case changed
    /// A page for people came in place of a file.
    case notAFile
    /// The file is longer than allowed.
    case tooLong
    /// It took longer than allowed.
    case tookTooLong
    /// Zoom refused, with this HTTP status.
    case refused(status: Int)
    /// Whoever takes the bytes wants no more.
    case stopped

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .foreignHost:
            "the file's address is none of Zoom's, so no token was sent there; ask for the "
                + "recording again"
        case .tooManyRedirects: "the file's address leads on and on; ask for the recording again"
        case .unusableRedirect: "the file's address leads to one that cannot be used"
        case .changed: "the file changed while it was fetched; begin again"
        case .notAFile: "a web page came in place of the file; see that the app may read recordings"
        case .tookTooLong: "the file took longer to fetch than allowed; try again later"
        case .tooLong: "the file is longer than allowed"
        case .refused(let status):
            "Zoom does not give the file (HTTP \(status)); ask for the recording again, for a "
                + "link that is new"
        case .stopped: "whoever takes the bytes wants no more"
        }
    }
}
