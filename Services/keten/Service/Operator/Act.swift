import ArgumentParser
import Contracts
import Foundation

/// Who does it and why, and whether it is only counted.
struct Act: ParsableArguments {
    @OptionGroup var reason: Reason
    @Flag(help: "Count only; change nothing.") var dryRun = false

    func who() throws -> (door: MedewerkerId, reden: KorteTekst) { try reason.person() }
}
