import EventSourcing
import ZoomAPI

/// What a download token opens.
struct DownloadGrant: Sendable {
    var uuid: String
    var expiresAt: Instant
}

extension SimulatedZoom {
    /// How long the token of a recording's event opens its files.
    static let downloadSeconds: Int64 = 86_400

    /// Makes a recording's files, and tells of them; now and then twice, with different tokens (measured).
    mutating func finishRecording(of uuid: String) {
        guard instances[uuid] != nil else { return }
        let text = "A recording of \(uuid), made by the simulator.\n"
        let bytes = Array(String(repeating: text, count: 2000).utf8)
        let files = [("MP4", "shared_screen_with_speaker_view"), ("M4A", "audio_only")].map {
            SimulatedRecording.File(
                id: names.guid("file", "\(uuid) \($0.0)"),
                type: $0.0,
                fileExtension: $0.0,
                contents: $0.1,
                bytes: bytes,
                madeAt: now
            )
        }
        instances[uuid]?.recording = SimulatedRecording(files: files)
        tellRecording("completed", of: uuid, files: files)
        var chance = Chance(seed: seed, "near", uuid)
        if chance.happens(scenario.deliveries.nearlyDuplicated) {
            tellRecording("completed", of: uuid, files: files)
        }
        agenda.note(.transcribed(uuid), at: now.advanced(bySeconds: 900))
    }

    /// Makes the transcript, which comes apart from the other files.
    mutating func finishTranscript(of uuid: String) {
        guard let instance = instances[uuid], instance.recording != nil else { return }
        let who = instance.connections.first?.visitor.name ?? "Host"
        let text = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n\(who): Good morning.\n"
        let file = SimulatedRecording.File(
            id: names.guid("file", "\(uuid) VTT"),
            type: "TRANSCRIPT",
            fileExtension: "VTT",
            contents: "audio_transcript",
            bytes: Array(text.utf8),
            madeAt: now
        )
        instances[uuid]?.recording?.files.append(file)
        tellRecording("transcript_completed", of: uuid, files: [file])
    }

    /// Tells what became of a recording.
    mutating func tellRecording(
        _ change: String,
        of uuid: String,
        files: [SimulatedRecording.File]
    ) {
        guard let instance = instances[uuid], let meeting = meetings[instance.number] else {
            return
        }
        var notice = notice(change, of: instance)
        notice.event = "recording.\(change)"
        notice.object = recordingJSON(of: instance, meeting, files: files).merging([
            "timezone": .string(meeting.timezone), "type": .integer(meeting.type.rawValue),
        ])
        notice.key = "\(uuid) \(files.map(\.id).joined())"
        notice.top = ["download_token": .string(grantDownload(of: uuid))]
        if ["trashed", "deleted", "recovered"].contains(change) {
            notice.payload = acting(for: meeting)
        }
        tell(notice)
    }

    /// Makes a token that opens the files of an instance.
    mutating func grantDownload(
        of uuid: String,
        forSeconds seconds: Int64 = downloadSeconds
    ) -> String {
        var chance = Chance(seed: seed, "download", uuid, String(downloads.count))
        let token = Base64.url(chance.bytes(48))
        downloads[token] = DownloadGrant(
            uuid: uuid,
            expiresAt: now.advanced(bySeconds: seconds * pace)
        )
        return token
    }

    /// A recording as answers and events show it.
    func recordingJSON(
        of instance: SimulatedInstance,
        _ meeting: SimulatedMeeting,
        files: [SimulatedRecording.File]
    ) -> JSON {
        let host = users.first { $0.id == meeting.hostID }
        let size = files.reduce(0) { $0 + Int64($1.bytes.count) }
        return [
            "uuid": .string(instance.uuid), "id": .integer(instance.number),
            "account_id": .string(meeting.accountID), "host_id": .string(meeting.hostID),
            "host_email": .string(host?.profile.email ?? ""), "topic": .string(meeting.topic),
            "start_time": .zoomTime(instance.start),
            "duration": .integer(instance.minutes(until: now)),
            "share_url": .string("\(address)/rec/share/\(Base64.url(Array(instance.uuid.utf8)))"),
            "total_size": .integer(size), "recording_count": .integer(Int64(files.count)),
            "password": "", "recording_files": .array(files.map { fileJSON($0, of: instance) }),
        ]
    }

    private func fileJSON(_ file: SimulatedRecording.File, of instance: SimulatedInstance) -> JSON {
        [
            "id": .string(file.id), "meeting_id": .string(instance.uuid),
            "recording_start": .zoomTime(instance.start),
            "recording_end": .zoomTime(instance.end ?? now),
            "file_type": .string(file.type), "file_extension": .string(file.fileExtension),
            "file_size": .integer(Int64(file.bytes.count)),
            "play_url": .string("\(address)/rec/play/\(file.id)"),
            "download_url": .string("\(address)/rec/download/\(file.id)"),
            "status": "completed", "recording_type": .string(file.contents),
        ]
    }
}

extension SimulatedInstance {
    /// How long it ran, in minutes rounded up.
    func minutes(until now: Instant) -> Int64 {
        (start.seconds(to: end ?? now) + 59) / 60
    }
}
