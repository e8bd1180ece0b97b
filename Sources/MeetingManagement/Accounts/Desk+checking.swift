import Attendance
public import EventSourcing
import Projections
import ZoomAPI

extension Desk {
    /// Looks at an account: whether a token is to be had, what the app lacks, how its deliveries come.
    ///
    /// What Zoom tells of the subscription becomes a fact.
    /// - Parameters:
    ///   - account: The account as it is known.
    ///   - book: Where its secrets are kept.
    ///   - actor: Who asks.
    /// - Returns: what was found.
    /// - Throws: ``AccountFailure`` when the log or the secrets cannot be read.
    public func check(
        _ account: AccountReading,
        in book: AccountBook,
        actor: Actor
    ) async throws(AccountFailure) -> AccountCheck {
        let id = account.connected.account
        let keys: AccountKeys?
        let client: ZoomClient?
        var master: ZoomClient?
        do throws(EventLogError) {
            keys = try await book.keys(of: id)
            let clients = try await book.zoomClients()
            client = await clients.client(of: id)
            if let above = keys?.access.master { master = await clients.client(of: above) }
        } catch {
            throw .log(error)
        }
        let inspection = AccountInspection(
            account: account,
            keys: keys,
            client: client,
            master: master,
            now: edges.now()
        )
        let (findings, found) = await inspection.inspect()
        if let found { try await note(found, actor: actor) }
        let said = Set(findings.map(\.key))
        // What was found before and is found otherwise now is over.
        let settled: Set<AccountAlarm.Kind> =
            found?.standing == .valid
            ? [.subscriptionMissing, .subscriptionIncomplete, .validationFailed] : []
        let alarms = account.alarms.filter {
            !said.contains($0.kind.rawValue) && !settled.contains($0.kind)
        }
        return AccountCheck(
            account: account,
            findings: findings
                + alarms.map {
                    AccountCheck.Finding(
                        .wrong,
                        $0.kind.rawValue,
                        $0.sentence,
                        advice: $0.advice
                    )
                }
        )
    }
}

extension AccountWatch {
    /// The account that goes by Zoom's id or by its label.
    /// - Throws: ``AccountFailure``, `unknown` or `ambiguous`.
    public func account(named name: String) async throws(AccountFailure) -> AccountReading {
        let all: [AccountReading]
        do throws(EventLogError) {
            all = try await accounts()
        } catch {
            throw .log(error)
        }
        if let one = all.first(where: { $0.connected.account == name }) { return one }
        let labelled = all.filter { $0.connected.label == name }
        guard let one = labelled.first else { throw .unknown }
        guard labelled.count == 1 else { throw .ambiguous }
        return one
    }
}
