import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("A sheet as JSON")
struct SheetContentTests {
    private static let occurrence = SampleOccurrence.morning.named(OccurrenceID(sample: "one"))

    @Test("is these bytes for these facts")
    func content() throws {
        let ada = SampleParticipant.ada.subject(in: Hour.run)
        let roll = Hour.held(
            .organisationNamed(OrganisationNamed(name: "Nordlicht")),
            .slotOpened(Self.occurrence.opened(reason: "Funding")),
            Hour.run.joined(.ada, .sample("09:00")),
            .signatureGiven(Self.occurrence.signature(of: ada, at: .sample("09:40")))
        )
        let digest = SHA256Digest.sample("loop").text
        #expect(
            try roll.sheet().json.canonicalText
                == #"{"complete":false,"instances":[{"end":"2026-03-09T10:00:00Z","end_inferred":false,"#
                + #""start":"2026-03-09T09:00:00Z","#
                + #""uuid":"uuid-one=="}],"listed":[],"meeting":{"kind":"meeting","number":"85746065432","#
                + #""topic":"Working at heights"},"occurrence":{"actual_end":"2026-03-09T10:00:00Z","#
                + #""actual_start":"2026-03-09T09:00:00Z","counted_from":"2026-03-09T09:00:00Z","#
                + #""counted_to":"2026-03-09T10:00:00Z","id":"occurrenceone","#
                + #""planned_end":"2026-03-09T10:00:00Z","planned_start":"2026-03-09T09:00:00Z","#
                + #""reason":"Funding","slots":[{"from":"2026-03-09T09:00:00Z","slot":"morning","#
                + #""to":"2026-03-09T12:00:00Z"}],"zone":"Europe/Paris"},"organisation":"Nordlicht","#
                + #""rows":[{"attendee":"participant-one-ada","connections":[{"end_inferred":true,"end_unknown":false,"#
                + #""from":"2026-03-09T09:00:00Z","report":null,"source":"live","#
                + #""to":"2026-03-09T10:00:00Z"}],"#
                + #""corrections":[],"counted":[{"from":"2026-03-09T09:00:00Z","#
                + #""to":"2026-03-09T10:00:00Z"}],"declined":[],"early_seconds":0,"email":null,"evidence":[],"#
                + #""first_join":"2026-03-09T09:00:00Z","last_leave":"2026-03-09T10:00:00Z","#
                + #""late_seconds":0,"name":"Ada","own_id":null,"person":null,"proposals":[],"#
                + #""reasons":[],"role":"attendee","seconds_present":3600,"seconds_told":null,"#
                + #""seconds_with_trainer":0,"share_percent":100,"#
                + #""signatures":[{"capacity":"attendee","height":120,"sha256":"\#(digest)","#
                + #""signed_at":"2026-03-09T09:40:00Z","slot":"morning","width":320}],"#
                + #""source":"live","status":"present","unidentified":true,"verdicts":[{"finding":"presence_reached","#
                + #""numbers":{"percent":100,"percent_min":75},"outcome":"met","#
                + #""rule":"minimum-presence@1","slot":null}]}],"rule_pack":"generic@3","#
                + #""schema":"muster.sheet.content@4","verdicts":[]}"#
        )
    }

    @Test("says nothing by null, where nothing is known")
    func empty() throws {
        let run = Hour.meeting.run("bare", start: nil)
        var joined = run.joined(SampleParticipant(name: nil, connection: "x"), nil)
        if case .connectionJoined(var fact) = joined {
            fact.instance.details = MeetingDetails()
            joined = .connectionJoined(fact)
        }
        let json = try Roll(of: [joined]).sheet(of: run).json
        #expect(json["meeting"]?["topic"] == .null)
        #expect(json["organisation"] == "")
        for member in [
            "planned_start", "planned_end", "actual_start", "actual_end", "counted_from",
            "counted_to", "zone", "reason",
        ] {
            #expect(json["occurrence"]?[member] == .null, "\(member)")
        }
        let row = try #require(json["rows"]?.array?.first)
        #expect(row["name"] == "")
        for member in ["email", "person", "own_id", "first_join", "last_leave", "share_percent"] {
            #expect(row[member] == .null, "\(member)")
        }
    }

    @Test("has a provenance of its own, of which the content holds nothing")
    func provenance() throws {
        let provenance = SheetProvenance(
            state: .amended,
            revision: 3,
            closedAt: .sample("12:00"),
            logSize: 4711,
            knownAt: .sample("13:00"),
            foldVersion: Roll.foldVersion
        )
        #expect(
            provenance.json.canonicalText
                == #"{"closed_at":"2026-03-09T12:00:00Z","fold_version":\#(Roll.foldVersion),"#
                + #""known_at":"2026-03-09T13:00:00Z","log_size":4711,"revision":3,"#
                + #""schema":"muster.sheet.provenance@1","state":"amended"}"#
        )
        let content = try Hour.held(
            .sheetClosed(Self.occurrence.closed("content", revision: 1, logSize: 4711)),
            .sheetExported(Self.occurrence.export(revision: 1))
        ).sheet().json
        #expect(content == (try Hour.held().sheet().json))
        let members = Set(try #require(content.object).keys)
        #expect(
            members == [
                "schema", "organisation", "rule_pack", "meeting", "occurrence", "instances", "rows",
                "complete", "listed", "verdicts",
            ]
        )
    }
}

@Suite("What the roll knows of its log")
struct RollTests {
    @Test("is how many events it has folded, and when the last was recorded")
    func size() {
        #expect(Roll().horizon == .start)
        #expect(Roll().organisation.isEmpty)
        let roll = Roll(of: [
            .organisationNamed(OrganisationNamed(name: "First")),
            .organisationNamed(OrganisationNamed(name: "Second")),
        ])
        #expect(roll.horizon == Horizon(size: 2, knownAt: .sample("07:00:01")))
        #expect(roll.organisation == "Second")
    }

    @Test("reaches as far as it was told, and never back")
    func reaching() {
        var roll = Roll(of: [.organisationNamed(OrganisationNamed(name: "First"))])
        let later = Horizon(size: 9, knownAt: .sample("08:00"))
        roll.reach(later)
        #expect(roll.horizon == later)
        roll.reach(Horizon(size: 3, knownAt: .sample("07:30")))
        #expect(roll.horizon == later)
    }

    @Test("is every meeting")
    func directory() {
        let roll = Roll(of: [SampleMeeting.invoices.planned(), SampleMeeting.heights.planned()])
        let meetings = roll.directory.meetings
        #expect(Set(meetings.values.map(\.number)) == ["85746065432", "99200011122"])
        #expect(meetings[SampleMeeting.invoices.id]?.kind == .webinar)
        #expect(roll.directory.roster(of: SampleMeeting.heights.id).everyone.isEmpty)
    }

    @Test("is a roster even of a meeting that Zoom has not told of yet")
    func earlyRoster() throws {
        let roll = Roll(of: [
            Hour.meeting.expects(.ada), .personRegistered(.sample(.ada, name: "Ada")), Hour.planned,
        ])
        #expect(try roll.sheet().names == ["Ada"])
    }
}
