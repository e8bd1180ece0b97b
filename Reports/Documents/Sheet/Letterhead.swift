public import PDF

/// What an organisation's documents carry beside its name.
public struct Letterhead: Sendable, Hashable {
    /// Its logo.
    public var logo: PreparedImage?
    /// Lines such as its registration number, in order.
    public var lines: [String]

    /// States a letterhead.
    public init(logo: PreparedImage? = nil, lines: [String] = []) {
        self.logo = logo
        self.lines = lines
    }
}
