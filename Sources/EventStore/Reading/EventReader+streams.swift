extension EventReader {
    /// Where the events of streams are: those filed under them, and those among the last of the log that
    /// are not yet (``StoreLimits/unsettledEventsMax``).
    /// - Parameter asked: SQL that selects the rows of the streams, and the first version of each that
    ///   counts.
    /// - Returns: SQL that selects the positions, in no order.
    static func positions(_ asked: String) -> String {
        """
        WITH asked (stream, version) AS MATERIALIZED (\(asked))
        SELECT filed.position FROM asked CROSS JOIN stream_event AS filed
            ON filed.stream = asked.stream AND filed.version >= asked.version
        UNION ALL
        SELECT latest.position FROM event AS latest CROSS JOIN asked
            ON asked.stream = latest.stream AND latest.version >= asked.version
        WHERE latest.position >= (SELECT size FROM stream_cursor)
        """
    }
}
