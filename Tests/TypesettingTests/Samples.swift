import Foundation
import PDF
import Typesetting

enum Samples {
    /// Names in many scripts.
    static let names = [
        "Anna Kowalska", "Łukasz Żółć", "Đặng Thị Hương", "Jose\u{301} García", "Иван Петров",
        "Γιώργος Παπαδόπουλος", "محمد عبد الله", "علاء الدين", "فَاطِمَة الزَّهراء", "יוסף לוי",
        "משה כֹּהֵן", "अनीता शर्मा", "क्षत्रिय", "สมชาย ใจดี", "田中太郎", "さとうハナコ", "王小明",
        "김민수", "தமிழ்ச்செல்வி", "გიორგი", "Արամ", "አበበ",
    ]

    /// The fonts of Debian's fonts-noto-core and fonts-noto-cjk.
    static let fonts: FontShelf = {
        let shelf = try? FontShelf { path throws(FontError) in
            FileManager.default.contents(atPath: "/usr/share/fonts/" + path)
                .map { FontFile(bytes: Array($0)) }
        }
        return shelf ?? FontShelf()
    }()

    static let text = TextStyle(size: 10)

    /// Numbers that look random and are the same on every run (SplitMix64).
    struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
