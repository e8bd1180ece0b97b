import Foundation

/// The Python library `eventsourcing` on SQLite, the most used event store of its kind, as it comes.
///
/// It stores the same payload, in a process of its own whose start is not counted.
struct Peer {
    /// Events a second, by workload.
    struct Rates: Decodable {
        var single: Double
        var group: Double
        var batches: Double
    }

    /// What the figures are of.
    static let description =
        "PEER is eventsourcing (PyPI) with its SQLiteApplicationRecorder: no hashes, no encryption"
    /// What to say where it is missing.
    static let absence =
        "eventsourcing (PyPI) was not measured: python3 does not have it; pip install eventsourcing"

    private static let missingCode: Int32 = 3

    /// Runs its workloads on new files.
    /// - Parameters:
    ///   - folder: Where to write.
    ///   - body: What each event holds.
    ///   - counts: How many events each workload appends.
    ///   - producers: How many threads share the second.
    /// - Returns: `nil` where python3 or the library is missing.
    /// - Throws: ``CommandFailure`` when it fails, and what Foundation throws when it cannot be run.
    static func rates(
        in folder: URL,
        body: [UInt8],
        counts: (single: Int64, group: Int64, batches: Int64),
        producers: Int
    ) throws -> Rates? {
        let python = Process()
        let output = Pipe()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments =
            ["python3", "-c", script, folder.path, String(decoding: body, as: UTF8.self)]
            + [counts.single, counts.group, counts.batches, Int64(producers)].map(String.init)
        python.standardOutput = output
        try python.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        switch python.terminationStatus {
        case 0: return try JSONDecoder().decode(Rates.self, from: answer)
        case missingCode, 127: return nil
        default: throw CommandFailure("the run of eventsourcing failed; its message is above")
        }
    }

    private static let script = """
        import json, sys, time, uuid
        from concurrent.futures import ThreadPoolExecutor
        try:
            from eventsourcing.persistence import StoredEvent
            from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
        except ImportError:
            sys.exit(\(missingCode))

        folder, body = sys.argv[1], sys.argv[2].encode()
        single, group, batches, producers = map(int, sys.argv[3:])

        def recorder(name):
            # A python module's connections default to synchronous = FULL, as the log's.
            store = SQLiteDatastore(f"{folder}/{name}.db", lock_timeout=60, pool_timeout=60)
            made = SQLiteApplicationRecorder(store)
            made.create_table()
            return made

        def append(to, stream, first, count):
            to.insert_events([StoredEvent(stream, version, "connection.joined", body)
                              for version in range(first, first + count)])

        def appends(to, total, count):
            stream = uuid.uuid4()
            for first in range(0, total, count):
                append(to, stream, first, count)

        def rate(total, work):
            start = time.perf_counter()
            work()
            return total / (time.perf_counter() - start)

        one, many, large = recorder("one"), recorder("many"), recorder("large")
        each = group // producers
        with ThreadPoolExecutor(producers) as pool:
            json.dump({
                "single": rate(single, lambda: appends(one, single, 1)),
                "group": rate(each * producers, lambda: list(
                    pool.map(lambda _: appends(many, each, 1), range(producers)))),
                "batches": rate(batches, lambda: appends(large, batches, 100)),
            }, sys.stdout)

        """
}
