import Attendance
import EventSourcing

/// What the figures of a row say, and by which rules, in English.
struct ExplainingWords {
    let row: AttendanceSheet.Row
    let sheet: AttendanceSheet
    let pack: RulePack

    func sentences(about figure: SheetExplanation.Figure) -> [String] {
        switch figure {
        case .identity: identity
        case .status: status
        case .time: time
        case .punctuality: punctuality
        case .signatures: signatures
        case .verdicts: verdicts
        }
    }

    private var identity: [String] {
        let whom =
            if row.person != nil {
                "A person the organisation knows"
            } else if !row.attendee.text.isEmpty, row.evidence.contains(.registrant) {
                "Somebody who registered"
            } else if row.connections.isEmpty {
                "Somebody who is expected"
            } else {
                "Nobody who is known: no connection is tied to a person or a registration"
            }
        let evidence = row.evidence.map(\.explanation)
        let proposals = row.proposals.map { proposal in
            let name = sheet.rows.first { $0.attendee == proposal.attendee }?.name ?? ""
            return "By the name alone it may be \(name) (\(proposal.likeness) % alike); "
                + "muster identify states it."
        }
        return ["\(whom)."] + evidence + proposals
    }

    private var status: [String] {
        let rule =
            switch row.status {
            case .present:
                "present: \(share), and \(pack.id) asks for \(pack.presence.percentMin) %\(tolerance)."
            case .partial:
                "partial: \(share), less than the \(pack.presence.percentMin) %\(tolerance) "
                    + "that \(pack.id) asks for."
            case .absent:
                row.reasons.contains(.decided)
                    ? "absent: somebody stated of the whole time that they were not there."
                    : "absent: expected, seen in no run, and it is known that Zoom told everything."
            case .notSeenYet: "not seen yet: expected, and not over."
            case .unknown:
                "unknown: it can be shown neither that they were there nor that they were not."
            }
        return [rule] + row.reasons.map(\.explanation)
    }

    private var share: String {
        row.sharePercent.map { "there for \($0) % of the time" } ?? "there"
    }

    private var tolerance: String {
        pack.presence.toleranceSeconds > 0
            ? " but for \(pack.presence.toleranceSeconds) s" : ""
    }

    private var time: [String] {
        var sentences = row.connections.map { connection in
            let from = connection.from?.description ?? "a time nobody told"
            let to = connection.to?.description ?? "now"
            let end = connection.endInferred ? ", an end that no leave told" : ""
            let report = connection.report.map { "; Zoom's report \($0.explanation)" } ?? ""
            return "Connected from \(from) to \(to)\(end), from the \(connection.source.rawValue) "
                + "facts\(report)."
        }
        sentences += row.corrections.filter { $0.window != nil }.map { correction in
            let window = correction.window.map { "\($0.start) to \($0.end)" } ?? ""
            let end = correction.withdrawn == nil ? "" : ", since taken back"
            return "\(correction.by) stated \(correction.kind.rawValue) of \(window)\(end)."
        }
        let counted = row.counted.map { "\($0.start) to \($0.end)" }.joined(separator: ", ")
        let rule =
            sheet.occurrence.counted.map { "within \($0.start) to \($0.end), the planned time" }
            ?? "while a run went on"
        sentences.append(
            "\(row.secondsPresent) s count: \(counted.isEmpty ? "no time" : counted), the union of "
                + "all stays\(row.secondsTold == nil ? "" : " as corrected") \(rule) (\(pack.id))."
        )
        if !pack.counting.includesBreakoutRooms {
            sentences.append("Time in breakout rooms does not count (\(pack.id)).")
        }
        return sentences
    }

    private var punctuality: [String] {
        func sentence(_ seconds: Int64?, _ known: (Int64) -> String, _ unknown: String) -> String {
            seconds.map(known) ?? unknown
        }
        return [
            sentence(
                row.lateSeconds,
                { "They came \($0) s after the time that counts began." },
                "It is not known when they came."
            ),
            sentence(
                row.earlySeconds,
                { "They left \($0) s before it ended." },
                "It is not known when they left."
            ),
        ] + row.gaps.map { "They were away from \($0.start) to \($0.end)." }
    }

    private var signatures: [String] {
        let signed = row.signatures.map {
            "Signed for \($0.slot) as \($0.capacity.rawValue) at \($0.signedAt), "
                + "picture \($0.sha256.text.prefix(12))…."
        }
        let declined = row.declined.map {
            "Would not sign for \($0.slot) at \($0.at): \($0.reason)."
        }
        return (signed.isEmpty ? ["They signed nothing."] : signed) + declined
    }

    private var verdicts: [String] {
        guard !row.verdicts.isEmpty else { return ["\(pack.id) has no rule about this row."] }
        let say = Language.english.messages
        return row.verdicts.map { "\($0.rule): \(say.text(of: $0.outcome)). \(say.text(of: $0))." }
    }
}

extension IdentityEvidence {
    fileprivate var explanation: String {
        switch self {
        case .registrant: "They came by the personal link of their registration."
        case .zoomUser: "They were signed in at Zoom."
        case .customerKey:
            "An application of the organisation let them in under its own id of them."
        case .email: "Their address is one that Zoom or a registration vouches for."
        case .decision: "Somebody stated who they were."
        case .boundDevices: "Zoom bound a telephone to their connection."
        case .conflict:
            "What ties them to one person ties them to another as well, so that it ties nobody."
        case .sharedLink: "The personal link was used by more than one, so that it ties nobody."
        }
    }
}

extension StatusReason {
    fileprivate var explanation: String {
        switch self {
        case .notOver: "Not every run has ended, or none is known."
        case .notComplete:
            "Nothing proves that Zoom told everything: the receiver did not run all the while under a "
                + "subscription known to be valid, and no complete report was read."
        case .unidentified: "Somebody who was connected is not identified, and may be they."
        case .signed: "They signed."
        case .sighted: "They were seen outside the meeting, as in its waiting room."
        case .listed:
            "A row of a portal's file that nobody has confirmed, and nothing else tells of, may be about them."
        case .otherRun:
            "Another run of the meeting, which belongs to another date, went on in the same time."
        case .endsUnknown:
            "When they came or left is not known, and may have been far from what is."
        case .decided: "Somebody stated it."
        }
    }
}

extension ReportCheck {
    fileprivate var explanation: String {
        switch self {
        case .agrees: "agrees"
        case .adds: "adds what was missing"
        case .contradicts: "says otherwise"
        case .lacks: "has no such row, though all of it was read"
        }
    }
}
