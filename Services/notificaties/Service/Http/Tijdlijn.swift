import Chassis
import Contracts
import Foundation
import Messaging
import NotificatieDomain

/// What notificaties has of a zaak's timeline (S2): when an organisation's own tasks were made, came, were seen and done;
/// without those of which only some of its people may know (V8).
struct Taaktijdlijn: Sendable {
    let context: Context

    /// More than one organisation ever has of one zaak.
    private static let hoogstens = 500

    func stappen(_ zaak: UUID, _ oin: OIN) async throws -> [Tijdlijnstap] {
        let lezer = AggregateReader(pool: context.pool)
        let taken = try await lezer.page(
            Taak.self,
            where: """
                zaak = \(zaak) and state ->> 'organisatie' = \(oin.text)
                and state ->> 'soort' <> all(\(Taaksoort.besloten.map(\.rawValue)))
                """, after: nil, limit: Self.hoogstens)
        var stappen: [Tijdlijnstap] = []
        for taak in taken {
            for (event, _) in try await lezer.events(of: taak.id, Taak.self) {
                if let stap = try Tijdlijnstap(event, oin) { stappen.append(stap) }
            }
        }
        return stappen
    }
}

extension Tijdlijnstap {
    /// Nil for what only keeps a task up to date.
    fileprivate init?(_ event: TaakEvent, _ oin: OIN) throws {
        let wie: (organisatie: OIN?, medewerker: Medewerker?)
        switch event.feit {
        case .aangemaakt, .bezorgd, .vervallen, .overgedragen, .termijnGeescaleerd: wie = (nil, nil)
        case .gezien(let feit): wie = (oin, feit.door)
        case .gedaan(let feit): wie = (feit.door == nil ? nil : oin, feit.door)
        case .bijgewerkt, .bezorgingUitgesteld, .herinnerd, .kanaalToegevoegd, .termijnHerinnerd: return nil
        }
        self.init(
            tijdstip: event.kop.tijdstip, bron: try .van("notificaties"), onderwerp: event.kop.taak.waarde,
            kenmerk: Kenmerk(event.kop.kenmerk), gebeurtenis: try .van(event.naam), organisatie: wie.organisatie,
            medewerker: try wie.medewerker.map { try .van($0.rawValue) }, betreft: oin,
            soort: try .van(event.kop.soort.rawValue))
    }
}
