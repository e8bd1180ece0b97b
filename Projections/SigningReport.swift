public import Attendance
public import EventSourcing

/// Who has signed an occurrence, and who has not: a line for each slot and everyone on the sheet.
public struct SigningReport: Sendable, Hashable {
    /// How far a signature is.
    ///
    /// The raw values are the words of the API.
    public enum State: String, Sendable, Hashable {
        /// It stands.
        case signed
        /// They said that they will not sign.
        case declined
        /// They have a link that is good.
        case asked
        /// Their link has ended.
        case ended
        /// They have no link.
        case notAsked = "not_asked"
    }

    /// One slot of one row.
    public struct Line: Sendable, Hashable {
        /// The row of the sheet.
        public var attendee: SubjectID
        /// The name on it.
        public var name: String
        /// What is signed.
        public var slot: SlotID
        /// As what they sign, or have signed.
        public var capacity: SigningCapacity
        /// How far it is.
        public var state: State
        /// When they signed, or said that they will not.
        public var at: Instant?
        /// Why not, in their words.
        public var reason: String?
        /// When the link ends by which they have not signed yet.
        public var expires: Instant?
        /// That link, by the SHA-256 of its token.
        public var link: SHA256Digest?
    }

    /// Somebody in a room who picked a name, and waits.
    public struct Claim: Sendable, Hashable {
        /// What names the claim: the SHA-256 of the token that they wait with.
        public var id: SHA256Digest
        /// The row of the sheet.
        public var attendee: SubjectID
        /// The name on it.
        public var name: String
        /// What they want to sign.
        public var slot: SlotID
        /// What is shown on their screen, too.
        public var code: String
        /// Since when they wait.
        public var at: Instant
    }

    /// The slots opened, by their start.
    public let slots: [Slot]
    /// The rooms where people may sign now or later, by their slots.
    public let rooms: [SigningRoomOpened]
    /// Who waits to be confirmed, the longest first.
    public let claims: [Claim]
    /// By slot, then as the sheet's rows are.
    public let lines: [Line]

    /// Takes stock of an occurrence of a roll; `nil` when it has no sheet.
    /// - Parameters:
    ///   - occurrence: The occurrence.
    ///   - roll: What is known.
    ///   - now: When it is asked.
    public init?(of occurrence: Occurrence, in roll: Roll, at now: Instant) {
        guard let sheet = roll.sheet(of: occurrence) else { return nil }
        let decisions = roll.decisions(about: occurrence)
        let subjects = roll.subjects(at: occurrence)
        slots = sheet.occurrence.slots
        rooms = decisions.flatMap(\.rooms.values).filter { now < $0.expires }.sorted {
            ($0.slot, $0.mode.rawValue) < ($1.slot, $1.mode.rawValue)
        }
        let open = Set(rooms.map(\.tokenHash))
        claims = decisions.flatMap(\.claims.values).filter { open.contains($0.room) }
            .sorted { ($0.at, $0.code) < ($1.at, $1.code) }
            .compactMap { claim in
                let row = sheet.rows.first {
                    (subjects[$0.attendee] ?? [$0.attendee]).contains(claim.place.signer)
                }
                return row.map { Claim(claim, on: $0) }
            }
        lines = slots.flatMap { slot in
            sheet.rows.map { row in
                // Somebody may have signed in the other capacity before they came to have this one.
                let capacities: [SigningCapacity] =
                    row.role == .trainer ? [.trainer, .attendee] : [.attendee, .trainer]
                let signers = (subjects[row.attendee] ?? [row.attendee]).sorted()
                let places = capacities.flatMap { capacity in
                    signers.map {
                        SignaturePlace(signer: $0, slot: slot.id, capacity: capacity)
                    }
                }
                return Line(of: row, at: places, decisions, roll.disclosure, now)
            }
        }
    }
}

extension SigningReport.Claim {
    fileprivate init(_ claim: SignatureClaimed, on row: AttendanceSheet.Row) {
        self.init(
            id: claim.tokenHash,
            attendee: row.attendee,
            name: row.name,
            slot: claim.place.slot,
            code: claim.code,
            at: claim.at
        )
    }
}

extension SigningReport.Line {
    /// The furthest that anything decided about one of the places is.
    fileprivate init(
        of row: AttendanceSheet.Row,
        at places: [SignaturePlace],
        _ decisions: [OccurrenceState],
        _ disclosure: Disclosure,
        _ now: Instant
    ) {
        func first<Event>(
            _ events: (OccurrenceState) -> [SignaturePlace: Event]
        ) -> (place: SignaturePlace, event: Event)? {
            for state in decisions {
                for place in places {
                    if let event = events(state)[place] { return (place, event) }
                }
            }
            return nil
        }
        let request = first(\.requests)
        let signed = first(\.signatures)
        let declined = first(\.declined)
        let place = signed?.place ?? declined?.place ?? request?.place ?? places[0]
        self.init(
            attendee: row.attendee,
            name: row.name,
            slot: place.slot,
            capacity: place.capacity,
            state: .notAsked,
            expires: request?.event.expires,
            link: request?.event.tokenHash
        )
        if let signed {
            (state, at) = (.signed, signed.event.at)
        } else if let declined {
            (state, at) = (.declined, declined.event.at)
            reason = declined.event.reason.shown(in: disclosure)
        } else if let request {
            state = now < request.event.expires ? .asked : .ended
        }
    }
}
