import Crypto
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Delivers over several connections at once, as Zoom does; on each, the next delivery follows the
/// answer to the one before.
struct DeliverySender {
    let port: UInt16

    struct CannotConnect: Error {
        let reason: String
    }

    /// Whether an answer did not come in time, though the connection stood.
    private(set) var isHung = false

    init(port: UInt16) { self.port = port }

    /// Sends each list over a connection of its own, until it is through or the server is gone.
    mutating func send(_ lists: [[Delivery]]) throws -> [Conversation] {
        var lines = try lists.map { try Line(to: port, deliveries: $0) }
        defer { for line in lines { line.hangUp() } }
        for index in lines.indices { lines[index].sendNext() }
        while lines.contains(where: \.isWaiting) {
            var waiting = lines.map { line in
                pollfd(fd: line.isWaiting ? line.socket : -1, events: Int16(POLLIN), revents: 0)
            }
            let milliseconds = Int32(RecordedServer.hangSeconds * 1000)
            guard poll(&waiting, nfds_t(waiting.count), milliseconds) > 0 else {
                isHung = true
                break
            }
            for index in lines.indices where waiting[index].revents != 0 { lines[index].receive() }
        }
        return lines.map(\.conversation)
    }

    /// One connection.
    private struct Line {
        let socket: Int32
        private(set) var isWaiting = false
        private(set) var conversation: Conversation
        private var rest: ArraySlice<Delivery>
        private var received: [UInt8] = []

        init(to port: UInt16, deliveries: [Delivery]) throws {
            socket = Self.makeSocket()
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let (isConnected, own) = withUnsafeMutablePointer(to: &address) { [socket] pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    let isConnected = connect(socket, pointer, size) == 0
                    var size = size
                    let isNamed = getsockname(socket, pointer, &size) == 0
                    return (isConnected, isNamed)
                }
            }
            guard isConnected, own else {
                let reason = String(cString: strerror(errno))
                close(socket)
                throw CannotConnect(reason: reason)
            }
            conversation = Conversation(port: UInt16(bigEndian: address.sin_port))
            rest = deliveries[...]
        }

        private static func makeSocket() -> Int32 {
            #if canImport(Glibc)
            Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            #else
            Musl.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)
            #endif
        }

        func hangUp() { close(socket) }

        mutating func sendNext() {
            isWaiting = false
            guard let delivery = rest.popFirst() else { return }
            conversation.sent.append(delivery)
            isWaiting = sendAll(Self.request(delivery.body))
        }

        private func sendAll(_ bytes: [UInt8]) -> Bool {
            var offset = 0
            while offset < bytes.count {
                let count = bytes.withUnsafeBytes { bytes in
                    let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
                    return Self.send(socket, rest)
                }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }

        private static func send(_ socket: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
            let flags = Int32(MSG_NOSIGNAL)
            #if canImport(Glibc)
            return Glibc.send(socket, bytes.baseAddress, bytes.count, flags)
            #else
            return Musl.send(socket, bytes.baseAddress, bytes.count, flags)
            #endif
        }

        mutating func receive() {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else {
                isWaiting = false
                return
            }
            received += buffer.prefix(count)
            guard let status = Self.status(of: received) else { return }
            received = []
            conversation.statuses.append(status)
            sendNext()
        }

        /// The status of an answer; `nil` when it is not complete.
        private static func status(of answer: [UInt8]) -> Int? {
            let text = String(decoding: answer, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { return nil }
            let lines = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
            let length = lines.first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).drop(while: { $0 == " " })) }
            let bodyBytes = text[end.upperBound...].utf8.count
            guard bodyBytes >= length ?? 0, let head = lines.first?.split(separator: " ") else {
                return nil
            }
            return head.count > 1 ? Int(head[1]) : nil
        }

        private static func request(_ body: [UInt8]) -> [UInt8] {
            let timestamp = String(Int(Date().timeIntervalSince1970))
            var code = HMAC<SHA256>(key: SymmetricKey(data: Array(RecordedServer.secret.utf8)))
            code.update(data: Array("v0:\(timestamp):".utf8))
            code.update(data: body)
            let signature = code.finalize().map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
            let head = [
                "POST /zoom/webhooks HTTP/1.1", "host: 127.0.0.1",
                "x-zm-signature: v0=\(signature)",
                "x-zm-request-timestamp: \(timestamp)", "content-type: application/json",
                "content-length: \(body.count)", "", "",
            ]
            return Array(head.joined(separator: "\r\n").utf8) + body
        }
    }
}
