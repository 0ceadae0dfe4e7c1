import Chassis
import Contracts
import Foundation
import MeldingDomain
import Messaging

/// What melding-intake has of a zaak's timeline (S2): all steps of a melding for who deals with it, for its melder those
/// that a melder hears (M4), for another nothing.
struct Meldingtijdlijn: Sendable {
    let context: Context

    /// More than one organisation ever has of one zaak.
    private static let hoogstens = 500

    func stappen(_ zaak: UUID, _ oin: OIN) async throws -> [Tijdlijnstap] {
        let lezer = AggregateReader(pool: context.pool)
        let meldingen = try await lezer.page(
            Melding.self,
            where: "zaak = \(zaak) and (state ->> 'melder' = \(oin.text) or state ->> 'behandelaar' = \(oin.text))",
            after: nil, limit: Self.hoogstens)
        var stappen: [Tijdlijnstap] = []
        for melding in meldingen {
            let gebeurd = try await lezer.events(of: melding.id, Melding.self).map(\.event)
            stappen +=
                melding.state.behandelaar.rawValue == oin.text
                ? try gebeurd.map { try Tijdlijnstap($0) }
                : try Melding.stappenVoorMelder(gebeurd).map { try Tijdlijnstap($0, melding.state) }
            stappen += try await context.vernietigstappen(
                van: melding.id, Kenmerk(melding.state.kenmerk), bron: .van("melding-intake"))
        }
        return stappen
    }
}

extension Tijdlijnstap {
    fileprivate init(_ event: MeldingEvent) throws {
        let inhoud: (door: MeldingDomain.Persoon?, betreft: Organisatie?, soort: String?) =
            switch event.feit {
            // Who reported stays with the melding: a melder may be shielded.
            case .ontvangen(let feit): (nil, nil, feit.soort?.rawValue)
            case .aangevuld(let feit): (feit.door, nil, feit.soort?.rawValue)
            case .doorgestuurd(let feit): (feit.door, feit.naar, nil)
            case .soortGewijzigd(let feit): (feit.door, nil, feit.naar.rawValue)
            case .inBehandeling(let feit): (feit.door, nil, nil)
            case .afgehandeld(let feit): (feit.door, nil, feit.uitkomst.rawValue)
            case .termijnHerinnerd(let feit): (nil, feit.organisatie, feit.soort)
            case .termijnGeescaleerd(let feit): (nil, feit.organisatie, feit.soort)
            }
        self.init(
            tijdstip: event.kop.tijdstip, bron: try .van("melding-intake"), onderwerp: event.kop.melding.waarde,
            kenmerk: Kenmerk(event.kop.kenmerk), gebeurtenis: try .van(event.naam),
            organisatie: try inhoud.door.map { try .van($0.organisatie.rawValue) },
            medewerker: try inhoud.door.map { try .van($0.medewerker.rawValue) },
            betreft: try inhoud.betreft.map { try .van($0.rawValue) },
            soort: inhoud.soort.flatMap { Codewoord($0.lowercased()) })
    }

    fileprivate init(_ stap: Melderstap, _ melding: Melding) throws {
        self.init(
            tijdstip: stap.op, bron: try .van("melding-intake"), onderwerp: melding.id.waarde,
            kenmerk: Kenmerk(melding.kenmerk), gebeurtenis: try .van("melding-" + stap.status.rawValue),
            betreft: try .van(stap.behandelaar.rawValue),
            soort: stap.uitkomst.flatMap { Codewoord($0.rawValue.lowercased()) })
    }
}
