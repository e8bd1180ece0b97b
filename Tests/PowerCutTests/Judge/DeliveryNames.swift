import Crypto
import EventSourcing
import Foundation

/// The names that deliveries get from an organisation's key, each worked out once.
final class DeliveryNames {
    private let sent: [Delivery]
    private var key: Data?
    private var names: [Delivery: String] = [:]
    private var deliveries: [String: Delivery] = [:]

    init(of sent: [Delivery]) { self.sent = sent }

    func name(of delivery: Delivery, key: Data) -> String? {
        prepare(key)
        return names[delivery]
    }

    func deliveries(with key: Data) -> [String: Delivery] {
        prepare(key)
        return deliveries
    }

    private func prepare(_ key: Data) {
        guard key != self.key else { return }
        self.key = key
        names = Dictionary(sent.map { ($0, Self.name(of: $0.body, key: key)) }) { first, _ in first
        }
        deliveries = Dictionary(names.map { ($1, $0) }) { first, _ in first }
    }

    /// HMAC-SHA256 (RFC 2104) over length-prefixed parts, its first 16 bytes.
    private static func name(of body: [UInt8], key: Data) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        for part in [Array("delivery".utf8), body] {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { code.update(data: $0) }
            code.update(data: part)
        }
        return Array(code.finalize().prefix(16)).hexadecimal
    }
}
