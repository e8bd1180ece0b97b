import Foundation
import ZoomAPI

/// Zoom's secrets, from the environment: they must not show in a list of processes.
enum ZoomSecrets {
    static let help = """
        MUSTER_ZOOM_SECRET holds the secret token of the Zoom app's event subscription (several, \
        separated by commas, while one replaces another); MUSTER_ZOOM_VERIFICATION_TOKEN the \
        legacy verification token, if the app still has one.
        """

    static func authenticator(
        from environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> WebhookAuthenticator {
        WebhookAuthenticator(
            secrets: secrets(environment["MUSTER_ZOOM_SECRET"], label: "secret"),
            verificationTokens: secrets(
                environment["MUSTER_ZOOM_VERIFICATION_TOKEN"],
                label: "verification token"
            )
        )
    }

    private static func secrets(_ list: String?, label: String) -> [WebhookSecret] {
        (list ?? "").split(separator: ",").enumerated().compactMap { index, text in
            WebhookSecret(
                label: "\(label) \(index + 1)",
                text.trimmingCharacters(in: .whitespaces)
            )
        }
    }
}
