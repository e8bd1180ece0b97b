import Attendance
import TestSupport

extension EventSamples {
    /// One event of every kind about accounts with every field set.
    static let accounts: [AttendanceEvent] = [
        .accountConnected(
            AccountConnected(
                account: "lmkFTIUfQ6mL8dSBmbDMEA",
                label: "Academy",
                kind: .jwtApplication,
                plan: .business,
                authorisation: "http://127.0.0.1:8099",
                api: "http://127.0.0.1:8099",
                at: "2026-03-01T08:00:00Z"
            )
        ),
        .accountSecretChanged(
            AccountSecretChanged(
                account: "lmkFTIUfQ6mL8dSBmbDMEA",
                secret: .webhook,
                formerUntil: "2026-03-03T08:00:00Z",
                at: "2026-03-02T08:00:00Z"
            )
        ),
        .accountDefaultsSet(
            AccountDefaultsSet(
                account: "lmkFTIUfQ6mL8dSBmbDMEA",
                settings: MeetingSettings(
                    registration: MeetingSettings.Registration.none,
                    scope: .all,
                    recording: .cloud,
                    allowsJoinBeforeHost: true,
                    joinBeforeHostMinutes: 5,
                    hasWaitingRoom: false,
                    writesToRegistrants: false
                ),
                at: "2026-03-02T09:00:00Z"
            )
        ),
        .accountRemoved(
            AccountRemoved(account: "lmkFTIUfQ6mL8dSBmbDMEA", at: "2026-04-01T08:00:00Z")
        ),
        .endpointValidated(
            EndpointValidated(account: "lmkFTIUfQ6mL8dSBmbDMEA", at: "2026-03-01T08:05:00Z")
        ),
        .subscriptionFound(
            SubscriptionFound(
                account: "lmkFTIUfQ6mL8dSBmbDMEA",
                standing: .incomplete,
                lacking: ["meeting.ended", "meeting.started"],
                at: "2026-03-01T08:10:00Z"
            )
        ),
    ]

    /// The same with as few fields as may be.
    static let sparseAccounts: [AttendanceEvent] = [
        .accountConnected(
            AccountConnected(
                account: "-_a",
                label: "A",
                kind: .serverToServer,
                plan: .free,
                at: "2026-03-01T08:00:00Z"
            )
        ),
        .accountConnected(
            AccountConnected(
                account: "-_b",
                label: "B",
                kind: .master,
                plan: .pro,
                master: "-_a",
                at: "2026-03-01T08:00:00Z"
            )
        ),
        .accountSecretChanged(
            AccountSecretChanged(account: "-_a", secret: .sdk, at: "2026-03-02T08:00:00Z")
        ),
        .accountDefaultsSet(
            AccountDefaultsSet(
                account: "-_a",
                settings: MeetingSettings(),
                at: "2026-03-02T09:00:00Z"
            )
        ),
        .subscriptionFound(
            SubscriptionFound(account: "-_a", standing: .failing, at: "2026-03-01T08:10:00Z")
        ),
    ]
}
