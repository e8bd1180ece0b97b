/// Why the browser did not do what a test asked.
enum BrowserError: Error, CustomStringConvertible {
    case notInstalled
    case closed
    /// The browser answered with something that is not JSON, such as half a character.
    case unreadable(String)
    case refused(method: String, reason: String)
    case threw(String)
    /// With what the page showed then, and its complaints.
    case timedOut(waitingFor: String, lastAnswer: String, page: String)
    case noElement(String)

    var description: String {
        switch self {
        case .notInstalled: "There is no Chromium on this machine."
        case .closed: "The browser has ended."
        case .unreadable(let bytes): "The browser's answer is not JSON: \(bytes)"
        case .refused(let method, let reason): "\(method) was refused: \(reason)"
        case .threw(let reason): "The script threw: \(reason)"
        case .timedOut(let condition, let answer, let page):
            "Timed out waiting for \(condition); last answer: \(answer); the page: \(page)"
        case .noElement(let selector): "No element matches \(selector)."
        }
    }
}
