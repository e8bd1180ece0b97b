import EventSourcing
import Testing
import ZoomAPI

@Suite("A recording's notification")
struct RecordingNotificationTests {
    @Test("of finished files has them all, and a token that does not print")
    func completed() throws {
        let completed = try Fixture.recording("recording-completed")
        #expect(completed.change == .completed)
        #expect(completed.meeting.uuid == "/3xNordlicht+AAAAAAAAA==")
        #expect(completed.files.map(\.id) == ["file-0001", "file-0002"])
        let file = try #require(completed.files.first)
        #expect(file.instanceUUID == "/3xNordlicht+AAAAAAAAA==")
        #expect(file.sizeBytes == 28_282_590_001)
        #expect(file.fileType == "MP4")
        #expect(file.start == (try instant("2026-03-09T08:31:00Z")))
        #expect(file.end == (try instant("2026-03-09T10:02:10Z")))
        #expect(file.downloadURL == "https://nordlicht.example/download/1")
        #expect(completed.shareURL == "https://nordlicht.example/share/1")
        #expect(completed.downloadToken?.text == "token-that-must-not-print")
        var dumped = "\(completed) \(String(reflecting: completed))"
        dump(completed, to: &dumped)
        #expect(!dumped.contains("token-that-must-not-print"))
    }

    @Test("of a running recording has its beginning and no end")
    func started() throws {
        let started = try Fixture.recording("recording-started")
        #expect(started.change == .started)
        #expect(started.files.count == 1)
        #expect(started.files.first?.start == (try instant("2026-03-09T08:31:00Z")))
        #expect(started.files.first?.end == nil)
        #expect(started.downloadToken == nil)
    }

    @Test("of a new name has the old one")
    func renamed() throws {
        let renamed = try Fixture.recording("recording-renamed")
        #expect(renamed.change == .renamed)
        #expect(renamed.meeting.topic == "First aid, part 2, for absentees")
        #expect(renamed.previousTopic == "First aid, part 2")
    }

    @Test("of a viewer's registration has the viewer")
    func registration() throws {
        let registration = try Fixture.recording("recording-registration")
        #expect(registration.change == .registrationCreated)
        #expect(registration.registrant?.status == "pending")
    }

    @Test("of several recordings has their ids")
    func batch() throws {
        let trashed = try Fixture.decoded("recordings-trashed").payload
        guard case .recordingBatch(let trash) = trashed else { throw Unexpected(trashed) }
        #expect(trash.change == .trashed)
        #expect(
            trash.recordings.map(\.instanceUUID)
                == ["/3xNordlicht+AAAAAAAAA==", "4yNordlichtAAAAAAAAAAA=="]
        )
        #expect(trash.recordings.allSatisfy { $0.fileIDs.isEmpty })
        let deleted = try Fixture.decoded("recordings-deleted").payload
        guard case .recordingBatch(let deletion) = deleted else { throw Unexpected(deleted) }
        #expect(deletion.change == .deleted)
        #expect(deletion.recordings.map(\.fileIDs) == [["file-0001", "file-0002"]])
        #expect(deletion.by?.id == "Host-Maren-Okafor-0001")
    }
}
