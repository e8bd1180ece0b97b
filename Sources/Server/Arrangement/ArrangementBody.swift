import Attendance
import EventSourcing
import Hummingbird
import MeetingManagement

/// What a request states of a meeting at Zoom, member by member, in the words of `muster meeting`.
///
/// A member that is not known is refused: a word that is misspelt would change nothing without a sign.
struct ArrangementBody {
    private let members: [String: JSON]

    init(_ request: Request, of names: Set<String>) async throws {
        let bytes = try await request.bytes(upTo: ServerLimits.requestBodyBytesMax)
        // Nothing is as good as an object without members.
        let json = bytes.isEmpty ? JSON.object([:]) : (try? JSON(parsing: bytes)) ?? .null
        guard let members = json.object else {
            throw Problem(.badRequest, "Not an object", "Send a JSON object.")
        }
        if let unknown = members.keys.filter({ !names.contains($0) }).min() {
            let known = names.sorted().joined(separator: ", ")
            let isWord = unknown.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }
            throw Problem(
                .badRequest,
                "Unknown member",
                "The object has a member that is not known; known are \(known).",
                field: isWord && unknown.utf8.count <= 40 ? unknown : nil
            )
        }
        self.members = members
    }

    /// Whether something is said at all.
    func has(_ name: String) -> Bool { members[name].map { $0 != .null } ?? false }

    /// A text; `nil` where none is given.
    func text(_ name: String) throws(Problem) -> String? {
        guard let value = members[name], value != .null else { return nil }
        guard let text = value.string else { throw .wrong(name, "must be a text") }
        return text
    }

    /// A text that must be given.
    func required(_ name: String) throws(Problem) -> String {
        let text = try text(name) ?? ""
        guard text.contains(where: { !$0.isWhitespace }) else { throw .wrong(name, "is missing") }
        return text
    }

    /// A whole number.
    func integer(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let value = members[name], value != .null else { return nil }
        guard let number = value.integer, range.contains(number) else {
            let bounds = "\(range.lowerBound) to \(range.upperBound)"
            throw .wrong(name, "must be a whole number, \(bounds)")
        }
        return number
    }

    /// `true` or `false`.
    func flag(_ name: String) throws(Problem) -> Bool? {
        switch members[name] {
        case nil, .null: nil
        case .bool(let flag): flag
        default: throw .wrong(name, "must be true or false")
        }
    }

    /// One of some words.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(Problem) -> Word? {
        guard let text = try text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .wrong(name, "must be one of \(words)")
        }
        return word
    }

    /// Texts in a list.
    func texts(_ name: String) throws(Problem) -> [String]? {
        guard let value = members[name], value != .null else { return nil }
        let texts = value.array?.compactMap(\.string)
        guard let texts, texts.count == value.array?.count else {
            throw .wrong(name, "must be a list of texts")
        }
        return texts
    }

    // MARK: What is wanted

    static let settings: Set = [
        "registration", "registration_for", "recording", "join_before_host", "waiting_room",
        "registrant_mails",
    ]
    static let link: Set = ["course", "session", "group", "user"]
    static let series: Set = ["daily", "weekly", "monthly", "every", "count", "until"]
    static let time = series.union(["start", "zone", "minutes"])

    func meetingSettings() throws(Problem) -> MeetingSettings {
        let minutes = try integer("join_before_host", in: 0...15)
        return MeetingSettings(
            registration: try word("registration"),
            scope: try word("registration_for"),
            recording: try word("recording"),
            allowsJoinBeforeHost: minutes.map { _ in true },
            joinBeforeHostMinutes: minutes,
            hasWaitingRoom: try flag("waiting_room"),
            writesToRegistrants: try flag("registrant_mails")
        )
    }

    /// For whom it is; `nil` where nothing is said of that.
    func meetingLink(at desk: Desk) async throws(Problem) -> MeetingLink {
        let (course, user) = (try text("course"), try text("user"))
        let (session, group) = (try text("session"), try text("group"))
        guard course == nil || user == nil else {
            throw .wrong("user", "goes without course; without both it is for everybody")
        }
        guard course != nil || (session == nil && group == nil) else {
            throw .wrong(session == nil ? "group" : "session", "goes with course")
        }
        if let course { return .course(course, session: session, group: group) }
        guard let user else { return .global }
        do throws(DeskFailure) {
            return .user(try await desk.person(named: user))
        } catch {
            throw Problem(error).of("user")
        }
    }

    /// The length in seconds, where it is given.
    func seconds() throws(Problem) -> Int64? {
        try integer("minutes", in: 1...1440).map { $0 * 60 }
    }

    /// The start on the wall clock, where it is given.
    func start(seconds: Int64) throws(Problem) -> DatePlan? {
        guard let wall = try text("start") else { return nil }
        guard let zone = try text("zone") else {
            throw .wrong("zone", "is missing; start needs one, such as Europe/Paris")
        }
        guard let plan = DatePlan(wall: wall, zone: zone, seconds: seconds) else {
            throw .wrong("start", "must be a time on the wall clock such as 2026-03-09T09:00")
        }
        return plan
    }

    /// How the series goes on; `nil` where nothing recurs.
    func series() throws(Problem) -> SeriesDraft? {
        let rules = ["daily", "weekly", "monthly"].filter(has)
        guard rules.count <= 1 else {
            throw .wrong(rules[1], "goes without \(rules[0]); give one of them")
        }
        guard let rule = rules.first else {
            for name in ["count", "until", "every"] where has(name) {
                throw .wrong(name, "goes with daily, weekly or monthly")
            }
            return nil
        }
        let every = try integer("every", in: 1...90) ?? 1
        let end = try self.end()
        switch rule {
        case "daily":
            let days = try integer("daily", in: 1...90) ?? 1
            return SeriesDraft(.daily, every: days, end: end)
        case "weekly":
            guard let days = SeriesDraft.weekDays(try texts("weekly") ?? []) else {
                throw .wrong("weekly", #"must be a list of days such as ["mon", "wed"]"#)
            }
            return SeriesDraft(.weekly(on: days), every: every, end: end)
        default:
            let day = try integer("monthly", in: 1...31) ?? 1
            return SeriesDraft(.monthly(onDay: day), every: every, end: end)
        }
    }

    private func end() throws(Problem) -> SeriesDraft.End {
        let count = try integer("count", in: 1...Int64(RecurrenceRule.datesMax))
        switch (count, try text("until")) {
        case (let count?, nil): return .after(count)
        case (nil, let text?):
            guard let day = CivilDate(text) else {
                throw .wrong("until", "must be a day such as 2026-06-30")
            }
            return .on(day)
        case (_?, _?): throw .wrong("until", "goes without count")
        case (nil, nil): throw .wrong("count", "is missing; a series needs count or until")
        }
    }

    /// When a meeting is to be.
    func timeDraft(seconds: Int64) throws(Problem) -> TimeDraft {
        enum Form: String, CaseIterable { case unfixed, now }
        let form: Form? = try word("form")
        let start = try self.start(seconds: seconds)
        let series = try self.series()
        switch (form, start, series) {
        case (nil, let start?, let series?): return .series(first: start, series)
        case (nil, let start?, nil): return .once(start)
        case (.unfixed?, nil, nil): return .unfixed
        case (.now?, nil, nil): return .instant
        case (_?, _?, _): throw .wrong("start", "goes without form")
        case (_, nil, _?), (nil, nil, nil):
            throw .wrong("start", #"is missing; without it give "form": "unfixed" or "now""#)
        }
    }

    /// The rules its sheets are judged by: those that come with Muster, by name.
    func pack() throws(Problem) -> RulePack? {
        guard let name = try text("pack") else { return nil }
        guard let pack = RulePack.shipped(name) else {
            throw .wrong("pack", "is none that comes with Muster; muster rules lists them")
        }
        return pack
    }
}

extension Problem {
    /// A member of a request's body is wrong.
    static func wrong(_ field: String, _ fault: String) -> Problem {
        Problem(.badRequest, "Wrong \(field)", "\(field) \(fault).", field: field)
    }

    /// The same about a member of the body.
    func of(_ field: String) -> Problem {
        var problem = self
        problem.field = field
        return problem
    }
}
