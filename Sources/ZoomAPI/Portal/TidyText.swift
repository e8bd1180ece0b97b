extension String {
    /// This text without what nobody sees: every sort of space is one plain space, none at the ends,
    /// and marks without width or for direction are gone.
    ///
    /// Joiners stay between letters, where Persian, Indic scripts and emoji need them.
    var tidied: String {
        guard !isTidy else { return self }
        var tidy = UnicodeScalarView()
        var isAfterSpace = false
        var joiner: Unicode.Scalar?
        for scalar in unicodeScalars {
            if scalar.isSpace {
                isAfterSpace = true
                joiner = nil
            } else if scalar.isJoiner {
                joiner = scalar
            } else if !scalar.isInvisible {
                if !tidy.isEmpty {
                    if isAfterSpace { tidy.append(" ") } else if let joiner { tidy.append(joiner) }
                }
                tidy.append(scalar)
                isAfterSpace = false
                joiner = nil
            }
        }
        return String(tidy)
    }

    /// Whether this is plain ASCII without anything to tidy, as most cells are.
    private var isTidy: Bool {
        var last = UInt8(ascii: " ")
        for byte in utf8 {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20 || isEmpty
    }
}

extension Unicode.Scalar {
    fileprivate var isSpace: Bool {
        switch value {
        // Fillers, which some take for a blank name.
        case 0x2800, 0x3164, 0xFFA0: true
        default: properties.isWhitespace || properties.generalCategory == .control
        }
    }

    /// Zero width joiner and non-joiner.
    fileprivate var isJoiner: Bool { value == 0x200C || value == 0x200D }

    /// Soft hyphen, zero width space, direction marks, word joiner, byte-order mark.
    fileprivate var isInvisible: Bool {
        switch value {
        case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064,
            0x2066...0x2069, 0xFEFF:
            true
        default: false
        }
    }
}
