import Attendance
import EventSourcing
import Hummingbird
import MeetingManagement

// The page behind a personal link.

extension Pages {
    /// What is to be signed, which is sent to `path`; on a device that was handed over, the next person
    /// picks their name at `back`.
    func signing(
        _ invitation: SigningInvitation,
        at path: String,
        goingBackTo back: String?,
        in choice: LanguageChoice,
        now: Instant
    ) -> Response {
        let say = choice.messages
        let zone = ZoneRules.system(named: invitation.zone, around: invitation.slot.window.start)
        let isTrainer = invitation.place.capacity == .trainer
        let topic = ["topic": invitation.topic ?? ""]
        var context: [String: Any] = [
            "organisation": invitation.organisation,
            "topic": invitation.topic ?? "",
            "tab": say.text(isTrainer ? "sign.tab_trainer" : "sign.tab", topic),
            "signedTab": say.text("pad.signed_tab", topic),
            "name": invitation.name,
            "slot": say.title(of: invitation.slot.id),
            "window": say.text(of: invitation.slot.window, in: zone),
            "zone": zone.identifier,
            "statement": invitation.terms.statement(in: choice.language),
            "statementHash": invitation.terms.statementHash(in: choice.language).text,
            "isTrainer": isTrainer,
            "isToEnter": invitation.isToEnter,
            "postPath": "\(path)?lang=\(choice.language.rawValue)",
            "refusalPath": "\(path)/refusal?lang=\(choice.language.rawValue)",
            "texts": say.script("pad", "time"),
        ]
        context["reason"] = invitation.reason
        if now < invitation.opens {
            context["early"] = say.text(
                "sign.early",
                ["time": say.text(of: invitation.opens, in: zone)]
            )
        }
        if let signature = invitation.signature {
            var signed: [String: Any] = [
                "text": say.text(
                    "sign.already",
                    ["time": say.text(of: signature.at, in: zone)]
                ),
                "image": signature.image.sha256.text,
            ]
            signed["joinLink"] = invitation.joinLink
            context["signed"] = signed
        }
        context["isDeclined"] = invitation.isDeclined
        context["keepsStrokes"] = invitation.keepsStrokes
        context["backPath"] = back.map { $0 + choice.query }
        return page("sign", context, in: choice)
    }
}
