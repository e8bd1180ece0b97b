import PDF

extension PDFPainter {
    /// The operators of a page, from frames with y downwards to PDF's y upwards, each part marked as
    /// what it is.
    mutating func operators(for frame: PageFrame) -> [UInt8] {
        var content = ContentStream()
        var marked: (role: Role, block: Int)?
        var last: FrameItem?
        for item in frame.items {
            // Lines of one paragraph are marked together; every figure is marked by itself.
            if marked.map({ $0 != (item.role, item.block) }) ?? true || item.isFigure {
                if marked != nil { content.endMarkedContent() }
                begin(item, in: &content)
                marked = (item.role, item.block)
            } else if let last {
                paintSpace(after: last, into: &content)
            }
            last = item
            paint(item, into: &content)
            if item.isFigure {
                content.endMarkedContent()
                marked = nil
            }
        }
        if marked != nil { content.endMarkedContent() }
        return content.bytes
    }

    /// The operators of the foot of a page, which is not read.
    mutating func operators(forFoot frame: PageFrame) -> [UInt8] {
        var content = ContentStream()
        content.beginMarkedContent(
            "Artifact",
            ["Type": .name("Pagination"), "Subtype": .name("Footer")]
        )
        for item in frame.items { paint(item, into: &content) }
        content.endMarkedContent()
        return content.bytes
    }

    private mutating func begin(_ item: FrameItem, in content: inout ContentStream) {
        let box = item.bounds
        let bounds: PDFObject = [
            .real(box.x), .real(geometry.height - box.y - box.height),
            .real(box.x + box.width), .real(geometry.height - box.y),
        ]
        if let (tag, number) = order.mark(item, at: bounds, &writer) {
            content.beginMarkedContent(tag, ["MCID": .integer(number)])
        } else {
            content.beginMarkedContent("Artifact")
        }
    }

    private mutating func paint(_ item: FrameItem, into content: inout ContentStream) {
        switch item.content {
        case .text(let line, let x, let baseline):
            paint(line, x: x, y: geometry.height - baseline, into: &content)
        case .picture(let key, let part, let box):
            paint(part, of: key, box, into: &content)
        case .fill(let box, let gray):
            content.setFill(gray: gray)
            content.fillRectangle(
                x: box.x,
                y: geometry.height - box.y - box.height,
                width: box.width,
                height: box.height
            )
        case .outline(let box, let line, let gray):
            content.setStroke(gray: gray)
            content.strokeRectangle(
                x: box.x,
                y: geometry.height - box.y - box.height,
                width: box.width,
                height: box.height,
                line: line
            )
        case .drawing(let parts, _, _):
            for part in parts { paint(part, into: &content) }
        }
    }

    /// Paints a part of a picture: all of it at such a size that the part fills the box, and clipped there.
    ///
    /// So the file holds the picture whole, as it was signed.
    private mutating func paint(
        _ part: PicturePart,
        of key: PictureKey,
        _ box: Rectangle,
        into content: inout ContentStream
    ) {
        let name = "P\(reserved(key).number)"
        let bottom = geometry.height - box.y - box.height
        let (width, height) = (box.width / part.width, box.height / part.height)
        let clips = part != .whole
        if clips { content.beginClip(x: box.x, y: bottom, width: box.width, height: box.height) }
        content.paintImage(
            name,
            x: box.x - part.x * width,
            y: bottom - (1 - part.y - part.height) * height,
            width: width,
            height: height
        )
        if clips { content.endClip() }
    }

    /// Paints the space that parts a line from the next, for whoever reads them as one.
    private mutating func paintSpace(after item: FrameItem, into content: inout ContentStream) {
        guard case .text(let line, let x, let baseline) = item.content, line.endsWord else {
            return
        }
        for run in line.runs {
            guard let space = run.face.glyph(for: " ") else { continue }
            let font = use(of: run.face)
            _ = fonts[font].record(space, as: " ")
            let width =
                Double(run.face.advance(of: space)) * line.style.size
                / Double(run.face.unitsPerEm)
            let isFromRight = geometry.direction == .rightToLeft
            content.beginText()
            content.setFont(fonts[font].resource, size: line.style.size)
            content.moveText(
                x: isFromRight ? x - width : x + line.width,
                y: geometry.height - baseline
            )
            content.show(cid: space)
            content.endShow()
            content.endText()
            return
        }
    }

    /// Paints a line, its runs from left to right.
    private mutating func paint(
        _ line: TextLine,
        x: Double,
        y: Double,
        into content: inout ContentStream
    ) {
        guard !line.runs.isEmpty else { return }
        content.setFill(gray: line.style.gray)
        content.beginText()
        var pen = x
        for run in line.runs {
            let font = use(of: run.face)
            content.setFont(fonts[font].resource, size: line.style.size)
            content.moveText(x: pen, y: y)
            paint(run, font: font, size: line.style.size, &content)
            pen += run.width(at: line.style.size)
        }
        content.endText()
    }

    /// Paints a run.
    ///
    /// Text that its glyphs do not give back stands in `ActualText` (ISO 32000-1,
    /// 14.9.4): over the whole run when it is read from the left, else over each such cluster.
    private mutating func paint(
        _ run: GlyphRun,
        font: Int,
        size: Double,
        _ content: inout ContentStream
    ) {
        var pen = GlyphPen(run: run, size: size)
        if run.isOneToOne {
            var agrees = run.stoodFor == nil
            for (glyph, scalar) in zip(run.glyphs, run.scalars)
            where !fonts[font].record(glyph.id, as: scalar) {
                agrees = false
            }
            if !agrees { content.begin(actualText: run.stoodFor ?? run.text) }
            pen.show(run.glyphs.indices, into: &content)
            if !agrees { content.endMarkedContent() }
            return
        }
        let clusters = run.clusters
        let agree = clusters.map { fonts[font].record($0, of: run) }
        if !run.isRightToLeft {
            let agrees = agree.allSatisfy(\.self)
            if !agrees { content.begin(actualText: run.text) }
            pen.show(run.glyphs.indices, into: &content)
            if !agrees { content.endMarkedContent() }
            return
        }
        if let space = run.face.glyph(for: " ") { _ = fonts[font].record(space, as: " ") }
        for (cluster, agrees) in zip(clusters, agree) {
            if agrees {
                pen.show(cluster.glyphs, ending: false, into: &content)
            } else {
                pen.spell(cluster, into: &content)
            }
        }
        pen.end(into: &content)
    }

    /// The place of a font among those in use.
    private mutating func use(of face: FontFace) -> Int {
        if let index = fonts.firstIndex(where: { $0.face === face }) { return index }
        fontIDs.append(writer.reserve())
        fonts.append(FontUse(face: face, resource: "F\(fonts.count + 1)"))
        return fonts.count - 1
    }
}
