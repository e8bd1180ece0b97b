extension WitnessPolicy {
    /// The most bytes a policy may have.
    public static let bytesMax = 64 << 10

    /// Reads a policy file (C2SP tlog-policy).
    ///
    /// Logs need Ed25519 keys (type 1), witnesses Ed25519 cosignature keys (type 4).
    /// - Throws: ``TransparencyError`` with code `policy` naming the line that is wrong.
    public init(reading bytes: [UInt8]) throws(TransparencyError) {
        guard bytes.count <= Self.bytesMax else {
            throw TransparencyError(.policy, "the policy is longer than \(Self.bytesMax) bytes")
        }
        var parser = PolicyParser()
        var lines = Lines(bytes)
        while let line = lines.next() { try parser.read(line) }
        guard lines.rest.isEmpty else {
            throw parser.error("does not end in a newline; is the file cut short?", after: 1)
        }
        guard let quorum = parser.quorum else {
            throw TransparencyError(.policy, "the policy has no quorum line; add one")
        }
        self.init(logs: parser.logs, witnesses: parser.witnesses, quorum: quorum)
    }
}

/// Reads a policy line by line; a line refers to earlier lines only.
private struct PolicyParser {
    private(set) var logs: [WitnessPolicy.Log] = []
    private(set) var witnesses: [WitnessPolicy.Witness] = []
    private(set) var quorum: WitnessPolicy.Quorum?
    // Names are octets, whatever Unicode thinks of them.
    private var named: [[UInt8]: WitnessPolicy.Quorum] = [:]
    private var members: Set<[UInt8]> = []
    private var number = 0

    mutating func read(_ line: ArraySlice<UInt8>) throws(TransparencyError) {
        number += 1
        let tab = UInt8(ascii: "\t")
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == tab }) else {
            throw error("holds a control character; use spaces and tabs only")
        }
        let words = line.split { $0 == .space || $0 == tab }.map { Array($0) }
        guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { return }
        switch keyword.text {
        case "log" where (2...3).contains(words.count):
            let key = try key(words[1], .note)
            guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
                throw error("lists a log's key for the second time")
            }
            logs.append(.init(key: key, url: words.dropFirst(2).first?.text))
        case "witness" where (3...4).contains(words.count):
            let key = try key(words[2], .cosignature)
            guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
                throw error("lists a witness's key for the second time")
            }
            try define(words[1], as: .witness(key))
            witnesses.append(
                .init(key: key, url: words.dropFirst(3).first?.text, label: words[1])
            )
        case "group" where words.count >= 4:
            try define(words[1], as: group(threshold: words[2], of: words[3...]))
        case "quorum" where words.count == 2:
            guard quorum == nil else { throw error("is a second quorum; keep one") }
            quorum = words[1] == Self.none ? WitnessPolicy.Quorum.none : try lookup(words[1])
        default:
            throw error("is no log, witness, group or quorum line with its words")
        }
    }

    private mutating func group(
        threshold: [UInt8],
        of names: ArraySlice<[UInt8]>
    ) throws(TransparencyError) -> WitnessPolicy.Quorum {
        var group: [WitnessPolicy.Quorum] = []
        for name in names {
            group.append(try lookup(name))
            guard members.insert(name).inserted else {
                throw error("lists a member that belongs to a group already")
            }
        }
        switch threshold.text {
        case "all": return .group(threshold: group.count, members: group)
        case "any": return .group(threshold: 1, members: group)
        default:
            guard let count = Int64(decimal: threshold), count >= 1, count <= group.count else {
                throw error("needs all, any, or a number from 1 to the number of its members")
            }
            return .group(threshold: Int(count), members: group)
        }
    }

    private mutating func define(
        _ name: [UInt8],
        as meaning: WitnessPolicy.Quorum
    ) throws(TransparencyError) {
        guard name != Self.none, named.updateValue(meaning, forKey: name) == nil else {
            throw error("defines a name that is taken")
        }
    }

    private func lookup(_ name: [UInt8]) throws(TransparencyError) -> WitnessPolicy.Quorum {
        guard let meaning = named[name] else {
            throw error("uses a name that no line before it defines")
        }
        return meaning
    }

    private func key(
        _ word: [UInt8],
        _ kind: NoteKeyKind
    ) throws(TransparencyError) -> NoteVerifier {
        do throws(TransparencyError) {
            let key = try NoteVerifier(vkeyBytes: word[...])
            guard key.kind == kind else {
                throw TransparencyError(.key, "the key is not of type \(kind.rawValue)")
            }
            return key
        } catch {
            throw self.error("has no usable key: \(error.reason)")
        }
    }

    func error(_ what: String, after lines: Int = 0) -> TransparencyError {
        TransparencyError(.policy, "line \(number + lines) of the policy \(what)")
    }

    private static let none = Array("none".utf8)
}
