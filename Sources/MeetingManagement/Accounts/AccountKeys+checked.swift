import EventSourcing
import ZoomAPI

extension AccountKeys {
    /// Refuses what cannot be an account, before anything is kept.
    func check() throws(AccountFailure) {
        guard (1...64).contains(account.utf8.count),
            account.utf8.allSatisfy({ Self.idBytes.contains($0) })
        else { throw .notAnID }
        let isShown = label.unicodeScalars.allSatisfy {
            ![.control, .format, .lineSeparator, .paragraphSeparator]
                .contains($0.properties.generalCategory)
        }
        guard (1...60).contains(label.count), isShown, label.contains(where: { !$0.isWhitespace })
        else { throw .notALabel }
        try Self.check(authorisation, option: "--authorisation")
        try Self.check(api, option: "--api")
    }

    private static let idBytes = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    private static func check(_ address: String?, option: String) throws(AccountFailure) {
        guard let address else { return }
        guard let url = ZoomURL(address), url.text == url.origin.text else {
            throw .notAnAddress(option)
        }
        // Secrets and tokens go there.
        guard url.scheme == .https || ["localhost", "127.0.0.1"].contains(url.host) else {
            throw .notEncrypted(option)
        }
    }
}
