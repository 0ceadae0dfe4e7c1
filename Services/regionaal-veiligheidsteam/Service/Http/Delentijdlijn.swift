import Chassis
import Contracts
import Foundation
import Messaging
import VeiligheidDomain

/// What the measures and meetings of a casus have of the zaak's timeline (S2): codes, times and people, no content. It is
/// told to an organisation, so what only some people may know of stands nowhere in it (V8).
struct Delentijdlijn {
    let context: Context
    let casus: Casus
    let afgeschermden: Afgeschermden?

    func stappen(voor oin: OIN) async throws -> [Tijdlijnstap] {
        let reader = AggregateReader(pool: context.pool)
        var stappen: [Tijdlijnstap] = []
        for maatregel in try await reader.delen(Maatregel.self, van: casus.id.waarde)
        where casus.ziet(maatregel, oin) {
            for (event, _) in try await reader.events(of: maatregel.id.waarde, Maatregel.self) {
                stappen += try stap(
                    maatregel.id.waarde, event.naam, event.kop.tijdstip, event.kop.door, event.kop.uitvoerder,
                    event.kop.soortMaatregel.rawValue, oin)
            }
        }
        for overleg in try await reader.delen(Overleg.self, van: casus.id.waarde)
        where casus.ziet(overleg, oin) {
            let beperkt = Set(overleg.afspraken.filter(\.isBeperkt).map(\.id))
            for (event, _) in try await reader.events(of: overleg.id.waarde, Overleg.self)
            where event.feit.afspraak.map(beperkt.contains) != true {
                stappen += try stap(
                    overleg.id.waarde, event.naam, event.kop.tijdstip, event.kop.door, event.feit.overnemer,
                    event.kop.soortOverleg.rawValue,
                    oin)
            }
        }
        return stappen
    }

    /// None where it concerns an organisation that is shielded from the reader; without who did it where that is (P1).
    private func stap(
        _ onderwerp: UUID, _ naam: String, _ op: Date, _ door: VeiligheidDomain.Persoon?, _ betreft: Organisatie?,
        _ soort: String, _ oin: OIN
    ) throws -> [Tijdlijnstap] {
        let betreft = try betreft.map { try OIN.van($0.rawValue) }
        if let betreft, afgeschermden?.ziet(oin, organisatie: betreft) == false { return [] }
        let persoon = try door.map { try PersoonStand($0) }
        let wie = persoon.flatMap { persoon in
            afgeschermden.map { $0.zichtbaar(persoon, voor: oin) } ?? persoon
        }
        return [
            Tijdlijnstap(
                tijdstip: op, bron: try .van("regionaal-veiligheidsteam"), onderwerp: onderwerp,
                kenmerk: try .van(casus.kenmerk), gebeurtenis: try .van(naam), organisatie: wie?.organisatie,
                medewerker: wie?.medewerker, betreft: betreft, soort: try .van(soort))
        ]
    }
}

extension OverlegFeit {
    /// Who came in another's place (O23); the steps before keep who it was.
    fileprivate var overnemer: Organisatie? {
        if case .opgevolgd(let feit) = self { feit.opvolger } else { nil }
    }

    /// The agreement that it is about.
    fileprivate var afspraak: AfspraakId? {
        switch self {
        case .afspraakGemaakt(let feit): feit.afspraak
        case .afspraakAfgerond(let feit): feit.afspraak
        case .afspraakOpgevolgd(let feit): feit.afspraak
        case .termijnHerinnerd(let feit): feit.afspraak
        case .termijnGeescaleerd(let feit): feit.afspraak
        default: nil
        }
    }
}
