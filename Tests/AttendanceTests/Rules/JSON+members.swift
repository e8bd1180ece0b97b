import EventSourcing

/// A step from a value to one inside it.
enum JSONStep: Hashable {
    case member(String)
    case element(Int)
}

extension JSON {
    /// The ways to everything inside, however deep.
    var paths: [[JSONStep]] {
        var steps: [(JSONStep, JSON)] = []
        for (name, value) in (object ?? [:]).sorted(by: { $0.key < $1.key }) {
            steps.append((.member(name), value))
        }
        for (place, value) in (array ?? []).enumerated() {
            steps.append((.element(place), value))
        }
        return steps.flatMap { step, value in [[step]] + value.paths.map { [step] + $0 } }
    }

    /// What a way leads to.
    func value(at path: some Collection<JSONStep>) -> JSON? {
        guard let step = path.first else { return self }
        let next: JSON? =
            switch step {
            case .member(let name): object?[name]
            case .element(let place): array.flatMap { place < $0.count ? $0[place] : nil }
            }
        return next?.value(at: path.dropFirst())
    }

    /// The same with something else at the end of a way; `nil` takes it out.
    func replacing(_ path: some Collection<JSONStep>, with value: JSON?) -> JSON {
        guard let step = path.first else { return value ?? .null }
        let rest = path.dropFirst()
        switch (step, self) {
        case (.member(let name), .object(var members)):
            let isEnd = rest.isEmpty
            members[name] =
                isEnd ? value : (members[name] ?? .null).replacing(rest, with: value)
            return .object(members)
        case (.element(let place), .array(var elements)) where place < elements.count:
            if rest.isEmpty {
                elements.replaceSubrange(place...place, with: value.map { [$0] } ?? [])
            } else {
                elements[place] = elements[place].replacing(rest, with: value)
            }
            return .array(elements)
        default:
            return self
        }
    }

    /// One value of every kind that this one is not.
    var otherKinds: [JSON] {
        let kinds: [JSON] = [.bool(true), .integer(7), .string("word"), .array([]), .object([:])]
        return kinds.filter { $0.kind != kind } + [.null]
    }

    private var kind: Int {
        switch self {
        case .null: 0
        case .bool: 1
        case .integer: 2
        case .fraction: 3
        case .string: 4
        case .array: 5
        case .object: 6
        }
    }
}
