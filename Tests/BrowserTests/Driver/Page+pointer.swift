extension Page {
    /// What draws or presses.
    enum Pointer: String, Sendable {
        case mouse, pen, touch
    }

    /// Presses the middle of the first element that matches.
    func press(_ selector: String, with pointer: Pointer = .mouse) async throws {
        let place = try await frame(of: selector).middle
        try await draw([place], with: pointer)
    }

    /// Draws one stroke through `places`, as a hand would: down at the first, up at the last.
    ///
    /// With a mouse or a pen, `pause` is called at every place on the way.
    func draw(
        _ places: [Place],
        with pointer: Pointer = .mouse,
        pausing pause: (_ index: Int) async throws -> Void = { _ in }
    ) async throws {
        guard let first = places.first, let last = places.last else { return }
        switch pointer {
        case .touch:
            try await touch("touchStart", [first])
            for place in places.dropFirst() { try await touch("touchMove", [place]) }
            // A finger that leaves while moving is a fling, and the tap after a fling is swallowed.
            if places.count > 1 { try await Task.sleep(for: .milliseconds(150)) }
            try await touch("touchEnd", [])
        case .mouse, .pen:
            try await mouse("mouseMoved", at: first, pointer, isDown: false)
            try await mouse("mousePressed", at: first, pointer, isDown: true)
            for (index, place) in places.enumerated().dropFirst() {
                try await mouse("mouseMoved", at: place, pointer, isDown: true)
                try await pause(index)
            }
            try await mouse("mouseReleased", at: last, pointer, isDown: false)
        }
    }

    /// Draws a scribble of `loops` loops inside the first element that matches.
    func scribble(
        on selector: String,
        loops: Int = 3,
        with pointer: Pointer = .mouse
    ) async throws {
        let frame = try await frame(of: selector)
        let steps = 16 * loops
        let places = (0...steps).map { step -> Place in
            let share = Double(step) / Double(steps)
            // A triangle wave up and down along a line to the right: exact on every machine.
            let phase = (share * Double(loops)).truncatingRemainder(dividingBy: 1)
            return frame.at(0.2 + 0.6 * share, 0.25 + 0.5 * abs(2 * phase - 1))
        }
        try await draw(places, with: pointer)
    }

    private func mouse(
        _ type: String,
        at place: Place,
        _ pointer: Pointer,
        isDown: Bool
    ) async throws {
        let isMove = type == "mouseMoved"
        try await send(
            "Input.dispatchMouseEvent",
            [
                "type": .string(type), "x": .number(place.x), "y": .number(place.y),
                "button": isMove && !isDown ? "none" : "left", "buttons": isDown ? 1 : 0,
                "clickCount": isMove ? 0 : 1, "pointerType": .string(pointer.rawValue),
                "force": isDown && pointer == .pen ? 0.5 : 0,
            ]
        )
    }

    private func touch(_ type: String, _ places: [Place]) async throws {
        let points = places.map { place -> DevToolsValue in
            ["x": .number(place.x), "y": .number(place.y), "id": 1]
        }
        try await send(
            "Input.dispatchTouchEvent",
            ["type": .string(type), "touchPoints": .array(points)]
        )
    }
}
