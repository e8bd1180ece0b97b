import Attendance

/// What speaks against calling somebody absent who was not seen (I-6).
struct AbsenceDoubt {
    private let common: [StatusReason]
    private let unplacedPeople: Bool
    private let unplacedRegistrants: Bool
    private let unplacedTrainers: Bool

    /// Looks at everyone on the sheet.
    ///
    /// Somebody who was seen and is tied to no person may be any person who was not; somebody who is tied
    /// to no registration, any registrant. Whom a decision is about is who it says.
    init(
        isIncomplete: Bool,
        isListed: Bool,
        isBesideOtherRun: Bool,
        drafts: [RowDraft]
    ) {
        var common: [StatusReason] = []
        if isIncomplete { common.append(.notComplete) }
        if isListed { common.append(.listed) }
        if isBesideOtherRun { common.append(.otherRun) }
        self.common = common
        let seen = drafts.filter { $0.isConnected && !$0.isDecided }
        let learners = seen.filter { $0.row.role == .attendee }
        unplacedPeople = learners.contains { $0.row.person == nil }
        unplacedRegistrants = learners.contains { !$0.isRegistered }
        unplacedTrainers = seen.contains { $0.row.person == nil }
    }

    /// What speaks against calling one of them absent.
    func reasons(about draft: RowDraft) -> [StatusReason] {
        var reasons = common
        let mayBeThere =
            if draft.row.role == .trainer {
                unplacedTrainers
            } else {
                draft.row.person == nil ? unplacedRegistrants : unplacedPeople
            }
        if mayBeThere { reasons.append(.unidentified) }
        if !draft.row.signatures.isEmpty { reasons.append(.signed) }
        if draft.isSighted { reasons.append(.sighted) }
        return reasons
    }
}
