extension Page {
    /// Cuts the network of this page; `navigator.onLine` becomes false.
    func goOffline() async throws { try await setNetwork(isOffline: true) }

    /// Gives the network back; the page sees the event `online`.
    func goOnline() async throws { try await setNetwork(isOffline: false) }

    private func setNetwork(isOffline: Bool) async throws {
        try await send(
            "Network.emulateNetworkConditions",
            [
                "offline": .bool(isOffline), "latency": 0, "downloadThroughput": -1,
                "uploadThroughput": -1,
            ]
        )
    }
}
