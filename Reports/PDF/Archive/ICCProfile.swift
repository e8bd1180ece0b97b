/// The sRGB colour space as an ICC profile (ICC.1:2004-10, IEC 61966-2-1), so that the colours of a
/// document mean the same on every device, in ten years too.
enum ICCProfile {
    /// A display profile of three primaries and one curve.
    static let sRGB: [UInt8] = {
        let curve = parametricCurve([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
        let tags: [(name: String, data: [UInt8])] = [
            ("desc", text("sRGB")),
            ("cprt", text("Public domain")),
            ("wtpt", xyz(d50)),
            ("chad", fixed("sf32", adaptation)),
            ("rXYZ", xyz([0.43607, 0.22249, 0.01392])),
            ("gXYZ", xyz([0.38515, 0.71687, 0.09708])),
            ("bXYZ", xyz([0.14307, 0.06061, 0.71410])),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ]
        var table = number(tags.count)
        var data: [UInt8] = []
        var places: [[UInt8]: Int] = [:]
        for (name, bytes) in tags {
            // Equal tags share their bytes (7.3).
            let place = places[bytes] ?? 128 + 4 + 12 * tags.count + data.count
            if places.updateValue(place, forKey: bytes) == nil { data += padded(bytes) }
            table += Array(name.utf8) + number(place) + number(bytes.count)
        }
        return header(count: 128 + table.count + data.count) + table + data
    }()

    /// The light of the connection space: 5000 K.
    private static let d50 = [0.9642, 1, 0.8249]

    /// From the white of screens, 6500 K, to that of the connection space (Annex E, Bradford).
    private static let adaptation = [
        1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168,
    ]

    /// The header (7.2); its date is that of the standard, for a profile has to have one.
    private static func header(count: Int) -> [UInt8] {
        var bytes = number(count) + number(0) + number(0x0420_0000)
        bytes += "mntrRGB XYZ ".utf8
        for part in [1999, 10, 18, 0, 0, 0] { bytes += [UInt8(part >> 8), UInt8(part & 0xFF)] }
        bytes += "acsp".utf8
        bytes += [UInt8](repeating: 0, count: 28)
        for part in d50 { bytes += fixed(part) }
        return bytes + [UInt8](repeating: 0, count: 128 - bytes.count)
    }

    /// A text in one language (10.13, `multiLocalizedUnicodeType`).
    private static func text(_ text: String) -> [UInt8] {
        let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return Array("mluc".utf8) + number(0) + number(1) + number(12) + Array("enUS".utf8)
            + number(units.count) + number(28) + units
    }

    private static func xyz(_ values: [Double]) -> [UInt8] { fixed("XYZ ", values) }

    private static func fixed(_ type: String, _ values: [Double]) -> [UInt8] {
        Array(type.utf8) + number(0) + values.flatMap(fixed)
    }

    /// A straight line near black, then a power (10.16, function type 3).
    private static func parametricCurve(_ parameters: [Double]) -> [UInt8] {
        Array("para".utf8) + number(0) + [0, 3, 0, 0] + parameters.flatMap(fixed)
    }

    /// A number with sixteen bits behind the point (5.1.3, `s15Fixed16Number`).
    private static func fixed(_ value: Double) -> [UInt8] {
        number(Int((value * 65536).rounded()))
    }

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }
}
