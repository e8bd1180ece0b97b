import EventSourcing
import Testing
import ZoomAPI

@Suite("A registration's notification")
struct RegistrationNotificationTests {
    @Test("of a new registration has the person, their link and the occurrence")
    func created() throws {
        let created = try Fixture.registration("registration-created")
        #expect(created.change == .created)
        #expect(created.kind == .meeting)
        #expect(created.by == nil)
        #expect(created.meeting.occurrences.map(\.id) == ["1773045000000"])
        #expect(created.registrant.id == "reg-Zoe-0001")
        #expect(created.registrant.firstName == "Zoë")
        #expect(created.registrant.lastName == "Çelik")
        #expect(created.registrant.email == "zoe.celik@nordlicht.example")
        #expect(created.registrant.status == "approved")
        #expect(created.registrant.joinURL == "https://nordlicht.example/w/81230045607?tk=personal")
    }

    @Test(
        "of a decision has who decided",
        arguments: [
            ("registration-approved", RegistrationChange.approved),
            ("registration-cancelled", .cancelled), ("registration-denied", .denied),
        ]
    )
    func decided(name: String, change: RegistrationChange) throws {
        let notification = try Fixture.registration(name)
        #expect(notification.change == change)
        #expect(notification.kind == .webinar)
        #expect(notification.by?.id == "Host-Maren-Okafor-0001")
        #expect(notification.registrant.id == "reg-Zoe-0001")
        #expect(notification.registrant.status == nil)
    }
}
