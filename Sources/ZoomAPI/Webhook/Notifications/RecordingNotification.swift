import EventSourcing

/// A recording of one meeting was made or removed (Zoom webhooks, *Recording* events).
///
/// `completed` may come hours after the end, and twice at once with different download tokens
/// (measured).
public struct RecordingNotification: Sendable, Hashable {
    /// What happened.
    public var change: RecordingChange
    /// The meeting; its uuid names the recorded instance.
    public var meeting: ZoomMeeting
    /// What the meeting was called before, in ``RecordingChange/renamed``.
    public var previousTopic: String?
    /// The files; while a recording runs, one without id that has its times.
    public var files: [ZoomRecordingFile]
    /// Where the recording can be watched.
    public var shareURL: String?
    /// Who asked to see the recording, in the registration events.
    public var registrant: ZoomRegistrant?
    /// Who did it.
    public var by: ZoomOperator?
    /// Opens the files for 24 hours.
    public var downloadToken: ZoomDownloadToken?

    init(_ change: RecordingChange, body: JSON) throws(WebhookShortcoming) {
        let object = try body.payloadObject
        self.change = change
        self.meeting = try ZoomMeeting(json: object, place: "payload.object")
        self.previousTopic = body["payload"]?["old_object"]?.text("topic")
        let listed = ["recording_files", "participant_audio_files", "archive_files"]
            .flatMap { object.elements($0) }
        self.files = (listed + [object["recording_file"]].compactMap(\.self))
            .filter { $0.object != nil }
            .map(ZoomRecordingFile.init)
        self.shareURL = object.text("share_url")
        self.registrant =
            object["registrant"]?.object == nil
            ? nil : object["registrant"].map(ZoomRegistrant.init)
        self.by = ZoomOperator(payload: body["payload"])
        self.downloadToken = body.text("download_token").map(ZoomDownloadToken.init)
    }
}

/// What happened to a recording.
///
/// The raw value is the end of Zoom's name for the event.
public enum RecordingChange: String, Sendable, Hashable, CaseIterable {
    /// It began.
    case started
    /// It was paused.
    case paused
    /// It went on.
    case resumed
    /// It stopped.
    case stopped
    /// Its files are ready.
    case completed
    /// Its transcript is ready, which comes apart from the other files.
    case transcriptCompleted = "transcript_completed"
    /// Its archive files are ready.
    case archiveFilesCompleted = "archive_files_completed"
    /// It went to the trash, from where it can be recovered for 30 days.
    case trashed
    /// It was deleted for good.
    case deleted
    /// It came back from the trash.
    case recovered
    /// Its topic changed.
    case renamed
    /// Somebody asked to see it.
    case registrationCreated = "registration_created"
    /// Somebody may see it.
    case registrationApproved = "registration_approved"
    /// Somebody may not see it.
    case registrationDenied = "registration_denied"
}
