import Foundation

/// What was measured of one workload, round by round.
struct Measurement {
    /// Events a second by this program, by round.
    private(set) var ours: [Double] = []
    /// Events a second by C, in the same rounds.
    private(set) var theirs: [Double] = []
    /// Events a second by the peer, in the same rounds; empty where it does nothing like it.
    private(set) var peers: [Double] = []
    /// How long each append of this program took, in seconds, over all rounds.
    private(set) var latencies: [Double] = []

    mutating func add(_ run: Run, against other: Double, peer: Double?) {
        ours.append(run.rate)
        latencies += run.latencies
        theirs.append(other)
        if let peer { peers.append(peer) }
    }

    /// The median of the ratios within a round.
    var ratio: Double { zip(ours, theirs).map { $0 / $1 }.median }

    /// The middle and the slowest hundredth of the latencies, as text.
    var latencyText: String {
        let times = [0.5, 0.99].map { String(format: "%.2f ms", latencies.quantile($0) * 1000) }
        return "p50 \(times[0]), p99 \(times[1])"
    }
}

/// One run of a workload.
struct Run: Sendable {
    /// Events a second.
    var rate: Double
    /// How long each append took, in seconds.
    var latencies: [Double] = []
}

extension [Double] {
    /// The middle value; of an even number of them, the mean of both.
    var median: Double {
        guard !isEmpty else { return 0 }
        let ordered = sorted()
        return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }

    /// The least value that a share of all values, from 0 to 1, do not exceed.
    func quantile(_ share: Double) -> Double {
        guard !isEmpty else { return 0 }
        let rank = Int((Double(count) * share).rounded(.up)) - 1
        return sorted()[Swift.min(Swift.max(rank, 0), count - 1)]
    }
}
