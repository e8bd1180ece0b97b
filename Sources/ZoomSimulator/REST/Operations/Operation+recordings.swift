import EventSourcing
import ZoomAPI

extension Operation {
    private static let reading = [
        "cloud_recording:read:list_recording_files:admin", "recording:read:admin",
    ]

    static let recordings = [
        Operation(
            "GET",
            "/users/{userId}/recordings",
            .medium,
            ["cloud_recording:read:list_user_recordings:admin", "recording:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.listRecordings(call))
        },
        Operation("GET", "/meetings/{meetingId}/recordings", .light, reading) {
            (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.showRecording(call))
        },
        Operation(
            "GET",
            "/meetings/{meetingId}/transcript",
            .medium,
            ["cloud_recording:read:meeting_transcript:admin", "recording:read:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            ZoomAnswer(200, try zoom.showTranscript(call))
        },
        Operation(
            "DELETE",
            "/meetings/{meetingId}/recordings",
            .light,
            ["cloud_recording:delete:meeting_recording:admin", "recording:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            try zoom.discard(call, file: nil)
            return ZoomAnswer(200)
        },
        Operation(
            "DELETE",
            "/meetings/{meetingId}/recordings/{recordingId}",
            .light,
            ["cloud_recording:delete:recording_file:admin", "recording:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            try zoom.discard(call, file: call.parameters["recordingId"])
            return ZoomAnswer(200)
        },
        Operation(
            "PUT",
            "/meetings/{meetingUUID}/recordings/status",
            .light,
            ["cloud_recording:update:recover_meeting_recordings:admin", "recording:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            try zoom.recover(call)
            return ZoomAnswer(200)
        },
        Operation(
            "PUT",
            "/meetings/{meetingId}/recordings/{recordingId}/status",
            .light,
            ["cloud_recording:update:recover_single_recording:admin", "recording:write:admin"]
        ) { (zoom, call) throws(ZoomFailure) in
            try zoom.recoverFile(call)
            return ZoomAnswer(204)
        },
    ]
}

extension SimulatedZoom {
    private func recorded(
        _ call: AdmittedCall,
        trashed: Bool = false
    ) throws(ZoomFailure) -> SimulatedInstance {
        let text = call.parameters["meetingId"] ?? call.parameters["meetingUUID"] ?? ""
        let found = instanceOrder.reversed().compactMap { instances[$0] }.first { instance in
            guard instance.uuid == text || String(instance.number) == text,
                let recording = instance.recording
            else { return false }
            return recording.isTrashed == trashed
                && meetings[instance.number]?.accountID == call.account
        }
        guard let found else { throw .noRecording }
        return found
    }

    fileprivate mutating func listRecordings(_ call: AdmittedCall) throws(ZoomFailure) -> JSON {
        let user = try user(call)
        let (from, to) = try range(of: call)
        let wantsTrash = call.query["trash"] == "true"
        let rows = instanceOrder.compactMap { instances[$0] }.filter { instance in
            let day = CivilTime(instance.start).date
            return meetings[instance.number]?.hostID == user.id && from <= day && day <= to
                && instance.recording?.isTrashed == wantsTrash
        }
        let zoom = self
        return try page(rows, named: "meetings", for: call) { zoom.answerJSON($0) }
            .merging(["from": .string(from.description), "to": .string(to.description)])
    }

    /// A recording as answers show it, where its type is text.
    private func answerJSON(_ instance: SimulatedInstance) -> JSON {
        guard let meeting = meetings[instance.number], let recording = instance.recording else {
            return [:]
        }
        let files = recording.files.filter { !$0.isTrashed }
        return recordingJSON(of: instance, meeting, files: files)
            .without(["host_email", "share_url", "password"])
            .merging(["type": .string(String(meeting.type.rawValue))])
    }

    fileprivate mutating func showRecording(_ call: AdmittedCall) throws(ZoomFailure) -> JSON {
        let instance = try recorded(call)
        let shown = answerJSON(instance)
        guard call.query["include_fields"]?.contains("download_access_token") == true else {
            return shown
        }
        guard let seconds = Int64(call.query["ttl"] ?? "604800"), (0...604_800).contains(seconds)
        else { throw .invalid("ttl") }
        let token = grantDownload(of: instance.uuid, forSeconds: seconds)
        return shown.merging(["download_access_token": .string(token)])
    }

    /// Where the transcript is, or that there is none yet.
    fileprivate func showTranscript(_ call: AdmittedCall) throws(ZoomFailure) -> JSON {
        let instance = try recorded(call)
        let meeting = meetings[instance.number]
        let file = instance.recording?.files.first { $0.type == "TRANSCRIPT" && !$0.isTrashed }
        return JSON.members([
            "meeting_id": .string(instance.uuid), "account_id": .string(call.account),
            "meeting_topic": .string(meeting?.topic ?? ""),
            "host_id": .string(meeting?.hostID ?? ""), "can_download": .bool(file != nil),
            "transcript_created_time": file.map { .zoomTime($0.madeAt) },
            "download_url": file.map { .string("\(address)/rec/download/\($0.id)") },
            "download_restriction_reason": file == nil ? "NOT_READY" : nil,
        ])
    }

    /// Puts a recording or one of its files into the trash, or deletes it for good.
    fileprivate mutating func discard(_ call: AdmittedCall, file: String?) throws(ZoomFailure) {
        let action = call.query["action"] ?? "trash"
        guard ["trash", "delete"].contains(action) else { throw .invalid("action") }
        let instance = try recorded(call)
        let files = instance.recording?.files.filter { file == nil || $0.id == file } ?? []
        guard !files.isEmpty else { throw .noRecording }
        tellRecording(action == "trash" ? "trashed" : "deleted", of: instance.uuid, files: files)
        if action == "delete" {
            instances[instance.uuid]?.recording?.files.removeAll { file == nil || $0.id == file }
        } else if let place = instance.recording?.files.firstIndex(where: { $0.id == file }) {
            instances[instance.uuid]?.recording?.files[place].isTrashed = true
        } else {
            instances[instance.uuid]?.recording?.isTrashed = true
        }
        if instances[instance.uuid]?.recording?.files.isEmpty == true {
            instances[instance.uuid]?.recording = nil
        }
    }

    fileprivate mutating func recoverFile(_ call: AdmittedCall) throws(ZoomFailure) {
        guard call.body["action"] == "recover" else { throw .invalid("action") }
        let instance = try recorded(call)
        let place = instance.recording?.files.firstIndex {
            $0.id == call.parameters["recordingId"] && $0.isTrashed
        }
        guard let place, let file = instance.recording?.files[place] else { throw .noRecording }
        instances[instance.uuid]?.recording?.files[place].isTrashed = false
        tellRecording("recovered", of: instance.uuid, files: [file])
    }

    fileprivate mutating func recover(_ call: AdmittedCall) throws(ZoomFailure) {
        guard call.body["action"] == "recover" else { throw .invalid("action") }
        let instance = try recorded(call, trashed: true)
        instances[instance.uuid]?.recording?.isTrashed = false
        tellRecording("recovered", of: instance.uuid, files: instance.recording?.files ?? [])
    }
}
