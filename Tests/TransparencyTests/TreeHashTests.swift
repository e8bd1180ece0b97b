import Testing
import Transparency

@Suite("A tree hash")
struct TreeHashTests {
    @Test("of RFC 6962's well-known leaves is what every implementation gets")
    func vectors() {
        let records: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        for (size, root) in roots.enumerated() {
            let leaves = records.prefix(size).map { TreeHash.leaf($0) }
            #expect(TreeHash.root(of: leaves).hexadecimal == root)
            #expect(MemoryTree(leaves).root.hexadecimal == root)
        }
    }

    @Test("takes 32 bytes and gives them back, as bytes and as base64")
    func bytes() throws {
        let bytes = Array(UInt8(200)...231)
        let hash = try #require(TreeHash(bytes: bytes))
        #expect(hash.bytes == bytes)
        #expect(bytes.withUnsafeBytes { TreeHash(copying: $0) } == hash)
        #expect(hash.withUnsafeBytes { Array($0) } == bytes)
        #expect(hash.base64 == "yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=")
        #expect(TreeHash(base64: hash.base64) == hash)
        #expect(TreeHash(bytes: bytes.dropLast()) == nil)
        #expect(TreeHash(bytes: bytes + [0]) == nil)
        #expect(MemoryLayout<TreeHash>.size == 32)
    }

    @Test("has one spelling in base64")
    func spelling() throws {
        let text = TreeHash.empty.base64
        #expect(text == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        let other = [
            "", "=", String(text.dropLast()), text + "=", text + "\n", " " + text,
            // The same bytes to a lenient reader: spare bits set, other alphabets, a break.
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
            "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS\nuFU=",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        ]
        for text in other { #expect(TreeHash(base64: text) == nil, "\(text)") }
        for flipped in Array(text.utf8).bitFlips {
            let text = String(decoding: flipped, as: UTF8.self)
            #expect(TreeHash(base64: text) != .empty)
        }
    }

    @Test("of a leaf is never that of a node over the same bytes")
    func domains() {
        let left = Sample.leaf(0)
        let right = Sample.leaf(1)
        #expect(TreeHash.leaf(left.bytes + right.bytes) != .node(left, right))
        #expect(TreeHash.node(left, right) != .node(right, left))
        #expect(TreeHash.leaf([]) != .empty)
    }
}
