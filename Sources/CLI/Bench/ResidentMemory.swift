import Foundation
import Glibc

/// How much memory this process has in use, and had at most (Linux, proc(5)).
struct ResidentMemory {
    private let start: Int

    /// Begins anew to look for the highest.
    init() throws {
        Self.giveFreedMemoryBack()
        try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
        start = try Self.bytes("VmRSS")
    }

    /// By how many bytes more than at the start there were at most.
    func growth() throws -> Int { try Self.bytes("VmHWM") - start }

    /// Otherwise what is measured would take its memory from what was freed before, and seem to need none.
    private static func giveFreedMemoryBack() {
        // Glibc's module for Swift leaves it out (malloc_trim(3)).
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        let trim = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)
        _ = trim(0)
    }

    private static func bytes(_ field: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
        let number = line.flatMap { Int($0.filter(\.isNumber)) }
        guard let number else { throw CommandFailure("/proc/self/status has no \(field)") }
        return number * 1024
    }
}
