public import ZoomAPI

/// Who speaks to Zoom for each account of the organisation.
///
/// One client an account, for as long as this process runs: it keeps the account's pace, and two would
/// not see each other's calls.
public actor ZoomClients {
    private var clients: [String: ZoomClient]

    /// Begins with the clients of the accounts that are connected, by Zoom's account id.
    public init(_ clients: [String: ZoomClient] = [:]) {
        self.clients = clients
    }

    /// The client of an account, by Zoom's id of it; `nil` where it is not connected.
    public func client(of id: String) -> ZoomClient? { clients[id] }

    /// The accounts that are connected, in order.
    public var accounts: [String] { clients.keys.sorted() }

    /// Connects an account, or replaces its client where its credentials changed.
    public func connect(_ id: String, through client: ZoomClient) { clients[id] = client }

    /// Disconnects an account.
    public func disconnect(_ id: String) { clients[id] = nil }
}
