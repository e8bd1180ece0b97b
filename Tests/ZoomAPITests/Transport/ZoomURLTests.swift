import Testing

@testable import ZoomAPI

@Suite("An address")
struct ZoomURLTests {
    @Test("is read with its path and query, and printed without")
    func reading() throws {
        let url = try #require(ZoomURL("HTTPS://API.Zoom.us:8443/v2/a%2Fb?x=1&y=%20"))
        #expect(url.text == "https://api.zoom.us:8443/v2/a%2Fb?x=1&y=%20")
        #expect("\(url)" == "https://api.zoom.us:8443")
        #expect(url.origin.text == "https://api.zoom.us:8443")
        #expect(try #require(ZoomURL("https://zoom.us")).text == "https://zoom.us")
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "zoom.us", "/x", "ftp://zoom.us", "https://", "https://u@zoom.us",
            "https://u:p@zoom.us", "file:///etc/passwd", "javascript:alert(1)", "https://a b/",
            "https://[::1]/",
        ]
    )
    func refused(text: String) { #expect(ZoomURL(text) == nil) }

    @Test("gets a path after what it has")
    func appending() throws {
        let origin = try #require(ZoomURL("https://x.example"))
        #expect(origin.appending("/v2/a").text == "https://x.example/v2/a")
        #expect(
            try #require(ZoomURL("https://x.example/zoom/?q=1")).appending("/v2/a?b=1").text
                == "https://x.example/zoom/v2/a?b=1"
        )
    }

    @Test("leads on as browsers follow")
    func redirects() throws {
        let url = try #require(ZoomURL("https://x.example/a/b?c=1"))
        #expect(url.redirected(to: "/d?e=1")?.text == "https://x.example/d?e=1")
        #expect(url.redirected(to: "d")?.text == "https://x.example/a/d")
        #expect(url.redirected(to: "https://y.example/f")?.text == "https://y.example/f")
        #expect(url.redirected(to: "//y.example/f")?.text == "https://y.example/f")
        #expect(url.redirected(to: "http://x.example/a") == nil)
        let clear = try #require(ZoomURL("http://x.example/"))
        #expect(clear.redirected(to: "/a")?.text == "http://x.example/a")
    }

    @Test("is Zoom's own, or no token goes there")
    func tokens() throws {
        let addresses = ZoomAddresses.zoom
        for text in [
            "https://zoom.us/rec/x", "https://us02web.zoom.us/rec/x", "https://api.zoom.us:443/x",
            "https://x.zoomgov.com/rec",
        ] {
            #expect(addresses.mayReceiveToken(try #require(ZoomURL(text))), "\(text)")
        }
        for text in [
            "http://zoom.us/rec/x", "https://zoom.us.example/x", "https://notzoom.us/x",
            "https://127.0.0.1/x", "https://zoom.example/zoom.us",
        ] {
            #expect(!addresses.mayReceiveToken(try #require(ZoomURL(text))), "\(text)")
        }
    }
}
