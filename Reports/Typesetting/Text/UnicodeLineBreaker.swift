// The toolchain's own ICU needs a linker setting, so the manifest says whether it is used.
#if UNICODE_LINE_BREAKING && canImport(_FoundationICU)
import _FoundationICU

/// Breaks lines by Unicode Standard Annex 14 with dictionaries for Thai, Lao, Khmer and Burmese.
public struct UnicodeLineBreaker: LineBreaker {
    /// Creates a breaker.
    public init() {}

    /// Offsets of characters before which a new line may begin, ascending, without 0 and the end.
    public func opportunities(in text: [Unicode.Scalar]) -> [Int] {
        var units: [UInt16] = []
        var scalarAt: [Int32: Int] = [:]
        for (index, scalar) in text.enumerated() {
            scalarAt[Int32(units.count)] = index
            units += UTF16.encode(scalar).map { Array($0) } ?? []
        }
        return units.withUnsafeBufferPointer { buffer in
            var status = U_ZERO_ERROR
            let count = Int32(buffer.count)
            guard
                let iterator = swift_ubrk_open(
                    UBRK_LINE,
                    "und",
                    buffer.baseAddress,
                    count,
                    &status
                )
            else { return PlainLineBreaker().opportunities(in: text) }
            defer { swift_ubrk_close(iterator) }
            var offsets: [Int] = []
            while true {
                let next = swift_ubrk_next(iterator)
                guard next >= 0, next < count else { return offsets }
                if let offset = scalarAt[next] { offsets.append(offset) }
            }
        }
    }
}
#endif
