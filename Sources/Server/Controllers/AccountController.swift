import EventSourcing
import Hummingbird
import MeetingManagement

/// What programs ask about the accounts at Zoom; never a secret.
struct AccountController {
    let watch: AccountWatch

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(use: list)  // GET /api/v1/accounts
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
}
