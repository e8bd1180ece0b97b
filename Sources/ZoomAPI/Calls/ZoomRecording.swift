public import EventSourcing

/// What was recorded of one run in Zoom's cloud.
public struct ZoomRecording: Sendable, Hashable {
    /// The meeting; its uuid names the run.
    public var meeting: ZoomMeeting
    /// The files.
    public var files: [ZoomRecordingFile]
    /// One file of sound for each participant, where the account makes them.
    public var participantAudioFiles: [ZoomRecordingFile]
    /// Where it can be watched.
    public var shareURL: String?
    /// The passcode for watching.
    public var passcode: ZoomSecret?
    /// The size of all files together.
    public var totalSizeBytes: Int64?
    /// Opens the files, where it was asked for.
    public var downloadToken: ZoomDownloadToken?
    /// The day on which Zoom deletes it, where it does.
    public var autoDeleteDate: CivilDate?

    /// Reads a recording.
    /// - Throws: ``ZoomAnswerFault`` when the meeting has no number.
    init(json: JSON) throws(ZoomAnswerFault) {
        do {
            self.meeting = try ZoomMeeting(json: json, place: "the recording")
        } catch {
            throw ZoomAnswerFault(error)
        }
        func files(_ name: String) -> [ZoomRecordingFile] {
            json.elements(name).filter { $0.object != nil }.map(ZoomRecordingFile.init)
        }
        self.files = files("recording_files")
        self.participantAudioFiles = files("participant_audio_files")
        self.shareURL = json.text("share_url")
        self.passcode = (json.text("password") ?? json.text("recording_play_passcode"))
            .flatMap(ZoomSecret.init)
        self.totalSizeBytes = json.count("total_size")
        self.downloadToken = json.text("download_access_token")
            .flatMap(ZoomDownloadToken.init(kept:))
        self.autoDeleteDate = json.text("auto_delete_date").flatMap(CivilDate.init)
    }

    /// How a file of it is fetched; `nil` for one without an address.
    public func download(of file: ZoomRecordingFile) -> ZoomDownload? {
        file.downloadURL.flatMap { ZoomDownload($0, token: downloadToken) }
    }
}
