import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("What follows a try")
struct RetryStateTests {
    private let now = Instant(seconds: 1_773_045_000)
    private let done = ZoomAnswer(bytes: [], json: .null)
    private let notFound = ZoomRefusal(status: 404, code: 3001)
    private let expired = ZoomRefusal(status: 401, code: 124)

    private func steps(
        _ method: ZoomMethod,
        _ outcomes: [AttemptOutcome],
        limits: ZoomClientLimits = ZoomClientLimits()
    ) -> [RetryState.Step] {
        var state = RetryState(method: method, limits: limits)
        return outcomes.map {
            state.step(after: $0, taking: .seconds(1), now: now, jitter: 1)
        }
    }

    @Test("is the end after an answer or a refusal")
    func ends() {
        #expect(steps(.get, [.answered(done)]) == [.finish(done)])
        #expect(steps(.get, [.refused(notFound)]) == [.fail(.refused(notFound))])
        #expect(steps(.delete, [.refused(notFound)]) == [.fail(.refused(notFound))])
    }

    @Test("is a new token once, then the end")
    func token() {
        #expect(
            steps(.get, [.tokenRejected(expired), .tokenRejected(expired)])
                == [.renewToken, .fail(.unauthorised(expired))]
        )
        #expect(
            steps(.post, [.tokenRejected(expired), .answered(done)]) == [
                .renewToken, .finish(done),
            ]
        )
        let missing = ZoomRefusal(status: 400, code: 4711, scopes: ["report:read:user:admin"])
        #expect(
            steps(.get, [.tokenRejected(missing), .tokenRejected(missing)])
                == [.renewToken, .fail(.scopeMissing(["report:read:user:admin"]))]
        )
    }

    @Test("is a pause that doubles, until there were enough tries")
    func backoff() {
        let failing = AttemptOutcome.failing(status: 503, until: nil)
        let steps = steps(.get, Array(repeating: failing, count: 6))
        let delays = [0.5, 1, 2, 4, 8].map { RetryState.Step.retry(after: .seconds($0)) }
        #expect(steps == delays + [.fail(.failing(status: 503))])
    }

    @Test("waits as long as Zoom says, unless that is longer than a call may take")
    func retryAfter() {
        let soon = AttemptOutcome.failing(status: 503, until: now.advanced(bySeconds: 20))
        let late = AttemptOutcome.failing(status: 503, until: now.advanced(bySeconds: 600))
        #expect(steps(.get, [soon]) == [.retry(after: .seconds(20))])
        #expect(steps(.get, [late]) == [.fail(.failing(status: 503))])
    }

    @Test(
        "never repeats what may have been done where twice is not once",
        arguments: [
            AttemptOutcome.fault(.cut), .fault(.silent), .fault(.garbled), .unreadable,
            .failing(status: 500, until: nil),
        ]
    )
    func uncertain(outcome: AttemptOutcome) {
        #expect(steps(.post, [outcome]) == [.fail(.outcomeUnknown)])
        for method in [ZoomMethod.get, .put, .patch, .delete] {
            #expect(steps(method, [outcome]) == [.retry(after: .seconds(0.5))])
        }
    }

    @Test("repeats what cannot have been done, whatever it is")
    func certain() {
        for outcome in [AttemptOutcome.fault(.notReached), .limited(.pace(limit: nil))] {
            #expect(steps(.post, [outcome]) == [.retry(after: .seconds(0.5))])
        }
    }

    @Test("takes for removed what is not there after a removal without an answer")
    func removal() {
        #expect(
            steps(.delete, [.fault(.cut), .refused(notFound)])
                == [.retry(after: .seconds(0.5)), .finish(done)]
        )
        #expect(
            steps(.put, [.fault(.cut), .refused(notFound)]).last == .fail(.refused(notFound))
        )
        #expect(
            steps(.delete, [.fault(.notReached), .refused(notFound)]).last
                == .fail(.refused(notFound))
        )
    }

    @Test("is the end where a try cannot help")
    func hopeless() {
        let until = now.advanced(bySeconds: 60)
        #expect(
            steps(.get, [.limited(.day(until: until))]) == [.fail(.dailyLimit(until: until))]
        )
        #expect(
            steps(.get, [.limited(.dayOfOne(until: until))])
                == [.fail(.dailyLimitOfOne(until: until))]
        )
        #expect(steps(.get, [.fault(.cancelled)]) == [.fail(.cancelled)])
        for fault in [ZoomTransportFault.tooLong, .stopped, .shutDown] {
            #expect(steps(.get, [.fault(fault)]) == [.fail(.fault(fault))])
        }
    }

    @Test("comes to an end in bounded tries and time", arguments: UInt64(0)..<200)
    func bounded(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let outcomes: [AttemptOutcome] = [
            .fault(.notReached), .fault(.silent), .fault(.cut), .limited(.pace(limit: 3)),
            .failing(status: 502, until: nil), .unreadable, .tokenRejected(expired),
            .failing(status: 503, until: now.advanced(bySeconds: 30)),
        ]
        let limits = ZoomClientLimits()
        var state = RetryState(method: .get, limits: limits)
        var spent = Duration.zero
        var renewals = 0
        for _ in 0..<100 {
            let taken = Duration.milliseconds(
                Int64.random(in: 0...(state.trySecondsMax * 1000), using: &generator)
            )
            spent += taken
            let step = state.step(
                after: outcomes.randomElement(using: &generator) ?? .unreadable,
                taking: taken,
                now: now,
                jitter: .random(in: 0...1, using: &generator)
            )
            switch step {
            case .retry(let delay): spent += delay
            case .renewToken: renewals += 1
            case .finish, .fail:
                #expect(renewals <= 1, "seed \(seed)")
                #expect(state.tries <= limits.triesMax + renewals, "seed \(seed)")
                // A last try may begin just before the time is over.
                #expect(
                    spent <= .seconds(limits.callSecondsMax + limits.trySecondsMax),
                    "seed \(seed)"
                )
                return
            }
        }
        Issue.record("no end, seed \(seed)")
    }
}

