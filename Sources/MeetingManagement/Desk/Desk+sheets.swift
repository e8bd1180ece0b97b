public import Attendance
public import EventSourcing
public import Projections
public import Reports
public import Typesetting

extension Desk {
    /// The sheet of an occurrence as known now.
    /// - Throws: ``DeskFailure`` when there is no such occurrence or the log failed.
    public func sheet(of occurrence: OccurrenceID) async throws(DeskFailure) -> SheetReading {
        try await reading(of: occurrence, in: try await self.roll(showing: occurrence))
    }

    /// The sheet of an occurrence as it was known at a moment: with the facts, decisions and closings
    /// recorded by then, whatever name the occurrence had.
    /// - Parameters:
    ///   - occurrence: The occurrence, by any name it has or had.
    ///   - moment: The moment.
    /// - Returns: the sheet.
    /// - Throws: ``DeskFailure`` when there was no such occurrence yet, or the log failed.
    public func sheet(
        of occurrence: OccurrenceID,
        knownAt moment: KnownAt
    ) async throws(DeskFailure) -> SheetReading {
        let (known, then) = try await self.moment(of: occurrence, knownAt: moment)
        guard let reading = try await reading(of: known, in: then) else { throw .unknownThen }
        return reading
    }

    /// The sheets of a meeting, by time.
    /// - Parameters:
    ///   - meeting: The meeting.
    ///   - moment: As known when; `nil` means now.
    /// - Returns: the sheets.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func sheets(
        of meeting: MeetingID,
        knownAt moment: KnownAt? = nil
    ) async throws(DeskFailure) -> [AttendanceSheet] {
        let roll = try await roll(showing: meeting, knownAt: moment)
        return roll.occurrences(of: meeting).compactMap { roll.sheet(of: $0) }
    }

    /// An occurrence as it was known at a moment, by whatever name it had, and what was known then.
    func moment(
        of id: OccurrenceID,
        knownAt moment: KnownAt?
    ) async throws(DeskFailure) -> (Occurrence, Roll) {
        let now = try await roll(showing: id)
        guard let found = now.occurrence(id) else { throw .occurrenceUnknown }
        guard let moment else { return (found, now) }
        let then = try await roll(showing: found.meeting, knownAt: moment)
        for name in [id] + now.names(of: found) {
            if let known = then.occurrence(name) { return (known, then) }
        }
        throw .unknownThen
    }

    /// What became different on a sheet between two moments.
    /// - Parameters:
    ///   - occurrence: The occurrence, by any name it has or had.
    ///   - earlier: The earlier moment.
    ///   - later: The later moment; `nil` means now.
    /// - Returns: the difference, with the events behind it.
    /// - Throws: ``DeskFailure`` when there was no such occurrence yet, or the log failed.
    public func difference(
        of occurrence: OccurrenceID,
        from earlier: KnownAt,
        to later: KnownAt?
    ) async throws(DeskFailure) -> SheetDifference {
        let (before, then) = try await moment(of: occurrence, knownAt: earlier)
        let (after, last) = try await moment(of: occurrence, knownAt: later)
        guard then.horizon.size <= last.horizon.size else { throw .momentsReversed }
        guard let first = SheetDifference.Moment(before, in: then),
            let second = SheetDifference.Moment(after, in: last)
        else { throw .occurrenceUnknown }
        let events = try await asking { () async throws(EventLogError) in
            try await projections.events(of: after.meeting, knownBy: last)
        }
        return SheetDifference(
            from: first,
            to: second,
            events: events.filter { $0.position >= then.horizon.size }
        )
    }

    /// Closes a revision of the sheet with the content known now.
    ///
    /// Closing what did not change since the last revision changes nothing.
    /// - Throws: ``DeskFailure`` when there is no such occurrence or the log failed.
    public func closeSheet(
        of id: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) -> SheetReading {
        let roll = try await self.roll(showing: id)
        guard let occurrence = roll.occurrence(id) else { throw .occurrenceUnknown }
        let reading = try await reading(of: id, in: roll)
        let mark = SheetContentMark(
            occurrence: roll.decisionName(of: occurrence),
            contentHash: reading.contentHash,
            logSize: roll.horizon.size,
            foldVersion: Roll.foldVersion,
            lastRevision: reading.provenance.revision
        )
        guard reading.provenance.state != .closed else { return reading }
        let content = reading.content.canonical.bytes
        try await decide(
            .closeSheet(mark),
            on: mark.occurrence,
            actor: actor,
            documents: [
                Document(
                    DocumentName(.sheet, mark.contentHash.text),
                    bytes: content,
                    about: .several(reading.subjects)
                )
            ]
        )
        // Whoever holds this checkpoint can tell if the closing is ever changed (I-9).
        do {
            try await log.signCheckpoint()
        } catch {
            throw .log(error)
        }
        return try await sheet(of: id)
    }

    /// The sheet as a PDF.
    ///
    /// That of a closed revision is made once in each language it is asked for in, kept, and returned
    /// unchanged ever after (I-5); any other is made from what is known now.
    /// - Throws: ``DeskFailure``.
    public func pdf(
        of id: OccurrenceID,
        as form: SheetForm = SheetForm(),
        fonts: FontShelf,
        actor: Actor
    ) async throws(DeskFailure) -> [UInt8] {
        guard !form.isBlank else { return try await blankPDF(of: id, as: form, fonts: fonts) }
        let roll = try await self.roll(showing: id)
        let reading = try await reading(of: id, in: roll)
        if reading.provenance.state == .closed,
            let kept = try await exported(reading, in: roll, form)
        {
            return kept
        }
        // Whoever holds the checkpoint can tell if the closing is ever changed (I-9).
        let isClosed = reading.provenance.state == .closed
        let checkpoint = try await asking { () async throws(EventLogError) in
            isClosed ? try await log.signCheckpoint() : nil
        }
        let bytes = try await rendered(
            reading,
            from: roll,
            under: checkpoint,
            as: form,
            with: fonts
        )
        // What shows placeholders since an erasure is not the document of the revision.
        guard isClosed, let closing = reading.lastClosing,
            reading.contentHash == closing.event.contentHash
        else { return bytes }
        let digest = SHA256Digest(hashing: bytes)
        let export = SheetExported(
            occurrence: closing.name,
            revision: reading.provenance.revision,
            mediaType: form.mediaType,
            sha256: digest
        )
        try await decide(
            .recordExport(export),
            on: export.occurrence,
            actor: actor,
            documents: [
                Document(
                    DocumentName(.export, digest.text),
                    bytes: bytes,
                    about: .several(reading.subjects)
                )
            ]
        )
        // Somebody else may have been faster: what was kept first is what is returned.
        let now = try await self.roll(showing: id)
        return try await exported(reading, in: now, form) ?? bytes
    }

    /// The sheet as it was known at a moment, as a PDF that is not kept.
    ///
    /// Of a revision that was closed then and exported in the language, it is the document that was.
    /// - Parameters:
    ///   - occurrence: The occurrence, by any name it has or had.
    ///   - moment: The moment.
    ///   - form: The form of the document.
    ///   - fonts: The fonts.
    /// - Returns: the document.
    /// - Throws: ``DeskFailure`` when there was no such occurrence yet, or the log failed.
    public func pdf(
        of occurrence: OccurrenceID,
        knownAt moment: KnownAt,
        as form: SheetForm = SheetForm(),
        fonts: FontShelf
    ) async throws(DeskFailure) -> [UInt8] {
        let (known, then) = try await self.moment(of: occurrence, knownAt: moment)
        guard let reading = try await reading(of: known, in: then) else { throw .unknownThen }
        if reading.provenance.state == .closed {
            let roll = try await roll(showing: occurrence)
            if let kept = try await exported(reading, in: roll, form) { return kept }
        }
        return try await rendered(reading, from: then, as: form, with: fonts)
    }

    /// The sheet as a table for spreadsheets, in UTF-8 (``/Reports/SheetTable``).
    public func csv(of reading: SheetReading) -> [UInt8] {
        SheetTable(reading.content, in: zone(of: reading)).csv
    }

    /// Who was connected when, drawn (``/Reports/TimelineFigure``).
    /// - Parameters:
    ///   - reading: The sheet.
    ///   - language: The language of its words.
    /// - Returns: the picture, as SVG.
    /// - Throws: ``DeskFailure``, `nobodyConnected` where there is nothing to draw.
    public func timeline(
        of reading: SheetReading,
        in language: Language = .english
    ) throws(DeskFailure) -> String {
        let figure = TimelineFigure(
            of: reading.content,
            knownAt: reading.provenance.knownAt,
            in: zone(of: reading),
            language: language
        )
        guard let figure else { throw .nobodyConnected }
        return figure.svg
    }

    /// Makes a document of a sheet.
    func rendered(
        _ reading: SheetReading,
        from roll: Roll,
        under checkpoint: [UInt8]? = nil,
        as form: SheetForm,
        with fonts: FontShelf
    ) async throws(DeskFailure) -> [UInt8] {
        let document = SheetDocument(
            sheet: reading.content,
            provenance: reading.provenance,
            evidence: try await evidence(for: reading, in: roll, under: checkpoint),
            zone: zone(of: reading),
            form: form,
            letterhead: try await letterhead(in: roll)
        )
        var pages: [[UInt8]] = []
        do throws(SheetWritingError<DeskFailure>) {
            try await document.write(
                to: { bytes throws(DeskFailure) in pages.append(bytes) },
                with: fonts,
                pictures: KeptPictures(desk: self)
            )
        } catch {
            switch error {
            case .document(let error): throw .document(error)
            case .outside(let error): throw error
            }
        }
        // Each page is let go as it is copied, so that the file is not held twice.
        var file: [UInt8] = []
        file.reserveCapacity(pages.reduce(0) { $0 + $1.count })
        for index in pages.indices {
            file += pages[index]
            pages[index] = []
        }
        return file
    }

    private func zone(of reading: SheetReading) -> ZoneRules {
        let occurrence = reading.content.occurrence
        let around = occurrence.planned?.start ?? occurrence.actualStart ?? edges.now()
        return .system(named: occurrence.zone, around: around)
    }

    /// What a sheet rests on, with a checkpoint that covers its closing where there is one.
    private func evidence(
        for reading: SheetReading,
        in roll: Roll,
        under checkpoint: [UInt8]?
    ) async throws(DeskFailure) -> SheetEvidence? {
        let id = reading.content.occurrence.id
        guard let occurrence = roll.occurrence(id) else { return nil }
        let events = try await asking { () async throws(EventLogError) in
            try await projections.events(of: occurrence.meeting, knownBy: roll)
        }
        return SheetEvidence(
            contentHash: reading.contentHash,
            events: EventAttribution(events, at: occurrence, in: roll).positionsByRow(),
            checkpoint: checkpoint.flatMap { SheetEvidence.LogCheckpoint(note: $0) }
        )
    }

    private func exported(
        _ reading: SheetReading,
        in roll: Roll,
        _ form: SheetForm
    ) async throws(DeskFailure) -> [UInt8]? {
        guard let closing = reading.lastClosing,
            let exports = roll.signatures.occurrences[closing.name]?.exports[
                closing.event.revision
            ],
            let digest = exports[form.mediaType]
        else { return nil }
        return try await document(DocumentName(.export, digest.text))
    }

    func document(_ name: DocumentName) async throws(DeskFailure) -> [UInt8]? {
        try await asking { () async throws(EventLogError) in
            try await log.document(name)?.bytes
        }
    }
}
