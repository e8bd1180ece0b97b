import Hummingbird
import NIOCore

/// What goes with a request while it is answered.
struct MusterContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Where it came from: a person's device, or a proxy.
    let remoteAddress: String?
    /// The session it belongs to, once that is known.
    var session: Session?

    init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.remoteAddress = source.channel.remoteAddress?.ipAddress
    }

    var maxUploadSize: Int { ServerLimits.requestBodyBytesMax }
}
