public import Attendance
public import EventSourcing
public import Projections
import Reports
public import Typesetting

/// A sheet with where it came from.
public struct SheetReading: Sendable, Hashable {
    /// What the sheet says.
    public var content: AttendanceSheet
    /// Where it came from in this log.
    public var provenance: SheetProvenance
    /// The meeting as a subject: that of its topic.
    var meeting: SubjectID

    /// Both as one document: `{"content": …, "provenance": …}`.
    public var json: JSON { ["content": content.json, "provenance": provenance.json] }

    /// Whose personal data the sheet holds: its attendees, and the meeting for its topic.
    var subjects: Set<SubjectID> { Set(content.rows.map(\.attendee)).union([meeting]) }

    /// SHA-256 of the canonical content.
    public var contentHash: SHA256Digest {
        SHA256Digest(hashing: content.json.canonicalBytes())
    }
}

extension Desk {
    private static let pdf = "application/pdf"

    /// The sheet of an occurrence as known now.
    /// - Throws: ``DeskFailure`` when there is no such occurrence or the log failed.
    public func sheet(of occurrence: OccurrenceID) async throws(DeskFailure) -> SheetReading {
        try reading(of: occurrence, in: try await self.roll(showing: occurrence))
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
        let now = try await roll(showing: occurrence)
        guard let found = now.occurrence(occurrence) else { throw .occurrenceUnknown }
        let then = try await roll(showing: found.meeting, knownAt: moment)
        for name in [occurrence] + now.names(of: found) {
            guard let known = then.occurrence(name) else { continue }
            guard let reading = Self.reading(of: known, in: then) else { break }
            return reading
        }
        throw .unknownThen
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
        let reading = try reading(of: id, in: roll)
        let mark = SheetContentMark(
            occurrence: roll.decisionName(of: occurrence),
            contentHash: reading.contentHash,
            logSize: roll.horizon.size,
            foldVersion: Roll.foldVersion,
            lastRevision: reading.provenance.revision
        )
        guard reading.provenance.state != .closed else { return reading }
        let content = reading.content.json.canonicalBytes()
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
    /// That of a closed revision is made once, kept, and returned unchanged ever after (I-5); any
    /// other is made from what is known now.
    /// - Throws: ``DeskFailure``.
    public func pdf(
        of id: OccurrenceID,
        fonts: FontShelf,
        actor: Actor
    ) async throws(DeskFailure) -> [UInt8] {
        let roll = try await self.roll(showing: id)
        let reading = try reading(of: id, in: roll)
        if reading.provenance.state == .closed,
            let kept = try await exported(reading, in: roll)
        {
            return kept
        }
        let bytes = try await rendered(reading, with: fonts)
        guard reading.provenance.state == .closed else { return bytes }
        let digest = SHA256Digest(hashing: bytes)
        let export = SheetExported(
            occurrence: try closedName(of: reading, in: roll),
            revision: reading.provenance.revision,
            mediaType: Self.pdf,
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
        return try await exported(reading, in: try await self.roll(showing: id)) ?? bytes
    }

    /// The sheet as it was known at a moment, as a PDF that is not kept.
    ///
    /// Of a revision that was closed then and exported, it is the document that was.
    /// - Parameters:
    ///   - occurrence: The occurrence, by any name it has or had.
    ///   - moment: The moment.
    ///   - fonts: The fonts.
    /// - Returns: the document.
    /// - Throws: ``DeskFailure`` when there was no such occurrence yet, or the log failed.
    public func pdf(
        of occurrence: OccurrenceID,
        knownAt moment: KnownAt,
        fonts: FontShelf
    ) async throws(DeskFailure) -> [UInt8] {
        let reading = try await sheet(of: occurrence, knownAt: moment)
        if reading.provenance.state == .closed {
            let roll = try await roll(showing: occurrence)
            if let kept = try await exported(reading, in: roll) { return kept }
        }
        return try await rendered(reading, with: fonts)
    }

    private func rendered(
        _ reading: SheetReading,
        with fonts: FontShelf
    ) async throws(DeskFailure) -> [UInt8] {
        var images: [SHA256Digest: [UInt8]] = [:]
        for signature in reading.content.rows.flatMap(\.signatures) {
            images[signature.sha256] = try await document(.signature, signature.sha256)
        }
        let occurrence = reading.content.occurrence
        let around = occurrence.planned?.start ?? occurrence.actualStart ?? edges.now()
        let document = SheetDocument(
            sheet: reading.content,
            provenance: reading.provenance,
            signatureImages: images,
            zone: .system(named: occurrence.zone, around: around)
        )
        do {
            return try await document.preparingImages().rendered(with: fonts)
        } catch {
            throw .document(error)
        }
    }

    private func exported(
        _ reading: SheetReading,
        in roll: Roll
    ) async throws(DeskFailure) -> [UInt8]? {
        let state = roll.signatures.occurrences[try closedName(of: reading, in: roll)]
        guard let digest = state?.exports[reading.provenance.revision]?[Self.pdf] else {
            return nil
        }
        return try await document(.export, digest)
    }

    /// The name under which a closed reading was closed: of its revision, and with its content.
    private func closedName(
        of reading: SheetReading,
        in roll: Roll
    ) throws(DeskFailure) -> OccurrenceID {
        guard let occurrence = roll.occurrence(reading.content.occurrence.id) else {
            throw .occurrenceUnknown
        }
        let hash = reading.contentHash
        let name = roll.names(of: occurrence).first { name in
            let closed = roll.signatures.occurrences[name]?.closed
            return closed?.revision == reading.provenance.revision && closed?.contentHash == hash
        }
        return name ?? roll.decisionName(of: occurrence)
    }

    private func document(
        _ kind: DocumentName.Kind,
        _ digest: SHA256Digest
    ) async throws(DeskFailure) -> [UInt8]? {
        do {
            return try await log.document(DocumentName(kind, digest.text))?.bytes
        } catch {
            throw .log(error)
        }
    }

    private func reading(
        of id: OccurrenceID,
        in roll: Roll
    ) throws(DeskFailure) -> SheetReading {
        guard let occurrence = roll.occurrence(id),
            let reading = Self.reading(of: occurrence, in: roll)
        else { throw .occurrenceUnknown }
        return reading
    }

    /// The sheet of an occurrence as it follows from a roll that has it.
    public static func reading(of occurrence: Occurrence, in roll: Roll) -> SheetReading? {
        guard let content = roll.sheet(of: occurrence) else { return nil }
        let closings = roll.names(of: occurrence).compactMap { name in
            roll.signatures.occurrences[name]?.closed.map { ($0, roll.signatures.closedAt[name]) }
        }
        let last = closings.max { $0.0.revision < $1.0.revision }
        var reading = SheetReading(
            content: content,
            provenance: SheetProvenance(
                state: .provisional,
                revision: last?.0.revision ?? 0,
                closedAt: last?.1,
                logSize: roll.horizon.size,
                knownAt: roll.horizon.knownAt,
                foldVersion: Roll.foldVersion
            ),
            meeting: SubjectID(occurrence.meeting.text)
        )
        if let closed = last?.0 {
            let isUnchanged = closed.contentHash == reading.contentHash
            reading.provenance.state = isUnchanged ? .closed : .amended
            // A closed revision stands for what was known when it was closed.
            if isUnchanged {
                reading.provenance.logSize = closed.logSize
                reading.provenance.knownAt = last?.1
            }
        }
        return reading
    }
}
