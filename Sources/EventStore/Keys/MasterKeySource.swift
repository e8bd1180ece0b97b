import EventSourcing
public import Foundation

/// Where a log's master key comes from.
public enum MasterKeySource: Sendable {
    /// It was given, as by the environment.
    case key(MasterKey)
    /// It is in a file of mode 0600; for a new log the file is made.
    case file(URL)

    /// The key.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `wrongKey` when an existing log's file is missing.
    func key(isNewLog: Bool) throws(EventLogError) -> MasterKey {
        switch self {
        case .key(let key):
            return key
        case .file(let file):
            if let key = try MasterKey.reading(file) { return key }
            guard isNewLog else {
                throw EventLogError(
                    .wrongKey,
                    "there is no master key in \(file.path); restore the file, or set "
                        + "MUSTER_MASTER_KEY"
                )
            }
            return try MasterKey.making(at: file)
        }
    }
}
