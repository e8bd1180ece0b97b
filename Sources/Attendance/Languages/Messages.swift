public import EventSourcing

/// What is said in one language: messages by key, such as `sign.title`.
///
/// The files are in groups, one key a line, the same in every language. A message holds its arguments
/// as `{name}`; one that holds a count is written for each plural that the language has.
public struct Messages: Sendable, Hashable {
    /// The language.
    public let language: Language
    private let messages: [String: Message]

    /// Reads the messages of a language.
    /// - Parameters:
    ///   - json: The file.
    ///   - language: The language it is in.
    /// - Throws: ``MessagesError`` naming the key that is wrong.
    public init(json: JSON, in language: Language) throws(MessagesError) {
        guard let groups = json.object else { throw MessagesError("the file: must be an object") }
        var messages: [String: Message] = [:]
        for (group, members) in groups {
            guard let members = members.object else {
                throw MessagesError("\(group): must be an object")
            }
            for (name, member) in members {
                let key = "\(group).\(name)"
                guard let message = Message(json: member) else {
                    throw MessagesError("\(key): must be a text, a list of texts, or its plurals")
                }
                messages[key] = message
            }
        }
        self.language = language
        self.messages = messages
    }

    /// The keys, in order.
    public var keys: [String] { messages.keys.sorted() }

    /// A message as its file has it; `nil` where there is none.
    public func message(_ key: String) -> Message? { messages[key] }

    /// A message with its arguments in place.
    /// - Parameters:
    ///   - key: The key; one that is unknown is said itself.
    ///   - arguments: What stands for each `{name}`, isolated where it may be written in another direction.
    /// - Returns: the text.
    public func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
        guard case .text(let template) = messages[key] else { return key }
        return filled(template, arguments)
    }

    /// A message that holds a number, in the plural that the language has for it.
    /// - Parameters:
    ///   - key: The key; one that is unknown is said itself.
    ///   - count: What stands for `{count}`.
    ///   - arguments: What stands for the others.
    /// - Returns: the text.
    public func text(
        _ key: String,
        count: Int,
        _ arguments: [String: String] = [:]
    ) -> String {
        guard case .plurals(let plurals) = messages[key],
            let template = plurals[PluralCategory(of: count, in: language)] ?? plurals[.other]
        else { return key }
        return filled(template, arguments.merging(["count": String(count)]) { $1 })
    }

    /// One of a list, such as the name of a month.
    func text(_ key: String, at index: Int) -> String {
        guard case .list(let texts) = messages[key], texts.indices.contains(index) else {
            return key
        }
        return texts[index]
    }

    /// A technical text, such as a date in digits, whose parts keep their order in every language.
    public func leftToRight(_ text: String) -> String {
        language.isRightToLeft ? "\u{2066}\(text)\u{2069}" : text
    }

    /// Whether there is a message.
    public func has(_ key: String) -> Bool { messages[key] != nil }

    private func filled(_ template: String, _ arguments: [String: String]) -> String {
        guard !arguments.isEmpty else { return template }
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            text += rest[..<open]
            text += arguments[name].map(isolated) ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// Keeps what is written in another direction from turning the words around it (UAX #9, 2.4).
    private func isolated(_ argument: String) -> String {
        let isTurned = argument.unicodeScalars.contains {
            $0.properties.isAlphabetic && $0.isRightToLeft != (language == .arabic)
        }
        return isTurned ? "\u{2068}\(argument)\u{2069}" : argument
    }
}

extension Unicode.Scalar {
    /// Whether it lies in a block of scripts written from right to left.
    fileprivate var isRightToLeft: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}

/// Why a file of messages cannot be used.
public struct MessagesError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, where in the file.
    public var description: String

    init(_ description: String) { self.description = description }
}
