import EventSourcing
import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The socket's file, and the descriptor that listens on it.
///
/// The file is made, then closed to everybody else, and only then listened on: the kernel refuses
/// whoever connects to a socket on which nobody listens, so there is no moment at which others get in,
/// whatever the process's umask.
struct SocketFile: Sendable {
    /// The listening socket.
    let descriptor: Int32
    private let path: String
    private let identity: Identity

    /// Which file it is, whatever its name.
    private struct Identity: Sendable, Equatable {
        var device: UInt64
        var number: UInt64
    }

    /// Listens at a path.
    /// - Parameters:
    ///   - path: The path; at most 107 bytes (103 on Darwin).
    ///   - holdsDirectory: Whether this process holds the data directory, so that no other can be about
    ///     to listen there: a file on which nobody listens is then replaced.
    /// - Throws: ``EventLogError`` with code `held` when another process has the socket, `storage` when
    ///   the file system refuses.
    init(listeningAt path: String, holdsDirectory: Bool) throws(EventLogError) {
        let address: SocketAddress
        do {
            address = try SocketAddress(unixDomainSocketPath: path)
        } catch {
            throw EventLogError(
                .storage,
                "the path \(path) is too long for a socket; use a data directory with a shorter path"
            )
        }
        try Self.clear(path, at: address, holdsDirectory: holdsDirectory)
        let descriptor = try Self.open(path)
        do throws(EventLogError) {
            try Self.check(
                "bind",
                path,
                address.withSockAddr { bind(descriptor, $0, socklen_t($1)) }
            )
            guard let identity = Self.status(path)?.identity else {
                throw Self.failure("find", path)
            }
            self.identity = identity
            try Self.check("close to others", path, chmod(path, 0o600))
            try Self.check("listen on", path, listen(descriptor, 128))
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.path = path
    }

    /// Removes the file, if it is still this one.
    func remove() {
        if Self.status(path)?.identity == identity { unlink(path) }
    }

    /// Stops listening, where nobody else has taken the descriptor over.
    func stopListening() { close(descriptor) }

    private static func clear(
        _ path: String,
        at address: SocketAddress,
        holdsDirectory: Bool
    ) throws(EventLogError) {
        guard let status = status(path) else { return }
        guard status.isSocket else {
            throw EventLogError(.storage, "\(path) is in the way and no socket; move it away")
        }
        guard try !isListenedOn(path, at: address) else {
            throw EventLogError(.held, "another process listens at \(path); stop it")
        }
        guard holdsDirectory else {
            throw EventLogError(
                .held,
                "\(path) was left by a server that ended; only whoever holds the directory replaces it"
            )
        }
        try check("replace", path, unlink(path))
    }

    private static func isListenedOn(
        _ path: String,
        at address: SocketAddress
    ) throws(EventLogError) -> Bool {
        let probe = try open(path)
        defer { close(probe) }
        // Without O_NONBLOCK, a listener whose queue is full would keep us waiting.
        try check("probe", path, fcntl(probe, F_SETFL, O_NONBLOCK))
        guard address.withSockAddr({ connect(probe, $0, socklen_t($1)) }) != 0 else { return true }
        switch errno {
        case EAGAIN, EINPROGRESS: return true
        case ECONNREFUSED, ENOENT: return false
        default: throw failure("probe", path)
        }
    }

    private static func open(_ path: String) throws(EventLogError) -> Int32 {
        #if canImport(Glibc)
        let stream = Int32(SOCK_STREAM.rawValue)
        #else
        let stream = Int32(SOCK_STREAM)
        #endif
        let descriptor = socket(AF_UNIX, stream, 0)
        try check("make a socket for", path, descriptor)
        // A child process must not keep the socket open.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    private static func status(_ path: String) -> (identity: Identity, isSocket: Bool)? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            number: UInt64(truncatingIfNeeded: status.st_ino)
        )
        return (identity, status.st_mode & S_IFMT == S_IFSOCK)
    }

    private static func check(
        _ task: String,
        _ path: String,
        _ result: Int32
    ) throws(EventLogError) {
        guard result >= 0 else { throw failure(task, path) }
    }

    private static func failure(_ task: String, _ path: String) -> EventLogError {
        EventLogError(.storage, "cannot \(task) \(path): \(String(cString: strerror(errno)))")
    }
}
