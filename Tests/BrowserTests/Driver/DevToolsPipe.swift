import Foundation
import Synchronization

/// The DevTools protocol over a pair of pipes: JSON messages, each ended by a NUL byte.
final class DevToolsPipe: Sendable {
    typealias Answer = CheckedContinuation<DevToolsValue, any Error>
    typealias Listener = @Sendable (_ event: String, _ parameters: DevToolsValue) -> Void

    private struct State {
        var lastID = 0
        var isClosed = false
        var waiting: [Int: (method: String, answer: Answer)] = [:]
        var listeners: [String: Listener] = [:]
    }

    private let state = Mutex(State())
    private let input: Mutex<FileHandle>

    /// Writes commands to `input`, reads answers from `output` until its end.
    init(input: sending FileHandle, output: FileHandle) {
        self.input = Mutex(input)
        // Reading blocks, so it has a thread of its own, which ends with the browser.
        let descriptor = output.fileDescriptor
        Thread.detachNewThread { [weak self] in
            withExtendedLifetime(output) {
                Self.readMessages(from: descriptor) { message in self?.route(message) }
            }
            self?.close()
        }
    }

    /// Sends a command and waits for its result.
    func send(
        _ method: String,
        _ parameters: DevToolsValue = [:],
        session: String? = nil
    ) async throws -> DevToolsValue {
        try await withCheckedThrowingContinuation { answer in
            let id: Int? = state.withLock { state in
                guard !state.isClosed else { return nil }
                state.lastID += 1
                state.waiting[state.lastID] = (method, answer)
                return state.lastID
            }
            guard let id else { return answer.resume(throwing: BrowserError.closed) }
            var message: [String: DevToolsValue] = [
                "id": .number(Double(id)), "method": .string(method), "params": parameters,
            ]
            message["sessionId"] = session.map(DevToolsValue.string)
            do {
                let bytes = try JSONEncoder().encode(DevToolsValue.object(message)) + Data([0])
                try input.withLock { try $0.write(contentsOf: bytes) }
            } catch {
                let pending = state.withLock { $0.waiting.removeValue(forKey: id) }
                pending?.answer.resume(throwing: error)
            }
        }
    }

    /// Hands the events of a session to `listener`, on the reading thread.
    func listen(to session: String, _ listener: @escaping Listener) {
        state.withLock { $0.listeners[session] = listener }
    }

    /// Lets every waiting command fail, and every later one.
    func close() {
        state.withLock { $0.isClosed = true }
        failAll(with: .closed)
    }

    private func failAll(with error: BrowserError) {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return state.waiting.values.map(\.answer)
        }
        for answer in waiting { answer.resume(throwing: error) }
    }

    private func route(_ bytes: Data) {
        guard let message = try? JSONDecoder().decode(DevToolsValue.self, from: bytes) else {
            // Whose answer it was is unknown, and a test that fails is better than one that hangs.
            return failAll(with: .unreadable(String(decoding: bytes.prefix(400), as: UTF8.self)))
        }
        guard let id = message["id"]?.integer else {
            let listener = state.withLock { $0.listeners[message["sessionId"]?.text ?? ""] }
            listener?(message["method"]?.text ?? "", message["params"] ?? .null)
            return
        }
        guard let (method, answer) = state.withLock({ $0.waiting.removeValue(forKey: id) }) else {
            return
        }
        if let refusal = message["error"] {
            let reason = refusal["message"]?.text ?? "without a reason"
            answer.resume(throwing: BrowserError.refused(method: method, reason: reason))
        } else {
            answer.resume(returning: message["result"] ?? .null)
        }
    }

    private static func readMessages(
        from descriptor: Int32,
        _ handle: (Data) -> Void
    ) {
        var pending = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            pending.append(contentsOf: buffer[..<count])
            while let end = pending.firstIndex(of: 0) {
                handle(Data(pending[..<end]))
                pending = Data(pending[(end + 1)...])
            }
        }
    }
}
