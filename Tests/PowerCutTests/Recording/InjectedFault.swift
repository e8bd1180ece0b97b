import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An I/O error that the recorder makes up.
struct InjectedFault: CustomStringConvertible {
    enum Kind: CaseIterable {
        /// One I/O fails, as on a bad sector.
        case bad
        /// All fail from then on, as when the disk is pulled.
        case gone
        /// Nothing can be stored from then on; what fits of the first write is stored.
        case full
        /// One write is refused; then there is room again.
        case fullOnce
    }

    let kind: Kind
    /// Which I/O of an undisturbed run it hits, counted from 1.
    let number: Int
    /// The text of `MUSTER_FAIL`.
    let text: String

    /// Places a fault in a run, by the trace of the same run undisturbed.
    init(_ kind: Kind, at number: Int, of reference: Trace) {
        self.kind = kind
        self.number = number
        let before = reference.entries.filter(\.isInputOutput).prefix(number - 1)
        let storing = before.count(where: \.takesRoom) + 1
        switch kind {
        case .bad: text = "any:\(number):\(EIO):once"
        case .gone: text = "any:\(number):\(EIO):on"
        case .full: text = "short:\(storing):\(ENOSPC):on"
        case .fullOnce: text = "write:\(storing):\(ENOSPC):once"
        }
    }

    /// Whether nothing is left to hit, if the server stores nothing more.
    var mayMiss: Bool { kind == .full || kind == .fullOnce }

    var description: String { "\(kind) at I/O \(number)" }
}

extension Trace.Entry {
    /// Whether it fails on a full disk.
    fileprivate var takesRoom: Bool {
        switch kind {
        case .write, .allocate, .create, .makeDirectory: true
        case .start, .truncate, .sync, .rename, .link, .unlink, .output: false
        }
    }
}
