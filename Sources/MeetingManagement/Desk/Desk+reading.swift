public import Attendance
public import EventSourcing
public import Projections

/// A sheet with where it came from.
public struct SheetReading: Sendable, Hashable {
    /// What the sheet says.
    public var content: AttendanceSheet
    /// Where it came from in this log.
    public var provenance: SheetProvenance
    /// The meeting as a subject: that of its topic.
    var meeting: SubjectID
    /// The last revision closed, and the name the occurrence had then.
    var lastClosing: Closing?

    /// The closing of a revision.
    struct Closing: Sendable, Hashable {
        var name: OccurrenceID
        var event: SheetClosed
        var at: Instant?
    }

    /// Both as one document: `{"content": …, "provenance": …}`.
    public var json: JSON { ["content": content.json, "provenance": provenance.json] }

    /// Whose personal data the sheet holds: its attendees, and the meeting for its topic.
    var subjects: Set<SubjectID> { Set(content.rows.map(\.attendee)).union([meeting]) }

    /// SHA-256 of the content that the last revision was closed with; `nil` before the first.
    public var closedHash: SHA256Digest? { lastClosing?.event.contentHash }

    /// SHA-256 of the canonical content.
    public var contentHash: SHA256Digest {
        SHA256Digest(hashing: content.canonical.bytes)
    }
}

extension Desk {
    /// The sheet of an occurrence as it follows from a roll, by any name.
    func reading(
        of id: OccurrenceID,
        in roll: Roll
    ) async throws(DeskFailure) -> SheetReading {
        guard let occurrence = roll.occurrence(id),
            let reading = try await reading(of: occurrence, in: roll)
        else { throw .occurrenceUnknown }
        return reading
    }

    /// The sheet of an occurrence as it follows from a roll that has it.
    func reading(
        of occurrence: Occurrence,
        in roll: Roll
    ) async throws(DeskFailure) -> SheetReading? {
        guard let content = roll.sheet(of: occurrence) else { return nil }
        let closing = roll.lastClosing(of: occurrence)
        var reading = SheetReading(
            content: content,
            provenance: SheetProvenance(
                state: .provisional,
                revision: closing?.event.revision ?? 0,
                closedAt: closing?.at,
                logSize: roll.horizon.size,
                knownAt: roll.horizon.knownAt,
                foldVersion: Roll.foldVersion
            ),
            meeting: SubjectID(occurrence.meeting.text),
            lastClosing: closing
        )
        guard let closing else { return reading }
        reading.provenance.state = .amended
        if try await isUnchanged(reading, since: closing, in: roll) {
            // A closed revision stands for what was known when it was closed.
            reading.provenance.state = .closed
            reading.provenance.logSize = closing.event.logSize
            reading.provenance.knownAt = closing.at
        }
        return reading
    }

    /// Whether the facts still say what a revision was closed with.
    ///
    /// An erasure makes the same facts look otherwise: then what was known at the closing is looked at in
    /// the same way as what is known now. What another version of the fold closed is not compared.
    private func isUnchanged(
        _ reading: SheetReading,
        since closing: SheetReading.Closing,
        in roll: Roll
    ) async throws(DeskFailure) -> Bool {
        if reading.contentHash == closing.event.contentHash { return true }
        guard closing.event.foldVersion == Roll.foldVersion else { return false }
        let occurrence = reading.content.occurrence.id
        let then = try await asking { () async throws(EventLogError) in
            let past = try await projections.roll(
                of: MeetingID(reading.meeting.text),
                knownTo: Horizon(size: closing.event.logSize, knownAt: nil)
            )
            return past.disclosing(roll.disclosure)
        }
        guard let known = roll.occurrence(occurrence) else { return false }
        let past = roll.names(of: known).lazy.compactMap { then.occurrence($0) }.first
        return past.flatMap { then.sheet(of: $0) } == reading.content
    }
}

extension Roll {
    /// The closing of the last revision, under any name of the occurrence.
    fileprivate func lastClosing(of occurrence: Occurrence) -> SheetReading.Closing? {
        names(of: occurrence)
            .compactMap { name in
                signatures.occurrences[name]?.closed.map {
                    SheetReading.Closing(name: name, event: $0, at: signatures.closedAt[name])
                }
            }
            .max { $0.event.revision < $1.event.revision }
    }
}
