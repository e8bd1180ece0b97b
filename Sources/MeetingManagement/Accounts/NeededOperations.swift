import Attendance
import EventSourcing
import ZoomAPI

/// What Muster asks of Zoom's API: by it the scopes are told that an app lacks.
enum NeededOperations {
    /// What planning meetings, registering people and reading reports needs.
    static var always: [ZoomOperation] {
        guard let number = ZoomMeetingNumber(9_999_999_999) else { return [] }
        let registrant = ZoomNewRegistrant(email: "nobody@example.org", firstName: "Nobody")
        let changed = ZoomMeetingPlan(
            topic: "–",
            start: .at(Instant(seconds: 0)),
            durationMinutes: 60
        )
        return [
            try? MeetingCalls.create(changed, for: "me").operation,
            MeetingCalls.get(number).operation,
            try? MeetingCalls.update(number, to: changed).operation,
            MeetingCalls.delete(number).operation,
            try? RegistrantCalls.add(registrant, to: number).operation,
            RegistrantCalls.list(of: number).operation,
            PastMeetingCalls.instances(of: number).operation,
            ReportCalls.participants(of: .latest(of: number)).operation,
            UserCalls.list().operation,
        ].compactMap { $0 }
    }

    /// What lets Muster say more of an account's subscription.
    static func subscriptions(ofApp clientID: String, during days: ZoomDays) -> [ZoomOperation] {
        [
            SubscriptionCalls.list().operation,
            DeliveryLogCalls.list(ofApp: clientID, during: days).operation,
        ]
    }
}
