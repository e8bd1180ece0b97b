public import Attendance
public import PDF
public import Projections

/// The picture of a signature, to be printed.
public struct SignaturePicture: Sendable, Hashable {
    /// The PNG file as it was received; it travels in the document.
    public var file: [UInt8]?
    /// The picture, where it was prepared before.
    public var prepared: PreparedImage?

    /// States a picture; without a file it is printed, and does not travel.
    public init(file: [UInt8]?, prepared: PreparedImage? = nil) {
        self.file = file
        self.prepared = prepared
    }
}

/// Gives the pictures of signatures as a document comes to them: a long one has more than should be
/// held at once.
public protocol SignaturePictures<Failure>: Sendable {
    /// Why pictures cannot be given.
    associatedtype Failure: Error

    /// The pictures of some signatures; none where nothing may be printed, or is kept no longer.
    func pictures(
        of lines: Set<AttendanceSheet.SignatureLine>
    ) async throws(Failure) -> [AttendanceSheet.SignatureLine: SignaturePicture]
}

extension Dictionary: SignaturePictures where Key == SHA256Digest, Value == SignaturePicture {
    /// The pictures whose files have the digests of the signatures.
    public func pictures(
        of lines: Set<AttendanceSheet.SignatureLine>
    ) -> [AttendanceSheet.SignatureLine: SignaturePicture] {
        lines.reduce(into: [:]) { $0[$1] = self[$1.sha256] }
    }
}
