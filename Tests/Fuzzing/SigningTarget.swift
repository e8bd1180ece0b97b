import EventSourcing
import Foundation
import HTTPTypes
import TestSupport

/// What is posted to sign, or to say that one will not: through the server's routes, without a socket.
///
/// The first byte of an input says how the rest becomes a request.
public struct SigningTarget {
    private var course: SigningCourse?
    private var tries = 0

    /// Whether the last input was taken, so that the next one gets a server of its own.
    public private(set) var isUsed = false

    /// So many are refused by one server, whose link is soon to be answered no more for a while.
    private static let triesMax = 15

    /// Creates a target; its server is made with the first input.
    public init() {}

    /// What a fuzzer starts from: requests of every kind that are taken, and pictures of every kind.
    public static let seeds: [[UInt8]] = {
        let picture = PNGSample().bytes
        let strokes = #"""
            {"height":3000,"schema":"muster.strokes@1","strokes":[[[0,1,2,500],[16,10,20,600]],[[99,6000,3000,0]]],"width":6000}
            """#
        let json =
            #"{"picture":"\#(Data(picture).base64EncodedString())","strokes":\#(strokes)}"#
        let made: [[UInt8]] = [
            [0] + picture, [1] + Array(json.utf8),
            [2] + Array(#"{"reason":"I was not there"}"#.utf8),
            [3] + Array(strokes.utf8) + [0] + picture,
            [4] + Array("Ada%20Lang".utf8) + [0] + picture,
            [1] + Array(#"{"picture":"data:image/png;base64,AAAA","strokes":null}"#.utf8),
            [3] + Array("null".utf8) + [0] + picture, [4] + Array("%".utf8) + [0] + picture,
        ]
        return made
            + PNGSample.kinds.map { [0] + PNGSample(colour: $0.colour, depth: $0.depth).bytes }
    }()

    /// Takes an input.
    /// - Returns: what is wrong with the answer, or with what became of the log; `nil` where nothing is.
    public mutating func finding(in input: [UInt8]) async throws -> String? {
        let course =
            if let course = self.course { course } else { try await SigningCourse() }
        self.course = course
        let question = Question(input)
        let size = try await course.log.size()
        let answer = try await course.post(
            question.path(course.path),
            question.headers,
            question.body
        )
        let grown = try await course.log.size() - size
        // The next input finds everything as this one did.
        isUsed = grown != 0
        tries += 1
        if isUsed || tries == Self.triesMax { (self.course, tries) = (nil, 0) }
        guard !answer.text.contains(course.token) else { return "the answer tells the token" }
        switch answer.status.code {
        case 201:
            guard grown > 0 else { return "a signature was acknowledged and not kept" }
            return try await course.findingInKept(question.png, asIn: answer)
        case 204:
            guard question.isRefusal, grown > 0 else { return "a refusal that is none was taken" }
            return nil
        case 400, 404, 409, 413, 415, 422:
            guard grown == 0 else { return "what was refused changed the log" }
            let problem = try? JSON(parsing: Array(answer.text.utf8))
            guard problem?["detail"]?.string?.isEmpty == false else {
                return "a refusal without a reason"
            }
            return nil
        default: return "it was answered \(answer.status.code)"
        }
    }
}

/// A request made of an input.
private struct Question {
    var headers: HTTPFields = [.accept: "application/json"]
    var body: [UInt8]
    var isRefusal = false
    /// The picture in it, where it is known.
    var png: [UInt8]?

    init(_ input: [UInt8]) {
        let rest = Array(input.dropFirst())
        let split = rest.firstIndex(of: 0) ?? rest.endIndex
        let (first, second) = (Array(rest[..<split]), Array(rest[split...].dropFirst()))
        switch (input.first ?? 0) % 5 {
        case 0:
            headers[.contentType] = "image/png"
            body = PNGFile.repaired(rest)
            png = body
        case 1:
            headers[.contentType] = "application/json"
            body = rest
        case 2:
            headers[.contentType] = "application/json"
            body = rest
            isRefusal = true
        case 3:
            headers[.contentType] = "application/json"
            png = PNGFile.repaired(second)
            let picture = Data(PNGFile.repaired(second)).base64EncodedString()
            body = Array(#"{"picture":"\#(picture)","strokes":"#.utf8) + first + Array("}".utf8)
        default:
            headers[.contentType] = "image/png"
            // Bytes that no field's value may have never come so far (RFC 9110, 5.5).
            let value = String(
                decoding: first.filter { (0x20..<0x7F).contains($0) },
                as: UTF8.self
            )
            for name in ["Muster-Typed-Name", "Muster-Route", "Muster-Replaces", "User-Agent"] {
                // A signature in place of another is none yet.
                let isLeftOut = name == "Muster-Replaces" && value.count.isMultiple(of: 2)
                guard !isLeftOut, let field = HTTPField.Name(name) else { continue }
                headers[field] = value
            }
            body = PNGFile.repaired(second)
            png = body
        }
    }

    func path(_ link: String) -> String { isRefusal ? link + "/refusal" : link }
}
