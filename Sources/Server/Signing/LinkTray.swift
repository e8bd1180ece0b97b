import Attendance
import EventSourcing
import MeetingManagement
import Synchronization

/// The links that were made and not used yet, so that they can be handed out: the log has only their
/// hashes.
///
/// It is in memory alone, and empty after a restart; then new links are to be made. Whether a link is
/// still good is never asked here, but of the log.
final class LinkTray: Sendable {
    private struct Kept {
        var token: String
        var expires: Instant
    }

    private let kept = Mutex<[SHA256Digest: Kept]>([:])
    private let linksMax: Int

    init(linksMax: Int = ServerLimits.linksInTrayMax) { self.linksMax = linksMax }

    /// Keeps personal links until they end.
    func keep(_ links: [SigningLink], at now: Instant) {
        keep(links.map { ($0.tokenHash, Kept(token: $0.token, expires: $0.expires)) }, at: now)
    }

    /// Keeps the link of a room until it ends.
    func keep(_ link: RoomLink, at now: Instant) {
        keep([(link.tokenHash, Kept(token: link.token, expires: link.expires))], at: now)
    }

    /// The token with a hash, if it is here.
    func token(_ hash: SHA256Digest) -> String? { kept.withLock { $0[hash]?.token } }

    private func keep(_ links: [(SHA256Digest, Kept)], at now: Instant) {
        kept.withLock { kept in
            for (hash, link) in links { kept[hash] = link }
            guard kept.count > linksMax else { return }
            // The last to end stay.
            let staying = kept.filter { now < $0.value.expires }
                .sorted { ($1.value.expires, $1.key.text) < ($0.value.expires, $0.key.text) }
                .prefix(linksMax)
            kept = Dictionary(uniqueKeysWithValues: staying.map { ($0.key, $0.value) })
        }
    }
}