@Suite("An answer to a try")
struct AttemptOutcomeTests {
    private let now = Instant(seconds: 1_773_045_000)

    private func outcome(
        _ status: Int,
        _ body: String = "",
        _ headers: ZoomHeaders = [:]
    ) -> AttemptOutcome {
        AttemptOutcome(
            ZoomHTTPAnswer(status: status, headers: headers, body: Array(body.utf8)),
            now: now
        )
    }

    @Test("is told from an error that comes with 200")
    func errorWith200() {
        let body = #"{"code":300,"message":"Request denied for ines@lund.example."}"#
        #expect(outcome(200, body) == .refused(ZoomRefusal(status: 200, code: 300)))
        let expired = #"{"code":124,"message":"Invalid access token."}"#
        #expect(outcome(200, expired) == .tokenRejected(ZoomRefusal(status: 200, code: 124)))
        #expect(outcome(200, #"{"code":429,"message":"x"}"#) == .limited(.pace(limit: nil)))
        guard case .answered = outcome(200, #"{"code":0,"message":"ok"}"#) else {
            Issue.record("a code of 0 is no error")
            return
        }
        guard case .answered = outcome(200, #"{"code":"7","id":"x"}"#) else {
            Issue.record("a code without a message is no error")
            return
        }
    }

    @Test("without a body says nothing, and is an answer")
    func empty() {
        #expect(outcome(204) == .answered(ZoomAnswer(bytes: [], json: .null)))
    }

    @Test("that is no JSON is not understood, and no error either")
    func garbage() {
        #expect(outcome(200, "<html>") == .unreadable)
        #expect(outcome(404, "<html>") == .refused(ZoomRefusal(status: 404, code: nil)))
        #expect(outcome(401) == .tokenRejected(ZoomRefusal(status: 401, code: nil)))
        #expect(outcome(302) == .refused(ZoomRefusal(status: 302, code: nil)))
        #expect(outcome(502, "<html>") == .failing(status: 502, until: nil))
        #expect(
            outcome(503, "", ["Retry-After": "7"])
                == .failing(status: 503, until: now.advanced(bySeconds: 7))
        )
    }

    @Test("names the fields and the scopes that Zoom names, and nothing else")
    func details() {
        let body = #"""
            {"code":300,"message":"Validation Failed.","errors":[
              {"field":"page_size","message":"Invalid field."},
              {"field":"settings.contact_email","message":"ines@lund.example is invalid"},
              {"field":"Ines Lund"},{"field":"81234567890"}]}
            """#
        #expect(
            outcome(400, body)
                == .refused(
                    ZoomRefusal(
                        status: 400,
                        code: 300,
                        fields: ["page_size", "settings.contact_email"]
                    )
                )
        )
        let scopes = #"""
            {"code":4711,"message":
            "Invalid access token, does not contain scopes:[report:read:user:admin, Ines, user:read]."}
            """#
        #expect(
            outcome(400, scopes)
                == .tokenRejected(
                    ZoomRefusal(
                        status: 400,
                        code: 4711,
                        scopes: ["report:read:user:admin", "user:read"]
                    )
                )
        )
    }
}
