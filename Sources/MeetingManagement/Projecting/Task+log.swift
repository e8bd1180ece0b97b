import EventSourcing

extension Task where Failure == any Error {
    /// What the task read of the log, or why it did not.
    var read: Success {
        get async throws(EventLogError) {
            do {
                return try await value
            } catch let error as EventLogError {
                throw error
            } catch {
                throw EventLogError(.storage, "cannot read the log: \(error)")
            }
        }
    }
}
