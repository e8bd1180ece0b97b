extension PDFWriter {
    /// Ends the file with its cross-references (ISO 32000-1, 7.5.4 to 7.5.8) and hands over what
    /// ``drain()`` has not yet.
    ///
    /// - Parameters:
    ///   - catalog: The document catalog.
    ///   - information: The document information dictionary.
    ///   - fileID: Sixteen bytes; without it they are taken from a digest of the content.
    /// - Returns: The bytes written since the last call of ``drain()``.
    public mutating func finish(
        catalog: ObjectID,
        information: ObjectID? = nil,
        fileID: [UInt8]? = nil
    ) -> [UInt8] {
        flushObjectStream()
        let identifier = PDFObject.string(fileID ?? Array(digest.value().prefix(16)))
        var trailer: PDFDictionary = ["Root": .reference(catalog)]
        if let information { trailer["Info"] = .reference(information) }
        trailer["ID"] = .array([identifier, identifier])
        switch form {
        case .compact: writeCrossReferenceStream(trailer)
        case .readable: writeCrossReferenceTable(trailer)
        }
        return drain()
    }

    private mutating func writeCrossReferenceStream(_ trailer: PDFDictionary) {
        let id = reserve()
        let start = drained + output.count
        locations[id.number] = .offset(start)
        var table: [UInt8] = []
        table.reserveCapacity(locations.count * 8)
        for location in locations {
            switch location {
            case .nowhere: append(type: 0, 0, 65_535, to: &table)
            case .offset(let offset): append(type: 1, offset, 0, to: &table)
            case .inStream(let stream, let index):
                append(type: 2, stream.number, index, to: &table)
            }
        }
        var dictionary: PDFDictionary = [
            "Type": .name("XRef"), "Size": .integer(locations.count), "W": [1, 5, 2],
        ]
        for entry in trailer.entries { dictionary[entry.key] = entry.value }
        write(PDFStream(dictionary: dictionary, bytes: table), as: id)
        writeStart(start)
    }

    private func append(type: UInt8, _ second: Int, _ third: Int, to table: inout [UInt8]) {
        table.append(type)
        for shift in stride(from: 32, through: 0, by: -8) {
            table.append(UInt8(truncatingIfNeeded: second >> shift))
        }
        table.append(UInt8(truncatingIfNeeded: third >> 8))
        table.append(UInt8(truncatingIfNeeded: third))
    }

    private mutating func writeCrossReferenceTable(_ trailer: PDFDictionary) {
        let start = drained + output.count
        output += "xref\n0 \(locations.count)\n".utf8
        for location in locations {
            // Every entry is twenty bytes long, its end of line included (7.5.4).
            guard case .offset(let offset) = location else {
                output += "0000000000 65535 f \n".utf8
                continue
            }
            let digits = String(offset)
            output += (String(repeating: "0", count: 10 - digits.count) + digits).utf8
            output += " 00000 n \n".utf8
        }
        var dictionary: PDFDictionary = ["Size": .integer(locations.count)]
        for entry in trailer.entries { dictionary[entry.key] = entry.value }
        output += "trailer\n".utf8
        Syntax.write(dictionary, to: &output, indent: 0)
        output.append(10)
        writeStart(start)
    }

    private mutating func writeStart(_ offset: Int) {
        output += "startxref\n\(offset)\n%%EOF\n".utf8
    }
}
