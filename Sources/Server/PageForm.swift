import Attendance
import EventSourcing
import Foundation
import HTTPTypes
import Hummingbird
import MeetingManagement

/// What a form of a page sends.
struct PageForm {
    private let fields: [String: String]

    /// Reads the body of a request.
    init(_ request: Request) async throws {
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        let text = String(buffer: buffer)
        guard let fields = try? URLEncodedFormDecoder().decode([String: String].self, from: text)
        else { throw Problem.formIncomplete }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    func attendee() throws(Problem) -> SubjectID { try word("attendee") { SubjectID($0) } }

    func slot() throws(Problem) -> SlotID { try word("slot", SlotID.init(validating:)) }

    /// A text that may be left out, without the white space around it.
    func text(_ name: String) throws(Problem) -> String? {
        let text = (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return nil }
        return try JSON.object(["reason": .string(text)]).reason()
    }

    /// An address of the web that may be left out.
    func joinLink() throws(Problem) -> String? {
        let text = (fields["join_link"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return nil }
        guard let address = WebAddress(text) else { throw .formIncomplete }
        return address.text
    }

    func word<Value>(
        _ name: String,
        _ read: (String) -> Value?
    ) throws(Problem) -> Value {
        guard let text = fields[name], !text.isEmpty, let value = read(text) else {
            throw .formIncomplete
        }
        return value
    }
}

extension Problem {
    static let formIncomplete = Problem(
        .badRequest,
        "Not this form",
        "Something in the form is missing or wrong. Reload the page and send it again.",
        words: Words("problem.form", titled: "problem.form_title")
    )
}
