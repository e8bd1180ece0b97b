import Attendance
import EventSourcing
import Testing
import TestSupport

@Suite("The golden payloads")
struct GoldenTests {
    @Test("are what each kind of event is stored as", arguments: EventSamples.full)
    func stored(event: AttendanceEvent) throws {
        let encoded = AttendanceCodec.encode(event)
        if Golden.isUpdating { try Golden.write(encoded) }
        let golden = try Golden.bytes(of: encoded.type)
        #expect(
            String(decoding: encoded.payload, as: UTF8.self)
                == String(decoding: golden, as: UTF8.self)
        )
        #expect(encoded.payload == golden)
        #expect(
            try AttendanceCodec.decode(
                EncodedEvent(type: encoded.type, payload: golden, personal: encoded.personal)
            ) == event
        )
    }

    @Test("are canonical", arguments: AttendanceCodec.types)
    func canonical(type: EventType) throws {
        let golden = try Golden.bytes(of: type)
        #expect(try JSON(parsing: golden).canonicalBytes() == golden)
    }

    @Test("are one a type and version that can be read, and no more")
    func complete() throws {
        #expect(try Golden.names() == AttendanceCodec.types.map { "\($0).json" }.sorted())
        let encoded = Set(EventSamples.full.map { AttendanceCodec.encode($0).type })
        #expect(encoded == Set(AttendanceCodec.types))
    }
}
