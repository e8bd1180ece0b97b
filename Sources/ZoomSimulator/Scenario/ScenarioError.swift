public import EventSourcing

/// Why a scenario cannot be played, where it says so, and what would do.
public enum ScenarioError: Error, Hashable, CustomStringConvertible {
    /// The file is not JSON.
    case notJSON(JSONError)
    /// Something that is needed is not there.
    case missing(place: String, expected: String)
    /// Something is there that cannot be used.
    case unusable(place: String, expected: String)
    /// A member that scenarios do not have, such as a misspelt one.
    case unknown(place: String, known: [String])
    /// Something names what the scenario does not have.
    case notFound(place: String, name: String, kind: String)

    /// The sentence to show.
    public var description: String {
        switch self {
        case .notJSON(let error): "the scenario is \(error)"
        case .missing(let place, let expected):
            "the scenario's \(place) is missing; give \(expected)"
        case .unusable(let place, let expected):
            "the scenario's \(place) cannot be used; give \(expected)"
        case .unknown(let place, let known):
            "the scenario's \(place) is not known; known there: \(known.joined(separator: ", "))"
        case .notFound(let place, let name, let kind):
            "the scenario's \(place) names \(name), but there is no such \(kind) in it"
        }
    }
}
