import Dispatch
import Foundation

/// A running `keten-dev broker` and its control channel. It ends with this process, since its input ends then.
final class BrokerProcess: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let answer: String
        var description: String { "keten-dev broker: \(answer)" }
    }

    /// All reading and writing happens here, one command and its answer at a time; blocking is fine.
    private let queue = DispatchQueue(label: "keten-dev-broker")
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// - Parameter topics: made before it answers anybody, each with so many partitions.
    init(port: UInt16, topics: [String] = [], partitions: Int32 = 4) throws {
        process.executableURL = URL(filePath: Program.path("keten-dev"))
        process.arguments = [
            "broker", "--port", "\(port)", "--stop-at-end-of-input", "--topics", topics.joined(separator: ","),
            "--partitions", "\(partitions)",
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    func firstLine() async throws -> String { try await onQueue { try $0.readLine() } }

    func command(_ line: String) async throws {
        try await onQueue { broker in
            try broker.input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
            let answer = try broker.readLine()
            if answer != "ok" { throw Failure(answer: answer) }
        }
    }

    func stop() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.process.terminate()
                self.process.waitUntilExit()
                continuation.resume()
            }
        }
    }

    private func onQueue<T: Sendable>(_ body: @escaping @Sendable (BrokerProcess) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body(self) }) }
        }
    }

    /// One line without its end; lines are short, and nothing comes unasked.
    private func readLine() throws -> String {
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        throw Failure(answer: "ended: \(String(decoding: line, as: UTF8.self))")
    }
}
