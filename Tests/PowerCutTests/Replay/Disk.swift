import Foundation

/// A disk with a volatile cache: what a trace leaves on it, and what a power cut leaves of that.
///
/// As harsh as POSIX allows: content is safe only after its file was synced, a name only after its
/// directory was, each whether or not the other is; what was not synced may be lost in part.
struct Disk {
    /// What a name stands for.
    private enum Node {
        case file(DiskFile)
        case directory
    }

    /// A change of the names in one directory, all or nothing.
    private struct NameChange {
        let directory: String
        let removed: String?
        let added: (name: String, node: Node)?
    }

    private let trace: Trace
    private var names: [String: Node] = [:]
    private var durableNames: [String: Node] = [:]
    private var pending: [NameChange] = []
    private var unlinked: [String: DiskFile] = [:]
    /// How many entries were replayed.
    private(set) var position = 0

    /// A disk on which some directories were long before the trace.
    init(replaying trace: Trace, directories: [String]) {
        self.trace = trace
        for name in directories { names[name] = .directory }
        durableNames = names
    }

    /// Replays the trace up to a number of entries, of which some may have been replayed before.
    mutating func replay(to end: Int) throws {
        while position < end {
            try apply(trace.entries[position])
            position += 1
        }
    }

    struct UnknownFile: Error {
        let path: String
    }

    private mutating func apply(_ entry: Trace.Entry) throws {
        if entry.error != 0 {
            if entry.kind == .sync && !entry.isDirectory { try file(of: entry).failSync() }
            return
        }
        switch entry.kind {
        case .start, .output: break
        case .create: change(removed: nil, added: (entry.path, .file(DiskFile())))
        case .makeDirectory: change(removed: nil, added: (entry.path, .directory))
        case .write: try file(of: entry).change(.write(offset: entry.offset, data: entry.data))
        case .truncate: try file(of: entry).change(.size(entry.offset))
        case .allocate: try file(of: entry).change(.sizeAtLeast(entry.offset))
        case .sync: try sync(entry)
        case .rename: try rename(entry)
        case .link: change(removed: nil, added: (entry.destination, .file(try file(of: entry))))
        case .unlink: change(removed: entry.path, added: nil)
        }
    }

    private func file(of entry: Trace.Entry) throws -> DiskFile {
        if entry.isDeleted, let file = unlinked[entry.path] { return file }
        guard case .file(let file) = names[entry.path] else { throw UnknownFile(path: entry.path) }
        return file
    }

    private mutating func sync(_ entry: Trace.Entry) throws {
        guard entry.isDirectory else { return try file(of: entry).sync(trace) }
        for change in pending where change.directory == entry.path {
            Self.apply(change, to: &durableNames)
        }
        pending.removeAll { $0.directory == entry.path }
    }

    private mutating func rename(_ entry: Trace.Entry) throws {
        guard let node = names[entry.path] else { throw UnknownFile(path: entry.path) }
        change(removed: entry.path, added: (entry.destination, node))
    }

    private mutating func change(removed: String?, added: (name: String, node: Node)?) {
        for name in [removed, added?.name].compactMap(\.self) {
            if case .file(let file) = names[name] { unlinked[name] = file }
        }
        let directory = Self.parent(of: added?.name ?? removed ?? "")
        let change = NameChange(directory: directory, removed: removed, added: added)
        Self.apply(change, to: &names)
        pending.append(change)
    }

    private static func apply(_ change: NameChange, to names: inout [String: Node]) {
        if let removed = change.removed { names[removed] = nil }
        if let added = change.added { names[added.name] = added.node }
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// Writes what a power cut leaves into an empty directory.
    func write(to url: URL, after survival: inout Survival) throws {
        var names = durableNames
        for change in pending where survival.survives() { Self.apply(change, to: &names) }
        // Parents come before what is in them; what is in a lost directory is lost with it.
        var directories: Set<String> = [""]
        for (name, node) in names.sorted(by: { $0.key < $1.key })
        where directories.contains(Self.parent(of: name)) {
            let place = url.appendingPathComponent(name)
            switch node {
            case .directory:
                try FileManager.default.createDirectory(
                    at: place,
                    withIntermediateDirectories: true
                )
                directories.insert(name)
            case .file(let file):
                try file.content(after: &survival, trace).write(to: place)
                // Modes are not recorded: what the log makes is for its owner alone.
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600],
                    ofItemAtPath: place.path
                )
            }
        }
    }
}
