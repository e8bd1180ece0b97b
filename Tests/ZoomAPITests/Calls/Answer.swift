import EventSourcing
import Testing

@testable import ZoomAPI

extension ZoomCall {
    /// What the call reads in the fixture `Answers/<name>.json`.
    func reads(_ name: String) throws -> Answer {
        let bytes = try Fixture.body("Answers/\(name)")
        return try decode(ZoomAnswer(bytes: bytes, json: try JSON(parsing: bytes)))
    }

    /// What the call reads in a text.
    func reads(text: String) throws -> Answer {
        let bytes = Array(text.utf8)
        return try decode(ZoomAnswer(bytes: bytes, json: try JSON(parsing: bytes)))
    }

    /// The verb, path, query and class of what is asked.
    var asks: String {
        "\(operation.method.rawValue) \(operation.target) \(operation.rateClass.rawValue)"
    }
}
