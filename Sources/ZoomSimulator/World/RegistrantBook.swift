/// Who registered for a meeting, found by address and by id however many there are.
struct RegistrantBook: Sendable {
    /// Everybody, in the order in which they registered.
    private(set) var all: [SimulatedRegistrant] = []
    private var byEmail: [String: Int] = [:]
    private var byID: [String: Int] = [:]

    subscript(email email: String) -> SimulatedRegistrant? { byEmail[email].map { all[$0] } }
    subscript(id id: String) -> SimulatedRegistrant? { byID[id].map { all[$0] } }

    /// Adds somebody, or replaces what was known of their address.
    mutating func put(_ registrant: SimulatedRegistrant) {
        if let place = byEmail[registrant.email] {
            all[place] = registrant
        } else {
            byEmail[registrant.email] = all.count
            byID[registrant.id] = all.count
            all.append(registrant)
        }
    }

    mutating func remove(id: String) {
        guard byID[id] != nil else { return }
        let rest = all.filter { $0.id != id }
        self = RegistrantBook()
        for registrant in rest { put(registrant) }
    }
}
