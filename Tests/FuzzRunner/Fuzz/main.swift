import CFuzzer
import Foundation

// `MUSTER_FUZZ` names the target, `picture` or `signing`; `MUSTER_FUZZ_SEEDS` a directory to write to
// what it is to start from, and nothing else is done then.

guard let target = FuzzTarget.asked else {
    FileHandle.standardError.write(Data("set MUSTER_FUZZ to picture or signing\n".utf8))
    exit(64)
}
if let path = ProcessInfo.processInfo.environment["MUSTER_FUZZ_SEEDS"] {
    let directory = URL(fileURLWithPath: path, isDirectory: true)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (number, seed) in target.seeds.enumerated() {
        try Data(seed).write(to: directory.appendingPathComponent("seed-\(number)"))
    }
    exit(0)
}
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(LLVMFuzzerRunDriver(&count, &arguments, takeInput))
