extension ZoomClient {
    private static let downloadName = "GET download_url"

    /// Fetches a file, going on where it was when the connection ends.
    /// - Parameters:
    ///   - download: The file.
    ///   - bytesMax: How long it may be.
    ///   - take: Takes the next bytes, in order and each once, and answers whether it wants more.
    /// - Returns: how many bytes there were.
    /// - Throws: ``ZoomFailure``; what was taken by then is the beginning of the file.
    @discardableResult
    public nonisolated func fetch(
        _ download: ZoomDownload,
        bytesMax: Int64,
        take: ([UInt8]) async -> Bool
    ) async throws(ZoomFailure) -> Int64 {
        var state = DownloadState(source: download.url, bytesMax: bytesMax, limits: limits)
        guard account.addresses.mayReceiveToken(download.url) else {
            throw failure(.download(.foreignHost), of: Self.downloadName, tries: 0)
        }
        let begin = edges.uptime()
        while true {
            let access = download.token == nil ? try await tokens.token() : nil
            let token = download.token?.text ?? access?.text ?? ""
            let fault = await exchange(&state, token: token, since: begin, take: take)
            switch state.ended(fault, jitter: edges.jitter()) {
            case .done: return state.received
            case .renewToken:
                guard let access else {
                    let refused = DownloadFault.refused(status: 401)
                    throw failure(.download(refused), of: Self.downloadName, tries: state.requests)
                }
                await tokens.reject(access)
            case .fail(let reason):
                throw failure(reason, of: Self.downloadName, tries: state.requests)
            case .again(let delay):
                do {
                    if delay > .zero { try await edges.sleep(delay) }
                } catch {
                    throw failure(.cancelled, of: Self.downloadName, tries: state.requests)
                }
            }
        }
    }

    /// Fetches a file of at most so many bytes into memory.
    /// - Throws: ``ZoomFailure``.
    public nonisolated func bytes(
        of download: ZoomDownload,
        bytesMax: Int
    ) async throws(ZoomFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        try await fetch(download, bytesMax: Int64(bytesMax)) { piece in
            bytes += piece
            return true
        }
        return bytes
    }

    /// One exchange; answers why it ended, `nil` when the answer was whole.
    private nonisolated func exchange(
        _ state: inout DownloadState,
        token: String,
        since begin: Duration,
        take: ([UInt8]) async -> Bool
    ) async -> ZoomTransportFault? {
        let request = state.request(with: token)
        do {
            try await edges.transport.exchange(request) { (part) throws(ZoomTransportFault) in
                switch part {
                case .head(let head): state.began(head)
                case .bytes(let bytes):
                    // A server that lets one byte drop now and then is never silent.
                    let spent = edges.uptime() - begin
                    guard spent < .seconds(limits.downloadSecondsMax) else {
                        state.expire()
                        throw .stopped
                    }
                    guard let known = try state.arrived(count: bytes.count) else { return }
                    guard known < bytes.count else { return }
                    let wantsMore = await take(Array(bytes[known...]))
                    guard wantsMore else { throw .stopped }
                }
            }
            return nil
        } catch {
            return error
        }
    }
}
