import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("Whether a meeting is ours")
struct LinkDeciderTests {
    private static let meeting = SampleMeeting.heights.id
    private static let course = MeetingLink.course("FA-101", session: nil, group: nil)

    private static func link(_ ground: LinkGround, _ link: MeetingLink = .global) -> LinkCommand {
        .link(MeetingLinked(meeting: meeting, link: link, ground: ground))
    }

    private static func disown(_ ground: LinkGround) -> LinkCommand {
        .disown(MeetingDisowned(meeting: meeting, ground: ground))
    }

    private static func state(after commands: LinkCommand...) -> LinkState {
        var state = LinkDecider.initialState
        for command in commands {
            for event in LinkDecider.decide(command, in: state) { state.evolve(with: event) }
        }
        return state
    }

    @Test("is said by whoever says it first", arguments: LinkGround.allCases)
    func first(ground: LinkGround) {
        #expect(Self.state(after: Self.link(ground)) == .linked(.global, ground))
        #expect(Self.state(after: Self.disown(ground)) == .disowned(ground))
    }

    @Test("said again changes nothing", arguments: LinkGround.allCases)
    func repeated(ground: LinkGround) {
        let linked = Self.state(after: Self.link(ground))
        #expect(LinkDecider.decide(Self.link(ground), in: linked).isEmpty)
        let disowned = Self.state(after: Self.disown(ground))
        #expect(LinkDecider.decide(Self.disown(ground), in: disowned).isEmpty)
    }

    @Test("a person may say otherwise of anything", arguments: LinkGround.allCases)
    func person(before: LinkGround) {
        #expect(
            Self.state(after: Self.disown(before), Self.link(.decision, Self.course))
                == .linked(Self.course, .decision)
        )
        #expect(
            Self.state(after: Self.link(before), Self.disown(.decision))
                == .disowned(.decision)
        )
    }

    @Test("no rule and no use lets go of what is linked", arguments: LinkGround.allCases)
    func kept(before: LinkGround) {
        #expect(
            Self.state(after: Self.link(before), Self.disown(.hosts))
                == .linked(.global, before)
        )
        #expect(
            Self.state(after: Self.link(before, Self.course), Self.link(.use))
                == .linked(Self.course, before)
        )
    }

    @Test("what is not ours becomes so by use, and by a rule unless a person said it")
    func disowned() {
        #expect(
            Self.state(after: Self.disown(.decision), Self.link(.use))
                == .linked(.global, .use)
        )
        #expect(
            Self.state(after: Self.disown(.hosts), Self.link(.hosts))
                == .linked(.global, .hosts)
        )
        #expect(
            Self.state(after: Self.disown(.decision), Self.link(.hosts))
                == .disowned(.decision)
        )
    }
}
