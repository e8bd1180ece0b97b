import EventSourcing
import ZoomAPI

/// Where a file is for a while, for whoever has the link.
struct FileLink: Sendable {
    var file: String
    var expiresAt: Instant
}

extension SimulatedZoom {
    /// How long a link to a file opens it.
    static let linkSeconds: Int64 = 600

    /// Answers a request under `/rec`: a recording's download leads on to where the file is.
    mutating func file(_ segments: [String], _ call: ZoomCall) -> ZoomAnswer {
        guard segments.count == 3 else { return ZoomAnswer(404, ZoomFailure.noRecording.json) }
        switch segments[1] {
        case "download": return download(segments[2], call)
        case "file": return contents(segments[2], call)
        default: return ZoomAnswer(404, ZoomFailure.noRecording.json)
        }
    }

    /// Takes the account's token, or the recording's own, and leads on by a link that needs none.
    private mutating func download(_ id: String, _ call: ZoomCall) -> ZoomAnswer {
        let token = call.authorization.map { String($0.dropFirst(7)) } ?? call.query["access_token"]
        let grant = token.flatMap { downloads[$0] }.flatMap { now < $0.expiresAt ? $0 : nil }
        let account = try? admit(call.authorization)
        guard grant != nil || account != nil else {
            return ZoomAnswer(401, ZoomFailure.invalidToken.json)
        }
        let isThere = recorded(id) { instance in
            grant?.uuid == instance.uuid
                || account?.accountID == meetings[instance.number]?.accountID
        }
        guard isThere != nil else { return ZoomAnswer(404, ZoomFailure.noRecording.json) }
        var chance = Chance(seed: seed, "link", id, String(links.count))
        let link = Base64.url(chance.bytes(24))
        let end = now.advanced(bySeconds: Self.linkSeconds * pace)
        links[link] = FileLink(file: id, expiresAt: end)
        return ZoomAnswer(302, headers: ["Location": "\(address)/rec/file/\(link)"])
    }

    /// Gives the file, from a byte on where that is asked for (RFC 9110, 14).
    private func contents(_ link: String, _ call: ZoomCall) -> ZoomAnswer {
        guard let link = links[link], now < link.expiresAt,
            let file = recorded(link.file, where: { _ in true })
        else { return ZoomAnswer(403) }
        let tag = "\"\(names.guid("tag", file.id))\""
        var answer = ZoomAnswer(200, headers: ["ETag": tag, "Accept-Ranges": "bytes"])
        answer.contentType = "application/octet-stream"
        answer.body = file.bytes
        let isSame = call.headers["if-range"].map { $0 == tag } ?? true
        guard isSame, let start = call.headers["range"].flatMap(Self.start) else { return answer }
        let count = file.bytes.count
        guard start < count else {
            return ZoomAnswer(416, headers: ["Content-Range": "bytes */\(count)"])
        }
        answer.status = 206
        answer.body = Array(file.bytes[start...])
        answer.headers["Content-Range"] = "bytes \(start)-\(count - 1)/\(count)"
        return answer
    }

    /// A file that was recorded and is not in the trash.
    private func recorded(
        _ id: String,
        where isOpen: (SimulatedInstance) -> Bool
    ) -> SimulatedRecording.File? {
        for instance in instances.values where isOpen(instance) {
            guard let recording = instance.recording, !recording.isTrashed else { continue }
            if let file = recording.files.first(where: { $0.id == id && !$0.isTrashed }) {
                return file
            }
        }
        return nil
    }

    /// Reads `bytes=100-`; other ranges are not served, which is allowed.
    private static func start(_ range: String) -> Int? {
        guard range.hasPrefix("bytes="), range.hasSuffix("-") else { return nil }
        return Int(range.dropFirst(6).dropLast()).flatMap { $0 >= 0 ? $0 : nil }
    }
}
