import Attendance
import EventSourcing

extension [SigningLink] {
    /// The links to be handed out, as CSV with a heading (``/EventSourcing/SpreadsheetText``).
    /// - Parameter address: Where the server is reached, without a slash at its end.
    /// - Returns: the text.
    public func csv(at address: String) -> String {
        let rows = map { link in
            [
                link.name, link.place.slot.text, link.place.capacity.rawValue,
                "\(address)/sign/\(link.token)", link.expires.description,
            ]
        }
        return SpreadsheetText.csv([["name", "slot", "capacity", "link", "expires"]] + rows)
    }
}
