import Foundation

/// The content of one file: what is on the platter, and what is only in the cache.
final class DiskFile {
    /// A change of the content.
    enum Change {
        /// Bytes of the trace, stored from an offset.
        case write(offset: Int, data: Range<Int>)
        /// The file ends here from now on.
        case size(Int)
        /// The file ends here or later.
        case sizeAtLeast(Int)

        /// The bytes of the file that it sets.
        var extent: Range<Int> {
            switch self {
            case .write(let offset, let data): offset..<offset + data.count
            case .size(let size): size..<Int.max
            case .sizeAtLeast: 0..<0
            }
        }
    }

    /// A change that has not reached the platter.
    private struct Pending {
        let change: Change
        /// Its sync failed: the kernel forgot that it is not on the platter, and no later sync
        /// brings it there.
        var isForgotten = false
    }

    private var durable = Data()
    private var pending: [Pending] = []

    func change(_ change: Change) { pending.append(Pending(change: change)) }

    /// Brings to the platter what is in the cache.
    func sync(_ trace: Trace) {
        var forgotten: [Pending] = []
        for item in pending {
            if item.isForgotten {
                forgotten.append(item)
            } else {
                Self.apply(item.change, to: &durable, trace)
                forgotten.removeAll { $0.change.extent.overlaps(item.change.extent) }
            }
        }
        pending = forgotten
    }

    func failSync() {
        for index in pending.indices { pending[index].isForgotten = true }
    }

    /// What a power cut leaves of the file.
    func content(after survival: inout Survival, _ trace: Trace) -> Data {
        var content = durable
        for item in pending {
            switch item.change {
            case .write(let offset, let data):
                for (start, piece) in survival.pieces(offset: offset, data: data) {
                    if survival.survives() {
                        Self.apply(.write(offset: start, data: piece), to: &content, trace)
                    } else if survival.survives() {
                        // The file grew, its bytes did not come.
                        Self.apply(.sizeAtLeast(start + piece.count), to: &content, trace)
                    }
                }
            case .size, .sizeAtLeast:
                if survival.survives() { Self.apply(item.change, to: &content, trace) }
            }
        }
        return content
    }

    private static func apply(_ change: Change, to content: inout Data, _ trace: Trace) {
        switch change {
        case .write(let offset, let data):
            grow(&content, to: offset + data.count)
            content.withUnsafeMutableBytes { bytes in
                trace.withData(of: data) { source in
                    UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + data.count])
                        .copyMemory(from: source)
                }
            }
        case .size(let size):
            content.count = size
        case .sizeAtLeast(let size):
            grow(&content, to: size)
        }
    }

    private static func grow(_ content: inout Data, to size: Int) {
        // Foundation fills what is new with zeros, fast also when the tests are not optimised.
        if size > content.count { content.count = size }
    }
}
