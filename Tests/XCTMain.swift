import Foundation
import Testing

/// Where the test bundle begins. With this file SwiftPM does not look for XCTest's tests, of which there are none, in the
/// compiler's index, so that none has to be made: a fifth of the time of a build (`deploy/lib/build.sh`).
@main struct Runner {
    static func main() async {
        guard CommandLine.arguments.contains("swift-testing") else {
            FileHandle.standardError.write(
                Data("no tests of XCTest here: swift test --disable-xctest --enable-swift-testing\n".utf8))
            exit(2)
        }
        await Testing.__swiftPMEntryPoint() as Never
    }
}
