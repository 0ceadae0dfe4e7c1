import Contracts
import Foundation
import Logging
import Register
import ServiceLifecycle
import Synchronization

/// O17, O23: what a service does for each organisation of the register that stopped, or that will. In small steps, so that
/// what comes in later for who is gone, such as a request that was under way, is found in a later round; several may run.
///
/// Where nothing of an organisation is left it is looked at ever more seldom, and at once when the register changed.
public struct Opvolgingsronden: Service {
    private static let rust = Duration.seconds(3)

    private let register: Register
    private let logger: Logger
    private let wie: @Sendable (RegisterSnapshot) -> [OrganisatieVastgelegd]
    private let doe: @Sendable (OrganisatieVastgelegd) async throws -> Bool
    private let geheugen = Geheugen()

    /// - Parameter doe: whether there was anything of it; tells itself of what fails for one.
    public init(
        _ register: Register, _ logger: Logger,
        van wie: @escaping @Sendable (RegisterSnapshot) -> [OrganisatieVastgelegd] = { $0.gestopt() },
        doe: @escaping @Sendable (OrganisatieVastgelegd) async throws -> Bool
    ) {
        self.register = register
        self.logger = logger
        self.wie = wie
        self.doe = doe
    }

    public func run() async throws {
        await rondes(elke: Self.rust) {
            let current = self.register.current
            for organisatie in self.wie(current) where self.geheugen.isAanDeBeurt(organisatie.oin, current.merk) {
                do {
                    let gevonden = try await self.doe(organisatie)
                    self.geheugen.keek(organisatie.oin, current.merk, gevonden: gevonden)
                } catch {
                    self.logger.warning(
                        "what an organisation had that stops is looked at again",
                        metadata: ["organisation": "\(organisatie.oin.text)", "error": "\(error)"])
                }
            }
        }
    }

    /// Page by page; whether there was anything.
    public static func bladzijden<Rij>(
        _ bladzijde: (Rij?) async throws -> [Rij], _ doe: ([Rij]) async throws -> Void
    ) async throws -> Bool {
        var na: Rij?
        while !Task.isCancelled {
            let rijen = try await bladzijde(na)
            guard let laatste = rijen.last else { break }
            try await doe(rijen)
            na = laatste
        }
        // Stopped halfway there may be more.
        return na != nil || Task.isCancelled
    }

    /// Safe from any thread; one round runs at a time.
    private final class Geheugen: Sendable {
        private let stilte = Mutex(Opvolgingsstilte())

        func isAanDeBeurt(_ oin: OIN, _ merk: String) -> Bool {
            stilte.withLock { $0.isAanDeBeurt(oin, merk, nu: .now) }
        }

        func keek(_ oin: OIN, _ merk: String, gevonden: Bool) {
            stilte.withLock { $0.keek(oin, merk, gevonden: gevonden, nu: .now) }
        }
    }
}

/// Of which organisations nothing was left, and when each is looked at again: what came in late is found by then.
struct Opvolgingsstilte: Sendable {
    static let eerste = Duration.seconds(3)
    static let langste = Duration.seconds(300)

    private struct Stil {
        var merk: String
        var rust: Duration
        var weer: ContinuousClock.Instant
    }

    private var stil: [OIN: Stil] = [:]

    /// - Parameter merk: of the register that is looked with; another one may name another successor.
    func isAanDeBeurt(_ oin: OIN, _ merk: String, nu: ContinuousClock.Instant) -> Bool {
        guard let stil = stil[oin], stil.merk == merk else { return true }
        return nu >= stil.weer
    }

    mutating func keek(_ oin: OIN, _ merk: String, gevonden: Bool, nu: ContinuousClock.Instant) {
        guard !gevonden else {
            stil[oin] = nil
            return
        }
        let eerder = stil[oin].flatMap { $0.merk == merk ? $0.rust : nil }
        let rust = eerder.map { min($0 * 2, Self.langste) } ?? Self.eerste
        stil[oin] = Stil(merk: merk, rust: rust, weer: nu + rust)
    }
}
