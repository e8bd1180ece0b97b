/// When Zoom is asked, and how long it is waited for; in seconds.
enum ReconciliationTimes {
    /// After the end of a run, while Zoom may still be making its report: what there is by then is taken,
    /// and proves nothing of whoever is not on it.
    static let earlySeconds: [Int64] = [180, 480, 900]
    /// From when on a report is taken to be all there will be (measured: rows appear up to about half an
    /// hour after the end).
    static let settledSeconds: Int64 = 1800
    /// After the end, when the report is read for good; after the last, no more.
    static let lateSeconds: [Int64] = [1860, 7200, 86_400]
    /// From when on rows that Zoom has not counted yet are taken as they are.
    static let uncountedSecondsMax: Int64 = 7200

    /// How long nothing must have come of a run that everybody has left before it may be over: its end
    /// can have been lost.
    static let quietSeconds: Int64 = 900
    /// The same of a run where somebody is left, after its planned end.
    static let overtimeSeconds: Int64 = 2700
    /// How long until it is asked again whether a run has ended; doubled each time up to the second.
    static let endAgainSeconds: Int64 = 1800
    static let endAgainSecondsMax: Int64 = 4 * 3600
    /// How long Zoom lets a meeting last (30 h), and an hour: what has no end by then never gets one.
    static let runSecondsMax: Int64 = 31 * 3600

    /// How long after a planned end the runs are listed, where there should have been one.
    static let listingSeconds: Int64 = 900
    /// How much of a planned time without a run makes one ask for another.
    static let idleSecondsMin: Int64 = 900
    /// A receiver that was away for less missed no run worth the name.
    static let gapSecondsMin: Int64 = 60
    /// How long after such a time its end is followed by asking what hosts ran in it.
    static let hostsSecondsBack: Int64 = 86_400
    /// How far back Zoom tells what hosts ran, within its six months.
    static let hostsSecondsReach: Int64 = 170 * 86_400
    /// How far around its plan a run may lie.
    static let marginSeconds: Int64 = 1800
    /// How often the runs of meetings without a time are listed: of those in use, and of others.
    static let timelessSeconds: Int64 = 86_400
    static let idleTimelessSeconds: Int64 = 7 * 86_400
    /// After how long without a run a meeting is no longer in use.
    static let useSeconds: Int64 = 31 * 86_400

    /// How far back plans without a run are looked for, in days.
    static let plansDaysBack = 31
    /// How far back Zoom tells of runs, in days.
    static let runsDaysBack = 366
    /// How often everything is looked through.
    static let sweepSeconds: Int64 = 86_400
    /// How long until a meeting of which nothing is due is looked at again.
    static let planSeconds: Int64 = 6 * 3600
    /// How long until a meeting in which something goes on is looked at again.
    static let lookAgainSeconds: Int64 = 60

    /// How long an account is left alone after a failure that may pass, doubled up to the second.
    static let pauseSeconds: Int64 = 60
    static let pauseSecondsMax: Int64 = 900
    /// How long an account whose credentials are not taken is left alone, unless they change.
    static let lockedSeconds: Int64 = 3600
    /// How long an account without reports is not asked for any, unless its credentials change.
    static let withoutReportsSeconds: Int64 = 86_400
    /// How many calls of one account may be under way.
    static let callsAtOnce = 4
}
