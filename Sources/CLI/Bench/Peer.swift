import Foundation

/// What others do with the same payload, in processes of their own whose start is not counted.
///
/// The Python library `eventsourcing` on SQLite is the most used event store of its kind; the server UmaDB
/// commits together what many ask for. Both are taken as PyPI has them.
struct Peer {
    /// Events a second, by workload.
    struct Rates: Decodable {
        var single: Double
        var group: Double
        var batches: Double
        /// UmaDB, with as many producers; `nil` where python3 does not have it.
        var umaDB: Double?
    }

    /// What the figures are of.
    static let description =
        "PEER is eventsourcing (PyPI) with its SQLiteApplicationRecorder: no hashes, no encryption"
    /// What to say where only the other is missing.
    static let umaAbsence = "UmaDB (PyPI, umadb) was not measured: python3 does not have it"
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
        import json, socket, subprocess, sys, time, uuid
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

        def uma():
            try:
                import umadb
            except ImportError:
                return None
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                place = f"127.0.0.1:{free.getsockname()[1]}"
            server = subprocess.Popen(
                [sys.executable, "-c", "import sys, umadb; umadb.run_server_from_args(sys.argv)",
                 "--listen", place, "--db-path", f"{folder}/uma.db"], stdout=subprocess.DEVNULL)
            try:
                for _ in range(100):
                    try:
                        umadb.Client(f"http://{place}").head()
                        break
                    except Exception:
                        time.sleep(0.1)
                clients = [umadb.Client(f"http://{place}") for _ in range(producers)]
                def work(number):
                    for _ in range(each):
                        clients[number].append([umadb.Event(
                            event_type="connection.joined", data=body, tags=[f"stream-{number}"])])
                with ThreadPoolExecutor(producers) as pool:
                    return rate(each * producers, lambda: list(pool.map(work, range(producers))))
            finally:
                # Asked to end, it waits for its clients, who stay connected.
                server.kill()
                server.wait()

        one, many, large = recorder("one"), recorder("many"), recorder("large")
        each = group // producers
        with ThreadPoolExecutor(producers) as pool:
            json.dump({
                "single": rate(single, lambda: appends(one, single, 1)),
                "group": rate(each * producers, lambda: list(
                    pool.map(lambda _: appends(many, each, 1), range(producers)))),
                "batches": rate(batches, lambda: appends(large, batches, 100)),
                "umaDB": uma(),
            }, sys.stdout)

        """
}
