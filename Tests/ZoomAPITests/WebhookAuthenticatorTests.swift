import EventSourcing
import Testing
import ZoomAPI

@Suite("An authenticator")
struct WebhookAuthenticatorTests {
    let body: [UInt8]
    let now: Instant
    let main: WebhookSecret

    init() throws {
        body = try Fixture.body("joined-guest")
        now = try instant("2026-03-09T08:30:03Z")
        main = try secret()
    }

    @Test("accepts what Zoom signed")
    func accepts() {
        let authenticator = WebhookAuthenticator(secrets: [main])
        let headers = WebhookHeaders(signing: body, at: now, with: main)
        let verdict = authenticator.verdict(on: body, headers: headers, now: now)
        #expect(verdict == .authentic(by: .signature(main), stale: false))
    }

    @Test("tells which of several secrets signed")
    func rotation() throws {
        let next = try secret("nordlicht", "the next one")
        let other = try secret("südlicht", "of another account")
        let authenticator = WebhookAuthenticator(secrets: [main, next, other])
        for signer in [main, next, other] {
            let headers = WebhookHeaders(signing: body, at: now, with: signer)
            let verdict = authenticator.verdict(on: body, headers: headers, now: now)
            #expect(verdict == .authentic(by: .signature(signer), stale: false))
            guard case .authentic(let proof, _) = verdict else { continue }
            #expect(proof.label == signer.label)
        }
    }

    @Test("flags an age outside −5 minutes to +2 hours and refuses none")
    func stale() {
        let authenticator = WebhookAuthenticator(secrets: [main])
        let ages: KeyValuePairs<Int64, Bool> = [
            0: false, 7200: false, 7201: true, 85 * 60: false, -300: false, -301: true,
            90 * 86_400: true, -90 * 86_400: true,
        ]
        for (age, stale) in ages {
            let sent = now.advanced(bySeconds: -age)
            let headers = WebhookHeaders(signing: body, at: sent, with: main)
            let verdict = authenticator.verdict(on: body, headers: headers, now: now)
            #expect(verdict == .authentic(by: .signature(main), stale: stale), "\(age) s")
        }
    }

    @Test(
        "bears any timestamp that is signed",
        arguments: ["0", "999999999999999999", "1773045003133"]
    )
    func oddTimestamps(timestamp: String) {
        var headers = WebhookHeaders { _ in nil }
        headers.timestamp = timestamp
        headers.signature = WebhookSignature(signing: body, timestamp: timestamp, with: main)
        let verdict = WebhookAuthenticator(secrets: [main])
            .verdict(on: body, headers: headers, now: now)
        #expect(verdict == .authentic(by: .signature(main), stale: true))
    }

    @Test("refuses with a reason")
    func refuses() throws {
        let authenticator = WebhookAuthenticator(secrets: [main])
        let good = WebhookHeaders(signing: body, at: now, with: main)
        func refusal(_ change: (inout WebhookHeaders) -> Void) -> WebhookVerdict {
            var headers = good
            change(&headers)
            return authenticator.verdict(on: body, headers: headers, now: now)
        }
        #expect(refusal { $0.signature = nil } == .refused(.unsigned))
        #expect(refusal { $0.timestamp = nil } == .refused(.noTimestamp))
        #expect(refusal { $0.timestamp = "soon" } == .refused(.malformedTimestamp))
        #expect(refusal { $0.timestamp = "" } == .refused(.malformedTimestamp))
        #expect(refusal { $0.timestamp = "1" } == .refused(.wrongSignature))
        #expect(
            refusal { $0.signature = WebhookSignature("v0=00") } == .refused(.malformedSignature)
        )
        let stranger = try secret("stranger", "guessed")
        let headers = WebhookHeaders(signing: body, at: now, with: stranger)
        #expect(
            authenticator.verdict(on: body, headers: headers, now: now)
                == .refused(.wrongSignature)
        )
        #expect(
            WebhookAuthenticator(secrets: []).verdict(on: body, headers: good, now: now)
                == .refused(.wrongSignature)
        )
    }

    @Test("accepts the older token only where one is configured")
    func verificationToken() throws {
        let token = try secret("old app", "Verif1cationToken")
        let old = WebhookHeaders {
            $0 == WebhookHeaders.Name.authorization ? "Verif1cationToken" : nil
        }
        let wrong = WebhookHeaders {
            $0 == WebhookHeaders.Name.authorization ? "Verif1cationTokem" : nil
        }
        let strict = WebhookAuthenticator(secrets: [main])
        let lenient = WebhookAuthenticator(secrets: [main], verificationTokens: [token])
        #expect(strict.verdict(on: body, headers: old, now: now) == .refused(.unsigned))
        #expect(lenient.verdict(on: body, headers: wrong, now: now) == .refused(.unsigned))
        #expect(
            lenient.verdict(on: body, headers: old, now: now)
                == .authentic(by: .verificationToken(token), stale: false)
        )
        // An app that sends both: its signature is made with a secret we do not have.
        var both = WebhookHeaders(signing: body, at: now, with: try secret("x", "unknown"))
        both.authorization = "Verif1cationToken"
        #expect(
            lenient.verdict(on: body, headers: both, now: now)
                == .authentic(by: .verificationToken(token), stale: false)
        )
    }

    @Test("asks for its headers by their lower-case names")
    func headerNames() {
        let signed = WebhookHeaders(signing: body, at: now, with: main)
        let sent = [
            "x-zm-signature": signed.signature?.text ?? "", "x-zm-request-timestamp": "1773045003",
        ]
        #expect(WebhookHeaders { sent[$0] } == signed)
    }

    @Test("has no empty secret, with which anyone could sign")
    func emptySecret() {
        #expect(WebhookSecret(label: "nordlicht", "") == nil)
    }

    @Test("prints no secret, however it is printed")
    func redacted() throws {
        let token = try secret("old app", "s3cret")
        let authenticator = WebhookAuthenticator(secrets: [main], verificationTokens: [token])
        let headers = WebhookHeaders { _ in "s3cret" }
        let verdict = authenticator.verdict(on: body, headers: headers, now: now)
        var dumped = ""
        dump(authenticator, to: &dumped)
        dump(headers, to: &dumped)
        dump(verdict, to: &dumped)
        let bytes = "\(Array("s3cret".utf8))".dropFirst().dropLast()
        for text in [
            dumped, "\(authenticator) \(headers) \(verdict) \(main)",
            String(reflecting: authenticator), String(reflecting: headers), main.debugDescription,
        ] {
            #expect(!text.contains("s3cret"))
            #expect(!text.contains(bytes))
        }
        #expect(dumped.contains("nordlicht"))
    }
}
