import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// S2: what happened in a zaak beside its handovers: gezag and consent (P2), what the family was told (N7), advice (O15),
/// question lists (O16) and help that is replaced (V7). Each is seen by who sees it where it stands itself.
struct TijdlijnErnaast: Sendable {
    let reader: AggregateReader

    func stappen(_ gevonden: Zaaklezer.GevondenZaak, voor oin: OIN) async throws -> [Tijdlijnstap] {
        let (zaak, zicht, delen) = (gevonden.zaak, gevonden.zicht, gevonden.delen)
        var stappen: [Tijdlijnstap] = []
        func neem<A: Aggregate>(
            _ id: UUID, _ type: A.Type, _ stap: (A.Event) throws -> Tijdlijnstap?
        ) async throws {
            for (event, _) in try await reader.events(of: id, A.self) {
                if let stap = try stap(event)?.zichtbaar(zicht) { stappen.append(stap) }
            }
        }
        if Toegang.mag(.beschermen, delen) {
            try await neem(Bescherming.id(van: zaak.id), Bescherming.self) { try Tijdlijnstap($0) }
            let lijsten = try await reader.page(Vragenlijst.self, where: "zaak = \(zaak.id)", after: nil, limit: 1_000)
            for (id, lijst, _) in lijsten where zicht.ziet(organisatie: lijst.eigenaar.organisatie) {
                try await neem(id, Vragenlijst.self) {
                    try Tijdlijnstap($0, voor: oin, eigen: lijst.eigenaar.organisatie == oin.text)
                }
            }
        }
        if Toegang.mag(.gezinInformeren, delen) {
            try await neem(Gezinscontact.id(van: zaak.id), Gezinscontact.self) { try Tijdlijnstap($0) }
        }
        let consultaties = try await reader.page(
            Consultatie.self, where: "zaak = \(zaak.id)", after: nil, limit: 1_000)
        for (id, consultatie, _) in consultaties
        where Toegang.ziet(consultatie, oin, delen) && zicht.ziet(consultatie) {
            try await neem(id, Consultatie.self) { try Tijdlijnstap($0) }
        }
        try await neem(Vervanging.id(van: zaak.id), Vervanging.self) { try Tijdlijnstap($0) }
        return stappen
    }
}

extension Tijdlijnstap {
    private static let bron = "verwijzing"

    /// What happened beside a handover, with who did it and whom it concerns.
    private init(
        _ gebeurtenis: String, _ onderwerp: UUID, _ kenmerk: String, op tijdstip: Date, door: Partij?,
        betreft: String? = nil, soort: String? = nil, datum: Dag? = nil
    ) throws {
        self.init(
            tijdstip: tijdstip, bron: try .van(Self.bron), onderwerp: onderwerp, kenmerk: try .van(kenmerk),
            gebeurtenis: try .van(gebeurtenis), organisatie: try door.map { try .van($0.organisatie) },
            medewerker: try door.flatMap { $0.medewerker.isEmpty ? nil : try .van($0.medewerker) },
            betreft: try betreft.map { try .van($0) }, soort: try soort.map { try .van($0) },
            datum: try datum.map { try .van($0.description) })
    }

    /// Gezag and consent, without saying of whom. Nil for all that is about shielding: that it is there tells too much.
    fileprivate init?(_ event: BeschermingEvent) throws {
        let kop = event.kop
        let inhoud: (door: Partij?, betreft: String?, soort: String?, datum: Dag?)
        switch event.feit {
        case .gezinslidVastgelegd(let feit): inhoud = (kop.door, nil, feit.rol.rawValue, nil)
        case .gezagVastgelegd(let feit): inhoud = (kop.door, nil, feit.bron.rawValue, nil)
        case .gedwongenKaderVastgelegd(let feit): inhoud = (kop.door, feit.uitvoerder, nil, feit.vanaf)
        case .toestemmingVastgelegd(let feit): inhoud = (kop.door, feit.organisatie, feit.besluit.rawValue, nil)
        case .meerderjarig: inhoud = (nil, nil, nil, nil)
        case .afgeschermd, .opheffingVoorgesteld, .opheffingAfgewezen, .afschermingOpgeheven, .opgevolgd: return nil
        }
        try self.init(
            event.naam, kop.zaak, kop.kenmerk, op: kop.tijdstip, door: inhoud.door, betreft: inhoud.betreft,
            soort: inhoud.soort, datum: inhoud.datum)
    }

