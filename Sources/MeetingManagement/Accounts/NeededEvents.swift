/// Zoom's names of the events that attendance needs, as an app's subscription lists them.
public enum NeededEvents {
    /// Without one of these, presence cannot be told: with one missing, nothing is covered.
    public static let ofPresence = [
        "meeting.ended", "meeting.participant_joined", "meeting.participant_left",
        "meeting.started",
    ]
    /// What else Muster makes use of, should the account have it.
    public static let others = [
        "meeting.created", "meeting.deleted", "meeting.participant_joined_breakout_room",
        "meeting.participant_joined_waiting_room", "meeting.participant_left_breakout_room",
        "meeting.participant_left_waiting_room", "meeting.registration_approved",
        "meeting.registration_cancelled", "meeting.registration_created",
        "meeting.registration_denied", "meeting.updated", "webinar.created", "webinar.deleted",
        "webinar.ended", "webinar.participant_joined", "webinar.participant_left",
        "webinar.started", "webinar.updated",
    ]
}
