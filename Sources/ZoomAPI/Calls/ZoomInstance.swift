public import EventSourcing

/// One run of a meeting or webinar that has ended.
public struct ZoomInstance: Sendable, Hashable {
    /// Its uuid.
    public var uuid: String
    /// When it began.
    public var startTime: Instant?

    /// Reads an instance; `nil` without a uuid.
    init?(json: JSON) {
        guard let uuid = json.text("uuid") else { return nil }
        self.uuid = uuid
        self.startTime = json.instant("start_time")
    }
}

/// Which run of a meeting an operation is about.
public enum ZoomInstanceReference: Sendable, Hashable {
    /// The latest run under a number (measured: in reports too).
    case latest(of: ZoomMeetingNumber)
    /// The run with this uuid, which is sure.
    case uuid(String)

    /// The segment of a path that names it.
    func segment(_ name: String) -> ZoomOperation.Segment {
        switch self {
        case .latest(let number): .argument(name, number.description)
        case .uuid(let uuid): .uuid(name, uuid)
        }
    }
}

extension ZoomInstanceReference: CustomStringConvertible {
    /// The number or the uuid.
    public var description: String {
        switch self {
        case .latest(let number): "the latest run of \(number)"
        case .uuid(let uuid): uuid
        }
    }
}
