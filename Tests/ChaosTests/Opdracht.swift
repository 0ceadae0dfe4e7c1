import Foundation

/// What the run is asked for, by the environment: `deploy/test chaos --minutes N --seed N` sets it.
struct Opdracht: Sendable {
    var minutes: Double
    var seed: UInt64
    /// Where the logs go when something is found.
    var logs: String?

    static let given = Opdracht(ProcessInfo.processInfo.environment)

    init(_ environment: [String: String]) {
        minutes = environment["CHAOS_MINUTES"].flatMap(Double.init) ?? 2
        seed = environment["CHAOS_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...999_999)
        logs = environment["CHAOS_LOGS"]
    }
}

/// Numbers that follow from a seed (SplitMix64), so that a run's plan can be had again.
struct Toeval: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// Of a hundred such questions `percent` are answered with yes.
    mutating func kans(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
