public import EventSourcing

/// A participant as an event describes them: everything Zoom says, nothing concluded from it.
public struct ZoomParticipant: Sendable, Hashable {
    /// Names this stay within the instance, new on every join and on every move to or from a
    /// breakout room.
    ///
    /// Usually digits, but text: breakout events carry values such as
    /// `167782402026-08-30 09:00:49:000` (measured).
    public var userID: String?
    /// The user id in the main meeting, in breakout events; the link where ``userID`` is malformed.
    public var parentUserID: String?
    /// The display name, which the participant may change at any time and others may share.
    public var userName: String?
    /// The Zoom user id of who is signed in and visible to the account; before 2021 also the
    /// registrant id of who is not.
    public var id: String?
    /// The Zoom user id, again; equal to ``id`` wherever both are filled (measured).
    public var participantUserID: String?
    /// Names the connection: stable over breakout moves and renames, new after leaving and
    /// rejoining (measured).
    ///
    /// Absent before 2021.
    public var participantUUID: String?
    /// When they joined, in joins.
    public var joinTime: Instant?
    /// When they left, in leaves.
    public var leaveTime: Instant?
    /// When it happened, in all other changes but waiting for the host.
    public var dateTime: Instant?
    /// The e-mail address, where Zoom's rules show it.
    public var email: String?
    /// Filled only when they came by their personal registration link.
    public var registrantID: String?
    /// What an embedding application called them.
    public var customerKey: String?
    /// Whence they dialled in.
    public var phoneNumber: String?
    /// The address they came from; undocumented (measured).
    ///
    /// Several people may share it.
    public var publicIP: String?
    /// The address in their own network, in leaves; undocumented (measured).
    public var privateIP: String?
    /// Why they left, in English prose.
    public var leaveReason: String?
    /// The user id that a telephone line was bound to.
    public var bindUserID: String?
    /// The connection that a telephone line was bound to.
    public var bindParticipantUUID: String?
    /// The role before: `host`, `co-host` or `attendee`.
    public var oldRole: String?
    /// The role after.
    public var newRole: String?

    /// Reads a participant; what is missing is `nil`.
    public init(json: JSON) {
        self.userID = json.text("user_id")
        self.parentUserID = json.text("parent_user_id")
        self.userName = json.text("user_name")
        self.id = json.text("id")
        self.participantUserID = json.text("participant_user_id")
        self.participantUUID = json.text("participant_uuid")
        self.joinTime = json.instant("join_time")
        self.leaveTime = json.instant("leave_time")
        self.dateTime = json.instant("date_time")
        self.email = json.text("email")
        self.registrantID = json.text("registrant_id")
        self.customerKey = json.text("customer_key")
        self.phoneNumber = json.text("phone_number")
        self.publicIP = json.text("public_ip")
        self.privateIP = json.text("private_ip")
        self.leaveReason = json.text("leave_reason")
        self.bindUserID = json.text("bind_user_id")
        self.bindParticipantUUID = json.text("bind_participant_uuid")
        self.oldRole = json.text("old_role")
        self.newRole = json.text("new_role")
    }
}
