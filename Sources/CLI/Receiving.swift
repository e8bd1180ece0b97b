import EventSourcing
import MeetingManagement
import ZoomAPI

/// Notes in the log when deliveries can be verified and when no longer: without a secret nothing is
/// received, and a receiver that refuses everything covers nothing.
actor Receiving {
    private static let receiver = Actor("receiver")

    private let desk: Desk
    private let webhooks: WebhookSecrets
    private var isListening = false
    private var isNoted = false

    init(_ desk: Desk, _ webhooks: WebhookSecrets) {
        self.desk = desk
        self.webhooks = webhooks
    }

    /// The server listens from now on.
    func begin() async {
        isListening = true
        await settle()
    }

    /// What deliveries are verified with may have changed.
    func settle() async {
        let isReceiving = !webhooks.valid(at: desk.edges.now()).authenticator.isEmpty
        guard isListening, isReceiving != isNoted else { return }
        isNoted = isReceiving
        if isReceiving { await noteStart() } else { await noteStop() }
    }

    /// The server listens no longer.
    func end() async {
        isListening = false
        // What another process left running is noted too.
        await noteStop()
        isNoted = false
    }

    private func noteStart() async {
        do {
            try await desk.receiverStarts(actor: Self.receiver)
        } catch {
            Output.note("the log does not say that deliveries are received: \(error.reason)")
        }
    }

    private func noteStop() async {
        do {
            try await desk.receiverStops(actor: Self.receiver)
        } catch {
            Output.note(
                "the log does not say that deliveries are received no longer: \(error.reason)"
            )
        }
    }
}
