/// A name as the portal writes it, taken apart.
///
/// `Display (Original)` stands for somebody who changed their name, `Display (Host)` for the host;
/// the client writes `(me)` and `(Co-host)` too (Zoom portal, measured).
struct PortalName {
    /// The whole cell, tidied.
    let written: String
    /// The name shown in the meeting.
    private(set) var display: String
    /// The name before it was changed.
    private(set) var original: String?
    /// Whether the cell says that this is the host.
    private(set) var isHost = false

    init(_ cell: String) {
        written = cell.tidied
        display = written
        dropRoles()
        guard let (before, inside) = Self.parted(display) else { return }
        original = inside
        display = before
        dropRoles()
    }

    private mutating func dropRoles() {
        while let (before, inside) = Self.parted(display) {
            let roles = inside.split(separator: ",").map { String($0).tidied.lowercased() }
            guard roles.allSatisfy(["host", "co-host", "me", "guest"].contains) else { return }
            isHost = isHost || roles.contains("host")
            display = before
        }
    }

    /// What stands before the last parentheses and in them; `nil` unless both are something and the
    /// text ends there.
    private static func parted(_ text: String) -> (before: String, inside: String)? {
        guard text.utf8.last == UInt8(ascii: ")") else { return nil }
        var depth = 0
        for index in text.utf8.indices.reversed() {
            switch text.utf8[index] {
            case UInt8(ascii: ")"): depth += 1
            case UInt8(ascii: "("): depth -= 1
            default: break
            }
            guard depth == 0 else { continue }
            let before = String(text[..<index]).tidied
            let inside = String(text[index...].dropFirst().dropLast()).tidied
            return before.isEmpty || inside.isEmpty ? nil : (before, inside)
        }
        return nil
    }
}
