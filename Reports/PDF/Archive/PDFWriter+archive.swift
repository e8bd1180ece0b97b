extension PDFWriter {
    /// Writes what the file says of itself as XMP (ISO 19005-3, 6.6.2), plain: programs look for it
    /// without knowing of filters.
    public mutating func writeMetadata(_ description: FileDescription) -> ObjectID {
        write(
            PDFStream(
                dictionary: ["Type": .name("Metadata"), "Subtype": .name("XML")],
                bytes: XMPPacket.bytes(for: description),
                isEncoded: true
            )
        )
    }

    /// Writes what its colours mean: sRGB (ISO 19005-3, 6.2.3).
    public mutating func writeOutputIntent() -> ObjectID {
        let profile = write(PDFStream(dictionary: ["N": 3], bytes: ICCProfile.sRGB))
        return write([
            "Type": .name("OutputIntent"), "S": .name("GTS_PDFA1"),
            "OutputConditionIdentifier": .text("sRGB IEC61966-2.1"),
            "Info": .text("sRGB IEC61966-2.1"),
            "DestOutputProfile": .reference(profile),
        ])
    }

    /// Has the catalog name the files that were embedded (ISO 32000-1, 7.7.4; ISO 19005-3, 6.8).
    public mutating func name(_ files: [EmbeddedName], in catalog: inout PDFDictionary) {
        guard !files.isEmpty else { return }
        // A name tree is in the order of its names' bytes.
        let sorted = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let names = sorted.flatMap { [PDFObject.text($0.name), .reference($0.specification)] }
        catalog["Names"] = ["EmbeddedFiles": .reference(write(["Names": .array(names)]))]
        catalog["AF"] = .array(sorted.map { .reference($0.specification) })
    }
}

extension FileDescription {
    /// The information dictionary, which says the same as the metadata (ISO 32000-1, 14.3.3).
    public var information: PDFDictionary {
        var information: PDFDictionary = ["Title": .text(title), "Producer": .text(producer)]
        if let created {
            information["CreationDate"] = created.object
            information["ModDate"] = created.object
        }
        return information
    }
}
