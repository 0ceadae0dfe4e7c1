import Foundation

/// Faults on demand: reads commands from standard input and answers each on standard output.
struct ControlChannel {
    let cluster: MockCluster

    /// Blocks its thread until the input ends.
    func serve() {
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            if words.isEmpty { continue }
            var answer = "ok"
            do {
                try perform(words)
            } catch {
                answer = "error \(error)"
            }
            print(answer)
            fflush(nil)
        }
    }

    private func perform(_ words: [String]) throws {
        switch words[0] {
        case "down" where words.count == 1: try cluster.setDown(true)
        case "up" where words.count == 1: try cluster.setDown(false)
        case "delay" where words.count == 2:
            try cluster.setDelay(milliseconds: number(words[1], 0...60_000))
        case "topic" where words.count == 3:
            try cluster.createTopic(words[1], partitions: number(words[2], 1...1_000))
        case "topic-error" where words.count == 3:
            cluster.setTopicError(words[1], code: try number(words[2], 0...100))
        case "error" where words.count == 4:
            cluster.failNext(
                try number(words[3], 1...10_000), kind: try number(words[1], 0...100),
                code: try number(words[2], -200...100))
        default:
            throw BrokerFailure(description: "unknown command: \(words.joined(separator: " "))")
        }
    }

    private func number<N: FixedWidthInteger>(_ word: String, _ range: ClosedRange<N>) throws -> N {
        guard let number = N(word), range.contains(number) else {
            throw BrokerFailure(description: "not a number from \(range.lowerBound) to \(range.upperBound): \(word)")
        }
        return number
    }
}
