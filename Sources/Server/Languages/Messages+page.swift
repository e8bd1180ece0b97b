import Attendance
import EventSourcing

// Messages as templates and scripts of pages take them.

extension Messages {
    /// Every plain message by group and name, for templates: `{{say.sign.title}}`.
    func byGroup() -> [String: [String: String]] {
        var groups: [String: [String: String]] = [:]
        for key in keys {
            guard case .text(let text) = message(key) else { continue }
            let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
            groups[parts[0], default: [:]][parts[1]] = text
        }
        return groups
    }

    /// The messages of some groups, for a page's script.
    func script(_ groups: String...) -> String {
        let texts = keys.filter { key in groups.contains { key.hasPrefix("\($0).") } }
            .compactMap { key in message(key).map { (key, $0.json) } }
        let json = JSON.object(Dictionary(uniqueKeysWithValues: texts))
        return String(decoding: json.canonicalBytes(), as: UTF8.self)
    }
}
