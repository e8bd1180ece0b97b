import Attendance
import EventSourcing
import TestSupport

extension [AttendanceEvent] {
    /// The receiver ran between these times; without the last it still runs.
    static func received(_ times: String?...) -> [AttendanceEvent] {
        times.enumerated().compactMap { place, time in
            guard let time else { return nil }
            let at = Instant.sample(time)
            return place % 2 == 0
                ? .receiverStarted(ReceiverStarted(at: at))
                : .receiverStopped(ReceiverStopped(at: at))
        }
    }
}

extension AttendanceEvent {
    /// The same fact with keyed hashes of the name shown and of the network address.
    func showing(name: String?, address: String?) -> AttendanceEvent {
        guard case .connectionJoined(var fact) = self else { return self }
        fact.participant.nameIndex = name.map { BlindIndex("name-\($0)") }
        fact.participant.addressIndex = address.map { BlindIndex("address-\($0)") }
        return .connectionJoined(fact)
    }

    /// The organisation adopted a pack.
    static func adopted(_ pack: RulePack, from: Instant) -> AttendanceEvent {
        .rulePackAdopted(RulePackAdopted(from: from, pack: pack))
    }

    /// Somebody cancelled an occurrence of the samples.
    static func cancelled(_ name: String, of meeting: SampleMeeting = .heights) -> AttendanceEvent {
        .occurrenceCancelled(
            OccurrenceCancelled(
                meeting: meeting.id,
                occurrence: OccurrenceID(sample: name),
                reason: Personal("Ill", about: SubjectID(meeting.id.text))
            )
        )
    }
}

extension RulePack {
    /// The generic pack under another name.
    static func named(_ name: String) -> RulePack {
        var pack = RulePack.generic
        pack.name = name
        return pack
    }
}
