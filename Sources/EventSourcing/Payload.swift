/// Why a stored payload cannot be read.
public struct PayloadError: Error, Hashable, CustomStringConvertible {
    /// The kind of event.
    public var type: EventType
    /// What is wrong, naming the field but never its value.
    public var reason: String

    /// Creates an error.
    public init(type: EventType, reason: String) {
        self.type = type
        self.reason = reason
    }

    /// The kind of event and what is wrong with it.
    public var description: String { "\(type): \(reason)" }
}

/// The members of a payload while it is read.
public final class PayloadReader {
    /// The kind of event, for errors.
    public let type: EventType
    private let members: PayloadMembers
    private let personal: [Personal<String>]

    /// Opens a payload.
    /// - Parameters:
    ///   - encoded: The event it belongs to.
    ///   - texts: The texts known from other events of the same reading.
    /// - Throws: ``PayloadError`` when the payload is no JSON object.
    public init(
        _ encoded: EncodedEvent,
        sharing texts: SharedTexts? = nil
    ) throws(PayloadError) {
        self.type = encoded.type
        self.personal = encoded.personal
        self.members = try Self.members(of: encoded, sharing: texts)
    }

    private init(type: EventType, members: PayloadMembers, personal: [Personal<String>]) {
        self.type = type
        self.members = members
        self.personal = personal
    }

    /// What is stored is canonical; anything else is brought into that form first.
    private static func members(
        of encoded: EncodedEvent,
        sharing texts: SharedTexts?
    ) throws(PayloadError) -> PayloadMembers {
        if let members = PayloadMembers(canonical: encoded.payload, sharing: texts) {
            return members
        }
        let json: JSON
        do {
            json = try JSON(parsing: encoded.payload)
        } catch {
            throw PayloadError(type: encoded.type, reason: error.description)
        }
        guard let members = PayloadMembers(json, sharing: texts) else {
            throw PayloadError(type: encoded.type, reason: "the payload is not an object")
        }
        return members
    }

    /// An error that names a field.
    public func error(_ field: String, _ reason: String) -> PayloadError {
        PayloadError(type: type, reason: "\(field): \(reason)")
    }

    /// A text that must be there.
    public func text(_ field: String) throws(PayloadError) -> String {
        guard let text = optionalText(field) else { throw error(field, "text is missing") }
        return text
    }

    /// A text that may be missing.
    public func optionalText(_ field: String) -> String? {
        members.member(field).flatMap(members.text)
    }

    /// An integer that must be there.
    public func integer(_ field: String) throws(PayloadError) -> Int64 {
        guard let number = optionalInteger(field) else {
            throw error(field, "integer is missing")
        }
        return number
    }

    /// An integer that may be missing.
    public func optionalInteger(_ field: String) -> Int64? {
        members.member(field).flatMap(members.integer)
    }

    /// A flag; missing means no.
    public func flag(_ field: String) -> Bool {
        members.member(field).map(members.isTrue) ?? false
    }

    /// An identifier that must be there.
    @inlinable public func identifier<ID: OpaqueIdentifier>(
        _ field: String,
        as: ID.Type = ID.self
    ) throws(PayloadError) -> ID {
        ID(try text(field))
    }

    /// An identifier that may be missing.
    @inlinable public func optionalIdentifier<ID: OpaqueIdentifier>(
        _ field: String,
        as: ID.Type = ID.self
    ) -> ID? {
        optionalText(field).map { ID($0) }
    }

    /// A word of a fixed vocabulary.
    @inlinable public func word<Word: RawRepresentable<String>>(
        _ field: String,
        as: Word.Type = Word.self
    ) throws(PayloadError) -> Word {
        guard let word = Word(rawValue: try text(field)) else { throw error(field, "unknown word") }
        return word
    }

    /// A time that must be there.
    @inlinable public func instant(_ field: String) throws(PayloadError) -> Instant {
        Instant(microseconds: try integer(field))
    }

