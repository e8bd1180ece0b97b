import Attendance
import EventSourcing
import Hummingbird
import MeetingManagement
import Projections
import QR

/// What the trainer's page shows, as its template takes it.
struct TrainerPage {
    let reading: SigningReading
    /// `/occurrences/ID`.
    let path: String
    /// Where the server is reached.
    let origin: String
    /// The code in its forms; `nil` for a reader without a session, who has none.
    let formToken: String?
    let tray: LinkTray
    let choice: LanguageChoice

    private var say: Messages { choice.messages }
    private var report: SigningReport { reading.report }
    private var sheet: AttendanceSheet { reading.sheet.content }

    private var zone: ZoneRules {
        let around = sheet.occurrence.planned?.start ?? sheet.occurrence.actualStart
        return around.map { .system(named: sheet.occurrence.zone, around: $0) } ?? .utc
    }

    var context: [String: Any] {
        let sheetPath = "/api/v1/occurrences/\(sheet.occurrence.id)/sheet.pdf"
        let language = choice.language.rawValue
        var context: [String: Any] = [
            "organisation": sheet.organisation,
            "topic": sheet.meeting.topic ?? sheet.meeting.number,
            "when": when,
            "state": state,
            "pdfPath": choice.language == .english ? sheetPath : "\(sheetPath)?lang=\(language)",
            "blankPath": "\(sheetPath)?lang=\(language)&blank=true",
            "path": path,
            "texts": say.script("live"),
            "slots": slots,
            "claims": report.claims.map(claim),
            "hasClaims": !report.claims.isEmpty,
            "hasRows": !sheet.rows.isEmpty,
        ]
        context["formToken"] = formToken
        context["waiting"] =
            report.claims.isEmpty ? "" : say.text("trainer.waiting", count: report.claims.count)
        return context
    }

    private var when: String {
        let line = sheet.occurrence
        if let planned = line.planned { return say.text(of: planned, in: zone) }
        guard let start = line.actualStart else { return say.text("time.unknown") }
        guard let end = line.actualEnd else { return say.text(of: start, in: zone) }
        return say.text(of: TimeWindow(start: start, end: end), in: zone)
    }

    private var state: String {
        let revision = ["revision": String(reading.sheet.provenance.revision)]
        return switch reading.sheet.provenance.state {
        case .provisional: say.text("trainer.provisional")
        case .closed: say.text("trainer.closed", revision)
        case .amended: say.text("trainer.amended", revision)
        }
    }

    private func claim(_ claim: SigningReport.Claim) -> [String: Any] {
        [
            "id": claim.id.text, "name": claim.name, "code": claim.code,
            "slotTitle": say.title(of: claim.slot),
        ]
    }

    // MARK: Slots

    private var slots: [[String: Any]] {
        let slots = (report.slots + reading.offered).sorted {
            ($0.window.start, $0.id) < ($1.window.start, $1.id)
        }
        return slots.map(slot)
    }

    private func slot(_ slot: Slot) -> [String: Any] {
        let lines = report.lines.filter { $0.slot == slot.id }
        let links = lines.compactMap(tray.link(of:))
        var context: [String: Any] = [
            "slot": slot.id.text,
            "slotTitle": say.title(of: slot.id),
            "window": say.text(of: slot.window, in: zone),
            "lines": lines.map { line($0, besides: slot.window.start) },
            "hasLines": !lines.isEmpty,
            "links": links.map(link),
            "linkCount": links.count,
            "hasLinks": !links.isEmpty,
            "csvPath": "\(path)/links.csv?slot=\(slot.id)",
        ]
        if !lines.isEmpty {
            context["tally"] = say.text(
                "trainer.signed_of",
                count: lines.count { $0.state == .signed },
                ["total": String(lines.count)]
            )
        }
        let rooms = report.rooms.filter { $0.slot == slot.id }
        context["hasRoom"] = !rooms.isEmpty
        context["room"] = rooms.first { $0.mode == .ownDevices }.map(room)
        context["tablet"] = rooms.first { $0.mode == .sharedDevice }.map { tablet in
            say.text("trainer.tablet_is_open", ["time": say.text(of: tablet.expires, in: zone)])
        }
        return context
    }

    private func line(
        _ line: SigningReport.Line,
        besides start: Instant
    ) -> [String: Any] {
        let isSigned = line.state == .signed
        var context: [String: Any] = [
            "attendee": line.attendee.text,
            "name": line.name,
            "state": line.state.rawValue,
            "stateText": say.text("trainer.\(line.state.rawValue)"),
            "isTrainer": line.capacity == .trainer,
            "isSigned": isSigned,
            "mayRevoke": line.state == .asked,
            "mayCountersign": line.capacity == .trainer && !isSigned,
        ]
        if let at = line.at {
            context["detail"] = say.text(of: at, in: zone, besides: start)
        } else if line.state == .asked, let expires = line.expires {
            context["detail"] = say.text(
                "trainer.until",
                ["time": say.text(of: expires, in: zone, besides: start)]
            )
        }
        context["reason"] = line.reason
        return context
    }

    private func link(_ link: SigningLink) -> [String: Any] {
        let address = "\(origin)/sign/\(link.token)"
        var context: [String: Any] = [
            "attendee": link.attendee.text,
            "label": say.text("trainer.link_of", ["name": link.name]),
            "address": address,
        ]
        context["code"] = Self.code(address, say.text("trainer.qr_of", ["name": link.name]))
        return context
    }

    private func room(_ room: SigningRoomOpened) -> [String: Any] {
        var context: [String: Any] = [
            "text": say.text(
                "trainer.room_is_open",
                ["time": say.text(of: room.expires, in: zone)]
            )
        ]
        if let token = tray.token(room.tokenHash) {
            let address = "\(origin)/room/\(token)"
            context["address"] = address
            context["code"] = Self.code(address, say.text("trainer.room_qr"))
        }
        return context
    }

    /// A QR code as its template takes it, with the margin that belongs around it.
    private static func code(_ address: String, _ label: String) -> [String: Any]? {
        guard let code = QRCode(address) else { return nil }
        let margin = 4
        let side = code.side + 2 * margin
        return ["path": code.path, "box": "-\(margin) -\(margin) \(side) \(side)", "label": label]
    }
}

extension Pages {
    func trainer(_ trainer: TrainerPage) -> Response {
        page("trainer", trainer.context, in: trainer.choice)
    }
}
