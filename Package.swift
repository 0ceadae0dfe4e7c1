// swift-tools-version: 6.2
import PackageDescription

let swift: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
]

/// A library of our own under Shared/.
func shared(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Shared/\(name)", resources: resources, swiftSettings: swift)
}

/// The pure rules of one service: Foundation only.
func domain(_ name: String, of service: String) -> Target {
    .target(name: name, path: "Services/\(service)/Domain", swiftSettings: swift)
}

/// The executable of one service.
func executable(
    _ name: String, of service: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Services/\(service)/Service", resources: resources,
        swiftSettings: swift)
}

func test(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests", resources: resources,
        swiftSettings: swift)
}

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let http = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")

let service: [Target.Dependency] = [
    "Chassis", "Content", "Contracts", "Messaging", "Postgres", "Register", "Runtime", "Web", log,
]

let package = Package(
    name: "keten",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "melding-intake", targets: ["MeldingIntake"]),
        .executable(name: "regionaal-veiligheidsteam", targets: ["RegionaalVeiligheidsteam"]),
        .executable(name: "verwijzing", targets: ["Verwijzing"]),
        .executable(name: "notificaties", targets: ["Notificaties"]),
        .executable(name: "keten", targets: ["Keten"]),
        .executable(name: "keten-dev", targets: ["KetenDev"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // C libraries
        .systemLibrary(
            name: "CLibpq", path: "Shared/CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CRdkafka", path: "Shared/CRdkafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(
            name: "CCurl", path: "Shared/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Shared
        shared("Postgres", ["CLibpq", log, lifecycle]),
        shared("Kafka", ["CRdkafka", log]),
        shared("Mail", ["CCurl"]),
        shared("Contracts"),
        shared("Runtime", [log, metrics, lifecycle, configuration]),
        shared(
            "Web",
            ["Contracts", "Runtime", crypto, log, metrics, hummingbird, hummingbirdTLS, jwt, http, mustache],
            resources: [.embedInCode("Pages/Assets")]),
        shared(
            "Messaging", ["Contracts", "Kafka", "Postgres", crypto, log, metrics, lifecycle],
            resources: [.embedInCode("Migrations")]),
        shared("Register", ["Contracts", "Messaging", "Postgres", log, metrics, lifecycle]),
        shared("Content", ["Contracts", "Postgres", crypto, log], resources: [.embedInCode("Migrations")]),
        shared(
            "Chassis",
            [
                "Content", "Contracts", "Kafka", "Messaging", "Postgres", "Register", "Runtime", "Web", http, log,
                metrics, lifecycle,
            ], resources: [.embedInCode("Migrations")]),

        // Services
        domain("MeldingDomain", of: "melding-intake"),
        executable(
            "MeldingIntake", of: "melding-intake", service + ["MeldingDomain"],
            resources: [.embedInCode("Store/Migrations"), .embedInCode("Pages/Assets")]),
        domain("VeiligheidDomain", of: "regionaal-veiligheidsteam"),
        executable(
            "RegionaalVeiligheidsteam", of: "regionaal-veiligheidsteam", service + ["VeiligheidDomain"],
            resources: [.embedInCode("Store/Migrations"), .embedInCode("Pages/Assets")]),
        domain("VerwijzingDomain", of: "verwijzing"),
        executable(
            "Verwijzing", of: "verwijzing", service + ["VerwijzingDomain"],
            resources: [.embedInCode("Store/Migrations"), .embedInCode("Pages/Assets")]),
        domain("NotificatieDomain", of: "notificaties"),
        executable(
            "Notificaties", of: "notificaties", service + ["Mail", "NotificatieDomain", lifecycle, metrics],
            resources: [.embedInCode("Store/Migrations"), .embedInCode("Pages/Assets")]),
        executable("Keten", of: "keten", ["Contracts", "Kafka", "Runtime", "Web", arguments, http, log, yaml]),
        .target(name: "BindShim", path: "Services/keten-dev/BindShim", publicHeadersPath: "."),
        executable(
            "KetenDev", of: "keten-dev",
            ["BindShim", "CRdkafka", "Contracts", "Runtime", arguments, crypto, hummingbird, jwt, log, yaml]),

        // Tests
        .target(
            name: "TestSupport", dependencies: ["Contracts", "Kafka", "Postgres", http, log], path: "Tests/Support",
            exclude: ["Mail/smtpd.py"], swiftSettings: swift),
        test("Architecture", []),
        test("Contracts", ["Contracts"], resources: [.copy("Golden")]),
        test(
            "Domain",
            ["MeldingDomain", "VeiligheidDomain", "VerwijzingDomain", "NotificatieDomain", "Contracts", "Verwijzing"]),
        test("Postgres", ["Postgres", "TestSupport", log]),
        test("Kafka", ["Kafka", "TestSupport"]),
        test("Mail", ["Mail", "TestSupport"]),
        test("Messaging", ["Messaging", "Register", "Contracts", "Postgres", "Kafka", "TestSupport", lifecycle, log]),
        test("Content", ["Content", "Postgres", "TestSupport"]),
        test(
            "Notificaties",
            [
                "Notificaties", "NotificatieDomain", "Chassis", "Contracts", "Mail", "Messaging", "Postgres",
                "Register",
                "Runtime", "TestSupport", log,
            ]),
        test(
            "Verwijzing",
            [
                "Verwijzing", "VerwijzingDomain", "Chassis", "Content", "Contracts", "Messaging", "Postgres",
                "Register",
                "TestSupport", log,
            ]),
        test("Runtime", ["Runtime"]),
        test("Web", ["Web", "Runtime", "Contracts", hummingbirdTesting, http, jwt]),
        test("Identity", ["KetenDev", hummingbirdTesting, jwt]),
        test("Support", ["TestSupport", "Contracts"]),
        test("Keten", ["Keten"]),
        test("Integration", ["TestSupport", "Contracts", "Kafka", "Postgres", http]),
        test("Chaos", ["TestSupport", "Contracts", "Kafka", "Postgres", http]),
        // Run by `deploy/bench micro`; no product of the chain.
        .executableTarget(
            name: "micro",
            dependencies: [
                "CLibpq", "Contracts", "MeldingDomain", "Messaging", "NotificatieDomain", "Postgres",
                "VerwijzingDomain",
            ], path: "Tests/Benchmarks/Micro", swiftSettings: swift),
    ]
)
