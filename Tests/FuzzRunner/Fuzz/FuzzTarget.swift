import Dispatch
import Foundation
import Fuzzing
import Synchronization

/// A target by its name.
enum FuzzTarget: String {
    case picture
    case signing

    static let asked = ProcessInfo.processInfo.environment["MUSTER_FUZZ"]
        .flatMap(FuzzTarget.init(rawValue:))

    var seeds: [[UInt8]] {
        switch self {
        case .picture: PictureTarget.seeds
        case .signing: SigningTarget.seeds
        }
    }

    func finding(in input: [UInt8]) -> String? {
        switch self {
        case .picture: PictureTarget.finding(in: input)
        case .signing: Signing.shared.waitForFinding(in: input)
        }
    }
}

/// Takes an input of libFuzzer's, whose own program wants to find it by this name though it is not run.
@c(LLVMFuzzerTestOneInput)
func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let finding = FuzzTarget.asked?.finding(in: input) else { return 0 }
    FileHandle.standardError.write(Data("found: \(finding)\n".utf8))
    // libFuzzer keeps the input of whoever stops the process.
    abort()
}

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
