public import Attendance
public import EventSourcing
public import Projections

// Asking for signatures, and taking back what was asked or given.

extension Desk {
    /// Asks for signatures in a slot, and makes a personal link for everyone on the sheet who has not
    /// signed it: attendees for themselves, trainers to countersign.
    ///
    /// Earlier links of theirs are void then. Whoever is asked alone gets a link also where they have
    /// signed: to sign anew.
    /// - Parameters:
    ///   - slot: What is signed, and when it is.
    ///   - id: The occurrence.
    ///   - reason: Why, shown to whoever signs.
    ///   - joinLink: Where the meeting is joined, where one signs to enter: it is shown to whoever has
    ///     signed.
    ///   - attendee: Whom to ask alone; `nil` asks everyone.
    ///   - actor: Who asks.
    /// - Returns: the links, as the sheet's rows are.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, the slot is open with another time or
    ///   over, the reason is too long or the join link no address of the web, or the log failed.
    public func openSlot(
        _ slot: Slot,
        of id: OccurrenceID,
        reason: String?,
        joinLink: String? = nil,
        for attendee: SubjectID? = nil,
        actor: Actor
    ) async throws(DeskFailure) -> [SigningLink] {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id), let sheet = roll.sheet(of: found) else {
            throw .occurrenceUnknown
        }
        let occurrence = roll.decisionName(of: found)
        let asked = sheet.rows.filter { row in
            guard let attendee else { return !row.signatures.contains { $0.slot == slot.id } }
            return row.attendee == attendee
        }
        guard attendee == nil || !asked.isEmpty else { throw .subjectUnknown }
        let signing = roll.rulePack(of: found).signing
        guard let window = signing.window(for: slot.window, askedAt: edges.now()) else {
            throw .rejected(.slotIsOver(slot.id))
        }
        let links = asked.map { link(for: $0, in: slot.id, from: window) }
        let opened = try Self.opened(slot, of: found, as: occurrence, reason, joinLink)
        let open = OccurrenceCommand.openSlot(
            opened,
            requests: Self.requests(by: links, of: occurrence),
            asking: attendee == nil ? .unsigned : .anew
        )
        // Together: were only some of it recorded, nobody would get the links that are good.
        let events = try await decide(
            Self.giving(
                Set(links.map(\.place)),
                to: links.map(\.attendee),
                by: open,
                on: occurrence,
                in: slot.id,
                of: found,
                in: roll
            ),
            actor: actor
        )
        return links.made(by: events)
    }

    /// A decision that gives people links, with what makes their other ones void: what they were asked by
    /// another name, or when the date had another, is the same signature.
    /// - Parameters:
    ///   - given: The places that get links.
    ///   - attendees: Whose they are, as the sheet has them.
    ///   - command: What gives them.
    ///   - name: Under which name of the occurrence that is decided.
    ///   - slot: What is signed.
    ///   - found: The occurrence.
    ///   - roll: What was known before.
    /// - Returns: what is to be decided together.
    static func giving(
        _ given: Set<SignaturePlace>,
        to attendees: [SubjectID],
        by command: OccurrenceCommand,
        on name: OccurrenceID,
        in slot: SlotID,
        of found: Occurrence,
        in roll: Roll
    ) -> [(occurrence: OccurrenceID, commands: [OccurrenceCommand])] {
        var decisions = [(occurrence: name, commands: [command])]
        let signers = signers(of: attendees, at: found, in: roll)
        for (other, state) in Self.decisions(about: found, in: roll) {
            let void = state.places(of: signers, in: slot)
                .filter { other != name || !given.contains($0) }
            guard !void.isEmpty else { continue }
            if other == name {
                decisions[0].commands.append(.revokeRequests(name, void))
            } else {
                decisions.append((other, [.revokeRequests(other, void)]))
            }
        }
        return decisions
    }

    /// What opens a slot, or says something anew about one that is open.
    /// - Throws: ``DeskFailure`` when the reason or the address may not be shown to whoever signs.
    static func opened(
        _ slot: Slot,
        of found: Occurrence,
        as name: OccurrenceID,
        _ reason: String?,
        _ joinLink: String?
    ) throws(DeskFailure) -> SlotOpened {
        guard reason.map(TextBound.reason.holds) ?? true else { throw .reasonTooLong(.reason) }
        guard joinLink.map({ WebAddress($0) != nil }) ?? true else { throw .notAnAddress }
        let meeting = SubjectID(found.meeting.text)
        return SlotOpened(
            occurrence: name,
            slot: slot,
            reason: reason.map { Personal($0, about: meeting) },
            joinLink: joinLink.map { Personal($0, about: meeting) }
        )
    }

    /// What is kept of links: their hashes.
    static func requests(
        by links: [SigningLink],
        of occurrence: OccurrenceID
    ) -> [SignatureRequested] {
        links.map { link in
            SignatureRequested(
                occurrence: occurrence,
                place: link.place,
                tokenHash: link.tokenHash,
                opens: link.opens,
                expires: link.expires
            )
        }
    }

    /// A new link for a row of a sheet.
    func link(
        for row: AttendanceSheet.Row,
        in slot: SlotID,
        from window: TimeWindow
    ) -> SigningLink {
        SigningLink(
            place: SignaturePlace(
                signer: row.attendee,
                slot: slot,
                capacity: row.role == .trainer ? .trainer : .attendee
            ),
            attendee: row.attendee,
            name: row.name,
            token: edges.random(16).hexadecimal,
            opens: window.start,
            expires: window.end
        )
    }

    /// Who has signed an occurrence, and who has not.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func signing(of id: OccurrenceID) async throws(DeskFailure) -> SigningReport {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id),
            let report = SigningReport(of: found, in: roll, at: edges.now())
        else { throw .occurrenceUnknown }
        return report
    }

    /// Makes every link void by which a row's slot could be signed, wherever it went.
    /// - Returns: whether there was one.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    @discardableResult
    public func revokeRequests(
        of attendee: SubjectID,
        in slot: SlotID,
        of id: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) -> Bool {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id) else { throw .occurrenceUnknown }
        let signers = Self.signers(of: [attendee], at: found, in: roll)
        var isAny = false
        for (name, state) in Self.decisions(about: found, in: roll) {
            let places = state.places(of: signers, in: slot)
            guard !places.isEmpty else { continue }
            try await decide(.revokeRequests(name, places), on: name, actor: actor)
            isAny = true
        }
        return isAny
    }

    /// Lets a row's signature for a slot stand no longer, by whatever name it was given, and makes its
    /// link void.
    ///
    /// Its event and its picture stay in the log.
    /// - Throws: ``DeskFailure`` when there is no such occurrence or signature, or the log failed.
    public func withdrawSignature(
        of attendee: SubjectID,
        in slot: SlotID,
        of id: OccurrenceID,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id) else { throw .occurrenceUnknown }
        let signers = Self.signers(of: [attendee], at: found, in: roll)
        let signed = Self.decisions(about: found, in: roll).flatMap { name, state in
            state.signatures.values.filter {
                $0.place.slot == slot && signers.contains($0.place.signer)
            }
            .map { (name, $0) }
        }
        guard !signed.isEmpty else { throw .rejected(.signatureUnknown) }
        for (name, signature) in signed {
            let withdrawn = SignatureWithdrawn(
                occurrence: name,
                place: signature.place,
                image: signature.image.sha256,
                at: edges.now(),
                reason: Personal(reason, about: signature.place.signer)
            )
            try await decide(.withdrawSignature(withdrawn), on: name, actor: actor)
        }
    }

    /// Everyone who may sign for some rows: they may have been asked before it was known who they are.
    static func signers(
        of attendees: [SubjectID],
        at occurrence: Occurrence,
        in roll: Roll
    ) -> Set<SubjectID> {
        let subjects = roll.subjects(at: occurrence)
        return attendees.reduce(into: []) { $0.formUnion(subjects[$1] ?? [$1]) }
    }

    /// What was decided about an occurrence, by each of the names it had.
    static func decisions(
        about occurrence: Occurrence,
        in roll: Roll
    ) -> [(OccurrenceID, OccurrenceState)] {
        roll.names(of: occurrence).compactMap { name in
            roll.signatures.occurrences[name].map { (name, $0) }
        }
    }
}

extension OccurrenceState {
    /// Where some signers have links for a slot.
    fileprivate func places(of signers: Set<SubjectID>, in slot: SlotID) -> [SignaturePlace] {
        Set(requests.keys).union(spent.keys)
            .filter { $0.slot == slot && signers.contains($0.signer) }
            .inOrder
    }
}

extension Collection<SignaturePlace> {
    /// Always in the same order.
    var inOrder: [SignaturePlace] {
        sorted {
            ($0.slot.text, $0.signer, $0.capacity.rawValue)
                < ($1.slot.text, $1.signer, $1.capacity.rawValue)
        }
    }
}

extension [SigningLink] {
    /// Those by which somebody was really asked: they may have signed, or been asked, meanwhile.
    func made(by events: [AttendanceEvent]) -> [SigningLink] {
        let hashes = events.compactMap { event -> SHA256Digest? in
            guard case .signatureRequested(let request) = event else { return nil }
            return request.tokenHash
        }
        let made = Set(hashes)
        return filter { made.contains($0.tokenHash) }
    }
}
