public import EventSourcing

/// One file of a recording.
public struct ZoomRecordingFile: Sendable, Hashable {
    /// Zoom's id of the file.
    public var id: String?
    /// The uuid of the instance that was recorded (`meeting_id`).
    public var instanceUUID: String?
    /// What is in it, such as `shared_screen_with_speaker_view` or `audio_transcript`.
    public var recordingType: String?
    /// Its format, such as `MP4` or `TRANSCRIPT`.
    public var fileType: String?
    /// Its name's extension, such as `MP4` or `VTT`.
    public var fileExtension: String?
    /// Its size.
    public var sizeBytes: Int64?
    /// When the recording began.
    public var start: Instant?
    /// When the recording stopped; absent while it runs.
    public var end: Instant?
    /// `completed`, `processing` or another state of Zoom's.
    public var status: String?
    /// Where it can be watched.
    public var playURL: String?
    /// Where it can be fetched, with an access token or the download token of the event.
    public var downloadURL: String?

    /// Reads a file; what is missing is `nil`.
    public init(json: JSON) {
        self.id = json.text("id")
        self.instanceUUID = json.text("meeting_id")
        self.recordingType = json.text("recording_type")
        self.fileType = json.text("file_type")
        self.fileExtension = json.text("file_extension")
        self.sizeBytes = json.count("file_size")
        self.start = json.instant("recording_start")
        self.end = json.instant("recording_end")
        self.status = json.text("status")
        self.playURL = json.text("play_url")
        self.downloadURL = json.text("download_url")
    }
}
