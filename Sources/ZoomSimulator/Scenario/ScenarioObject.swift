import EventSourcing

/// One object of a scenario file while it is read: knows where it stands, and which members nobody
/// asked for.
struct ScenarioObject {
    let place: String
    private let members: [String: JSON]
    private var asked: Set<String> = []

    init(_ json: JSON, place: String) throws(ScenarioError) {
        guard let members = json.object else {
            throw .unusable(place: place, expected: "an object in braces")
        }
        self.place = place
        self.members = members
    }

    /// Where a member stands, such as `meetings[0].topic`.
    func place(of name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// Refuses members that nobody asked for, so that a misspelt one is not passed over.
    func finish() throws(ScenarioError) {
        guard let stranger = members.keys.filter({ !asked.contains($0) }).min() else { return }
        throw .unknown(place: place(of: stranger), known: asked.sorted())
    }

    private mutating func take(_ name: String) -> JSON? {
        asked.insert(name)
        return members[name] == .null ? nil : members[name]
    }

    mutating func text(_ name: String) throws(ScenarioError) -> String? {
        guard let value = take(name) else { return nil }
        guard let text = value.string, !text.isEmpty else {
            throw .unusable(place: place(of: name), expected: "text in quotes")
        }
        return text
    }

    mutating func text(
        _ name: String,
        needed expected: String
    ) throws(ScenarioError) -> String {
        guard let text = try text(name) else {
            throw .missing(place: place(of: name), expected: expected)
        }
        return text
    }

    mutating func texts(_ name: String) throws(ScenarioError) -> [String]? {
        guard let value = take(name) else { return nil }
        guard let array = value.array, array.allSatisfy({ $0.string != nil }) else {
            throw .unusable(place: place(of: name), expected: "a list of texts")
        }
        return array.compactMap(\.string)
    }

    mutating func number(
        _ name: String,
        in range: ClosedRange<Int64>,
        unless standard: Int64
    ) throws(ScenarioError) -> Int64 {
        guard let value = take(name) else { return standard }
        guard let number = value.integer, range.contains(number) else {
            throw .unusable(
                place: place(of: name),
                expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    mutating func numbers(
        _ name: String,
        in range: ClosedRange<Int64>,
        unless standard: [Int64]
    ) throws(ScenarioError) -> [Int64] {
        guard let value = take(name) else { return standard }
        let numbers = value.array?.compactMap(\.integer).filter(range.contains)
        guard let numbers, numbers.count == value.array?.count else {
            throw .unusable(
                place: place(of: name),
                expected: "a list of numbers from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return numbers
    }

    mutating func share(
        _ name: String,
        unless standard: Double = 0
    ) throws(ScenarioError) -> Double {
        let share: Double? =
            switch take(name) {
            case nil: standard
            case .integer(let number): Double(number)
            case .fraction(let text): Double(text)
            default: nil
            }
        guard let share, (0...1).contains(share) else {
            throw .unusable(place: place(of: name), expected: "a share from 0 to 1, such as 0.05")
        }
        return share
    }

    mutating func flag(_ name: String, unless standard: Bool) throws(ScenarioError) -> Bool {
        guard let value = take(name) else { return standard }
        guard case .bool(let flag) = value else {
            throw .unusable(place: place(of: name), expected: "true or false")
        }
        return flag
    }

    mutating func time(_ name: String) throws(ScenarioError) -> Instant? {
        guard let text = try text(name) else { return nil }
        guard let time = Instant(text) else {
            throw .unusable(
                place: place(of: name),
                expected: "a time such as 2026-03-09T08:00:00Z"
            )
        }
        return time
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        unless standard: Choice
    ) throws(ScenarioError) -> Choice where Choice.RawValue == String {
        guard let text = try text(name) else { return standard }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .unusable(place: place(of: name), expected: "one of \(names)")
        }
        return choice
    }

    mutating func object(_ name: String) throws(ScenarioError) -> ScenarioObject? {
        guard let value = take(name) else { return nil }
        return try ScenarioObject(value, place: place(of: name))
    }

    mutating func objects(_ name: String) throws(ScenarioError) -> [ScenarioObject] {
        guard let value = take(name) else { return [] }
        guard let array = value.array else {
            throw .unusable(place: place(of: name), expected: "a list in brackets")
        }
        var objects: [ScenarioObject] = []
        for (index, element) in array.enumerated() {
            objects.append(try ScenarioObject(element, place: "\(place(of: name))[\(index)]"))
        }
        return objects
    }
}
