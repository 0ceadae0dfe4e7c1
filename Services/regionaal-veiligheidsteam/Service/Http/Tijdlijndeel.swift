import Chassis
import Contracts
import Foundation
import Messaging
import VeiligheidDomain
import Web

extension CasusRoutes {
    /// What the casus has of the zaak's timeline, as `casustijdlijnLezen` gives it to that organisation (S2), with what
    /// belongs to the casus.
    func stappen(_ zaak: UUID, _ oin: OIN) async throws -> [Tijdlijnstap] {
        guard let (casus, _) = try await AggregateReader(pool: context.pool).one(Casus.self, zaak) else { return [] }
        let delen = try await Delentijdlijn(
            context: context, casus: casus, afgeschermden: Afgeschermden.van(zaak, context.pool)
        ).stappen(voor: oin)
        guard casus.ziet(oin) else { return delen }
        let gebeurd = try await AggregateReader(pool: context.pool).events(of: zaak, Casus.self)
        let tijdlijn = try Casustijdlijn(
            casus, gebeurd.map(\.event), voor: oin, try await Afgeschermden.van(zaak, context.pool))
        let stappen = try tijdlijn.regels.map { regel in
            Tijdlijnstap(
                tijdstip: regel.tijdstip, bron: try .van("regionaal-veiligheidsteam"), onderwerp: zaak,
                kenmerk: tijdlijn.kenmerk, gebeurtenis: regel.gebeurtenis, organisatie: regel.organisatie,
                medewerker: regel.medewerker, betreft: regel.betreft, soort: regel.soort)
        }
        return try await stappen + delen
            + context.vernietigstappen(van: zaak, tijdlijn.kenmerk, bron: .van("regionaal-veiligheidsteam"))
    }
}
