/// A condition that did not come true in time.
public struct NotInTime: Error, CustomStringConvertible {
    public let description: String
}

/// Waits until the condition holds, asking again every few milliseconds.
/// - Throws: `NotInTime` at the deadline; what the condition throws, at once.
public func eventually(
    within limit: Duration = .seconds(30), _ what: String = "", file: String = #fileID, line: Int = #line,
    _ condition: @Sendable () async throws -> Bool
) async throws {
    _ = try await eventually(within: limit, what, file: file, line: line) { try await condition() ? true : nil }
}

/// Waits until there is a value.
public func eventually<Value: Sendable>(
    within limit: Duration = .seconds(30), _ what: String = "", file: String = #fileID, line: Int = #line,
    value: @Sendable () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + limit
    var pause: Duration = .milliseconds(2)
    while true {
        if let value = try await value() { return value }
        guard ContinuousClock.now < deadline else {
            throw NotInTime(description: "not within \(limit): \(what) (\(file):\(line))")
        }
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(50))
    }
}
