import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("The calls on registrants and panelists")
struct RegistrantCallsTests {
    private let ines = ZoomNewRegistrant(
        email: "ines@lund.example",
        firstName: "Ines",
        lastName: "Lund"
    )

    @Test("register somebody to all dates or some")
    func add() throws {
        var registrant = ines
        registrant.language = "fr-FR"
        registrant.isApproved = true
        registrant.answers = [ZoomRegistrationAnswer(title: "Diet?", value: "None")]
        let call = try RegistrantCalls.add(
            registrant,
            to: try number(),
            occurrences: ["17", "18"]
        )
        #expect(
            call.asks == "POST /meetings/81234567890/registrants?occurrence_ids=17%2C18 Light"
        )
        #expect(
            call.operation.body == [
                "email": "ines@lund.example", "first_name": "Ines", "last_name": "Lund",
                "language": "fr-FR", "auto_approve": true,
                "custom_questions": [["title": "Diet?", "value": "None"]],
            ]
        )
        let all = try RegistrantCalls.add(ines, to: try number(), .webinar)
        #expect(all.asks == "POST /webinars/81234567890/registrants Light")
        let webinar = try RegistrantCalls.add(registrant, to: try number(), .webinar)
        #expect(webinar.operation.body?["auto_approve"] == nil)
        registrant.language = "fr"
        let fault = #expect(throws: ZoomInputFault.self) {
            _ = try RegistrantCalls.add(registrant, to: try number())
        }
        #expect(fault?.description.hasPrefix("language is none of en-US, de-DE,") == true)
        let registration = try call.reads("registration")
        #expect(registration.registrantID == "reg-Ines-0001")
        #expect(registration.joinURL == "https://zoom.us/w/81234567890?tk=Ines")
        #expect(registration.occurrences.map(\.id) == ["1773045000000"])
        #expect(throws: ZoomAnswerFault.missing("registrant_id")) { try call.reads(text: "{}") }
    }

    @Test("register up to thirty at once")
    func batch() throws {
        let call = try RegistrantCalls.addBatch([ines], to: try number())
        #expect(call.asks == "POST /meetings/81234567890/batch_registrants Heavy")
        #expect(
            call.operation.body == [
                "auto_approve": true, "registrants_confirmation_email": false,
                "registrants": [
                    ["email": "ines@lund.example", "first_name": "Ines", "last_name": "Lund"]
                ],
            ]
        )
        let webinar = try RegistrantCalls.addBatch([ines], to: try number(), .webinar)
        #expect(webinar.operation.body?["registrants_confirmation_email"] == nil)
        let page = try call.reads("batch")
        #expect(page.elements.map(\.registrantID) == ["reg-Ines-0001", "reg-Zoe-0001"])
        #expect(page.elements.map(\.email) == ["ines@lund.example", "zoe@lund.example"])
        let many = Array(repeating: ines, count: 31)
        #expect(throws: ZoomInputFault.tooMany(field: "registrants", max: 30)) {
            _ = try RegistrantCalls.addBatch(many, to: try number())
        }
        #expect(throws: ZoomInputFault.empty(field: "registrants")) {
            _ = try RegistrantCalls.addBatch([], to: try number())
        }
    }

    @Test("list, read and remove")
    func list() throws {
        let meeting = try number()
        let list = RegistrantCalls.list(of: meeting, .webinar, .pending, occurrence: "17")
        #expect(
            list.asks
                == "GET /webinars/81234567890/registrants?status=pending&occurrence_id=17"
                + "&page_size=300 Medium"
        )
        let registrant = try #require(try list.reads("registrants").elements.first)
        #expect(registrant.id == "reg-Ines-0001")
        #expect(registrant.email == "ines@lund.example")
        #expect(registrant.status == "approved")
        #expect(registrant.joinURL == "https://zoom.us/w/1?tk=Ines")
        let one = RegistrantCalls.get("r/1", of: meeting)
        #expect(one.asks == "GET /meetings/81234567890/registrants/r%2F1 Light")
        #expect(try one.reads(text: #"{"id":"r/1"}"#).id == "r/1")
        #expect(throws: ZoomAnswerFault.missing("id")) { try one.reads(text: "{}") }
        #expect(
            RegistrantCalls.delete("r1", from: meeting, occurrence: "17").asks
                == "DELETE /meetings/81234567890/registrants/r1?occurrence_id=17 Light"
        )
    }

    @Test("decide about those who are named", arguments: RegistrantCalls.Decision.allCases)
    func decide(decision: RegistrantCalls.Decision) throws {
        let both = ZoomRegistrant(json: ["id": "r1", "email": "ines@lund.example"])
        let idOnly = ZoomRegistrant(json: ["id": "r2"])
        let call = try RegistrantCalls.decide(decision, about: [both, idOnly], of: try number())
        #expect(call.asks == "PUT /meetings/81234567890/registrants/status Medium")
        #expect(
            call.operation.body == [
                "action": .string(decision.rawValue),
                "registrants": [
                    ["id": "r1", "email": "ines@lund.example"], ["id": "r2"],
                ],
            ]
        )
        for registrants in [[], [both, ZoomRegistrant(json: [:])]] {
            #expect(throws: ZoomInputFault.empty(field: "registrants")) {
                _ = try RegistrantCalls.decide(decision, about: registrants, of: try number())
            }
        }
    }

    @Test("refuse names and addresses that Zoom would refuse")
    func faults() throws {
        let long = String(repeating: "x", count: 129)
        let cases: [(ZoomNewRegistrant, ZoomInputFault)] = [
            (.init(email: "", firstName: "I"), .empty(field: "email")),
            (.init(email: "a@b", firstName: ""), .empty(field: "first_name")),
            (.init(email: long, firstName: "I"), .tooLong(field: "email", charactersMax: 128)),
            (
                .init(email: "a@b", firstName: long),
                .tooLong(field: "first_name", charactersMax: 64)
            ),
            (
                .init(email: "a@b", firstName: "I", lastName: long),
                .tooLong(field: "last_name", charactersMax: 64)
            ),
        ]
        for (registrant, fault) in cases {
            #expect(throws: fault) { _ = try RegistrantCalls.add(registrant, to: try number()) }
            #expect(!fault.description.contains("xxx"), "\(fault)")
        }
    }

    @Test("name panelists of webinars")
    func panelists() throws {
        let webinar = try number()
        let list = PanelistCalls.list(of: webinar)
        #expect(list.asks == "GET /webinars/81234567890/panelists Medium")
        let read = try #require(try list.reads("panelists").elements.first)
        #expect(read.id == "pan-Zoe-01")
        #expect(read.joinURL == "https://zoom.us/w/2?tk=Zoe")
        let add = try PanelistCalls.add(
            [ZoomPanelist(name: "Zoë", email: "zoe@nordlicht.example")],
            to: webinar
        )
        #expect(add.asks == "POST /webinars/81234567890/panelists Medium")
        #expect(
            add.operation.body == [
                "panelists": [["name": "Zoë", "email": "zoe@nordlicht.example"]]
            ]
        )
        #expect(
            PanelistCalls.delete("p1", from: webinar).asks
                == "DELETE /webinars/81234567890/panelists/p1 Light"
        )
        #expect(
            PanelistCalls.deleteAll(from: webinar).asks
                == "DELETE /webinars/81234567890/panelists Light"
        )
        #expect(throws: ZoomInputFault.empty(field: "panelists")) {
            _ = try PanelistCalls.add([], to: webinar)
        }
        #expect(throws: ZoomInputFault.empty(field: "email")) {
            _ = try PanelistCalls.add([ZoomPanelist(name: "Z", email: "")], to: webinar)
        }
    }
}
