public import EventSourcing

/// The operations on recordings in Zoom's cloud (Zoom API, *Cloud Recording*).
public enum RecordingCalls {
    /// How a recording is removed.
    public enum Removal: String, Sendable, Hashable, CaseIterable {
        /// For 30 days it can be recovered.
        case trash
        /// For good.
        case delete
    }

    /// How long a download token may live, in seconds.
    public static let tokenSecondsMax: Int64 = 604_800

    /// The recordings of a user within a span of days, or those of them in the trash.
    /// - Parameters:
    ///   - user: By id or e-mail address.
    ///   - days: The span; see ``ZoomDays/months(from:through:)``.
    ///   - inTrash: Whether those that are in the trash are meant.
    /// - Returns: the call.
    public static func list(
        of user: String,
        during days: ZoomDays,
        inTrash: Bool = false
    ) -> ZoomCall<ZoomPage<ZoomRecording>> {
        .page(
            ZoomOperation(
                .get,
                [.word("users"), .argument("userId", user), .word("recordings")],
                .medium,
                scopes: scopes(.read, "list_user_recordings"),
                query: [
                    "from": days.first.description, "to": days.last.description,
                    "trash": inTrash ? "true" : nil,
                    "trash_type": inTrash ? "meeting_recordings" : nil,
                ]
            ),
            listing: "meetings"
        ) { try? ZoomRecording(json: $0) }
    }

    /// The recording of a run, of meetings and webinars alike.
    ///
    /// With `tokenSeconds` a token comes along that opens the files for as long; the account's own
    /// token opens them too.
    public static func get(
        _ instance: ZoomInstanceReference,
        tokenSeconds: Int64? = nil
    ) -> ZoomCall<ZoomRecording> {
        let operation = ZoomOperation(
            .get,
            path(instance),
            .light,
            scopes: scopes(.read, "list_recording_files"),
            query: [
                "include_fields": tokenSeconds.map { _ in "download_access_token" },
                "ttl": tokenSeconds.map { String(min(max($0, 0), tokenSecondsMax)) },
            ]
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            try ZoomRecording(json: answer.json)
        }
    }

    /// Removes all files of a run, or one of them.
    public static func remove(
        _ instance: ZoomInstanceReference,
        file: String? = nil,
        _ removal: Removal = .trash
    ) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .delete,
                path(instance) + (file.map { [.argument("recordingId", $0)] } ?? []),
                .light,
                scopes: scopes(.delete, file == nil ? "meeting_recording" : "recording_file"),
                query: ["action": removal.rawValue]
            )
        )
    }

    /// Takes all files of a run out of the trash, or one of them.
    public static func recover(_ uuid: String, file: String? = nil) -> ZoomCall<Void> {
        let place = file.map { [ZoomOperation.Segment.argument("recordingId", $0)] } ?? []
        return ZoomCall(
            ZoomOperation(
                .put,
                [
                    .word("meetings"), .uuid(file == nil ? "meetingUUID" : "meetingId", uuid),
                    .word("recordings"),
                ] + place + [.word("status")],
                .light,
                scopes: scopes(
                    .update,
                    file == nil ? "recover_meeting_recordings" : "recover_single_recording"
                ),
                body: ["action": "recover"]
            )
        )
    }

    /// Where the transcript of a run is.
    public static func transcript(
        of instance: ZoomInstanceReference
    ) -> ZoomCall<ZoomTranscript> {
        let operation = ZoomOperation(
            .get,
            [.word("meetings"), instance.segment("meetingId"), .word("transcript")],
            .medium,
            scopes: scopes(.read, "meeting_transcript")
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            ZoomTranscript(json: answer.json)
        }
    }

    private static func path(_ instance: ZoomInstanceReference) -> [ZoomOperation.Segment] {
        [.word("meetings"), instance.segment("meetingId"), .word("recordings")]
    }

    private static func scopes(_ verb: ZoomScope.Verb, _ object: String) -> [String] {
        ZoomScope.any(of: "cloud_recording", verb, object, classic: "recording")
    }
}

/// What was said in a run, as Zoom wrote it down.
public struct ZoomTranscript: Sendable, Hashable {
    /// When it was made; absent until it is.
    public var createdAt: Instant?
    /// Whether it can be fetched.
    public var isReady: Bool
    /// Zoom's word for why it cannot, such as `NOT_READY`.
    public var obstacle: String?
    /// How the text is fetched, in WebVTT.
    public var download: ZoomDownload?

    /// Reads where a transcript is; what is missing is `nil`.
    init(json: JSON) {
        self.createdAt = json.instant("transcript_created_time")
        self.isReady = json.flag("can_download") ?? false
        self.obstacle = json.text("download_restriction_reason")
        self.download = json.text("download_url").flatMap { ZoomDownload($0) }
    }
}
