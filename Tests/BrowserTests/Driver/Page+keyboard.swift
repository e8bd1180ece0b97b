extension Page {
    /// A key that does something rather than writing a letter.
    struct Key: Sendable {
        var name: String
        var code: String
        var number: Int
        var text: String?

        static let tab = Key(name: "Tab", code: "Tab", number: 9)
        static let enter = Key(name: "Enter", code: "Enter", number: 13, text: "\r")
        static let space = Key(name: " ", code: "Space", number: 32, text: " ")
        static let escape = Key(name: "Escape", code: "Escape", number: 27)
        static let backspace = Key(name: "Backspace", code: "Backspace", number: 8)
        static let left = Key(name: "ArrowLeft", code: "ArrowLeft", number: 37)
        static let up = Key(name: "ArrowUp", code: "ArrowUp", number: 38)
        static let right = Key(name: "ArrowRight", code: "ArrowRight", number: 39)
        static let down = Key(name: "ArrowDown", code: "ArrowDown", number: 40)
    }

    /// Presses and releases a key, with Shift held down or not.
    func press(_ key: Key, shift: Bool = false) async throws {
        var event: [String: DevToolsValue] = [
            "key": .string(key.name), "code": .string(key.code),
            "windowsVirtualKeyCode": .number(Double(key.number)), "modifiers": shift ? 8 : 0,
        ]
        event["type"] = "keyUp"
        let release = event
        event["type"] = key.text == nil ? "rawKeyDown" : "keyDown"
        event["text"] = key.text.map(DevToolsValue.string)
        try await send("Input.dispatchKeyEvent", .object(event))
        try await send("Input.dispatchKeyEvent", .object(release))
    }

    /// Writes `text` where the focus is.
    func type(_ text: String) async throws {
        try await send("Input.insertText", ["text": .string(text)])
    }

    /// Moves the focus with Tab until it is on an element that matches; answers the number of steps.
    @discardableResult
    func tab(to selector: String, atMost limit: Int = 50) async throws -> Int {
        for step in 1...limit {
            try await press(.tab)
            let isThere = "document.activeElement?.matches(\(quoted(selector)))"
            if try await evaluate(isThere).isTruthy { return step }
        }
        throw BrowserError.noElement("\(selector) in \(limit) steps of the keyboard")
    }
}