    /// A time that may be missing.
    @inlinable public func optionalInstant(_ field: String) -> Instant? {
        optionalInteger(field).map(Instant.init(microseconds:))
    }

    /// A personal text that may be missing.
    public func personal(_ field: String) throws(PayloadError) -> Personal<String>? {
        guard let member = members.member(field),
            let (subject, number) = members.members(of: member, "subject", "field")
        else { return nil }
        guard let subject = subject.flatMap(members.text) else { throw error(field, "no subject") }
        guard let number = number.flatMap(members.integer), personal.indices.contains(Int(number))
        else { throw error(field, "it refers to no personal field of the event") }
        return Personal(subject: SubjectID(subject), content: personal[Int(number)].content)
    }

    /// The elements of an array of objects; missing means none.
    public func elements(_ field: String) throws(PayloadError) -> [PayloadReader] {
        guard let array = array(field) else { return [] }
        var readers: [PayloadReader] = []
        for element in array {
            guard let members = PayloadMembers(element) else { throw error(field, "not an object") }
            readers.append(PayloadReader(type: type, members: members, personal: personal))
        }
        return readers
    }

    private func array(_ field: String) -> [JSON]? {
        members.member(field).flatMap { try? JSON(parsing: members.value($0)).array }
    }

    /// The integers of an array; missing means none.
    public func integers(_ field: String) throws(PayloadError) -> [Int64] {
        guard let array = array(field) else { return [] }
        let integers = array.compactMap(\.integer)
        guard integers.count == array.count else { throw error(field, "not an integer") }
        return integers
    }

    /// The texts of an array; missing means none.
    public func texts(_ field: String) -> [String] {
        array(field)?.compactMap(\.string) ?? []
    }
}

/// The members of a payload while it is written.
///
/// What is `nil` is left out.
public struct PayloadWriter: Sendable {
    private var members: [String: JSON] = [:]
    /// The personal fields written so far, by their numbers.
    public private(set) var personal: [Personal<String>] = []

    /// Starts an empty payload.
    public init() {}

    /// The payload as JSON.
    public var json: JSON { .object(members) }

    /// Writes a text.
    public mutating func write(_ field: String, _ text: String?) {
        members[field] = text.map(JSON.string)
    }

    /// Writes an integer.
    public mutating func write(_ field: String, _ number: Int64?) {
        members[field] = number.map(JSON.integer)
    }

    /// Writes a flag; no is left out.
    public mutating func write(_ field: String, flag: Bool) {
        members[field] = flag ? .bool(true) : nil
    }

    /// Writes an identifier.
    public mutating func write(_ field: String, _ identifier: (some OpaqueIdentifier)?) {
        members[field] = identifier.map { .string($0.text) }
    }

    /// Writes a word of a fixed vocabulary.
    public mutating func write(_ field: String, word: (some RawRepresentable<String>)?) {
        members[field] = word.map { .string($0.rawValue) }
    }

    /// Writes a time as microseconds since the Unix epoch.
    public mutating func write(_ field: String, _ instant: Instant?) {
        members[field] = instant.map { .integer($0.microseconds) }
    }

    /// Writes a personal text: the payload says whom it is about, and where it is kept.
    public mutating func write(_ field: String, _ personal: Personal<String>?) {
        guard let personal else { return }
        members[field] = [
            "field": .integer(Int64(self.personal.count)),
            "subject": .string(personal.subject.text),
        ]
        self.personal.append(personal)
    }

    /// Writes an array of objects, which hold no personal fields.
    public mutating func write(_ field: String, _ elements: [PayloadWriter]) {
        members[field] = elements.isEmpty ? nil : .array(elements.map(\.json))
    }

    /// Writes an array of integers.
    public mutating func write(_ field: String, integers: [Int64]) {
        members[field] = integers.isEmpty ? nil : .array(integers.map(JSON.integer))
    }

    /// Writes an array of texts.
    public mutating func write(_ field: String, texts: [String]) {
        members[field] = texts.isEmpty ? nil : .array(texts.map(JSON.string))
    }
}
