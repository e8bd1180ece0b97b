extension String {
    /// Text from its characters.
    init(scalars: some Collection<Unicode.Scalar>) {
        if scalars.allSatisfy(\.isASCII) {
            // Much faster than a view that has to expect anything.
            self.init(
                unsafeUninitializedCapacity: scalars.count,
                initializingUTF8With: { buffer in
                    for (index, scalar) in scalars.enumerated() {
                        buffer[index] = UInt8(truncatingIfNeeded: scalar.value)
                    }
                    return scalars.count
                }
            )
        } else {
            var view = UnicodeScalarView()
            view.append(contentsOf: scalars)
            self.init(view)
        }
    }
}
