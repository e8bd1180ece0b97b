import MeetingManagement

extension OpenDirectory {
    /// Who speaks to Zoom for each account that is connected, the same for as long as the directory is
    /// open.
    ///
    /// What is connected or changed meanwhile by this process, or beside it through the server it is,
    /// counts at once.
    func zoomClients() async throws -> ZoomClients {
        try await accounts.zoomClients()
    }
}
