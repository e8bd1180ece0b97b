import CFuzzer
import Dispatch
import Foundation
import Fuzzing
import Synchronization

// `Fuzz picture|signing …` gives libFuzzer a target and the rest of the arguments;
// `Fuzz picture|signing seeds DIR` writes what it is to start from.

/// The signing target across inputs.
private actor Signing {
    static let shared = Signing()
    private var target = SigningTarget()

    private func finding(in input: [UInt8]) async -> String? {
        var target = self.target
        defer { self.target = target }
        do {
            return try await target.finding(in: input)
        } catch {
            return "it threw \(error)"
        }
    }

    /// Waits for what is found: libFuzzer can do nothing else.
    nonisolated func waitForFinding(in input: [UInt8]) -> String? {
        let finding = Finding()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let found = await self.finding(in: input)
            finding.text.withLock { $0 = found }
            done.signal()
        }
        done.wait()
        return finding.text.withLock { $0 }
    }

    private final class Finding: Sendable {
        let text = Mutex<String?>(nil)
    }
}

private func stop(at finding: String?) {
    guard let finding else { return }
    FileHandle.standardError.write(Data("found: \(finding)\n".utf8))
    // libFuzzer keeps the input of whoever stops the process.
    abort()
}

private func input(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: bytes, count: count))
}

private var arguments = CommandLine.arguments
private let name = arguments.count > 1 ? arguments.remove(at: 1) : ""

guard let seeds = ["picture": PictureTarget.seeds, "signing": SigningTarget.seeds][name] else {
    FileHandle.standardError.write(Data("Fuzz picture|signing [seeds DIR | libFuzzer's]\n".utf8))
    exit(64)
}
if arguments.count == 3, arguments[1] == "seeds" {
    let directory = URL(fileURLWithPath: arguments[2], isDirectory: true)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (number, seed) in seeds.enumerated() {
        try Data(seed).write(to: directory.appendingPathComponent("seed-\(number)"))
    }
    exit(0)
}

private var count = CInt(arguments.count)
private var pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
        .allocate(capacity: arguments.count + 1)
    for (index, argument) in arguments.enumerated() { pointers[index] = strdup(argument) }
    pointers[arguments.count] = nil
    return pointers
}()

private let status =
    name == "picture"
    ? LLVMFuzzerRunDriver(&count, &pointers) { bytes, count in
        stop(at: PictureTarget.finding(in: input(bytes, count)))
        return 0
    }
    : LLVMFuzzerRunDriver(&count, &pointers) { bytes, count in
        stop(at: Signing.shared.waitForFinding(in: input(bytes, count)))
        return 0
    }
exit(status)
