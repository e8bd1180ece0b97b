import Attendance
import EventSourcing
import Foundation

/// A rule pack as a command names it: one that comes with the program, or a file.
enum PackArgument {
    static let help = "a name that muster rules lists, or a file in that form"

    /// The pack.
    /// - Throws: ``CommandFailure`` when there is none, or it cannot be used.
    static func pack(_ name: String) throws -> RulePack {
        if let shipped = RulePack.shipped(name) { return shipped }
        guard let contents = FileManager.default.contents(atPath: name) else {
            throw CommandFailure(
                "there is no rule pack and no file \(name); muster rules lists the packs"
            )
        }
        do {
            return try RulePack(json: try JSON(parsing: contents))
        } catch {
            throw CommandFailure("\(name): \(error)")
        }
    }
}
