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
///
/// Whoever reads many events reads them all by one of these, one after the other: it keeps the texts
/// they share, and its room.
public struct PayloadReader: ~Copyable {
    /// The kind of event, for errors.
    public private(set) var type = EventType("")
    private var members: PayloadMembers
    private var personal: [Personal<String>] = []

    /// Makes ready to read payloads.
    /// - Parameter texts: What keeps the texts they share; `nil` where there is but one to read.
    public init(sharing texts: SharedTexts? = SharedTexts()) {
        members = PayloadMembers(sharing: texts)
    }

    /// Opens the payload of one event.
    /// - Parameter encoded: The event it belongs to.
    /// - Throws: ``PayloadError`` when the payload is no JSON object.
    public init(_ encoded: EncodedEvent) throws(PayloadError) {
        self.init(sharing: nil)
        try open(encoded)
    }

    private init?(_ element: JSON, of reader: borrowing PayloadReader) {
        type = reader.type
        personal = reader.personal
        members = PayloadMembers()
        guard members.read(element) else { return nil }
    }

    /// Opens the payload of the next event; what is stored is canonical, and anything else is brought
    /// into that form first.
    /// - Parameter encoded: The event it belongs to.
    /// - Throws: ``PayloadError`` when the payload is no JSON object.
    public mutating func open(_ encoded: EncodedEvent) throws(PayloadError) {
        type = encoded.type
        personal = encoded.personal
        if members.read(canonical: encoded.payload, of: type) { return }
        let json: JSON
        do {
            json = try JSON(parsing: encoded.payload)
        } catch {
            throw PayloadError(type: type, reason: error.description)
        }
        guard members.read(json) else {
            throw PayloadError(type: type, reason: "the payload is not an object")
        }
    }

    /// An error that names a field.
    public func error(_ field: StaticString, _ reason: String) -> PayloadError {
        PayloadError(type: type, reason: "\(field): \(reason)")
    }

    /// A text that must be there.
    public func text(_ field: StaticString) throws(PayloadError) -> String {
        guard let text = optionalText(field) else { throw error(field, "text is missing") }
        return text
    }

    /// A text that may be missing.
    public func optionalText(_ field: StaticString) -> String? {
        guard let member = members.member(field) else { return nil }
        return members.text(member)
    }

    /// An integer that must be there.
    public func integer(_ field: StaticString) throws(PayloadError) -> Int64 {
        guard let number = optionalInteger(field) else {
            throw error(field, "integer is missing")
        }
        return number
    }

    /// An integer that may be missing.
    public func optionalInteger(_ field: StaticString) -> Int64? {
        guard let member = members.member(field) else { return nil }
        return members.integer(member)
    }

    /// A flag; missing means no.
    public func flag(_ field: StaticString) -> Bool {
        guard let member = members.member(field) else { return false }
        return members.isTrue(member)
    }

    /// An identifier that must be there.
    @inlinable public func identifier<ID: OpaqueIdentifier>(
        _ field: StaticString,
        as: ID.Type = ID.self
    ) throws(PayloadError) -> ID {
        ID(try text(field))
    }

    /// An identifier that may be missing.
    @inlinable public func optionalIdentifier<ID: OpaqueIdentifier>(
        _ field: StaticString,
        as: ID.Type = ID.self
    ) -> ID? {
        optionalText(field).map { ID($0) }
    }

    /// A word of a fixed vocabulary.
    @inlinable public func word<Word: RawRepresentable<String>>(
        _ field: StaticString,
        as: Word.Type = Word.self
    ) throws(PayloadError) -> Word {
        guard let word = Word(rawValue: try text(field)) else { throw error(field, "unknown word") }
        return word
    }

    /// A time that must be there.
    @inlinable public func instant(_ field: StaticString) throws(PayloadError) -> Instant {
        Instant(microseconds: try integer(field))
    }

    /// A time that may be missing.
    @inlinable public func optionalInstant(_ field: StaticString) -> Instant? {
        optionalInteger(field).map(Instant.init(microseconds:))
    }

    /// A personal text that may be missing.
    public func personal(_ field: StaticString) throws(PayloadError) -> Personal<String>? {
        guard let member = members.member(field),
            let (aboutMember, numberMember) = members.reference(member)
        else { return nil }
        guard let aboutMember, let subject = members.text(aboutMember) else {
            throw error(field, "no subject")
        }
        guard let numberMember, let number = members.integer(numberMember),
            personal.indices.contains(Int(number))
        else { throw error(field, "it refers to no personal field of the event") }
        return Personal(subject: SubjectID(subject), content: personal[Int(number)].content)
    }

    /// A personal text that must be there.
    public func requiredPersonal(_ field: StaticString) throws(PayloadError) -> Personal<String> {
        guard let personal = try personal(field) else { throw error(field, "text is missing") }
        return personal
    }

    /// The elements of an array of objects; missing means none.
    public func elements<Element>(
        _ field: StaticString,
        _ read: (borrowing PayloadReader) throws(PayloadError) -> Element
    ) throws(PayloadError) -> [Element] {
        guard let array = array(field) else { return [] }
        var elements: [Element] = []
        for element in array {
            guard let reader = PayloadReader(element, of: self) else {
                throw error(field, "not an object")
            }
            elements.append(try read(reader))
        }
        return elements
    }

    /// A value of any kind; `nil` where it is missing.
    public func json(_ field: StaticString) -> JSON? {
        guard let member = members.member(field) else { return nil }
        return try? JSON(parsing: members.value(member))
    }

    private func array(_ field: StaticString) -> [JSON]? {
        json(field)?.array
    }

    /// The integers of an array; missing means none.
    public func integers(_ field: StaticString) throws(PayloadError) -> [Int64] {
        guard let array = array(field) else { return [] }
        let integers = array.compactMap(\.integer)
        guard integers.count == array.count else { throw error(field, "not an integer") }
        return integers
    }

    /// The texts of an array; missing means none.
    public func texts(_ field: StaticString) -> [String] {
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

    /// Writes a value of any kind, which holds no personal fields.
    public mutating func write(_ field: String, json: JSON?) { members[field] = json }

    /// Writes an array of integers.
    public mutating func write(_ field: String, integers: [Int64]) {
        members[field] = integers.isEmpty ? nil : .array(integers.map(JSON.integer))
    }

    /// Writes an array of texts.
    public mutating func write(_ field: String, texts: [String]) {
        members[field] = texts.isEmpty ? nil : .array(texts.map(JSON.string))
    }
}
