import AsyncHTTPClient
import EventSourcing
import MeetingManagement
import NIOCore
import NIOHTTP1
import Synchronization

/// The clock of a Zoom simulator beside which a server runs: the server's time is its.
///
/// It is read every ``periodSeconds`` real seconds, so that pauses, steps and other paces are followed.
final class SimulatorClock: Sendable {
    /// How often it is read, in real seconds.
    static let periodSeconds: Int64 = 2
    /// How long a simulator may take to say what the time is, in seconds.
    private static let answerSecondsMax: Int64 = 5

    private let address: String
    private let time: Mutex<FollowedTime>
    private static let start = ContinuousClock.now

    private static var uptime: Duration { start.duration(to: .now) }

    /// Reads the clock for the first time; `nil` without an address.
    /// - Throws: `CommandFailure` where no simulator answers.
    init?(at address: String?) async throws {
        guard var address else { return nil }
        while address.hasSuffix("/") { address.removeLast() }
        let (reading, uptime) = try await Self.read(address)
        self.address = address
        self.time = Mutex(FollowedTime(reading, at: uptime))
    }

    /// The simulator's time.
    var now: Instant { time.withLock { $0.now(at: Self.uptime) } }

    /// The edges of a desk that lives in the simulator's time.
    var edges: Edges { Edges(now: { [self] in now }, random: Edges.live.random) }

    /// Reads the clock again and again until the task is cancelled; says once when nobody answers.
    func follow() async {
        var isThere = true
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(Self.periodSeconds))
            do {
                let (reading, uptime) = try await Self.read(address)
                time.withLock { $0.follow(reading, at: uptime) }
                isThere = true
            } catch  where isThere && !Task.isCancelled {
                isThere = false
                Output.note("the simulator's clock is not followed: \(error)")
            } catch {}
        }
    }

    private static func read(
        _ address: String
    ) async throws -> (reading: FollowedTime.Reading, uptime: Duration) {
        let begin = uptime
        let json: JSON
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: address + "/simulator/clock"),
                timeout: .seconds(answerSecondsMax)
            )
            guard response.status == .ok else {
                throw noSimulator(address, "it answers \(response.status.code)")
            }
            let body = try await response.body.collect(upTo: 1 << 16)
            json = try JSON(parsing: [UInt8](buffer: body))
        } catch let failure as CommandFailure {
            throw failure
        } catch is JSONError {
            throw noSimulator(address, "its answer is not JSON")
        } catch {
            throw noSimulator(address, "nothing answers there")
        }
        guard let now = (json["now"]?.string).flatMap({ Instant($0) }),
            let scale = scale(json["scale"])
        else { throw noSimulator(address, "its answer says no time") }
        // Its clock was read somewhere between the question and the answer.
        return (FollowedTime.Reading(now: now, scale: scale), begin + (uptime - begin) / 2)
    }

    private static func scale(_ json: JSON?) -> Double? {
        let scale: Double? =
            switch json {
            case .integer(let number): Double(number)
            case .fraction(let text): Double(text)
            default: nil
            }
        return scale.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }

    private static func noSimulator(_ address: String, _ why: String) -> CommandFailure {
        CommandFailure(
            "there is no Zoom simulator at \(address): \(why). Give the address that `muster "
                + "zoom-simulator` prints after “listening on”"
        )
    }
}
