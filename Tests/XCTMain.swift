import Testing

/// Where the test bundle begins. With this file SwiftPM does not look for XCTest's tests, of which there are none, in the
/// compiler's index, so that none has to be made (`deploy/lib/build.sh`).
@main struct Runner {
    static func main() async { await Testing.__swiftPMEntryPoint() as Never }
}
