import EventSourcing
import Testing
import ZoomAPI

@Suite("The validation of the endpoint")
struct EndpointValidationTests {
    /// The token was computed by another program; see `Fixtures/Vectors`.
    @Test("is answered with the token and its code")
    func answer() throws {
        let notification = try Fixture.decoded("url-validation")
        guard case .urlValidation(let plainToken) = notification.payload else {
            throw Unexpected(notification.payload)
        }
        let answer = EndpointValidation.answer(
            to: plainToken,
            with: try secret("nordlicht", "nordlicht-secret-Token_01")
        )
        let vectors = try JSON(parsing: try Fixture.body("Vectors/signatures"))
        let expected = try #require(vectors["urlValidation"])
        #expect(
            try JSON(parsing: answer) == [
                "plainToken": "kX2-nordlicht_PlainToken",
                "encryptedToken": try #require(expected["encryptedToken"]),
            ]
        )
    }

    @Test("escapes what a token may hold")
    func escapes() throws {
        let answer = EndpointValidation.answer(to: "a\"\\\n", with: try secret())
        #expect(try JSON(parsing: answer)["plainToken"] == "a\"\\\n")
    }

    @Test("is not usable without a token")
    func noToken() throws {
        let notification = try Fixture.decoded(
            "url-validation",
            replacing: ["kX2-nordlicht_PlainToken": ""]
        )
        guard case .notUsable(let shortcoming, _) = notification.payload else {
            throw Unexpected(notification.payload)
        }
        #expect(shortcoming == .missing("payload.plainToken"))
    }
}
