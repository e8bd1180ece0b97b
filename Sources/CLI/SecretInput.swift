import ArgumentParser
import Foundation
import ZoomAPI

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A secret that a command needs: its name in a file, in the environment, and when it is asked for.
enum SecretName: String, CaseIterable {
    case clientSecret = "client-secret"
    case apiSecret = "api-secret"
    case webhookSecret = "webhook-secret"
    case sdkSecret = "sdk-secret"

    var variable: String {
        switch self {
        case .clientSecret: "MUSTER_ZOOM_CLIENT_SECRET"
        case .apiSecret: "MUSTER_ZOOM_API_SECRET"
        case .webhookSecret: "MUSTER_ZOOM_WEBHOOK_SECRET"
        case .sdkSecret: "MUSTER_ZOOM_SDK_SECRET"
        }
    }

    fileprivate var question: String {
        switch self {
        case .clientSecret: "The app's client secret"
        case .apiSecret: "The app's API secret"
        case .webhookSecret: "The secret token of the app's event subscription (empty for none)"
        case .sdkSecret: "The SDK secret"
        }
    }
}

/// Where a command's secrets come from: never from an argument, which any process could read.
struct SecretInput: ParsableArguments {
    static let help = """
        Secrets are never arguments. They come from the environment (MUSTER_ZOOM_CLIENT_SECRET, \
        MUSTER_ZOOM_API_SECRET, MUSTER_ZOOM_WEBHOOK_SECRET, MUSTER_ZOOM_SDK_SECRET), from --secrets FILE \
        of mode 0600 with lines such as client-secret=…, or from standard input in the same form; on a \
        terminal they are asked for without showing them.
        """

    @Option(
        name: .customLong("secrets"),
        help: ArgumentHelp(
            "The file of the secrets, one NAME=SECRET a line; - is standard input.",
            valueName: "FILE"
        )
    )
    var path: String?

    /// The secrets of some names, as far as they are given: without the required ones nothing can be done,
    /// and the optional ones are asked for on a terminal too.
    /// - Throws: ``CommandFailure`` naming the one that is missing, or the line that is wrong.
    func read(
        _ required: [SecretName],
        optional: [SecretName] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> [SecretName: ZoomSecret] {
        var found: [SecretName: ZoomSecret] = [:]
        for name in required + optional {
            found[name] = environment[name.variable].flatMap { ZoomSecret($0.trimmed) }
        }
        let isMissing = required.contains { found[$0] == nil }
        if let path {
            found.merge(try Self.lines(of: path)) { _, file in file }
        } else if isMissing, isatty(STDIN_FILENO) == 0 {
            found.merge(try Self.lines(of: "-")) { _, file in file }
        } else if isMissing {
            for name in required + optional where found[name] == nil {
                found[name] = ZoomSecret(Self.ask(name.question))
            }
        }
        for name in required where found[name] == nil {
            throw CommandFailure(
                "there is no \(name.rawValue); set \(name.variable), or give it by --secrets"
            )
        }
        return found
    }

    private static func lines(of path: String) throws -> [SecretName: ZoomSecret] {
        if path != "-" { try refuseOpen(path) }
        let reader = try LineReader(path: path)
        var found: [SecretName: ZoomSecret] = [:]
        var number = 0
        while let line = try reader.next() {
            number += 1
            let text = String(decoding: line, as: UTF8.self).trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            let parts = text.split(separator: "=", maxSplits: 1)
            // What the line holds may be a secret, and is not repeated.
            guard parts.count == 2, let name = SecretName(rawValue: String(parts[0]).trimmed),
                let secret = ZoomSecret(String(parts[1]).trimmed)
            else {
                let names = SecretName.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(
                    "line \(number) of the secrets is not NAME=SECRET; names are \(names)"
                )
            }
            found[name] = secret
        }
        return found
    }

    private static func refuseOpen(_ path: String) throws {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let mode = attributes[.posixPermissions] as? Int
        else { throw CommandFailure("cannot read \(path); give the path of a file of secrets") }
        guard mode & 0o077 == 0 else {
            throw CommandFailure(
                "\(path) can be read by others; chmod 600 it, and consider the secrets known"
            )
        }
    }

    /// Asks on the terminal, which shows nothing of the answer.
    private static func ask(_ question: String) -> String {
        try? FileHandle.standardError.write(contentsOf: Data("\(question): ".utf8))
        var shown = termios()
        tcgetattr(STDIN_FILENO, &shown)
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            Output.note("")
        }
        return readLine(strippingNewline: true)?.trimmed ?? ""
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
