/// Decides which page of a list comes next, so that reading always ends.
struct PageState {
    /// What follows.
    enum Step: Hashable {
        /// The page with this token is asked for; `nil` for the first.
        case ask(token: String?)
        /// There is no more.
        case end
        /// A page leads back to one that was read before.
        case repeated(page: Int)
        /// There are more pages than allowed.
        case tooMany
    }

    private let pagesMax: Int
    private var seen: Set<String> = []
    private(set) var pages = 0
    private var upcoming = Step.ask(token: nil)

    init(pagesMax: Int) { self.pagesMax = pagesMax }

    /// What is asked for now.
    var step: Step { upcoming }

    /// A page was read; an empty token is none (Zoom API, *Pagination*).
    mutating func read(nextToken: String?) {
        pages += 1
        guard let token = nextToken, !token.isEmpty else {
            upcoming = .end
            return
        }
        if pages >= pagesMax {
            upcoming = .tooMany
        } else {
            upcoming = seen.insert(token).inserted ? .ask(token: token) : .repeated(page: pages)
        }
    }

    /// Nothing more is asked for.
    mutating func end() { upcoming = .end }
}
