public import Attendance
public import EventSourcing

extension AttendanceEvent {
    /// What it tells of the time up to a moment; `nil` where it only tells of later.
    ///
    /// Plans, rosters and who somebody is hold whenever they were stated: they are not about a moment.
    public func told(upTo moment: Instant) -> AttendanceEvent? {
        func isLater(_ instant: Instant?) -> Bool { instant.map { moment < $0 } ?? false }
        switch self {
        case .instanceStarted(let fact):
            return isLater(fact.instance.start) ? nil : self
        case .instanceEnded(let fact):
            return isLater(fact.at ?? fact.instance.start) ? nil : self
        case .connectionJoined(let fact):
            return isLater(fact.at ?? fact.instance.start) ? nil : self
        case .connectionLeft(let fact):
            return isLater(fact.at ?? fact.instance.start) ? nil : self
        case .participantSighted(let fact):
            return isLater(fact.at ?? fact.instance.start) ? nil : self
        case .participantReported(var fact):
            if isLater(fact.joined ?? fact.instance.start) { return nil }
            if isLater(fact.left) { fact.left = nil }
            return .participantReported(fact)
        case .reportRead(let fact):
            return isLater(fact.instance.start) ? nil : self
        case .portalListed(let fact):
            return isLater(fact.joined) ? nil : self
        case .signatureGiven(let event):
            return isLater(event.at) ? nil : self
        case .signatureClaimed(let event):
            return isLater(event.at) ? nil : self
        case .signatureDeclined(let event):
            return isLater(event.at) ? nil : self
        case .signatureWithdrawn(let event):
            return isLater(event.at) ? nil : self
        case .attendanceCorrected(var event):
            if moment <= event.window.start { return nil }
            event.window = TimeWindow(
                start: event.window.start,
                end: min(event.window.end, moment)
            )
            return .attendanceCorrected(event)
        case .runsListed(let event):
            return isLater(event.at) ? nil : self
        // That there was no report became known after the run, and says nothing of it.
        case .reportMissed, .sheetClosed, .sheetExported:
            return nil
        default:
            return self
        }
    }
}

extension Roll {
    /// What was so at a moment, as far as is known now: nothing that only came to be later.
    /// - Parameters:
    ///   - moment: The moment.
    ///   - events: Every event of a meeting that is known now, in the order of the log.
    /// - Returns: the roll, to be shown with the same fields opened.
    public func at(_ moment: Instant, events: [Recorded<AttendanceEvent>]) -> Roll {
        var roll = Roll()
        for recorded in events {
            // A report is made after its run, and says that it is over.
            if case .reportRead(let read) = recorded.event,
                let last = presence.instances[read.instance.id]?.lastKnown, moment < last
            {
                continue
            }
            guard let event = recorded.event.told(upTo: moment) else { continue }
            var told = recorded
            told.event = event
            roll.evolve(with: told)
        }
        // Whoever was connected then was so until that moment, though nothing happened just then.
        for run in presence.instances.values {
            guard let start = run.start, start <= moment, let last = run.lastKnown, moment < last
            else { continue }
            roll.extend(run.id, to: moment)
        }
        roll.reach(horizon)
        return roll.disclosing(disclosure)
    }
}
