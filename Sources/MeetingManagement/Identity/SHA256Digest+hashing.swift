public import Attendance
import Crypto
import EventSourcing

extension Attendance.SHA256Digest {
    /// Digests bytes (FIPS 180-4).
    public init(hashing bytes: [UInt8]) {
        self.init(Array(SHA256.hash(data: bytes)).hexadecimal)
    }
}
