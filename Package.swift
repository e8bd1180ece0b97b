// swift-tools-version: 6.3

import PackageDescription

// The manifest is the architecture: data moves one section down, from the words of the log to the
// people who read it. `Handbook` explains each station; a target may import only what it lists.

let package = Package(
    name: "muster",
    products: [
        .executable(name: "muster", targets: ["CLI"]),
        // Loaded into the command by the power-cut tests, never linked.
        .library(name: "PowerCutRecorder", type: .dynamic, targets: ["PowerCutRecorder"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        // MARK: - Pure core: no clock, no disk, no socket, no third-party import
        .target(name: "EventSourcing"),
        .target(
            name: "Attendance",
            dependencies: ["EventSourcing"],
            resources: [.embedInCode("Languages/Messages"), .embedInCode("Rules/Packs")]
        ),
        .target(
            name: "Projections",
            dependencies: ["Attendance", "EventSourcing"],
            path: "Projections"
        ),

        // MARK: - Reports: pure but for the C libraries; fonts and zone rules come in as values
        .target(
            name: "PDF",
            dependencies: ["CDeflate", "CHarfBuzz", "CPNGRows"],
            path: "Reports/PDF"
        ),
        .target(name: "QR", dependencies: ["CQREncode"], path: "Reports/QR"),
        .target(
            name: "Typesetting",
            dependencies: ["CFriBidi", "CHarfBuzz", "PDF"],
            path: "Reports/Typesetting"
        ),
        .target(
            name: "Reports",
            dependencies: [
                "Attendance", "EventSourcing", "PDF", "Projections", "QR", "Typesetting",
            ],
            path: "Reports/Documents",
            resources: [.embedInCode("Schema")]
        ),

        // libpng behind a function that `longjmp` does not leave.
        .target(name: "CPNGRows", dependencies: ["CPNG"]),

        // MARK: - Edges
        .target(name: "Nettle", dependencies: ["CNettle"]),
        .target(
            name: "Transparency",
            dependencies: ["Nettle", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "EventStore",
            dependencies: [
                "EventSourcing", "Nettle", "Transparency",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .target(
            name: "LogSocket",
            dependencies: [
                "EventSourcing",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .target(
            name: "ZoomAPI",
            dependencies: [
                "EventSourcing",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .target(
            name: "MeetingManagement",
            dependencies: [
                "Attendance", "EventSourcing", "PDF", "Projections", "Reports", "Typesetting",
                "ZoomAPI",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Server",
            dependencies: [
                "Attendance", "EventSourcing", "MeetingManagement", "PDF", "Projections", "QR",
                "Reports", "Transparency", "Typesetting", "ZoomAPI",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Pages")]
        ),
        .target(
            name: "ZoomSimulator",
            dependencies: [
                "EventSourcing", "ZoomAPI",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Scenarios")]
        ),
        // What `muster bench` compares the log with: the same rows through the same SQLite by C.
        .target(name: "CLogBaseline", linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Attendance", "CLogBaseline", "CPNG", "EventSourcing", "EventStore", "LogSocket",
                "MeetingManagement", "PDF", "Projections", "Reports", "Server", "Transparency",
                "Typesetting", "ZoomAPI", "ZoomSimulator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Demo/Course")]
        ),
        .target(
            name: "Handbook",
            dependencies: [
                "Attendance", "EventSourcing", "EventStore", "LogSocket", "MeetingManagement",
                "PDF",
                "Projections", "QR", "Reports", "Server", "Transparency", "Typesetting", "ZoomAPI",
                "ZoomSimulator",
            ]
        ),

        // MARK: - Tests, one target a module; start reading at WalkthroughTests
        .target(
            name: "TestSupport",
            dependencies: ["Attendance", "CPNG", "EventSourcing"],
            path: "Tests/Support"
        ),
        .testTarget(
            name: "WalkthroughTests",
            dependencies: [
                "Attendance", "EventSourcing", "EventStore", "MeetingManagement", "PDF",
                "Projections",
                "Reports", "TestSupport", "Typesetting", "ZoomAPI",
            ]
        ),
        .testTarget(name: "EventSourcingTests", dependencies: ["EventSourcing", "TestSupport"]),
        .testTarget(
            name: "AttendanceTests",
            dependencies: ["Attendance", "EventSourcing", "TestSupport"],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "NettleTests",
            dependencies: [
                "Nettle", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .testTarget(
            name: "TransparencyTests",
            dependencies: [
                "TestSupport", "Transparency",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Fixtures", "Oracle"]
        ),
        .testTarget(
            name: "EventStoreTests",
            dependencies: [
                "EventSourcing", "EventStore", "LogSocket", "TestSupport", "Transparency",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "LogSocketTests",
            dependencies: [
                "EventSourcing", "EventStore", "LogSocket", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "ProjectionsTests",
            dependencies: ["Attendance", "EventSourcing", "Projections", "TestSupport"]
        ),
        .testTarget(
            name: "PDFTests",
            dependencies: ["CDeflate", "CPNG", "PDF", "TestSupport"]
        ),
        .testTarget(name: "QRTests", dependencies: ["QR", "TestSupport"]),
        .testTarget(name: "TypesettingTests", dependencies: ["CHarfBuzz", "PDF", "Typesetting"]),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Attendance", "EventSourcing", "PDF", "Projections", "Reports", "TestSupport",
                "Typesetting",
            ]
        ),
        .testTarget(
            name: "ZoomAPITests",
            dependencies: [
                "EventSourcing", "ZoomAPI",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "ZoomSimulatorTests",
            dependencies: [
                "Attendance", "EventSourcing", "EventStore", "MeetingManagement", "Projections",
                "TestSupport", "ZoomAPI", "ZoomSimulator",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["Contract"]
        ),
        .testTarget(
            name: "MeetingManagementTests",
            dependencies: [
                "Attendance", "EventSourcing", "EventStore", "MeetingManagement", "PDF",
                "Projections", "Reports", "TestSupport", "Typesetting", "ZoomAPI", "ZoomSimulator",
            ]
        ),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Attendance", "EventSourcing", "EventStore", "MeetingManagement", "Projections",
                "Server", "TestSupport", "Typesetting", "ZoomAPI",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "CLITests",
            dependencies: [
                "CDeflate", "CLI", "CPNG", "EventSourcing", "EventStore", "LogSocket",
                "MeetingManagement", "TestSupport", "ZoomAPI",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Lifecycle/week.json"]
        ),
        .testTarget(
            name: "BrowserTests",
            dependencies: [
                "Attendance", "EventSourcing", "EventStore", "MeetingManagement", "Projections",
                "Server", "TestSupport", "Typesetting", "ZoomAPI",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(name: "PowerCutRecorder", path: "Tests/PowerCut/Recorder"),
        .testTarget(
            name: "PowerCutTests",
            dependencies: [
                "CLI", "EventSourcing", "EventStore", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        // What bytes from outside are given to, by a seed in the tests and by libFuzzer for hours.
        .target(
            name: "Fuzzing",
            dependencies: [
                "Attendance", "EventSourcing", "EventStore", "MeetingManagement", "PDF",
                "Projections",
                "Server", "TestSupport", "Typesetting", "ZoomAPI",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            path: "Tests/Fuzzing"
        ),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzzing", "TestSupport"]),
        .testTarget(name: "TidyTests"),

        // MARK: - System libraries (Debian's -dev packages)
        .systemLibrary(
            name: "CDeflate",
            pkgConfig: "libdeflate",
            providers: [.apt(["libdeflate-dev"])]
        ),
        .systemLibrary(
            name: "CFriBidi",
            pkgConfig: "fribidi",
            providers: [.apt(["libfribidi-dev"])]
        ),
        .systemLibrary(
            name: "CHarfBuzz",
            pkgConfig: "harfbuzz-subset",
            providers: [.apt(["libharfbuzz-dev"])]
        ),
        .systemLibrary(
            name: "CNettle",
            pkgConfig: "nettle",
            providers: [.apt(["nettle-dev"])]
        ),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CQREncode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}

// The long runs of the handbook's *Fuzzing*: our own code instrumented, in libFuzzer's program.
if Context.environment["MUSTER_FUZZ"] != nil {
    for target in package.targets where [.regular, .executable].contains(target.type) {
        target.swiftSettings?.append(.unsafeFlags(["-sanitize=address,fuzzer"]))
        target.cSettings = [.unsafeFlags(["-fsanitize=address,fuzzer-no-link"])]
    }
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Tests/FuzzRunner/CFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["CFuzzer", "Fuzzing"],
            path: "Tests/FuzzRunner/Fuzz",
            swiftSettings: [.unsafeFlags(["-sanitize=address,fuzzer"])],
            linkerSettings: [.unsafeFlags(["-sanitize=address,fuzzer", "-use-ld=lld"])]
        ),
    ]
    package.products.append(.executable(name: "Fuzz", targets: ["Fuzz"]))
}
