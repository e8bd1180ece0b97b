import EventSourcing
import Testing
import ZoomAPI

@Suite("Secrets of deliveries that replace each other")
struct WebhookSecretRotationTests {
    private let now = Instant(seconds: 1_773_045_000)

    @Test("are both valid for a while, then the new one alone")
    func overlap() throws {
        let old = try secret("nordlicht", "old")
        let new = try secret("nordlicht", "new")
        var rotation = WebhookSecretRotation(old)
        #expect(rotation.valid(at: now) == [old])
        rotation.replace(by: new, at: now, overlapSeconds: 600)
        #expect(rotation.valid(at: now) == [new, old])
        #expect(rotation.valid(at: now.advanced(bySeconds: 599)) == [new, old])
        #expect(rotation.valid(at: now.advanced(bySeconds: 600)) == [new])
    }

    @Test("outlast Zoom's last repetition of a delivery")
    func repetition() throws {
        let old = try secret("nordlicht", "old")
        var rotation = WebhookSecretRotation(old)
        rotation.replace(by: try secret("nordlicht", "new"), at: now)
        #expect(rotation.valid(at: now.advanced(bySeconds: 85 * 60)).contains(old))
    }

    @Test("come back without being there twice, and change nothing where nothing changes")
    func again() throws {
        let one = try secret("nordlicht", "one")
        let two = try secret("nordlicht", "two")
        var rotation = WebhookSecretRotation(one)
        rotation.replace(by: one, at: now)
        #expect(rotation == WebhookSecretRotation(one))
        rotation.replace(by: two, at: now)
        rotation.replace(by: one, at: now)
        #expect(rotation.valid(at: now) == [one, two])
        rotation.replace(by: two, at: now.advanced(bySeconds: 2 * 86_400))
        #expect(rotation.replaced.map(\.secret) == [one])
    }

    @Test("of several accounts verify deliveries of either, and say whose")
    func authenticator() throws {
        let body = try Fixture.body("left")
        var nord = WebhookSecretRotation(try secret("nordlicht", "old"))
        nord.replace(by: try secret("nordlicht", "new"), at: now, overlapSeconds: 600)
        let sued = WebhookSecretRotation(try secret("suedwind", "other"))
        for (label, text) in [("nordlicht", "old"), ("nordlicht", "new"), ("suedwind", "other")] {
            let headers = WebhookHeaders(signing: body, at: now, with: try secret(label, text))
            let verdict = WebhookAuthenticator([nord, sued], at: now)
                .verdict(on: body, headers: headers, now: now)
            guard case .authentic(let proof, stale: false) = verdict else {
                Issue.record("\(verdict)")
                continue
            }
            #expect(proof.label == label)
        }
        let headers = WebhookHeaders(
            signing: body,
            at: now.advanced(bySeconds: 600),
            with: try secret("nordlicht", "old")
        )
        let later = now.advanced(bySeconds: 600)
        #expect(
            WebhookAuthenticator([nord, sued], at: later)
                .verdict(on: body, headers: headers, now: later) == .refused(.wrongSignature)
        )
    }
}
