import HTTPTypes
import Hummingbird

/// Where requests really come from, and where this server is really reached.
///
/// A reverse proxy tells, if it is one we trust (`X-Forwarded-For`, `-Proto`, `-Host`); from anybody else
/// these fields are nothing.
struct Forwarding: Sendable {
    /// The addresses of proxies that are believed.
    let trusted: Set<String>
    /// Where the server is reached from outside, where that was stated: `https://muster.example`.
    let address: String?

    /// The address of whoever asks.
    func client(of request: Request, _ context: MusterContext) -> String? {
        guard isTrusted(context), let hops = request.headers[.xForwardedFor] else {
            return context.remoteAddress
        }
        // Each proxy adds whom it heard it from: what comes before the first stranger may be invented.
        let addresses = hops.split(separator: ",").map { $0.filter { $0 != " " } }
        return addresses.last { !trusted.contains($0) } ?? context.remoteAddress
    }

    /// Where the server is reached, without a slash at its end.
    func origin(of request: Request, _ context: MusterContext) -> String {
        if let address { return address }
        let scheme = isTrusted(context) ? request.headers[.xForwardedProto] : nil
        let host = isTrusted(context) ? request.headers[.xForwardedHost] : nil
        return "\(scheme ?? "http")://\(host ?? request.head.authority ?? "localhost")"
    }

    /// Whether browsers reach the server by TLS.
    func isSecure(_ request: Request, _ context: MusterContext) -> Bool {
        origin(of: request, context).hasPrefix("https://")
    }

    private func isTrusted(_ context: MusterContext) -> Bool {
        context.remoteAddress.map(trusted.contains) ?? false
    }
}
