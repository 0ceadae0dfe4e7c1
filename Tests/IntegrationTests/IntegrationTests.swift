import TestSupport
import Testing

/// The chain as separate executables. One chain for all of them, one test at a time: starting it takes ten seconds, and
/// faults of one test are no fault of another.
@Suite("De keten als losse processen", .serialized)
enum IntegrationTests {
    private static let starting = Task {
        var setup = Chain.Setup.test
        setup.mail = try await MailServer(.init(encryption: .starttls, user: "keten", password: Chain.secret))
        setup.settings = [
            "MAIL_RETRY": "300ms", "MAIL_EXERCISE_ADDRESS": "oefening@keten.example", "TRUSTED_PROXIES": "127.0.0.1",
        ]
        return try await Chain.start(setup)
    }

    static func chain() async throws -> Chain { try await starting.value }
}
