public import EventSourcing

extension RulePack {
    private static let schema = "muster.rulepack@1"

    /// Reads a pack from its file.
    /// - Parameter json: The file; its schema is in the handbook under *Formats*.
    /// - Throws: ``RulePackError`` naming the member that is wrong.
    public init(json: JSON) throws(RulePackError) {
        try self.init(kept: json)
        if let name = json.memberUnread(by: self.json(sayingDefaults: true)) {
            throw RulePackError("\(name): there is no such member")
        }
        for reference in rules { _ = try RuleShelf.rule(reference) }
    }

    /// Reads a pack that an event has kept: what it was agreed with holds, also where this program knows
    /// its rules no longer; those find nothing then.
    init(kept json: JSON) throws(RulePackError) {
        guard json["schema"]?.string == Self.schema else {
            throw RulePackError("schema: must be \(Self.schema)")
        }
        let counting = try json.part("counting")
        let membership = try json.part("membership")
        let presence = try json.part("presence")
        let signing = try json.part("signing")
        self.init(
            name: try json.word("name"),
            version: Int(try json.integer("version", in: 1...9999)),
            title: try json.text("title"),
            counting: Counting(
                window: try counting.choice("window"),
                includesBreakoutRooms: try counting.truth("includes_breakout_rooms")
            ),
            membership: Membership(
                marginBeforeSeconds: try membership.seconds("margin_before_seconds"),
                marginAfterSeconds: try membership.seconds("margin_after_seconds"),
                chainGapSecondsMax: try membership.seconds("chain_gap_seconds")
            ),
            presence: Presence(
                percentMin: Int(try presence.integer("percent", in: 0...100)),
                toleranceSeconds: try presence.seconds("tolerance_seconds")
            ),
            slots: try json.choice("slots"),
            signing: Signing(
                leadSeconds: try signing.seconds("lead_seconds"),
                graceSeconds: try signing.seconds("grace_seconds"),
                late: try signing.choice("late"),
                keepsStrokes: signing["keeps_strokes"] == nil
                    ? false : try signing.truth("keeps_strokes")
            ),
            retention: try Self.retention(json["retention"]),
            rules: try json.elements("rules").map(Self.reference),
            sources: try json.elements("sources").map(Self.source)
        )
    }

    private static func retention(_ json: JSON?) throws(RulePackError) -> Retention? {
        guard let json, json != .null else { return nil }
        let years = try json.integer("years", in: 1...100)
        return Retention(years: Int(years), basis: try json.text("basis"))
    }

    private static func reference(_ json: JSON) throws(RulePackError) -> RuleReference {
        var parameters: [String: Int64] = [:]
        for (name, value) in json.object ?? [:] where name != "rule" {
            guard let number = value.integer else {
                throw RulePackError("rules: \(name) must be a whole number")
            }
            parameters[name] = number
        }
        return RuleReference(try json.text("rule"), parameters)
    }

    private static func source(_ json: JSON) throws(RulePackError) -> Source {
        Source(
            title: try json.text("title"),
            clause: try json.text("clause"),
            isPrimary: try json.truth("primary")
        )
    }

    /// The pack as its file has it.
    public var json: JSON { json(sayingDefaults: false) }

    /// The pack as a file may have it: packs kept before a member came do not have it, and stay the
    /// bytes they were.
    private func json(sayingDefaults: Bool) -> JSON {
        var signing: [String: JSON] = [
            "lead_seconds": .integer(self.signing.leadSeconds),
            "grace_seconds": .integer(self.signing.graceSeconds),
            "late": .string(self.signing.late.rawValue),
        ]
        if self.signing.keepsStrokes || sayingDefaults {
            signing["keeps_strokes"] = .bool(self.signing.keepsStrokes)
        }
        var members: [String: JSON] = [
            "schema": .string(Self.schema),
            "name": .string(name),
            "version": .integer(Int64(version)),
            "title": .string(title),
            "counting": [
                "window": .string(counting.window.rawValue),
                "includes_breakout_rooms": .bool(counting.includesBreakoutRooms),
            ],
            "membership": [
                "margin_before_seconds": .integer(membership.marginBeforeSeconds),
                "margin_after_seconds": .integer(membership.marginAfterSeconds),
                "chain_gap_seconds": .integer(membership.chainGapSecondsMax),
            ],
            "presence": [
                "percent": .integer(Int64(presence.percentMin)),
                "tolerance_seconds": .integer(presence.toleranceSeconds),
            ],
            "slots": .string(slots.rawValue),
            "signing": .object(signing),
            "rules": .array(rules.map(\.json)),
            "sources": .array(
                sources.map {
                    [
                        "title": .string($0.title), "clause": .string($0.clause),
                        "primary": .bool($0.isPrimary),
                    ]
                }
            ),
        ]
        if let retention {
            members["retention"] = [
                "years": .integer(Int64(retention.years)), "basis": .string(retention.basis),
            ]
        }
        return .object(members)
    }
}

extension RuleReference {
    fileprivate var json: JSON {
        var members = parameters.mapValues(JSON.integer)
        members["rule"] = .string(rule)
        return .object(members)
    }
}

extension JSON {
    /// The path of a member that what was read of it does not have: a misspelt one, say.
    fileprivate func memberUnread(by read: JSON) -> String? {
        if let elements = array {
            return zip(elements, read.array ?? []).lazy.compactMap { $0.memberUnread(by: $1) }.first
        }
        for (name, member) in (object ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let part = read[name] else { return member == .null ? nil : name }
            if let inner = member.memberUnread(by: part) { return "\(name).\(inner)" }
        }
        return nil
    }

    /// A member that is an object.
    fileprivate func part(_ name: String) throws(RulePackError) -> JSON {
        let part = try member(name)
        guard part.object != nil else { throw RulePackError("\(name): must be an object") }
        return part
    }

    fileprivate func member(_ name: String) throws(RulePackError) -> JSON {
        guard let member = self[name] else { throw RulePackError("\(name): missing") }
        return member
    }

    fileprivate func text(_ name: String) throws(RulePackError) -> String {
        guard let text = try member(name).string, !text.isEmpty else {
            throw RulePackError("\(name): must be a text")
        }
        return text
    }

    /// Lower-case letters, digits and hyphens.
    fileprivate func word(_ name: String) throws(RulePackError) -> String {
        let text = try text(name)
        let isWord = text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isWord, text.utf8.count <= 64 else {
            throw RulePackError("\(name): must be lower-case letters, digits and hyphens")
        }
        return text
    }

    fileprivate func integer(
        _ name: String,
        in range: ClosedRange<Int64>
    ) throws(RulePackError) -> Int64 {
        guard let number = try member(name).integer, range.contains(number) else {
            throw RulePackError(
                "\(name): must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    fileprivate func seconds(_ name: String) throws(RulePackError) -> Int64 {
        try integer(name, in: 0...366 * 86_400)
    }

    fileprivate func truth(_ name: String) throws(RulePackError) -> Bool {
        guard case .bool(let truth) = try member(name) else {
            throw RulePackError("\(name): must be true or false")
        }
        return truth
    }

    fileprivate func choice<Word: RawRepresentable<String>>(
        _ name: String
    ) throws(RulePackError) -> Word {
        guard let word = Word(rawValue: try text(name)) else {
            throw RulePackError("\(name): unknown word")
        }
        return word
    }

    fileprivate func elements(_ name: String) throws(RulePackError) -> [JSON] {
        guard let elements = try member(name).array else {
            throw RulePackError("\(name): must be a list")
        }
        return elements
    }
}
