/// What a file says of itself, for programs that know nothing of PDF (ISO 16684-1), with the standards
/// it keeps: PDF/A-3 level A (ISO 19005-3, 6.6.4) and PDF/UA-1 (ISO 14289-1, 5).
enum XMPPacket {
    static func bytes(for description: FileDescription) -> [UInt8] {
        let title = XMLText.escaped(description.title)
        var properties = """
            <dc:format>application/pdf</dc:format>
               <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(title)</rdf:li></rdf:Alt></dc:title>
               <dc:language><rdf:Bag><rdf:li>\(XMLText.escaped(description.language))</rdf:li></rdf:Bag></dc:language>
               <pdf:Producer>\(XMLText.escaped(description.producer))</pdf:Producer>
            """
        if let created = description.created {
            properties += "\n   <xmp:CreateDate>\(XMLText.escaped(created.text))</xmp:CreateDate>"
            properties += "\n   <xmp:ModifyDate>\(XMLText.escaped(created.text))</xmp:ModifyDate>"
        }
        let packet = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
                xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
                xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
               <pdfaid:part>3</pdfaid:part>
               <pdfaid:conformance>A</pdfaid:conformance>
               <pdfuaid:part>1</pdfuaid:part>
               \(properties)
              </rdf:Description>
              \(extensionSchema)
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """
        return Array(packet.utf8)
    }

    /// PDF/A takes only properties it knows or that are described (ISO 19005-3, 6.6.2.3.3): those of
    /// PDF/UA are of the second kind.
    private static let extensionSchema = """
        <rdf:Description rdf:about=""
            xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
            xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
            xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
           <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
            <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
            <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
            <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
             <pdfaProperty:name>part</pdfaProperty:name>
             <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
             <pdfaProperty:category>internal</pdfaProperty:category>
             <pdfaProperty:description>The part of ISO 14289 the file conforms to</pdfaProperty:description>
            </rdf:li></rdf:Seq></pdfaSchema:property>
           </rdf:li></rdf:Bag></pdfaExtension:schemas>
          </rdf:Description>
        """
}
