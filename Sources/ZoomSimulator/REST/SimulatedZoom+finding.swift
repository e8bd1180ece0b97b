import EventSourcing
import ZoomAPI

extension SimulatedZoom {
    /// The user a path names by id or e-mail address; `me` is nobody to an app of an account.
    func user(_ call: AdmittedCall) throws(ZoomFailure) -> SimulatedUser {
        let name = call.parameters["userId"] ?? ""
        guard let user = users.first(where: { $0.id == name || $0.profile.email == name }) else {
            throw .noUser(name)
        }
        guard user.accountID == call.account else {
            throw .refused(1010, "User does not belong to this account: \(name).")
        }
        return user
    }

    /// The meeting or webinar a path names by its number.
    func meeting(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> SimulatedMeeting {
        let text = call.parameters["meetingId"] ?? call.parameters["webinarId"] ?? ""
        guard let number = Int64(text) else { throw .invalid("\(kind.rawValue)Id") }
        guard let meeting = meetings[number], !meeting.isDeleted,
            meeting.accountID == call.account
        else { throw .noMeeting(text) }
        guard meeting.kind == kind else {
            throw kind == .meeting ? .refused(3000, "Cannot access webinar info.") : .notAWebinar
        }
        return meeting
    }

    /// The instance a path names by its uuid, or the last that ended by its number.
    func instance(
        _ call: AdmittedCall,
        _ kind: ZoomMeetingKind
    ) throws(ZoomFailure) -> SimulatedInstance {
        let text = call.parameters["meetingId"] ?? call.parameters["webinarId"] ?? ""
        let found: SimulatedInstance? =
            if let number = Int64(text) {
                instanceOrder.reversed().compactMap { instances[$0] }
                    .first { $0.number == number && $0.end != nil }
            } else {
                instances[text]
            }
        guard let found, found.kind == kind, let end = found.end,
            meetings[found.number]?.accountID == call.account,
            end.seconds(to: now) >= scenario.reports.missingSeconds
        else { throw .noMeeting(text) }
        guard end.seconds(to: now) <= 366 * 86_400 else {
            throw .refused(
                12702,
                "Can not access a meeting a year ago."
            )
        }
        return found
    }

    /// Who acts: the user named first in the account, as apps act for nobody.
    func acting(for meeting: SimulatedMeeting) -> JSON {
        let user = users.first { $0.accountID == meeting.accountID }
        return [
            "operator": .string(user?.profile.email ?? ""), "operator_id": .string(user?.id ?? ""),
        ]
    }
}
