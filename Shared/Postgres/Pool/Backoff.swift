/// How long to wait before the next attempt to connect: doubling from 50 ms to 2 s, half of it at random, so that
/// many processes do not come back at the same instant.
enum Backoff {
    static func delay(attempt: Int) -> Duration {
        let longest = min(2_000, 50 << min(attempt - 1, 10))
        return .milliseconds(Int.random(in: longest / 2...longest))
    }
}
