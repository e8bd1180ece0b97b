import Attendance

extension SheetFigures {
    /// Two hours of which three quarters are asked for, to be signed up to 15 minutes late.
    static func sample(
        length: Int64? = 7200,
        percent: Int = 75,
        tolerance: Int64 = 0,
        lead: Int64 = 0,
        grace: Int64 = 900,
        late: LateSignature = .counts,
        slots: [SlotID] = [],
        isComplete: Bool = true,
        rows: [RowFigures] = []
    ) -> SheetFigures {
        SheetFigures(
            lengthSeconds: length,
            presence: RulePack.Presence(percentMin: percent, toleranceSeconds: tolerance),
            signing: RulePack.Signing(leadSeconds: lead, graceSeconds: grace, late: late),
            slots: slots,
            isComplete: isComplete,
            rows: rows
        )
    }
}

extension RowFigures.Signature {
    /// A signature given while its slot went on.
    static func timely(
        _ slot: SlotID,
        as capacity: SigningCapacity = .attendee
    ) -> RowFigures.Signature {
        RowFigures.Signature(slot: slot, capacity: capacity, leadSeconds: -600, lagSeconds: -600)
    }
}

extension SlotID {
    static let morning = SlotID("morning")
    static let afternoon = SlotID("afternoon")
}

extension RowFigures.Signature {
    /// A signature given so many seconds after its slot had ended.
    static func late(
        _ slot: SlotID,
        by seconds: Int64,
        as capacity: SigningCapacity = .attendee
    ) -> RowFigures.Signature {
        RowFigures.Signature(
            slot: slot,
            capacity: capacity,
            leadSeconds: -3600 - seconds,
            lagSeconds: seconds
        )
    }
}

/// What a status does not settle, and what it does.
enum Statuses {
    static let open: [AttendanceStatus] = [.unknown, .notSeenYet]
    static let settled: [AttendanceStatus] = [.present, .partial, .absent]
}
