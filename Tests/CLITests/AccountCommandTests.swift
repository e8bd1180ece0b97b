import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("muster account")
struct AccountCommandTests {
    private static let account = "SimulatedAccount0000000"
    private static let secrets = [
        "simulated-client-secret", "simulated-secret-token", "another-secret-token",
    ]
    private static let given = """
        client-secret=simulated-client-secret
        # the subscription's
        webhook-secret = simulated-secret-token

        """

    private static func add(
        _ data: String,
        at zoom: String = "http://127.0.0.1:1",
        label: String = "Academy",
        input: String = given
    ) throws -> Shell.Outcome {
        try Shell.run(
            Muster.path,
            [
                "account", "add", "--data", data, "--account-id", account, "--client-id",
                "simulated-client", "--label", label, "--plan", "business", "--api", zoom,
                "--authorisation", zoom,
            ],
            input: Array(input.utf8)
        )
    }

    private static func files(under directory: TemporaryDirectory) throws -> [(String, Data)] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: directory.url.path)
        return names.compactMap { name in
            FileManager.default.contents(atPath: directory.path(name)).map { (name, $0) }
        }
    }

    @Test("adds, lists, rotates and removes, and prints and writes no secret in clear")
    func life() throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let data = directory.path("d")
        var outcomes = [try Self.add(data), try Self.add(data)]
        #expect(outcomes.map(\.status) == [0, 0], "\(outcomes)")
        #expect(outcomes[0].output == "The account Academy is connected.\n")
        #expect(outcomes[1].output == "Nothing changed.\n")

        let list = try Muster.run("account", "list", "--data", data, "--json")
        let listed = try JSON(parsing: Array(list.output.utf8))["accounts"]?.array?.first
        #expect(listed?["id"] == .string(Self.account) && listed?["label"] == "Academy")
        #expect(listed?["credentials"] == "server_to_server" && listed?["covered"] == false)
        let text = try Muster.run("account", "list", "--data", data)
        #expect(text.output.contains("Academy") && text.output.contains(Self.account))

        let file = directory.path("secrets")
        try Data("webhook-secret=another-secret-token\n".utf8).write(to: URL(fileURLWithPath: file))
        let rotate = ["account", "rotate-secret", "--data", data, "Academy", "--secrets", file]
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let open = try Shell.run(Muster.path, rotate)
        #expect(open.status != 0 && open.errors.contains("chmod 600"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let rotated = try Shell.run(Muster.path, rotate)
        #expect(rotated.status == 0 && rotated.output.contains("verifies until"))
        try FileManager.default.removeItem(atPath: file)
        // From the environment, for which nothing needs to be given else.
        let client = try Shell.run(
            Muster.path,
            ["account", "rotate-secret", "--data", data, Self.account, "--kind", "client"],
            environment: ["MUSTER_ZOOM_CLIENT_SECRET": "another-secret-token"]
        )
        #expect(client.status == 0, "\(client.errors)")
        outcomes += [list, text, open, rotated, client]

        for (name, bytes) in try Self.files(under: directory) {
            for secret in Self.secrets {
                #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(name)")
            }
        }
        outcomes += [
            try Muster.run("account", "remove", "--data", data, "Academy"),
            try Muster.run("account", "remove", "--data", data, "Academy"),
            try Muster.run("account", "check", "--data", data),
            try Muster.run("log", "head", "--data", data),
        ]
        #expect(outcomes.suffix(4).map { $0.status == 0 } == [true, false, false, true])
        for outcome in outcomes {
            for secret in Self.secrets {
                #expect(!outcome.output.contains(secret) && !outcome.errors.contains(secret))
            }
        }
        #expect(try Muster.run("verify", "--data", data).status == 0)
    }

    @Test(
        "refuses what cannot be, and repeats no secret",
        arguments: [
            ("webhook-secret=hunter2-hunter2\n", "there is no client-secret"),
            ("client-secret: hunter2-hunter2\n", "line 1 of the secrets"),
            ("\nclient_secret=hunter2-hunter2\n", "line 2 of the secrets"),
        ]
    )
    func refused(input: String, error: String) throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let outcome = try Self.add(directory.path("d"), input: input)
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(error), "\(outcome.errors)")
        #expect(!outcome.errors.contains("hunter2"))
    }

    @Test("says what is wrong with an account that Zoom does not know, with status 1")
    func checkRefused() async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let data = directory.path("d")
        let simulator = try MusterProcess(["zoom-simulator", "--port", "0"])
        defer { simulator.end() }
        let zoom = try await simulator.address()
        let wrong = Self.given.replacing("simulated-client-secret", with: "hunter2-hunter2")
        #expect(try Self.add(data, at: zoom, input: wrong).status == 0)
        let check = try Muster.run("account", "check", "--data", data, "--json")
        #expect(check.status == 1)
        let json = try JSON(parsing: Array(check.output.utf8))["checks"]?.array?.first
        #expect(json?["ok"] == false)
        let found = (json?["findings"]?.array ?? []).compactMap { $0["finding"]?.string }
        #expect(found.contains("no_token") && found.contains("never_delivered"))
        let advice = json?["findings"]?.array?.first?["advice"]?.string ?? ""
        #expect(advice.contains("client id and secret"))
        #expect(!check.output.contains("hunter2") && !check.errors.contains("hunter2"))
    }

    @Test("connects beside a server, which then answers Zoom's validation and is told to be well")
    func beside() async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let data = directory.path("d")
        let server = try MusterProcess(
            ["serve", "--data", data, "--port", "0", "--log-level", "trace"],
            environment: ["MUSTER_TOKEN": "0123456789abcdef"]
        )
        let muster = try await server.address()
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: "\(data)/socket") {
            try await Task.sleep(for: .milliseconds(10))
        }
        let idle = try MusterProcess(["zoom-simulator", "--port", "0", "--scale", "0"])
        defer { idle.end() }
        #expect(try Self.add(data, at: try await idle.address()).status == 0)
        let zoom = try MusterProcess([
            "zoom-simulator", "--port", "0", "--scale", "2000", "--webhook",
            "\(muster)/zoom/webhooks",
        ])
        defer { zoom.end() }
        #expect(try Self.add(data, at: try await zoom.address()).status == 0)
        var listed: JSON = .null
        for _ in 0..<600 {
            let list = try Muster.run("account", "list", "--data", data, "--json")
            listed = try JSON(parsing: Array(list.output.utf8))["accounts"]?.array?.first ?? .null
            if listed["covered"] == true, listed["last_delivery"]?.string != nil { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(listed["covered"] == true, "\(listed.canonicalText)")
        let check = try Muster.run("account", "check", "--data", data, "Academy", "--json")
        let json = try JSON(parsing: Array(check.output.utf8))["checks"]?.array?.first
        let found = (json?["findings"]?.array ?? []).compactMap { $0["finding"]?.string }
        for good in ["token", "scopes", "subscription", "last_delivery", "validated"] {
            #expect(found.contains(good), "\(check.output)\(check.errors)")
        }
        let removed = try Muster.run("account", "remove", "--data", data, "Academy")
        #expect(removed.status == 0, "\(removed.errors)")
        server.end()
        let printed = server.output + server.errors
        #expect(printed.contains(" debug muster:"))
        for secret in Self.secrets {
            #expect(!printed.contains(secret) && !check.output.contains(secret))
            for (name, bytes) in try Self.files(under: directory) {
                #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(name)")
            }
        }
    }
}
