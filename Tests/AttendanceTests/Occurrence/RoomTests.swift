import Attendance
import EventSourcing
import TestSupport
import Testing

@Suite("Signing together")
struct RoomTests {
    private typealias Rules = Specification<OccurrenceDecider>
    private static let morning = SampleOccurrence.morning
    private static let ada = PersonID.ada.subject
    private static let boris = PersonID.boris.subject
    private static let opened = AttendanceEvent.slotOpened(morning.opened())
    private static let room = [opened, .signingRoomOpened(morning.room())]
    private static let tablet = [opened, .signingRoomOpened(morning.room(.sharedDevice))]
    private static let claim = morning.claim(ada)
    private static let claimed = room + [.signatureClaimed(claim)]
    private static let request = morning.request(
        from: ada,
        token: "claim",
        opens: .sample("08:50"),
        room: "room"
    )
    private static let signed = AttendanceEvent.signatureGiven(
        morning.signature(of: ada, at: .sample("09:30"))
    )

    private static func closed(_ token: String = "room") -> AttendanceEvent {
        .signingRoomClosed(SigningRoomClosed(occurrence: morning.id, tokenHash: .sample(token)))
    }

    private static func confirming(
        _ token: String = "claim",
        at clock: String = "09:10"
    )
        -> OccurrenceCommand
    {
        .confirmClaim(.sample(token), at: .sample(clock))
    }

    // MARK: A room

    @Test("opens its slot where that was not, and once")
    func opens() {
        let open = OccurrenceCommand.openRoom(Self.morning.opened(), Self.morning.room())
        #expect(Rules.given().when(open) == .happens(Self.room))
        #expect(Rules.given(Self.room).when(open) == .isIgnored)
    }

    @Test("opened again closes the former of its kind, and no other")
    func again() {
        let second = Self.morning.room(token: "second")
        let outcome = Rules.given(
            Self.room + [.signingRoomOpened(Self.morning.room(.sharedDevice, token: "tablet"))]
        )
        .when(.openRoom(Self.morning.opened(), second))
        #expect(outcome == .happens([Self.closed(), .signingRoomOpened(second)]))
    }

    @Test("closes with everyone who waits in it")
    func closes() {
        let close = OccurrenceCommand.closeRooms(Self.morning.id, Self.morning.slot.id)
        #expect(Rules.given(Self.claimed).when(close) == .happens([Self.closed()]))
        let history = Rules.given(Self.claimed + [Self.closed()])
        #expect(history.when(close) == .isIgnored)
        #expect(history.when(Self.confirming()) == .isRejected(.claimUnknown))
        #expect(history.when(.claim(Self.claim)) == .isRejected(.requestUnknown))
    }

    // MARK: A claim

