/// What a cell of a portal's file says.
public enum PortalColumn: String, Sendable, Hashable, CaseIterable {
    /// Who.
    case name = "name"
    /// The first name they registered with.
    case firstName = "first name"
    /// The last name they registered with.
    case lastName = "last name"
    /// Their e-mail address.
    case email = "e-mail address"
    /// When they came.
    case joinTime = "join time"
    /// When they went.
    case leaveTime = "leave time"
    /// How long they stayed.
    case minutes = "duration"
    /// Whether they do not belong to the account.
    case guest = "guest flag"
    /// Whether they only waited.
    case waitingRoom = "waiting room flag"
    /// Whether they came at all.
    case attended = "attended flag"
    /// When they registered.
    case registrationTime = "registration time"
    /// What was decided on their registration.
    case approvalStatus = "approval status"
    /// The meeting's number.
    case meetingNumber = "meeting number"
    /// The meeting's title.
    case topic = "topic"
    /// When the meeting began.
    case startTime = "start time"
    /// When the meeting ended.
    case endTime = "end time"

    /// What can be read there, for who has to mend it.
    var expectation: String {
        switch self {
        case .joinTime, .leaveTime, .registrationTime, .startTime, .endTime:
            "a date and time such as 02/03/2024 01:00:02 PM"
        case .minutes: "a whole number of minutes"
        case .guest, .waitingRoom, .attended: "Yes or No"
        case .meetingNumber: "a number such as 812 3456 7890"
        case .name, .firstName, .lastName, .email, .approvalStatus, .topic:
            "a text of at most \(PortalLimits.cellBytesMax) bytes"
        }
    }

    /// What the portal calls it, by letters and digits alone; its spelling changed over the years
    /// (Zoom portal, measured).
    static let titles: [String: PortalColumn] = [
        "firstname": .firstName, "lastname": .lastName,
        "useremail": .email, "email": .email, "emailaddress": .email,
        "jointime": .joinTime, "leavetime": .leaveTime,
        "durationminutes": .minutes, "totaldurationminutes": .minutes,
        "timeinsessionminutes": .minutes,
        "guest": .guest, "isguest": .guest, "inwaitingroom": .waitingRoom,
        "attended": .attended, "registrationtime": .registrationTime,
        "approvalstatus": .approvalStatus,
    ]

    /// What the portal calls the same of a whole meeting.
    static let meetingTitles: [String: PortalColumn] = [
        "meetingid": .meetingNumber, "webinarid": .meetingNumber, "id": .meetingNumber,
        "topic": .topic, "starttime": .startTime, "actualstarttime": .startTime,
        "scheduledtime": .startTime, "scheduledstarttime": .startTime, "endtime": .endTime,
        "actualendtime": .endTime, "durationminutes": .minutes, "duration": .minutes,
        "actualdurationminutes": .minutes,
    ]
}
