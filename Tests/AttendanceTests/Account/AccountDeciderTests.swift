import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("An account")
struct AccountDeciderTests {
    private typealias Rules = Specification<AccountDecider>
    private static let id = "lmkFTIUfQ6mL8dSBmbDMEA"

    private static func connected(
        _ label: String = "Academy",
        at: String = "08:00"
    ) -> AccountConnected {
        AccountConnected(
            account: id,
            label: label,
            kind: .serverToServer,
            plan: .pro,
            at: .sample(at)
        )
    }

    private static func found(
        _ standing: SubscriptionFound.Standing,
        lacking: [String] = [],
        at: String = "09:00"
    ) -> SubscriptionFound {
        SubscriptionFound(account: id, standing: standing, lacking: lacking, at: .sample(at))
    }

    private static let began = AttendanceEvent.accountConnected(connected())
    private static let removed = AccountRemoved(account: id, at: .sample("10:00"))
    private static let changed = AccountSecretChanged(
        account: id,
        secret: .webhook,
        at: .sample("09:00")
    )

    @Test("is connected, and connected again says nothing, whenever that is")
    func connects() {
        #expect(Rules.given().when(.connect(Self.connected())) == .happens([Self.began]))
        #expect(
            Rules.given(Self.began).when(.connect(Self.connected(at: "11:00"))) == .isIgnored
        )
    }

    @Test("that is connected otherwise is so from then on")
    func replaces() {
        let other = Self.connected("School", at: "11:00")
        #expect(
            Rules.given(Self.began).when(.connect(other)) == .happens([.accountConnected(other)])
        )
    }

    @Test("is removed, and may be connected again as it was")
    func removes() {
        #expect(
            Rules.given(Self.began).when(.remove(Self.removed))
                == .happens([.accountRemoved(Self.removed)])
        )
        #expect(
            Rules.given(Self.began, .accountRemoved(Self.removed))
                .when(.connect(Self.connected()))
                == .happens([Self.began])
        )
    }

    @Test(
        "that is not connected is neither changed, removed nor asked about",
        arguments: [
            .remove(removed), .changeSecret(changed), .find(found(.valid)),
        ] as [AccountCommand]
    )
    func unknown(command: AccountCommand) {
        #expect(Rules.given().when(command) == .isRejected(.unknown))
        #expect(
            Rules.given(Self.began, .accountRemoved(Self.removed)).when(command)
                == .isRejected(.unknown)
        )
    }

    @Test("has its secrets replaced as often as they are")
    func secrets() {
        let event = AttendanceEvent.accountSecretChanged(Self.changed)
        #expect(Rules.given(Self.began).when(.changeSecret(Self.changed)) == .happens([event]))
        #expect(
            Rules.given(Self.began, event).when(.changeSecret(Self.changed)) == .happens([event])
        )
    }

    @Test("has defaults that replace those before, contradict nothing, and end with it")
    func defaults() {
        func set(_ settings: MeetingSettings, at: String = "09:00") -> AccountDefaultsSet {
            AccountDefaultsSet(account: Self.id, settings: settings, at: .sample(at))
        }
        let cloud = set(MeetingSettings(recording: .cloud))
        let event = AttendanceEvent.accountDefaultsSet(cloud)
        #expect(Rules.given().when(.setDefaults(cloud)) == .isRejected(.unknown))
        #expect(Rules.given(Self.began).when(.setDefaults(cloud)) == .happens([event]))
        let again = set(MeetingSettings(recording: .cloud), at: "11:00")
        #expect(Rules.given(Self.began, event).when(.setDefaults(again)) == .isIgnored)
        let none = set(MeetingSettings())
        #expect(
            Rules.given(Self.began, event).when(.setDefaults(none))
                == .happens([.accountDefaultsSet(none)])
        )
        #expect(
            Rules.given(Self.began, event, .accountRemoved(Self.removed), Self.began)
                .when(.setDefaults(none)) == .isIgnored
        )
        let both = set(MeetingSettings(allowsJoinBeforeHost: true, hasWaitingRoom: true))
        #expect(
            Rules.given(Self.began).when(.setDefaults(both))
                == .isRejected(.settings(.waitingRoomAgainstJoining))
        )
    }

    @Test("is found as before only once, but anew once it was validated")
    func findings() {
        let missing = AttendanceEvent.subscriptionFound(Self.found(.missing))
        let later = AccountCommand.find(Self.found(.missing, at: "12:00"))
        #expect(Rules.given(Self.began).when(.find(Self.found(.missing))) == .happens([missing]))
        #expect(Rules.given(Self.began, missing).when(later) == .isIgnored)
        let lacking = Self.found(.incomplete, lacking: ["meeting.ended"])
        let less = Self.found(.incomplete, lacking: [])
        #expect(
            Rules.given(Self.began, .subscriptionFound(lacking)).when(.find(less))
                == .happens([.subscriptionFound(less)])
        )
        let validated = AttendanceEvent.endpointValidated(
            EndpointValidated(account: Self.id, at: .sample("11:00"))
        )
        #expect(
            Rules.given(Self.began, missing, validated).when(later)
                == .happens([.subscriptionFound(Self.found(.missing, at: "12:00"))])
        )
    }

    @Test("has a stream of its own, though ids differ in capital letters only")
    func streams() {
        let names = ["aB", "Ab", "ab", "a-b", "a_b"].map { StreamName.account($0) }
        #expect(Set(names).count == names.count)
        #expect(Set(names.map { $0.description.lowercased() }).count == names.count)
        #expect(names.allSatisfy { $0.description == $0.description.lowercased() })
    }
}
