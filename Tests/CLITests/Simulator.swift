import EventSourcing
import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A simulator in a process of its own, as whoever runs it speaks to it.
enum Simulator {
    /// Asks it something, or tells it something, and takes its answer.
    @discardableResult
    static func ask(_ url: String, _ body: JSON? = nil) async throws -> JSON {
        var request = URLRequest(url: try #require(URL(string: url)))
        request.httpMethod = body == nil ? "GET" : "POST"
        request.httpBody = body.map { Data($0.canonicalBytes()) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        #expect((200..<300).contains(status))
        return data.isEmpty ? .null : try JSON(parsing: [UInt8](data))
    }
}
