public import Attendance
import EventSourcing

/// The identifiers of what one account at Zoom introduces: a function of the organisation's key and
/// Zoom's own names, so that they do not depend on what arrives first (I-3).
struct ZoomIdentifiers: Sendable {
    let key: OrganisationKey
    let account: String

    func meeting(number: String) -> MeetingID { MeetingID(hash("meeting", number)) }

    func instance(uuid: String) -> InstanceID { InstanceID(hash("instance", uuid)) }

    /// A planned occurrence, by Zoom's occurrence id or, where there is none, by whatever tells this
    /// plan from a later one under the same number.
    func occurrence(number: String, name: String) -> OccurrenceID {
        OccurrenceID(hash("occurrence", number, name))
    }

    func registrant(number: String, id: String) -> SubjectID {
        SubjectID(hash("registrant", number, id))
    }

    func participant(instance uuid: String, connection: String) -> SubjectID {
        SubjectID(hash("participant", uuid, connection))
    }

    func registrantIndex(_ id: String) -> BlindIndex { BlindIndex(hash("registrant id", id)) }

    func zoomUserIndex(_ id: String) -> BlindIndex { BlindIndex(hash("zoom user", id)) }

    /// A name shown in a run: the same only there, so that it follows nobody through the years.
    func nameIndex(_ name: String, in uuid: String) -> BlindIndex {
        BlindIndex(hash("name", uuid, name.normalised))
    }

    /// A network address in a run, likewise.
    func addressIndex(_ address: String, in uuid: String) -> BlindIndex {
        BlindIndex(hash("address", uuid, address))
    }

    private func hash(_ parts: String...) -> String {
        key.identifier([account] + parts)
    }
}

extension OrganisationKey {
    /// The keyed hash of an e-mail address, without regard to case or surrounding space.
    public func emailIndex(_ address: String) -> BlindIndex {
        BlindIndex(identifier(["email", address.normalised]))
    }

    /// The keyed hash of the organisation's own id of somebody, which its applications give Zoom as the
    /// customer key.
    public func ownIDIndex(_ id: String) -> BlindIndex {
        BlindIndex(identifier(["own id", id.normalised]))
    }

    /// The name of a delivery: the keyed hash of its body.
    func deliveryName(_ body: [UInt8]) -> String {
        Array(authenticationCode([Array("delivery".utf8), body]).prefix(16)).hexadecimal
    }

    /// The name of a report or file that somebody brought: the keyed hash of it and of what it is about.
    func fileName(_ parts: [[UInt8]]) -> String {
        Array(authenticationCode([Array("file".utf8)] + parts).prefix(16)).hexadecimal
    }

    /// What somebody wants under a key of theirs: the same for the same key.
    func arrangement(under key: String) -> String { identifier(["arrangement", key]) }

    /// A date of what is wanted, by its place among the dates.
    func arrangedDate(of arrangement: String, place: Int) -> String {
        identifier(["arranged date", arrangement, String(place)])
    }

    /// A row of a file as a subject.
    func portalRow(file: String, line: Int) -> String {
        identifier(["portal row", file, String(line)])
    }

    fileprivate func identifier(_ parts: [String]) -> String {
        Array(authenticationCode(parts.map { Array($0.utf8) }).prefix(16)).hexadecimal
    }
}

extension String {
    /// Without regard to case or surrounding space.
    fileprivate var normalised: String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        let trimmed = drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        return String(trimmed).lowercased()
    }
}
