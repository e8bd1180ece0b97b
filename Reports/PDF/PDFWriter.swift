/// Writes a PDF 1.7 file front to back (ISO 32000-1, 7.5), keeping only where each object went.
///
/// The same calls give the same bytes: there is no clock, and the file identifier is a digest of
/// the content.
public struct PDFWriter: ~Copyable {
    /// How the file is spelt.
    public enum Form: Sendable {
        /// Compressed streams, object streams and a cross-reference stream.
        case compact
        /// Plain streams, indented dictionaries and a cross-reference table, for reading and tests.
        case readable
    }

    enum Location {
        case nowhere
        case offset(Int)
        case inStream(ObjectID, index: Int)
    }

    let form: Form
    let flate = Flate()
    var output: [UInt8] = []
    var drained = 0
    var digest = FileDigest()
    private var objectStart = 0
    var locations: [Location] = [.nowhere]
    var waiting: [(id: ObjectID, bytes: [UInt8])] = []

    /// Begins a file.
    public init(form: Form = .compact) {
        self.form = form
        // The second line tells tools that transfer the file that it is binary (7.5.2).
        output += "%PDF-1.7\n%".utf8
        output += [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    }

    /// Takes a number for an object that is written later.
    public mutating func reserve() -> ObjectID {
        locations.append(.nowhere)
        return ObjectID(locations.count - 1)
    }

    /// Writes an object under a reserved number; in the compact form into an object stream.
    public mutating func write(_ object: PDFObject, as id: ObjectID) {
        guard form == .compact else {
            begin(id)
            Syntax.write(object, to: &output, indent: 0)
            return end()
        }
        var bytes: [UInt8] = []
        Syntax.write(object, to: &bytes)
        waiting.append((id, bytes))
        if waiting.count == 128 { flushObjectStream() }
    }

    /// Writes an object under a new number.
    public mutating func write(_ object: PDFObject) -> ObjectID {
        let id = reserve()
        write(object, as: id)
        return id
    }

    /// Writes a stream under a reserved number.
    public mutating func write(_ stream: PDFStream, as id: ObjectID) {
        var dictionary = stream.dictionary
        var bytes = stream.bytes
        if form == .compact, !stream.isEncoded, let packed = flate.compressed(bytes) {
            dictionary["Filter"] = .name("FlateDecode")
            bytes = packed
        }
        dictionary["Length"] = .integer(bytes.count)
        begin(id)
        Syntax.write(dictionary, to: &output, indent: form == .readable ? 0 : nil)
        output += "\nstream\n".utf8
        output += bytes
        output += "\nendstream".utf8
        end()
    }

    /// Writes a stream under a new number.
    public mutating func write(_ stream: PDFStream) -> ObjectID {
        let id = reserve()
        write(stream, as: id)
        return id
    }

    /// Hands over the bytes written since the last call, so that they need not be kept.
    public mutating func drain() -> [UInt8] {
        let bytes = output
        drained += bytes.count
        output = []
        return bytes
    }

    // Each keyword stands on its own line, as PDF/A asks (ISO 19005-3, 6.1.9).
    private mutating func begin(_ id: ObjectID) {
        locations[id.number] = .offset(drained + output.count)
        objectStart = output.count
        Syntax.write(id.number, to: &output)
        output += " 0 obj\n".utf8
    }

    private mutating func end() {
        output += "\nendobj\n".utf8
        // Two checksums an object are enough to tell files apart, and cost far less than a digest.
        digest.update(Flate.checksums(output[objectStart...]))
    }

    /// Writes the objects that wait as one object stream (7.5.7).
    mutating func flushObjectStream() {
        guard !waiting.isEmpty else { return }
        let id = reserve()
        var head: [UInt8] = []
        var body: [UInt8] = []
        for (index, object) in waiting.enumerated() {
            locations[object.id.number] = .inStream(id, index: index)
            Syntax.write(object.id.number, to: &head)
            head.append(32)
            Syntax.write(body.count, to: &head)
            head.append(32)
            body += object.bytes
            body.append(10)
        }
        let dictionary: PDFDictionary = [
            "Type": .name("ObjStm"), "N": .integer(waiting.count), "First": .integer(head.count),
        ]
        waiting = []
        write(PDFStream(dictionary: dictionary, bytes: head + body), as: id)
    }
}
