import TestSupport
import Testing

/// The chain as separate executables. One chain for all of them, one test at a time: starting it takes ten seconds, and
/// faults of one test are no fault of another.
@Suite("De keten als losse processen", .serialized)
enum IntegrationTests {
    private static let starting = Task { try await Chain.start(.test) }

    static func chain() async throws -> Chain { try await starting.value }
}
