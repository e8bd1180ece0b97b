import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("Registering a person")
struct PersonDeciderTests {
    private typealias Rules = Specification<PersonDecider>
    private static let ada = PersonRegistered.sample(.ada, name: "Ada", email: "ada@example.org")

    @Test("happens")
    func happens() {
        #expect(Rules.given().when(Self.ada) == .happens([.personRegistered(Self.ada)]))
    }

    @Test("is ignored when repeated")
    func repeated() {
        #expect(Rules.given(.personRegistered(Self.ada)).when(Self.ada) == .isIgnored)
    }

    @Test("happens again when anything about them has changed")
    func changed() {
        let history = [AttendanceEvent.personRegistered(Self.ada)]
        for changed in [
            PersonRegistered.sample(.ada, name: "Ada B.", email: "ada@example.org"),
            .sample(.ada, name: "Ada", email: "ada@example.com"),
            .sample(.ada, name: "Ada"),
            .sample(.ada, name: "Ada", email: "ada@example.org", ownID: "E-17"),
        ] {
            #expect(Rules.given(history).when(changed) == .happens([.personRegistered(changed)]))
        }
        let other = PersonRegistered.sample(.ada, name: "Ada B.")
        let back = Rules.given(history + [.personRegistered(other)]).when(Self.ada)
        #expect(back == .happens([.personRegistered(Self.ada)]))
    }
}

@Suite("Extending a roster")
struct RosterDeciderTests {
    private typealias Rules = Specification<RosterDecider>
    private static let meeting = SampleMeeting.heights.id

    private static func extending(_ people: PersonID...) -> RosterExtended {
        RosterExtended(meeting: meeting, people: people)
    }

    @Test("happens")
    func happens() {
        let command = Self.extending(.boris, .ada)
        #expect(Rules.given().when(.extend(command)) == .happens([.rosterExtended(command)]))
    }

    @Test("is ignored when repeated, and when nobody is named")
    func repeated() {
        let history = [AttendanceEvent.rosterExtended(Self.extending(.boris, .ada))]
        #expect(Rules.given(history).when(.extend(Self.extending(.ada))) == .isIgnored)
        let both = Self.extending(.ada, .boris)
        #expect(Rules.given(history).when(.extend(both)) == .isIgnored)
        #expect(Rules.given().when(.extend(Self.extending())) == .isIgnored)
    }

    @Test("adds newcomers only")
    func newcomers() {
        let outcome = Rules.given(.rosterExtended(Self.extending(.ada)))
            .when(.extend(Self.extending(.ada, .boris)))
        #expect(outcome == .happens([.rosterExtended(Self.extending(.boris))]))
    }

    @Test("expects somebody named twice once")
    func namedTwice() {
        let outcome = Rules.given().when(.extend(Self.extending(.ada, .boris, .ada)))
        #expect(outcome == .happens([.rosterExtended(Self.extending(.ada, .boris))]))
    }

    @Test(
        "for one occurrence adds nothing to all, but where somebody was released, or as a trainer"
    )
    func scope() {
        let history = [AttendanceEvent.rosterExtended(Self.extending(.ada))]
        var one = Self.extending(.ada)
        one.occurrence = OccurrenceID(sample: "one")
        #expect(Rules.given(history).when(.extend(one)) == .isIgnored)
        var released = RosterReduced(meeting: Self.meeting, people: [.ada])
        released.occurrence = one.occurrence
        #expect(
            Rules.given(history + [.rosterReduced(released)]).when(.extend(one))
                == .happens([.rosterExtended(one)])
        )
        // Expected at one only, and then released from all: there is something to release.
        let all = RosterReduced(meeting: Self.meeting, people: [.ada])
        #expect(
            Rules.given(.rosterExtended(one)).when(.reduce(all)) == .happens([.rosterReduced(all)])
        )
        #expect(
            Rules.given(.rosterExtended(one), .rosterReduced(all)).when(.extend(one))
                == .happens([.rosterExtended(one)])
        )
        var trainer = Self.extending(.ada)
        trainer.role = .trainer
        #expect(
            Rules.given(history).when(.extend(trainer)) == .happens([.rosterExtended(trainer)])
        )
    }

    @Test("can be taken back, once, and of those who are expected")
    func reducing() {
        let history = [AttendanceEvent.rosterExtended(Self.extending(.ada))]
        let reduced = RosterReduced(meeting: Self.meeting, people: [.ada])
        #expect(Rules.given(history).when(.reduce(reduced)) == .happens([.rosterReduced(reduced)]))
        var both = reduced
        both.people = [.boris, .ada, .ada]
        #expect(Rules.given(history).when(.reduce(both)) == .happens([.rosterReduced(reduced)]))
        let after = history + [.rosterReduced(reduced)]
        #expect(Rules.given(after).when(.reduce(reduced)) == .isIgnored)
        #expect(
            Rules.given(after).when(.extend(Self.extending(.ada)))
                == .happens([.rosterExtended(Self.extending(.ada))])
        )
        var one = reduced
        one.occurrence = OccurrenceID(sample: "one")
        #expect(Rules.given(history).when(.reduce(one)) == .happens([.rosterReduced(one)]))
        #expect(Rules.given().when(.reduce(one)) == .isIgnored)
    }
}

@Suite("Naming the organisation")
struct OrganisationDeciderTests {
    private typealias Rules = Specification<OrganisationDecider>
    private static let nordlicht = OrganisationNamed(name: "Nordlicht")

    @Test("happens")
    func happens() {
        #expect(
            Rules.given().when(Self.nordlicht) == .happens([.organisationNamed(Self.nordlicht)])
        )
    }

    @Test("is ignored when repeated")
    func repeated() {
        #expect(Rules.given(.organisationNamed(Self.nordlicht)).when(Self.nordlicht) == .isIgnored)
    }

    @Test("happens again with another name")
    func renamed() {
        let other = OrganisationNamed(name: "Nordlicht e.V.")
        let outcome = Rules.given(.organisationNamed(Self.nordlicht)).when(other)
        #expect(outcome == .happens([.organisationNamed(other)]))
    }
}
