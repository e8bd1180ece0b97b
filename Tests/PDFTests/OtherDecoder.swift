import Foundation
import TestSupport
import Testing

/// A decoder that shares no code with libpng, in Python.
struct OtherDecoder {
    private let module: String
    private let script: String

    private static let python = Shell.path(of: "python3")

    var isInstalled: Bool {
        Self.python.flatMap { try? Shell.run($0, ["-c", "import \(module)"]) }?.status == 0
    }

    /// Red, green, blue and alpha of every pixel of each file.
    func pixels(of files: [[UInt8]]) throws -> [[UInt8]] {
        let directory = try TemporaryDirectory()
        let urls = files.indices.map { directory.url.appendingPathComponent("\($0).png") }
        for (file, url) in zip(files, urls) { try Data(file).write(to: url) }
        let python = try #require(Self.python)
        let outcome = try Shell.run(python, ["-c", script] + urls.map(\.path))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try urls.map { Array(try Data(contentsOf: $0.appendingPathExtension("rgba"))) }
    }

    /// Python's imaging library, from `python3-pil`.
    ///
    /// Its `convert` compares `tRNS` with samples already stretched to eight bits, so here it is compared
    /// as the file means it.
    static let pillow = OtherDecoder(
        module: "PIL",
        script: """
            import sys
            from PIL import Image
            for path in sys.argv[1:]:
                image = Image.open(path)
                depth = open(path, "rb").read()[24]
                clear = image.info.get("transparency")
                if image.mode == "P":
                    pixels = list(image.convert("RGBA").getdata())
                elif image.mode == "1":
                    clear = None if clear is None else 255 if clear else 0
                    pixels = [(v, v, v, 0 if v == clear else 255) for v in image.getdata()]
                elif image.mode == "L":
                    clear = None if clear is None else clear * 255 // (2 ** depth - 1)
                    pixels = [(v, v, v, 0 if v == clear else 255) for v in image.getdata()]
                elif image.mode == "RGB":
                    pixels = [v + (0 if v == clear else 255,) for v in image.getdata()]
                else:
                    pixels = list(image.convert("RGBA").getdata())
                with open(path + ".rgba", "wb") as out:
                    out.write(bytes(sample for pixel in pixels for sample in pixel))
            """
    )

    /// A decoder written in Python alone, from `python3-png`: it gives samples as they are in the file,
    /// and Python rounds them with whole numbers.
    static let pyPNG = OtherDecoder(
        module: "png",
        script: """
            import sys, png
            for path in sys.argv[1:]:
                width, height, rows, form = png.Reader(filename=path).asDirect()
                most = 2 ** form["bitdepth"] - 1
                levels = [(2 * 255 * v + most) // (2 * most) for row in rows for v in row]
                planes = form["planes"]
                pixels = bytearray()
                for at in range(0, len(levels), planes):
                    pixel = levels[at:at + planes]
                    alpha = pixel.pop() if form["alpha"] else 255
                    pixels += bytes((pixel * 3 if len(pixel) == 1 else pixel) + [alpha])
                with open(path + ".rgba", "wb") as out:
                    out.write(pixels)
            """
    )
}
