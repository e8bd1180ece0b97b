public import EventSourcing

extension EventStore {
    /// The secrets that are kept for others, such as those of accounts at Zoom, by their names.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `damaged` when one does not open under the master key.
    public func sealedSecrets() throws(EventLogError) -> [String: [UInt8]] {
        try keys.sealedSecrets()
    }

    /// Keeps a secret, encrypted under the master key, in place of the one of that name.
    ///
    /// Returns when it is durable; what it replaces is overwritten.
    /// - Parameters:
    ///   - bytes: The secret.
    ///   - name: Its name, which is kept in clear.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func seal(_ bytes: [UInt8], as name: String) throws(EventLogError) {
        try requireWriter()
        try keys.seal(bytes, as: name)
    }

    /// Destroys the secret of a name; without one nothing happens.
    /// - Throws: ``/EventSourcing/EventLogError``.
    public func destroySealed(_ name: String) throws(EventLogError) {
        try requireWriter()
        try keys.destroySealed(name)
    }

    private func requireWriter() throws(EventLogError) {
        guard isReadOnly else { return }
        throw EventLogError(.closed, "the log was opened for reading only")
    }
}
