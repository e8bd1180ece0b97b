import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why no connection was made, as sockets, name service and TLS say it; nothing was sent then.
struct ConnectionFault {
    let fault: ZoomTransportFault

    /// - Returns: `nil` for an error that may come of a connection that was made.
    init?(_ error: any Error) {
        if let error = error as? NIOConnectionError {
            fault = Self.fault(of: error)
        } else if let error = error as? IOError, error.errnoCode == ECONNREFUSED {
            // The other codes may come of a connection that was there as well.
            fault = .nobodyThere
        } else if Self.isOfTLS(error) {
            fault = .notSecure
        } else {
            return nil
        }
    }

    /// Several addresses may have been tried: one that is there and refuses says most.
    private static func fault(of error: NIOConnectionError) -> ZoomTransportFault {
        let codes = error.connectionErrors.compactMap { ($0.error as? IOError)?.errnoCode }
        if codes.contains(ECONNREFUSED) { return .nobodyThere }
        let hasNoAddress = error.dnsAError != nil && error.dnsAAAAError != nil
        return hasNoAddress && error.connectionErrors.isEmpty ? .nameUnknown : .notReached
    }

    private static func isOfTLS(_ error: any Error) -> Bool {
        if let error = error as? NIOSSLError {
            switch error {
            case .handshakeFailed, .unableToValidateCertificate, .noCertificateToValidate:
                return true
            default: return false
            }
        }
        guard let error = error as? NIOSSLExtraError else { return false }
        return error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch
    }
}
