import Attendance
import EventSourcing
import Foundation
import HTTPTypes
import MeetingManagement
import Synchronization

/// Slows down whoever tries links that are not valid.
///
/// Nobody comes upon a token of 128 bits; but each try takes work, and many in a row are no mistake. A
/// client that tried too many is refused before anything is looked up, but for the links that were found
/// good lately: a classroom may have one address. Where too many are tried from everywhere, those who
/// have a good link notice nothing. What is remembered is bounded.
final class LinkGuard: Sendable {
    fileprivate struct Memory {
        var clients: [ClientKey: RateMeter] = [:]
        var all = RateMeter()
        /// The links found good lately, in two generations of which the older is forgotten at once.
        var good: Set<SHA256Digest> = []
        var goodBefore: Set<SHA256Digest> = []
    }

    private let memory = Mutex(Memory())
    private let now: @Sendable () -> Instant

    init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// Opens what is behind a link, unless too many were tried.
    /// - Throws: ``Problem``: 429 for too many; else what opening it threw.
    func open<Value>(
        _ token: String,
        from client: String?,
        _ body: () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        let key = ClientKey(client)
        let hash = SHA256Digest(hashing: Array(token.utf8))
        try admit(key, hash)
        do {
            let value = try await body()
            remember(hash)
            return value
        } catch  where error == .linkUnknown {
            try noteUnknown(key)
            throw error
        }
    }

    private func admit(_ client: ClientKey, _ hash: SHA256Digest) throws(Problem) {
        let wait = memory.withLock { memory -> Int64 in
            guard !memory.good.contains(hash), !memory.goodBefore.contains(hash) else { return 0 }
            return memory.clients[client]?.wait(at: now(), ServerLimits.unknownLinksOfClient) ?? 0
        }
        if wait > 0 { throw .tooMany(waitingMicroseconds: wait) }
    }

    private func noteUnknown(_ client: ClientKey) throws(Problem) {
        let now = now()
        let wait = memory.withLock { memory -> Int64 in
            var meter = memory.clients[client] ?? RateMeter()
            meter.take(at: now, ServerLimits.unknownLinksOfClient)
            memory.clients[client] = meter
            if memory.clients.count > ServerLimits.clientsRemembered { memory.forget(at: now) }
            let wait = memory.all.wait(at: now, ServerLimits.unknownLinksOfAll)
            memory.all.take(at: now, ServerLimits.unknownLinksOfAll)
            return wait
        }
        if wait > 0 { throw .tooMany(waitingMicroseconds: wait) }
    }

    private func remember(_ hash: SHA256Digest) {
        memory.withLock { memory in
            memory.good.insert(hash)
            guard memory.good.count > ServerLimits.goodLinksRemembered else { return }
            memory.goodBefore = memory.good
            memory.good = []
        }
    }

    /// How many clients are remembered.
    var clientCount: Int { memory.withLock { $0.clients.count } }
}

extension LinkGuard.Memory {
    /// Forgets half of the clients, those first against whom the least is held.
    fileprivate mutating func forget(at now: Instant) {
        let held = clients.filter { now < $0.value.clear }
            .sorted { $1.value.clear < $0.value.clear }
            .prefix(ServerLimits.clientsRemembered / 2)
        clients = Dictionary(uniqueKeysWithValues: held.map { ($0.key, $0.value) })
    }
}

/// Whom tries are held against: an address of IPv4, or a network of IPv6 as one household is given.
struct ClientKey: Hashable, Sendable {
    private let text: String

    init(_ address: String?) {
        var octets = [UInt8](repeating: 0, count: 16)
        guard let address, inet_pton(AF_INET6, address, &octets) == 1 else {
            text = address ?? ""
            return
        }
        let isMapped = octets.prefix(12) == [UInt8](repeating: 0, count: 10) + [255, 255]
        text =
            isMapped
            ? octets.suffix(4).map(String.init).joined(separator: ".")
            : octets.prefix(8).hexadecimal
    }
}

extension Problem {
    static let linkUnknown = Problem(DeskFailure.linkUnknown)

    static func tooMany(waitingMicroseconds wait: Int64) -> Problem {
        let seconds = Int((wait + 999_999) / 1_000_000)
        return Problem(
            .tooManyRequests,
            "Too many attempts",
            "Too many links that are not valid were tried. Wait \(seconds) s, then try again.",
            retryAfter: seconds,
            words: Words("problem.many", titled: "problem.many_title", count: seconds)
        )
    }
}
