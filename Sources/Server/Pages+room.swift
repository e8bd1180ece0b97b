import Attendance
import EventSourcing
import Hummingbird
import MeetingManagement

// The pages of a room: the names, and the number one waits with.

extension Pages {
    func room(
        _ room: SigningRoom,
        at path: String,
        in choice: LanguageChoice,
        now: Instant
    ) -> Response {
        let say = choice.messages
        let zone = ZoneRules.system(named: room.zone, around: room.slot.window.start)
        var context: [String: Any] = [
            "organisation": room.organisation,
            "topic": room.topic ?? "",
            "slot": say.title(of: room.slot.id),
            "window": say.text(of: room.slot.window, in: zone),
            "isShared": room.mode == .sharedDevice,
            "pickPath": path + choice.query,
            "names": room.names.map { ["attendee": $0.attendee.text, "name": $0.name] },
        ]
        if now < room.opens {
            context["early"] = say.text(
                "room.not_yet",
                ["time": say.text(of: room.opens, in: zone)]
            )
        }
        return page("room", context, in: choice)
    }

    func waiting(_ waiting: WaitingSigner, in choice: LanguageChoice) -> Response {
        page(
            "waiting",
            [
                "organisation": waiting.organisation,
                "topic": waiting.topic ?? "",
                "name": waiting.name,
                "code": waiting.code,
            ],
            in: choice
        )
    }
}
