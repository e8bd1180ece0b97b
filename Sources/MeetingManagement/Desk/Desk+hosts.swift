import Attendance
public import EventSourcing
import Projections
public import ZoomAPI

// What only Zoom can tell of those who host.

extension Desk {
    /// Whoever may host meetings of an account: its active users, by address.
    /// - Throws: ``DeskFailure`` when the account is not connected, or Zoom does not tell.
    public func hosts(
        of account: String,
        through clients: ZoomClients
    ) async throws(DeskFailure) -> [ZoomUser] {
        let client = try await client(of: account, in: clients)
        do {
            let users = try await client.all(of: UserCalls.list())
            return users.sorted { ($0.email ?? "", $0.id) < ($1.email ?? "", $1.id) }
        } catch {
            throw .arrangement(.zoom(error))
        }
    }

    /// Refuses a host whom Zoom does not know, before anything is wanted of them; where Zoom cannot be
    /// asked now, the outbox finds out.
    /// - Throws: ``DeskFailure`` when Zoom says that the account has no such active user.
    public func checkHost(
        _ host: String,
        of account: String,
        through clients: ZoomClients
    ) async throws(DeskFailure) {
        guard let client = await clients.client(of: account) else { return }
        switch await Self.user(host, through: client) {
        case .success(let user):
            guard user.status ?? "active" == "active" else { throw .arrangement(.hostUnknown) }
        case .failure(let failure):
            // Zoom's code 1010: it is another account's user.
            guard case .refused(let refusal) = failure.reason,
                refusal.isNotFound || refusal.code == 1010
            else { return }
            throw .arrangement(.hostUnknown)
        case nil: return
        }
    }

    /// How long whoever arranges a meeting waits for Zoom to tell of its host, in seconds.
    private static let hostSecondsMax: Int64 = 5

    /// The user, or why there is none; `nil` where Zoom takes too long to say.
    private static func user(
        _ host: String,
        through client: ZoomClient
    ) async -> Result<ZoomUser, ZoomFailure>? {
        await withTaskGroup(of: Result<ZoomUser, ZoomFailure>?.self) { group in
            group.addTask {
                do throws(ZoomFailure) {
                    return .success(try await client.answer(to: UserCalls.user(host)))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(hostSecondsMax))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// A link by which whoever opens it within two hours starts the meeting as its host: asked for anew
    /// each time, and kept nowhere.
    /// - Throws: ``DeskFailure`` when it is not at Zoom, or Zoom gives none.
    public func startLink(
        of name: String,
        through clients: ZoomClients
    ) async throws(DeskFailure) -> ZoomSecret {
        let arrangement = try await arrangement(named: name).arrangement
        guard !arrangement.isCancelled else { throw .arrangement(.rejected(.isCancelled)) }
        guard let meeting = arrangement.meeting, let number = ZoomMeetingNumber(meeting.number)
        else { throw .arrangement(.rejected(.notAtZoom)) }
        let client = try await client(of: meeting.account, in: clients)
        let answer: ZoomPlannedMeeting
        do {
            answer = try await client.answer(
                to: MeetingCalls.get(number, ZoomMeetingKind(meeting.kind))
            )
        } catch {
            throw .arrangement(.zoom(error))
        }
        guard let link = answer.startURL else { throw .arrangement(.noStartLink) }
        return link
    }

    private func client(
        of account: String,
        in clients: ZoomClients
    ) async throws(DeskFailure) -> ZoomClient {
        guard let client = await clients.client(of: account) else {
            throw .arrangement(.accountUnknown(account))
        }
        return client
    }
}

extension ZoomUser {
    /// The user as one who may host, as the API and the command list them.
    public var hostJSON: JSON {
        [
            "id": .string(id),
            "email": .optional(email),
            "name": .optional(displayName),
            "licensed": .bool(isLicensed),
            "zone": .optional(timezone),
        ]
    }
}
