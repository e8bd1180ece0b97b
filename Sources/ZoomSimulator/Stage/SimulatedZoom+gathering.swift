import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// How long before the planned start people are decided on.
    static let gatheringSeconds: Int64 = 1800

    /// Notes when people get ready for what a meeting plans.
    mutating func noteGatherings(of number: Int64) {
        guard let meeting = meetings[number] else { return }
        for occurrence in meeting.plan where !occurrence.isDeleted && occurrence.end > now {
            let time = occurrence.start.advanced(bySeconds: -Self.gatheringSeconds)
            agenda.note(.gather(number: number, occurrence: occurrence), at: max(now, time))
        }
    }

    /// Decides who comes to an occurrence, when and how, unless it is no longer planned so.
    mutating func gather(number: Int64, occurrence: SimulatedOccurrence) {
        guard let meeting = meetings[number], !meeting.isDeleted,
            meeting.plan.contains(occurrence), !hasGathered(number, occurrence)
        else { return }
        gatherings.insert("\(number) \(occurrence.id)")
        let script = meeting.script.map { scenario.meetings[$0] }
        let cast = cast(of: meeting, at: occurrence, script: script)
        guard script != nil || !cast.isEmpty else { return }
        let stage = Stage(
            zoom: self,
            meeting: meeting,
            occurrence: occurrence,
            habits: script?.habits ?? scenario.registrants
        )
        for (time, scene) in stage.play(cast).inOrder {
            agenda.note(.scene(scene), at: max(now, time))
        }
    }

    private func hasGathered(_ number: Int64, _ occurrence: SimulatedOccurrence) -> Bool {
        gatherings.contains("\(number) \(occurrence.id)")
    }

    /// Who is expected: whom the scenario names, else everybody registered.
    private func cast(
        of meeting: SimulatedMeeting,
        at occurrence: SimulatedOccurrence,
        script: ScenarioMeeting?
    ) -> [CastMember] {
        let registered = meeting.registrants.all.filter {
            $0.status == "approved" && (!meeting.type.isRecurring || $0.isFor(occurrence.id))
        }
        guard let script else {
            return registered.map { registrant in
                CastMember(
                    person: ScenarioPerson(
                        firstName: registrant.firstName,
                        lastName: registrant.lastName,
                        email: registrant.email
                    ),
                    registrantID: registrant.id
                )
            }
        }
        let place = (meeting.plan.firstIndex(of: occurrence) ?? 0) + 1
        return scenario.people.filter { script.people?.contains($0.email) ?? true }.map { person in
            CastMember(
                person: person,
                registrantID: registered.first { $0.email == person.email }?.id,
                visit: script.visits.first {
                    $0.person == person.email && $0.occurrence.map { $0 == place } ?? true
                }
            )
        }
    }
}
