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
        /// Whose signature it is, for what, by the name the request gave.
        public var place: SignaturePlace
        /// How far it is.
        public var state: State
        /// When they signed, or said that they will not.
        public var at: Instant?
        /// Why not, in their words.
        public var reason: String?
        /// When their link ends.
        public var expires: Instant?
    }

    /// The slots opened, by their start.
    public let slots: [Slot]
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
                return Line(of: row, at: places, decisions, now)
            }
        }
    }
}

extension SigningReport.Line {
    /// The furthest that anything decided about one of the places is.
    fileprivate init(
        of row: AttendanceSheet.Row,
        at places: [SignaturePlace],
        _ decisions: [OccurrenceState],
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
        attendee = row.attendee
        name = row.name
        let request = first(\.requests)
        let signed = first(\.signatures)
        let declined = first(\.declined)
        expires = request?.event.expires
        if let signed {
            (place, state, at) = (signed.place, .signed, signed.event.at)
        } else if let declined {
            let line = row.declined.last { $0.slot == declined.place.slot }
            (place, state, at) = (declined.place, .declined, declined.event.at)
            reason = line?.reason
        } else {
            place = request?.place ?? places[0]
            state = request.map { now < $0.event.expires ? .asked : .ended } ?? .notAsked
        }
    }
}
