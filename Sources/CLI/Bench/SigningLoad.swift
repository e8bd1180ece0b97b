import AsyncHTTPClient
import Attendance
import Crypto
import EventSourcing
import MeetingManagement
import NIOCore
import NIOHTTP1

/// Many people who sign, each by their own link.
struct SigningLoad {
    /// Their links.
    let links: [SigningLink]

    private static let answerBytesMax = 1 << 20
    private static let patience = TimeAmount.seconds(60)

    /// What came of it.
    struct Outcome: Sendable {
        /// How long each page took, in seconds.
        var pages: [Double] = []
        /// How long each signature took until its receipt, in seconds.
        var signatures: [Double] = []
        /// SHA-256 of the picture on each receipt, by attendee.
        var receipts: [SubjectID: String] = [:]
        /// What else was answered, and how often.
        var problems: [String: Int] = [:]
    }

    private enum Visit: Sendable {
        case signed(page: Double, signature: Double, attendee: SubjectID, receipt: String)
        case failed(String)
    }

    /// Lets everyone come, evenly over a time, open their page and sign.
    /// - Parameters:
    ///   - address: Where the server is, such as `http://127.0.0.1:8080`.
    ///   - duration: Over which time they come; zero means all at once.
    /// - Returns: how long it took each, and their receipts.
    /// - Throws: when the client cannot be shut down.
    func run(at address: String, over duration: Duration) async throws -> Outcome {
        let pictures = links.map { SignaturePen.png(for: $0.attendee.text, slot: "whole") }
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = links.count
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: configuration
        )
        let begin = ContinuousClock.now
        let outcome = await withTaskGroup(of: Visit.self) { group in
            for (index, link) in links.enumerated() {
                let due = begin + duration * index / links.count
                group.addTask {
                    try? await Task.sleep(until: due)
                    do {
                        return try await visit(
                            address + "/sign/\(link.token)",
                            of: link.attendee,
                            with: pictures[index],
                            due: due,
                            through: client
                        )
                    } catch let failure as CommandFailure {
                        return .failed(failure.description)
                    } catch {
                        return .failed("no answer")
                    }
                }
            }
            return await group.reduce(into: Outcome()) { outcome, visit in
                switch visit {
                case .signed(let page, let signature, let attendee, let receipt):
                    outcome.pages.append(page)
                    outcome.signatures.append(signature)
                    outcome.receipts[attendee] = receipt
                case .failed(let problem): outcome.problems[problem, default: 0] += 1
                }
            }
        }
        try await client.shutdown()
        return outcome
    }

    private func visit(
        _ url: String,
        of attendee: SubjectID,
        with png: [UInt8],
        due: ContinuousClock.Instant,
        through client: HTTPClient
    ) async throws -> Visit {
        _ = try await answer(to: HTTPClientRequest(url: url), through: client, expecting: .ok)
        let page = due.secondsSince
        let opened = ContinuousClock.now
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "image/png")
        request.headers.add(name: "muster-route", value: "drawn")
        request.body = .bytes(png)
        let receipt = try await answer(to: request, through: client, expecting: .created)
        let signature = opened.secondsSince
        let digest = try JSON(parsing: receipt)["sha256"]?.string
        guard let digest, digest == Array(SHA256.hash(data: png)).hexadecimal else {
            throw CommandFailure("a receipt for another picture")
        }
        return .signed(page: page, signature: signature, attendee: attendee, receipt: digest)
    }

    private func answer(
        to request: HTTPClientRequest,
        through client: HTTPClient,
        expecting status: HTTPResponseStatus
    ) async throws -> [UInt8] {
        let response = try await client.execute(request, timeout: Self.patience)
        let body = try await response.body.collect(upTo: Self.answerBytesMax)
        guard response.status == status else {
            throw CommandFailure("answered \(response.status.code)")
        }
        return [UInt8](buffer: body)
    }
}
