import Attendance
import TestSupport

/// What every rule finds about a sheet that a seed makes up.
struct FoundVerdicts {
    let verdicts: [Verdict]

    init(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let slots: [SlotID] =
            [[], [.morning], [.morning, .afternoon]].randomElement(
                using: &numbers
            ) ?? []
        let rows = (0..<4).map { _ in Self.row(slots, &numbers) }
        var sheet = SheetFigures.sample(
            length: [nil, 0, 7200].randomElement(using: &numbers) ?? nil,
            percent: Int.random(in: 1...100, using: &numbers),
            late: Bool.random(using: &numbers) ? .counts : .void,
            slots: slots,
            isComplete: Bool.random(using: &numbers),
            rows: rows
        )
        sheet.isOver = Bool.random(using: &numbers)
        verdicts = try RuleShelf.rules.sorted { $0.key < $1.key }.flatMap { id, rule in
            let parameters = rule.parameters.mapValues { range in
                let low = range.lowerBound
                return Int64.random(in: low...min(range.upperBound, low + 600), using: &numbers)
            }
            let judge = try RuleShelf.rule(RuleReference(id, parameters))
            return judge.verdicts(on: sheet) + rows.flatMap { judge.verdicts(on: $0, of: sheet) }
        }
    }

    private static func row(_ slots: [SlotID], _ numbers: inout SeededGenerator) -> RowFigures {
        func seconds(_ numbers: inout SeededGenerator) -> Int64 {
            Int64.random(in: 0...9000, using: &numbers)
        }
        let isTold = Bool.random(using: &numbers)
        let signed = slots.filter { _ in Bool.random(using: &numbers) }
        return RowFigures(
            role: Int.random(in: 0..<4, using: &numbers) == 0 ? .trainer : .attendee,
            status: AttendanceStatus.allCases.randomElement(using: &numbers) ?? .unknown,
            isExcused: Bool.random(using: &numbers),
            secondsPresent: seconds(&numbers),
            secondsInSlot: Dictionary(
                uniqueKeysWithValues: slots.map { ($0, seconds(&numbers)) }
            ),
            lateSeconds: isTold ? seconds(&numbers) / 10 : nil,
            earlySeconds: isTold ? seconds(&numbers) / 10 : nil,
            isConnected: Int.random(in: 0..<4, using: &numbers) > 0,
            isIncomplete: Bool.random(using: &numbers),
            signatures: signed.map { slot in
                RowFigures.Signature(
                    slot: slot,
                    capacity: Bool.random(using: &numbers) ? .attendee : .trainer,
                    leadSeconds: seconds(&numbers) - 4500,
                    lagSeconds: seconds(&numbers) - 4500
                )
            }
        )
    }
}