    @Test("waits to be confirmed, and then its token is a link like any other")
    func confirmed() {
        #expect(
            Rules.given(Self.room).when(.claim(Self.claim))
                == .happens([.signatureClaimed(Self.claim)])
        )
        #expect(Rules.given(Self.claimed).when(.claim(Self.claim)) == .isIgnored)
        let signature = Self.morning.signature(of: Self.ada, at: .sample("09:30"))
        let sign = OccurrenceCommand.sign(signature, tokenHash: Self.claim.tokenHash)
        #expect(Rules.given(Self.claimed).when(sign) == .isRejected(.requestUnknown))
        let outcome = Rules.given(Self.claimed).when(Self.confirming())
        #expect(outcome == .happens([.signatureRequested(Self.request)]))
        let confirmed = Rules.given(Self.claimed + [.signatureRequested(Self.request)])
        #expect(confirmed.when(Self.confirming()) == .isIgnored)
        #expect(confirmed.when(sign) == .happens([.signatureGiven(signature)]))
    }

    @Test("of another for the same name ends when one is confirmed")
    func rivals() {
        let rival = Self.morning.claim(Self.ada, token: "rival", code: "1111")
        let history =
            Self.claimed + [.signatureClaimed(rival), .signatureRequested(Self.request)]
        #expect(Rules.given(history).when(Self.confirming("rival")) == .isRejected(.claimUnknown))
    }

    @Test("is refused once, and its token signs nothing")
    func refused() {
        let refusal = AttendanceEvent.signatureRequestRevoked(
            SignatureRequestRevoked(
                occurrence: Self.morning.id,
                place: Self.claim.place,
                tokenHash: Self.claim.tokenHash
            )
        )
        let refuse = OccurrenceCommand.refuseClaim(Self.claim.tokenHash)
        #expect(Rules.given(Self.claimed).when(refuse) == .happens([refusal]))
        let history = Rules.given(Self.claimed + [refusal])
        #expect(history.when(refuse) == .isIgnored)
        #expect(history.when(Self.confirming()) == .isRejected(.claimUnknown))
    }

    @Test("is refused where several wait for the same name, and happens for another")
    func bounded() {
        let claims = (1...3).map { Self.morning.claim(Self.ada, token: "\($0)", code: "\($0)") }
        let history = Rules.given(Self.room + claims.map { .signatureClaimed($0) })
        #expect(history.when(.claim(Self.claim)) == .isRejected(.claimedOften))
        let other = Self.morning.claim(Self.boris)
        #expect(history.when(.claim(other)) == .happens([.signatureClaimed(other)]))
    }

    @Test("is rejected in a room that never was, or has ended, or is another slot's")
    func unknownRoom() {
        let unknown = Rules.given(Self.opened).when(.claim(Self.claim))
        #expect(unknown == .isRejected(.requestUnknown))
        let late = Self.morning.claim(Self.ada, at: .sample("12:15"))
        #expect(Rules.given(Self.room).when(.claim(late)) == .isRejected(.requestUnknown))
        let outcome = Rules.given(Self.claimed).when(Self.confirming(at: "12:15"))
        #expect(outcome == .isRejected(.requestUnknown))
        var foreign = Self.claim
        foreign.place.slot = SlotID("afternoon")
        #expect(Rules.given(Self.room).when(.claim(foreign)) == .isRejected(.requestUnknown))
    }

    @Test("is rejected where the name has signed")
    func signed() {
        let history = Rules.given(Self.room + [Self.signed])
        #expect(
            history.when(.claim(Self.claim)) == .isRejected(.alreadySigned(at: .sample("09:30")))
        )
    }

    @Test("on a device that is handed over is a link at once")
    func sharedDevice() {
        let outcome = Rules.given(Self.tablet).when(.claim(Self.claim))
        #expect(outcome == .happens([.signatureRequested(Self.request)]))
    }

    @Test("of a device that was handed over closes with the links that nobody signed by")
    func takenBack() {
        let close = OccurrenceCommand.closeRooms(Self.morning.id, Self.morning.slot.id)
        let personal = Self.morning.request(from: Self.boris, token: "personal")
        let picked =
            Self.tablet + [.signatureRequested(Self.request), .signatureRequested(personal)]
        let revoked = AttendanceEvent.signatureRequestRevoked(Self.morning.revoked(Self.request))
        #expect(Rules.given(picked).when(close) == .happens([Self.closed(), revoked]))
        #expect(Rules.given(picked + [Self.signed]).when(close) == .happens([Self.closed()]))
        // Whoever was confirmed on their own device may still sign.
        let confirmed = Self.room + [.signatureRequested(Self.request)]
        #expect(Rules.given(confirmed).when(close) == .happens([Self.closed()]))
    }

    @Test("of a device that is handed over has each name picked so often, and then anew")
    func pickedOften() {
        let picks = (0..<20).map { number in
            AttendanceEvent.signatureRequested(
                Self.morning.request(from: Self.ada, token: "\(number)", room: "room")
            )
        }
        let history = Rules.given(Self.tablet + picks)
        #expect(history.when(.claim(Self.claim)) == .isRejected(.claimedOften))
        #expect(
            Rules.given(Self.tablet + picks.dropLast()).when(.claim(Self.claim))
                == .happens([.signatureRequested(Self.request)])
        )
        let anew = Self.tablet + picks + [.signingRoomOpened(Self.morning.room(.sharedDevice))]
        #expect(
            Rules.given(anew).when(.claim(Self.claim))
                == .happens([.signatureRequested(Self.request)])
        )
    }
}
