import EventSourcing
import EventStore
import LogSocket
import NIOCore
import NIOPosix
import Synchronization
import Testing
import TestSupport

@Suite("Bytes that are not of the format", .timeLimit(.minutes(30)))
struct HostileBytesTests {
    @Test(
        "end their own connection, with the reason",
        arguments: [
            ([0x7F, 0xFF, 0xFF, 0xFF], "longer than"),
            ([0xFF, 0xFF, 0xFF, 0xFF], "longer than"),
            (RawPeer.frame("".utf8), "not JSON"),
            (RawPeer.frame("{".utf8), "not JSON"),
            (RawPeer.frame(String(repeating: "[", count: 10_000).utf8), "nested deeper"),
            (RawPeer.frame([UInt8]()), "not JSON"),
            (RawPeer.frame("[]".utf8), "no object"),
            (RawPeer.frame(["protocol": "other"]), "does not speak muster-log"),
            (RawPeer.frame(["protocol": "muster-log", "version": 3]), "version 3"),
            (RawPeer.frame(["protocol": "muster-log", "version": 2]), "no integer named frame"),
            (RawPeer.greeting(frame: 511), "fewer than 512 bytes"),
            (RawPeer.greeting(frame: .min), "fewer than 512 bytes"),
            (RawPeer.greeting + RawPeer.frame([:]), "no integer named id"),
            (RawPeer.greeting + RawPeer.greeting, "no integer named id"),
            (RawPeer.greeting + RawPeer.frame(["id": "1", "op": "size"]), "no integer named id"),
            (RawPeer.greeting + RawPeer.frame(["id": 1]), "no text named op"),
            (RawPeer.greeting + RawPeer.frame("nul".utf8), "not JSON"),
            (RawPeer.greeting + [0x04, 0x00, 0x00, 0x01, 0], "longer than"),
        ] as [([UInt8], String)]
    )
    func refused(bytes: [UInt8], reason: String) async throws {
        try await ServedLog.with { served in
            let client = try await served.connect()
            let answer = try await RawPeer.exchange(bytes, with: served.path)
            let messages = try RawPeer.messages(answer)
            #expect(messages.count == 2)
            #expect(messages.first?["protocol"] == "muster-log")
            let error = messages.last?["error"]
            #expect(error?["code"] == "storage")
            #expect(
                error?["reason"]?.string?.contains(reason) == true,
                "\(String(describing: error))"
            )
            #expect(messages.last?["id"] == nil)
            #expect(try await client.size() == 0)
        }
    }

    @Test("do not keep what came before them from being answered")
    func answeredFirst() async throws {
        try await ServedLog.with { served in
            let size = RawPeer.frame(["arguments": [:], "id": 7, "op": "size"])
            let bytes = RawPeer.greeting + size + size + RawPeer.frame("?".utf8)
            let messages = try RawPeer.messages(
                try await RawPeer.exchange(bytes, with: served.path)
            )
            #expect(
                messages.dropFirst().prefix(2) == [
                    ["id": 7, "result": 0], ["id": 7, "result": 0],
                ]
            )
            #expect(messages.count == 4)
            #expect(messages.last?["error"] != nil)
        }
    }

    @Test(
        "in the arguments of a request are refused by themselves",
        arguments: [
            ("append", [:]), ("append", ["actor": 1]), ("append", .null), ("events", ["from": 0]),
            ("stream", ["stream": "nohyphen"]), ("stream", ["stream": "-"]), ("disclose", [:]),
            ("disclose", ["fields": [["mark": "-1", "subject": "a"]]]),
            ("erase", ["subjects": [1]]), ("expire", ["batch": [:], "subjects": []]),
            ("document", ["identifier": "a", "kind": "other"]), ("command", ["name": "other"]),
            ("other", [:]), ("", [:]),
        ] as [(String, JSON)]
    )
    func arguments(operation: String, arguments: JSON) async throws {
        try await ServedLog.with { served in
            let wrong: JSON = ["arguments": arguments, "id": 1, "op": .string(operation)]
            // The last one ends the connection, so that the exchange ends.
            let bytes = RawPeer.greeting + RawPeer.frame(wrong) + RawPeer.frame("?".utf8)
            let messages = try RawPeer.messages(
                try await RawPeer.exchange(bytes, with: served.path)
            )
            #expect(messages.count == 3)
            #expect(messages.dropFirst().first?["id"] == 1)
            #expect(messages.dropFirst().first?["error"] != nil)
        }
    }

    @Test("never stop the server, and ranges beyond all bounds neither")
    func ranges() async throws {
        try await ServedLog.with { served in
            _ = try await served.log.append(.sample("1"))
            let client = try await served.connect()
            for position: Int64 in [.min, -1, 0, 1, .max] {
                for limit: Int in [.min, -1, 0, 1, .max] {
                    let events = try await client.events(from: position, limit: limit)
                    #expect(events.count == (position <= 0 && limit > 0 ? 1 : 0))
                }
            }
        }
    }

    @Test(
        "that ask for frames of any length are answered, or told why not",
        arguments: [512, .max]
    )
    func frames(limit: Int64) async throws {
        let fail: LogSocketServer.Command = { _ throws(EventLogError) in
            throw EventLogError(.damaged, String(repeating: "a", count: 600))
        }
        try await ServedLog.with(commands: ["fail": fail]) { served in
            let request: JSON = [
                "arguments": ["arguments": [:], "name": "fail"], "id": .integer(.min),
                "op": "command",
            ]
            let bytes =
                RawPeer.greeting(frame: limit) + RawPeer.frame(request) + RawPeer.frame("?".utf8)
            let messages = try RawPeer.messages(
                try await RawPeer.exchange(bytes, with: served.path)
            )
            #expect(messages.count == 3)
            let code = messages.dropFirst().first?["error"]?["code"]
            #expect(code == (limit == 512 ? "storage" : "damaged"))
        }
    }

    @Test("made from good ones do no harm to others", arguments: 0..<40)
    func mutated(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        try await ServedLog.with { served in
            let client = try await served.connect()
            for _ in 0..<25 {
                let bytes = Self.mutation(&generator)
                _ = try await RawPeer.exchange(bytes, with: served.path, ending: .hangsUp)
            }
            let before = try await client.size()
            let receipt = try await client.append(.sample("still here"))
            #expect(receipt.firstPosition == before)
            #expect(
                try await client.events(of: .ada).last?.event.payload == Array("still here".utf8)
            )
        }
    }

    @Test("are read no faster than answers are taken")
    func slowReader() async throws {
        let calls = Mutex(0)
        let answer = JSON.string(String(repeating: "a", count: 400_000))
        let long: LogSocketServer.Command = { _ in
            calls.withLock { $0 += 1 }
            return answer
        }
        var limits = LogSocketLimits()
        limits.requestsInFlightMax = 4
        try await ServedLog.with(commands: ["long": long], limits: limits) { served in
            let request: JSON = [
                "arguments": ["arguments": [:], "name": "long"], "id": 1, "op": "command",
            ]
            let bytes = RawPeer.greeting + (0..<100).flatMap { _ in RawPeer.frame(request) }
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelOption(.autoRead, value: false)
                .connect(unixDomainSocketPath: served.path)
                .get()
            try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
            try await until { calls.withLock { $0 } >= 4 }
            let other = try await served.connect()
            for _ in 0..<200 { #expect(try await other.size() == 0) }
            // Four wait to be written; what the kernel holds for the reader is less than one.
            #expect(calls.withLock { $0 } < 8)
            try await channel.setOption(.autoRead, value: true).get()
            try await until { calls.withLock { $0 } == 100 }
            try await channel.close().get()
        }
    }

    private static let requests: [JSON] = [
        ["arguments": [:], "id": 1, "op": "size"],
        ["arguments": ["from": 0, "limit": 10], "id": 2, "op": "events"],
        ["arguments": ["stream": "person-ada"], "id": 3, "op": "stream"],
        [
            "arguments": [
                "actor": "tester", "conditions": [["expecting": 0, "stream": "person-ada"]],
                "documents": [
                    [
                        "bytes": "AQID", "name": ["identifier": "d1", "kind": "sheet"],
                        "subjects": ["several": ["a", "b"]],
                    ]
                ], "key": ["body": "AQ==", "key": "AQ=="], "metadata": ["a": "b"],
                "streams": [
                    [
                        "events": [
                            [
                                "event": [
                                    "payload": "e30=",
                                    "personal": [["open": "Zoe", "subject": "z"]],
                                    "type": "sample.happened", "version": 1,
                                ], "occurred_at": 5,
                            ]
                        ], "expecting": "any", "stream": "person-ada",
                    ]
                ],
            ], "id": 4, "op": "append",
        ],
        [
            "arguments": [
                "fields": [
                    ["index": 0, "mark": "18446744073709551615", "position": 0, "subject": "z"]
                ]
            ], "id": 5, "op": "disclose",
        ],
        ["arguments": ["actor": "a", "reason": "r", "subjects": ["z"]], "id": 6, "op": "erase"],
        ["arguments": ["identifier": "d1", "kind": "sheet"], "id": 7, "op": "document"],
        ["arguments": [:], "id": 8, "op": "sign"],
        ["arguments": ["arguments": [:], "name": "none"], "id": 9, "op": "command"],
    ]

    /// Some good requests, with mistakes in their messages or in their frames.
    private static func mutation(_ generator: inout SeededGenerator) -> [UInt8] {
        let isFramed = Bool.random(using: &generator)
        var bytes = RawPeer.greeting
        for _ in 0..<4 {
            var message = requests.randomElement(using: &generator)?.canonicalBytes() ?? []
            if isFramed, Int.random(in: 0...2, using: &generator) == 0 {
                mutate(&message, &generator)
            }
            bytes += RawPeer.frame(message)
        }
        if !isFramed { mutate(&bytes, &generator) }
        return bytes
    }

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0...4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8.random(in: 32...126, using: &generator), at: place)
            case 3: bytes.removeSubrange(place...)
            default:
                // The characters that JSON is made of do more than others.
                let signs = Array(#"{}[]",:-0129.eE\u"#.utf8)
                bytes[place] = signs.randomElement(using: &generator) ?? 0
            }
        }
    }
}
