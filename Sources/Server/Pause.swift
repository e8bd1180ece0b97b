/// How a service waits until it looks again.
struct Pause: Sendable {
    /// Waits so long, or until the task is cancelled, which is thrown.
    let wait: @Sendable (_ duration: Duration) async throws -> Void

    /// In real time.
    static let real = Pause { try await Task.sleep(for: $0) }
}
