import EventSourcing
import Foundation
import HTTPTypes

extension JSON {
    /// The `reason` of a request's body, without the white space around it.
    /// - Throws: ``Problem`` when there is none, or it is too long.
    func reason() throws(Problem) -> String {
        let reason = self["reason"]?.string?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !reason.isEmpty, reason.count <= ServerLimits.reasonCharactersMax else {
            throw Problem(
                .unprocessableContent,
                "No reason",
                "Give a reason, in at most \(ServerLimits.reasonCharactersMax) characters.",
                words: Problem.Words(
                    "problem.reason",
                    titled: "problem.reason_title",
                    count: ServerLimits.reasonCharactersMax
                )
            )
        }
        return reason
    }
}
