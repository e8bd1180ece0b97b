/// How payloads of one kind are made up: the names of their members, one after the other.
///
/// Most events of a log are made up like one read before. Their names need not be taken apart again:
/// they are there if the same bytes are, and each is found where it was found the last time.
final class PayloadShape {
    /// Every name as it is written, in quotes and with its colon.
    private let names: [UInt8]
    private let ends: [Int]
    /// The beginnings of the names (see ``PayloadMembers``).
    let keys: [UInt64]
    /// Where names were found, each at a place made of its address, or at the next that was free: names
    /// asked for are literals.
    private let found: UnsafeMutablePointer<Found>
    private var foundCount = 0

    private struct Found {
        var name: UnsafePointer<UInt8>?
        var count = 0
        var index: Int?
    }

    private static let placesBits = 7
    private static let placesCount = 1 << placesBits

    /// Remembers how an object is made up.
    init(of members: [MemberScanner.Member], in bytes: [UInt8], keys: [UInt64]) {
        var names: [UInt8] = []
        var ends: [Int] = []
        for member in members {
            names += bytes[(member.name.lowerBound - 1)..<member.value.lowerBound]
            ends.append(names.count)
        }
        self.names = names
        self.ends = ends
        self.keys = keys
        found = .allocate(capacity: Self.placesCount)
        found.initialize(repeating: Found(), count: Self.placesCount)
    }

    deinit { found.deallocate() }

    /// Finds the members of another object.
    /// - Returns: whether it is made up like this; if not, what is found is of no use.
    func find(_ members: inout [MemberScanner.Member], in bytes: [UInt8]) -> Bool {
        members.removeAll(keepingCapacity: true)
        return bytes.withUnsafeBufferPointer { bytes in
            guard var scanner = MemberScanner(bytes, in: 0..<bytes.count) else { return false }
            return names.withUnsafeBufferPointer { names in
                var start = 0
                for end in ends {
                    let name = UnsafeBufferPointer(rebasing: names[start..<end])
                    guard let member = scanner.next(named: name) else { return false }
                    members.append(member)
                    start = end
                }
                return scanner.isWhole
            }
        }
    }

    /// Finds the member of a name.
    /// - Parameters:
    ///   - name: The name.
    ///   - search: Finds it the first time.
    /// - Returns: its number; `nil` when there is none.
    func index(of name: StaticString, _ search: ([UInt64]) -> Int?) -> Int? {
        var place = Self.place(of: name.utf8Start)
        while let known = found[place].name {
            if known == name.utf8Start, found[place].count == name.utf8CodeUnitCount {
                return found[place].index
            }
            place = (place + 1) % Self.placesCount
        }
        let index = search(keys)
        // Half of the places stay free, so that every search meets one soon.
        if foundCount < Self.placesCount / 2 {
            found[place] = Found(name: name.utf8Start, count: name.utf8CodeUnitCount, index: index)
            foundCount += 1
        }
        return index
    }

    private static func place(of name: UnsafePointer<UInt8>) -> Int {
        let address = UInt64(UInt(bitPattern: name))
        return Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> (64 - placesBits))
    }
}

/// How the payloads read last were made up, by the kind of event.
struct PayloadShapes: ~Copyable {
    /// By the length of the kind's name, which tells most kinds apart.
    private var shapes: [[PayloadShape]] = []

    private static let placesCount = 32
    private static let shapesMax = 4

    /// Finds the members of a payload.
    /// - Returns: how it is made up; `nil` when nothing like it was remembered.
    func find(
        _ members: inout [MemberScanner.Member],
        in bytes: [UInt8],
        of type: EventType
    ) -> PayloadShape? {
        guard !shapes.isEmpty else { return nil }
        return shapes[place(of: type)].first { $0.find(&members, in: bytes) }
    }

    /// Remembers how a payload is made up, and forgets what was remembered longest.
    mutating func remember(_ shape: PayloadShape, of type: EventType) {
        if shapes.isEmpty { shapes = Array(repeating: [], count: Self.placesCount) }
        let place = place(of: type)
        if shapes[place].count == Self.shapesMax { shapes[place].removeLast() }
        shapes[place].insert(shape, at: 0)
    }

    private func place(of type: EventType) -> Int { type.name.utf8.count % Self.placesCount }
}
