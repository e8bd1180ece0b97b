import EventSourcing
import Foundation
import HTTPTypes
import MeetingManagement

extension JSON {
    /// The `reason` of a request's body, without the white space around it.
    /// - Throws: ``Problem`` when there is none, or it is too long.
    func reason() throws(Problem) -> String {
        let reason = self["reason"]?.string?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !reason.isEmpty, TextBound.reason.holds(reason) else { throw .noReason }
        return reason
    }

    /// A text of a request's body that may be left out, without the white space around it.
    /// - Throws: ``Problem`` when it is none.
    func text(_ name: String) throws(Problem) -> String? {
        guard let value = self[name], value != .null else { return nil }
        guard let text = value.string?.trimmingCharacters(in: .whitespacesAndNewlines) else {
            throw Problem(.badRequest, "Not a text", "\(name) must be a text, or null.")
        }
        return text.isEmpty ? nil : text
    }
}

extension Problem {
    /// A reason is missing, or too long.
    static let noReason = Problem(
        .unprocessableContent,
        "No reason",
        "Give a reason, in at most \(TextBound.reason.charactersMax) characters.",
        words: Words(
            "problem.reason",
            titled: "problem.reason_title",
            count: TextBound.reason.charactersMax
        )
    )
}
