import EventSourcing

/// Recordings of several meetings were removed or recovered at once; only ids are told
/// (Zoom webhooks, *Recording batch* events).
public struct RecordingBatchNotification: Sendable, Hashable {
    /// What happened.
    public var change: RecordingBatchChange
    /// Which recordings.
    public var recordings: [Recording]
    /// Who did it.
    public var by: ZoomOperator?

    /// The recording of one instance.
    public struct Recording: Sendable, Hashable {
        /// The recorded instance.
        public var instanceUUID: String
        /// The files concerned; none named means all.
        public var fileIDs: [String]
    }

    init(_ change: RecordingBatchChange, body: JSON) throws(WebhookShortcoming) {
        let object = try body.payloadObject
        self.change = change
        self.by = ZoomOperator(payload: body["payload"])
        let named = object.elements("meetings").compactMap { meeting in
            meeting.text("meeting_uuid").map { uuid in
                Recording(
                    instanceUUID: uuid,
                    fileIDs: meeting.elements("recording_file_ids").compactMap(\.string)
                )
            }
        }
        let whole = object.elements("meeting_uuids").compactMap(\.string)
            .map { Recording(instanceUUID: $0, fileIDs: []) }
        self.recordings = named + whole
    }
}

/// What happened to several recordings.
///
/// The raw value is the end of Zoom's name for the event.
public enum RecordingBatchChange: String, Sendable, Hashable, CaseIterable {
    /// They went to the trash.
    case trashed = "batch_trashed"
    /// They were deleted for good.
    case deleted = "batch_deleted"
    /// They came back from the trash.
    case recovered = "batch_recovered"
}
