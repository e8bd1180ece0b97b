import Attendance
import EventSourcing
import Foundation
import HTTPTypes
import MeetingManagement
import Synchronization

/// Slows down whoever tries links that are not valid, and whoever answers by one link again and again.
///
/// Nobody comes upon a token of 128 bits; but each try takes work, and many in a row are no mistake. A
/// client that tried too many is told to wait whichever link of no use it tries next; whoever has a good
/// one notices nothing, for a classroom may have one address. What is remembered is bounded.
final class LinkGuard: Sendable {
    fileprivate struct Memory {
        var clients = MeterTable<ClientKey>(rate: ServerLimits.unknownLinksOfClient)
        var all = RateMeter()
        var answers = MeterTable<SHA256Digest>(rate: ServerLimits.answersOfLink)
        /// The links found to be of no use lately, in two generations of which the older is forgotten at
        /// once.
        var void: Set<SHA256Digest> = []
        var voidBefore: Set<SHA256Digest> = []
    }

    private let memory = Mutex(Memory())
    private let now: @Sendable () -> Instant

    init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// Opens what is behind a link.
    /// - Throws: ``Problem``: 429 for one of too many that are not valid; else what opening it threw.
    func open<Value>(
        _ token: String,
        from client: String?,
        _ body: () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        let (key, hash) = (ClientKey(client), SHA256Digest(hashing: Array(token.utf8)))
        try refuseAgain(key, hash)
        do {
            return try await body()
        } catch  where error == .linkUnknown {
            try noteUnknown(key, hash)
            throw error
        }
    }

    /// Takes note that somebody answers by a link, whether it is valid or not.
    /// - Throws: ``Problem``: 429 when they did so too often.
    func admitAnswer(by token: String) throws(Problem) {
        let hash = SHA256Digest(hashing: Array(token.utf8))
        let wait = memory.withLock { $0.answers.take(hash, at: now()) }
        if wait > 0 { throw .tooMany(waitingMicroseconds: wait) }
    }

    /// Who tries too many is not let do the same work again.
    private func refuseAgain(_ client: ClientKey, _ hash: SHA256Digest) throws(Problem) {
        let wait = memory.withLock { memory -> Int64 in
            guard memory.void.contains(hash) || memory.voidBefore.contains(hash) else { return 0 }
            return memory.clients.wait(client, at: now())
        }
        if wait > 0 { throw .tooMany(waitingMicroseconds: wait) }
    }

    private func noteUnknown(_ client: ClientKey, _ hash: SHA256Digest) throws(Problem) {
        let now = now()
        let wait = memory.withLock { memory -> Int64 in
            memory.note(void: hash)
            let wait = memory.clients.take(client, at: now)
            let waitOfAll = memory.all.wait(at: now, ServerLimits.unknownLinksOfAll)
            memory.all.take(at: now, ServerLimits.unknownLinksOfAll)
            return max(wait, waitOfAll)
        }
        if wait > 0 { throw .tooMany(waitingMicroseconds: wait) }
    }

    /// How many clients are remembered.
    var clientCount: Int { memory.withLock { $0.clients.count } }
}

extension LinkGuard.Memory {
    fileprivate mutating func note(void hash: SHA256Digest) {
        void.insert(hash)
        guard void.count > ServerLimits.voidLinksRemembered else { return }
        (voidBefore, void) = (void, [])
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
            "Too many attempts in a short time. Wait \(seconds) s, then try again.",
            retryAfter: seconds,
            words: Words("problem.many", titled: "problem.many_title", count: seconds)
        )
    }
}
