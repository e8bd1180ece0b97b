/// What a page is looked at with.
struct Viewport: Sendable {
    var width: Int
    var height: Int
    var pixelRatio = 1.0
    /// Lays pages out as phones do, and has a finger for a pointer.
    var isMobile = false

    static let desktop = Viewport(width: 1280, height: 900)
    static let phone = Viewport(width: 390, height: 844, pixelRatio: 3, isMobile: true)
    /// The narrowest screen the pages promise to work on.
    static let narrow = Viewport(width: 320, height: 568, pixelRatio: 2, isMobile: true)

    /// The same screen, turned.
    var turned: Viewport {
        Viewport(width: height, height: width, pixelRatio: pixelRatio, isMobile: isMobile)
    }
}

/// A place on a page, in CSS pixels from the top left of what is visible.
struct Place: Sendable, Equatable {
    var x: Double
    var y: Double
}

/// A rectangle on a page, in CSS pixels from the top left of what is visible.
struct Frame: Sendable, Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var middle: Place { at(0.5, 0.5) }

    /// The place at a share of the width and of the height.
    func at(_ horizontal: Double, _ vertical: Double) -> Place {
        Place(x: x + horizontal * width, y: y + vertical * height)
    }
}
