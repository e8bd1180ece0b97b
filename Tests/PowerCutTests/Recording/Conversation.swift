/// What was sent over one connection: the kth answer on it answers the kth request.
struct Conversation: Sendable {
    /// The port of the client's end, by which the server's end knows it.
    let port: UInt16
    /// What was asked, in order, as far as it was sent.
    var sent: [Delivery] = []
    /// The statuses of the answers that came.
    var statuses: [Int] = []

    /// What was acknowledged.
    var acknowledged: [Delivery] {
        zip(sent, statuses).filter { (200..<300).contains($1) }.map(\.0)
    }
}

/// Counts, along a trace, what the server had acknowledged.
struct Acknowledgements {
    private struct Connection: Hashable {
        let process: Int
        let port: Int
    }

    private let sent: [Connection: [Delivery]]
    private var answers: [Connection: Int] = [:]
    private var process = -1
    /// What was answered with success, in the order of the answers.
    private(set) var deliveries: [Delivery] = []

    /// - Parameter conversations: Those of the first process in the trace, of the second, and so on.
    init(of conversations: [[Conversation]]) {
        var sent: [Connection: [Delivery]] = [:]
        for (process, group) in conversations.enumerated() {
            for conversation in group {
                let connection = Connection(process: process, port: Int(conversation.port))
                sent[connection] = conversation.sent
            }
        }
        self.sent = sent
    }

    mutating func apply(_ entry: Trace.Entry, of trace: Trace) {
        if entry.kind == .start { process += 1 }
        guard entry.kind == .output else { return }
        // An answer may go out in several writes; only its first begins with a status line.
        let head = String(decoding: trace.bytes[entry.data].prefix(12), as: UTF8.self)
        guard head.hasPrefix("HTTP/1.1 "), let status = Int(head.suffix(3)) else { return }
        let connection = Connection(process: process, port: entry.offset)
        guard let requests = sent[connection] else { return }
        let number = answers[connection, default: 0]
        answers[connection] = number + 1
        if (200..<300).contains(status), number < requests.count {
            deliveries.append(requests[number])
        }
    }
}
