import EventSourcing
import Hummingbird
import MeetingManagement
import ZoomAPI

/// What programs ask about the accounts at Zoom; never a secret.
struct AccountController {
    let desk: Desk
    let watch: AccountWatch
    let clients: ZoomClients

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(use: list)  // GET /api/v1/accounts
            .get(":account/hosts", use: hosts)  // GET /api/v1/accounts/ID/hosts
    }

    @Sendable func list(_ request: Request, context: MusterContext) async throws -> Response {
        let accounts = try await answering { () async throws(DeskFailure) -> [AccountReading] in
            do throws(EventLogError) {
                return try await watch.accounts()
            } catch {
                throw .log(error)
            }
        }
        return .json(["accounts": .array(accounts.map(\.json))])
    }

    /// Whom Zoom lets host: it is asked each time.
    @Sendable func hosts(_ request: Request, context: MusterContext) async throws -> Response {
        let account = try context.parameters.require("account")
        let users = try await answering { () async throws(DeskFailure) in
            try await desk.hosts(of: account, through: clients)
        }
        return .json(["hosts": .array(users.map(\.hostJSON))])
    }
}
