/// The number of an indirect object; its generation is always 0 (ISO 32000-1, 7.3.10).
public struct ObjectID: Sendable, Hashable {
    /// The object number, from 1.
    public let number: Int

    /// Wraps an object number.
    public init(_ number: Int) { self.number = number }
}

/// A value of the PDF object model other than a stream (ISO 32000-1, 7.3).
public indirect enum PDFObject: Sendable, Hashable {
    /// The null object (7.3.9).
    case null
    /// A boolean (7.3.2).
    case boolean(Bool)
    /// An integer (7.3.3).
    case integer(Int)
    /// A real number, written with at most three decimals (7.3.3).
    case real(Double)
    /// A name without its solidus (7.3.5).
    case name(String)
    /// A byte string (7.3.4).
    case string([UInt8])
    /// An array (7.3.6).
    case array([PDFObject])
    /// A dictionary (7.3.7).
    case dictionary(PDFDictionary)
    /// An indirect reference (7.3.10).
    case reference(ObjectID)

    /// A text string: PDFDocEncoding where the text is ASCII, else UTF-16BE (ISO 32000-1, 7.9.2.2).
    public static func text(_ text: String) -> PDFObject {
        let plain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        return .string(plain ? Array(text.utf8) : utf16(text))
    }

    /// The bytes of a text string in UTF-16BE with its byte order mark (ISO 32000-1, 7.9.2.2).
    public static func utf16(_ text: String) -> [UInt8] {
        [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
}

extension PDFObject: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral
{
    /// Creates an integer.
    public init(integerLiteral value: Int) { self = .integer(value) }

    /// Creates a boolean.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// Creates an array.
    public init(arrayLiteral elements: PDFObject...) { self = .array(elements) }

    /// Creates a dictionary with its keys in the order given.
    public init(dictionaryLiteral elements: (String, PDFObject)...) {
        self = .dictionary(PDFDictionary(elements))
    }
}

/// A dictionary that keeps its keys in the order they were set, so that bytes are reproducible
/// (ISO 32000-1, 7.3.7).
public struct PDFDictionary: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One key and its value.
    public struct Entry: Sendable, Hashable {
        /// The key, a name without its solidus.
        public var key: String
        /// The value.
        public var value: PDFObject
    }

    /// The entries, in the order they are written.
    public private(set) var entries: [Entry]

    /// Creates a dictionary from distinct keys.
    public init(dictionaryLiteral elements: (String, PDFObject)...) {
        self.init(elements)
    }

    /// Creates a dictionary from distinct keys.
    public init(_ elements: [(String, PDFObject)] = []) {
        self.entries = elements.map { Entry(key: $0.0, value: $0.1) }
    }

    /// The value of a key; setting `nil` removes it.
    public subscript(key: String) -> PDFObject? {
        get { entries.first { $0.key == key }?.value }
        set {
            let place = entries.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): entries[place].value = value
            case (let place?, nil): entries.remove(at: place)
            case (nil, let value?): entries.append(Entry(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}
