/// What was measured of one workload, round by round.
struct Measurement {
    /// What was done.
    let name: String
    /// Events a second by this program, by round.
    private(set) var ours: [Double] = []
    /// Events a second by C, in the same rounds; empty where there is nothing to compare.
    private(set) var theirs: [Double] = []

    init(_ name: String) { self.name = name }

    mutating func add(_ rate: Double, against other: Double? = nil) {
        ours.append(rate)
        if let other { theirs.append(other) }
    }

    /// The median of the ratios within a round; `nil` where there is nothing to compare.
    var ratio: Double? {
        theirs.isEmpty ? nil : zip(ours, theirs).map { $0 / $1 }.median
    }
}

extension [Double] {
    /// The middle value; of an even number of them, the mean of both.
    var median: Double {
        guard !isEmpty else { return 0 }
        let ordered = sorted()
        return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }
}
