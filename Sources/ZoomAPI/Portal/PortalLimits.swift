/// What is read of a file at most.
///
/// A webinar of 10 000 people who all came three times stays far below.
public enum PortalLimits {
    /// The greatest size of a file, in bytes: 16 MiB.
    public static let bytesMax = 16 << 20
    /// The greatest number of lines that are not blank.
    public static let recordsMax = 400_000
    /// The greatest number of columns.
    public static let columnsMax = 1000
    /// The longest name, address or title, in bytes of UTF-8.
    public static let cellBytesMax = 1024
    /// The longest stay, in seconds: Zoom ends a meeting after 30 hours, and a clock may be set
    /// forward by one meanwhile.
    public static let staySecondsMax = 31 * 3600
}