    /// That the family is to be told something, and was told. Nil for the rest: questions stand there already.
    fileprivate init?(_ event: GezinscontactEvent) throws {
        let inhoud: (door: Partij?, soort: String?)
        switch event.feit {
        case .teInformeren(let feit): inhoud = (nil, feit.aanleiding.rawValue)
        case .geinformeerd(let feit): inhoud = (feit.door, feit.wijze?.rawValue)
        default: return nil
        }
        try self.init(
            event.naam, event.kop.zaak, event.kop.kenmerk, op: event.kop.tijdstip, door: inhoud.door,
            soort: inhoud.soort)
    }

    fileprivate init?(_ event: ConsultatieEvent) throws {
        let kop = event.kop
        let soort: String?
        switch event.feit {
        case .gevraagd: soort = kop.over.rawValue
        case .gesloten(let feit): soort = feit.uitkomst.rawValue
        case .termijnGeescaleerd(let feit): soort = feit.soort
        case .beantwoord, .vragerGewisseld, .opgevolgd: soort = nil
        case .termijnHerinnerd: return nil
        }
        try self.init(
            event.naam, kop.consultatie, kop.kenmerk, op: kop.tijdstip, door: kop.door, betreft: kop.naar,
            soort: soort)
    }

    /// Whom else it was shared with, or who else asked, is for its owner.
    fileprivate init?(_ event: VragenlijstEvent, voor oin: OIN, eigen: Bool) throws {
        let kop = event.kop
        let inhoud: (betreft: String?, soort: String?)
        switch event.feit {
        case .opgesteld: inhoud = (nil, kop.over)
        case .beantwoord: inhoud = (nil, nil)
        case .gevraagd: inhoud = (kop.door?.organisatie, nil)
        case .geweigerd(let feit): inhoud = (feit.aanvrager.organisatie, feit.reden.rawValue)
        case .gedeeld(let feit): inhoud = (feit.met, nil)
        case .ontvangen(let feit): inhoud = (feit.organisatie, nil)
        case .vervallen(let feit): inhoud = (feit.organisatie, nil)
        // Who it is from here on; the steps before keep who it was (O23).
        case .opgevolgd(let feit): inhoud = (feit.opvolger?.organisatie ?? feit.vorige, nil)
        case .termijnGeescaleerd(let feit):
            guard eigen else { return nil }
            inhoud = (nil, feit.soort)
        case .termijnHerinnerd: return nil
        }
        if let betreft = inhoud.betreft, !eigen, betreft != oin.text { return nil }
        try self.init(
            event.naam, kop.vragenlijst, kop.kenmerk, op: kop.tijdstip, door: kop.door, betreft: inhoud.betreft,
            soort: inhoud.soort)
    }

    fileprivate init?(_ event: VervangingEvent) throws {
        let kop = event.kop
        let inhoud: (soort: String?, datum: Dag?)
        switch event.feit {
        case .gezocht: inhoud = (nil, kop.stoptOp)
        case .gesloten(let feit): inhoud = (feit.uitkomst.rawValue, nil)
        case .termijnGeescaleerd(let feit): inhoud = (feit.soort, nil)
        case .termijnHerinnerd: return nil
        }
        try self.init(
            event.naam, kop.zaak, kop.kenmerk, op: kop.tijdstip, door: kop.door, betreft: kop.vorige,
            soort: inhoud.soort, datum: inhoud.datum)
    }
}
