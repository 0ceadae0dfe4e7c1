import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// S2: what happened in a zaak over all services of the chain, for an analysis by those who have a part in it.
struct Zaaktijdlijn: Tabular {
    var zaak: UUID
    var kenmerk: Kenmerk
    var gelezenOp: Date
    var bronnen: [Codewoord]
    var ontbreekt: [Codewoord]
    var stappen: [Tijdlijnstap]

    static var title: String { "Tijdlijn van een zaak" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Het kenmerk.", "gelezenOp": "Wanneer de diensten gevraagd zijn.",
            "bronnen": "Welke diensten hun deel gaven.",
            "ontbreekt": "Welke diensten nu geen antwoord gaven; hun deel ontbreekt.",
            "stappen": "Wat er gebeurde, voor zover u dat mag zien; oudste eerst.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["stappen": 0...50_000] }
    static var example: Zaaktijdlijn {
        Zaaktijdlijn(
            zaak: .placeholder, kenmerk: .placeholder, gelezenOp: .placeholder, bronnen: [.placeholder],
            ontbreekt: [], stappen: [.example])
    }

    var table: Table {
        let regels = stappen.map { stap in
            [
                RFC3339.text(stap.tijdstip), stap.bron.text, stap.onderwerp.text, stap.kenmerk?.text ?? "",
                stap.gebeurtenis.text, stap.organisatie?.text ?? "", stap.medewerker?.text ?? "",
                stap.betreft?.text ?? "", stap.soort?.text ?? "", stap.datum?.text ?? "",
            ]
        }
        // Whoever has only the table must see too that a part is missing.
        let zonder = ontbreekt.map {
            [RFC3339.text(gelezenOp), $0.text, zaak.text, kenmerk.text, "bron-ontbreekt"]
                + [String](repeating: "", count: 5)
        }
        return Table(
            header: [
                "tijdstip", "bron", "onderwerp", "kenmerk", "gebeurtenis", "organisatie", "medewerker", "betreft",
                "soort", "datum",
            ], rows: regels + zonder)
    }
}

struct ZaaktijdlijnRoute: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private static let bron = "verwijzing"

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
    }

    func register(on api: API) {
        api.table(
            "/v1/zaken/{id}/tijdlijn", id: "zaaktijdlijnLezen",
            summary: "Wat er in een zaak gebeurde over alle diensten van de keten; oudste eerst (S2)",
            access: .scope("overdrachten:lezen"),
            parameters: [
                .path("id", UUID.self, "Id van de zaak"),
                .query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt"),
            ], response: Zaaktijdlijn.self,
            problems: [
                .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.",
                .forbidden: "Dit leest wie met het gezin werkt of leiding geeft.",
            ]
        ) { request in
            let oin = request.caller.organisation
            let gevonden = try await lezer.zaak(try request.path("id"), voor: oin)
            let door = try context.handelend(request.caller, door: request.query("door"))
            try Toegang.eisInhoud(Actor(door).rollen)
            // P5: it tells what happened to a family, so reading it is recorded, and first.
            let record = Inhoudlezer(context: context).record(
                request, door, naam: GezinsoverzichtRegel.Wat.tijdlijn.verwerking,
                doel: "zaak \(gevonden.zaak.kenmerk)")
            _ = try await context.pool.exchange([
                record.statement(subject: Tekstkluis.gezin(van: gevonden.zaak.id))
            ])
            let elders = await context.anderen.tijdlijn(gevonden.zaak.id, voor: oin)
            // Each service leaves out what is shielded as far as it has heard; this one decides on it, so it looks again.
            let stappen = try await eigen(gevonden, oin) + elders.stappen.compactMap { $0.zichtbaar(gevonden.zicht) }
            return Response(
                Zaaktijdlijn(
                    zaak: gevonden.zaak.id, kenmerk: try .van(gevonden.zaak.kenmerk), gelezenOp: Date(),
                    bronnen: try ([Self.bron] + elders.gaven).map { try .van($0) },
                    ontbreekt: try elders.ontbreekt.map { try .van($0) },
                    stappen: stappen.sorted { $0.tijdstip < $1.tijdstip }))
        }
    }

    /// What this service has of it, for an organisation that asked elsewhere.
    func stappen(_ zaak: UUID, _ oin: OIN) async throws -> [Tijdlijnstap] {
        do {
            return try await eigen(try await lezer.zaak(zaak, voor: oin), oin)
        } catch let problem as Problem where problem.status == .notFound {
            return []
        }
    }

    private func eigen(_ gevonden: Zaaklezer.GevondenZaak, _ oin: OIN) async throws -> [Tijdlijnstap] {
        let (reader, naast) = (AggregateReader(pool: context.pool), Tijdlijnlezer(context))
        var stappen: [Tijdlijnstap] = []
        for overdracht in gevonden.overdrachten {
            let gebeurd = try await reader.events(of: overdracht.id, Overdracht.self).map(\.event)
            let geschillen = try await naast.geschillen(van: overdracht.id)
            stappen += try Tijdlijn(overdracht, gebeurd, geschillen: geschillen, gevonden.zicht).regels.map { regel in
                let aan = gebeurd.first?.kop.naar ?? overdracht.naar
                return Tijdlijnstap(
                    tijdstip: regel.tijdstip, bron: try .van(Self.bron), onderwerp: overdracht.id,
                    kenmerk: try .van(overdracht.kenmerk), gebeurtenis: regel.gebeurtenis,
                    organisatie: regel.organisatie, medewerker: regel.medewerker,
                    // Whom it was offered to then, whoever has that place now (O23).
                    betreft: regel.gebeurtenis.text == "overdracht-aangeboden"
                        && gevonden.zicht.noemt(aan, bij: overdracht) ? try .van(aan) : nil,
                    soort: regel.soort, datum: regel.datum)
            }
        }
        let zaak = gevonden.zaak
        let verklaringen = try await naast.verklaringen(in: zaak, voor: oin, gevonden.bescherming, gevonden.zicht)
        // Of what was asked and answered in the zaak the reference only (N7).
        let vragen = try await reader.events(of: Gezinscontact.id(van: zaak.id), Gezinscontact.self).map(\.event)
        let ernaast =
            try verklaringen.compactMap { try Tijdlijnregel($0, gevonden.zicht) }
            + vragen.compactMap { try Tijdlijnregel($0, gevonden.zicht) }
        stappen += try ernaast.map { regel in
            Tijdlijnstap(
                tijdstip: regel.tijdstip, bron: try .van(Self.bron), onderwerp: zaak.id,
                kenmerk: try .van(zaak.kenmerk), gebeurtenis: regel.gebeurtenis, organisatie: regel.organisatie,
                medewerker: regel.medewerker, betreft: nil, soort: regel.soort, datum: nil)
        }
        stappen += try await context.vernietigstappen(
            van: zaak.id, try .van(zaak.kenmerk), bron: try .van(Self.bron)
        ).compactMap { $0.zichtbaar(gevonden.zicht) }
        stappen += try await TijdlijnErnaast(reader: reader).stappen(gevonden, voor: oin)
        for verwijzing in try await lezer.verwijzingen(in: gevonden, voor: oin) {
            let gebeurd = try await reader.events(of: verwijzing.id, Verwijzing.self).map(\.event)
            stappen += try gebeurd.compactMap {
                try Tijdlijnstap($0, bron: Self.bron)?.zichtbaar(gevonden.zicht)
            }
        }
        // Who is involved beside the regie is told to those who are (as `zaakLezen` does).
        guard !gevonden.delen.isDisjoint(with: [.regiehouder, .betrokkene]) else { return stappen }
        for (event, _) in try await reader.events(of: Continuiteit.id(van: zaak.id), Continuiteit.self) {
            guard let stap = try Tijdlijnstap(event, bron: Self.bron)?.zichtbaar(gevonden.zicht) else { continue }
            stappen.append(stap)
        }
        for (event, _) in try await reader.events(of: zaak.id, Zaak.self) {
            guard let stap = try Tijdlijnstap(event, zaak, bron: Self.bron)?.zichtbaar(gevonden.zicht) else { continue }
            stappen.append(stap)
        }
        return stappen
    }
}

extension Tijdlijnstap {
    /// Nil for a reminder, which tells nothing here.
    fileprivate init?(_ event: VerwijzingEvent, bron: String) throws {
        let kop = event.kop
        let inhoud: (betreft: String?, soort: String?, datum: Dag?)
        switch event.feit {
        case .gevraagd(let feit): inhoud = (kop.naar, feit.hulp, nil)
        case .bezorgd, .gezien, .gestart, .voortgangGemeld, .werkerGewisseld, .vragerGewisseld,
            .vragerVerplaatst:
            inhoud = (nil, nil, nil)
        case .uitgesteld(let feit): inhoud = (nil, feit.reden.rawValue, feit.nieuweDatum)
        case .wachtlijstberichtGegeven(let feit): inhoud = (nil, nil, feit.volgendeDatum)
        case .wachtlijstberichtGemist: inhoud = (nil, nil, nil)
        case .aanvaard(let feit): inhoud = (nil, nil, feit.startdatum)
        case .geweigerd(let feit): inhoud = (nil, feit.reden.rawValue, nil)
        case .ingetrokken(let feit): inhoud = (nil, feit.reden.rawValue, nil)
        case .beeindigd(let feit): inhoud = (nil, feit.reden.rawValue, nil)
        // Who it is from here on; the steps before keep who it was (O23).
        case .opgevolgd(let feit):
            inhoud = (feit.kant == .aanbieder ? kop.van.organisatie : kop.naar, nil, nil)
        case .termijnGeescaleerd(let feit): inhoud = (nil, feit.soort, nil)
        case .termijnHerinnerd: return nil
        }
        self.init(
            tijdstip: kop.tijdstip, bron: try .van(bron), onderwerp: kop.verwijzing, kenmerk: try .van(kop.kenmerk),
            gebeurtenis: try .van(event.naam), organisatie: try kop.door.map { try .van($0.organisatie) },
            medewerker: try kop.door.map { try .van($0.medewerker) }, betreft: try inhoud.betreft.map { try .van($0) },
            soort: try inhoud.soort.map { try .van($0) },
            datum: try inhoud.datum.map { try .van($0.description) })
    }

    /// What changed for a child (V4-V6), without saying for which. Nil for a reminder.
    fileprivate init?(_ event: ContinuiteitEvent, bron: String) throws {
        let kop = event.kop
        let inhoud: (betreft: String?, soort: String?, datum: Dag?)
        switch event.feit {
        case .woonplekVastgelegd(let feit): inhoud = (feit.organisatie, feit.woonplek.rawValue, nil)
        case .opnameBegonnen(let feit): inhoud = (feit.organisatie, nil, feit.vanaf)
        case .opnameBeeindigd(let feit): inhoud = (nil, nil, feit.tot)
        case .werkerGeteld(let feit): inhoud = (feit.werker.organisatie, nil, nil)
        case .opgevolgd(let feit): inhoud = (feit.opvolger, nil, nil)
        case .bestemmingGevraagd, .bestemmingDoorgegeven: inhoud = (nil, nil, nil)
        case .bestemmingVastgelegd(let feit): inhoud = (nil, feit.wonen.rawValue, nil)
        case .termijnGeescaleerd(let feit): inhoud = (nil, feit.soort, nil)
        case .termijnHerinnerd: return nil
        }
        self.init(
            tijdstip: kop.tijdstip, bron: try .van(bron), onderwerp: kop.zaak, kenmerk: try .van(kop.kenmerk),
            gebeurtenis: try .van(event.naam), organisatie: try kop.door.map { try .van($0.organisatie) },
            medewerker: try kop.door.map { try .van($0.medewerker) }, betreft: try inhoud.betreft.map { try .van($0) },
            soort: try inhoud.soort.map { try .van($0) },
            datum: try inhoud.datum.map { try .van($0.description) })
    }

    /// What the zaak's handovers do not tell themselves.
    fileprivate init?(_ event: ZaakEvent, _ zaak: Zaak, bron: String) throws {
        let inhoud: (wie: Partij?, betreft: String?, soort: String?)
        switch event.feit {
        case .geopend: inhoud = (nil, event.kop.regie.organisatie, nil)
        case .betrokken(let feit): inhoud = (nil, feit.organisatie, feit.grond.rawValue)
        case .betrokkenheidBeeindigd(let feit): inhoud = (nil, feit.organisatie, feit.reden.rawValue)
        case .regieVerplaatst(let feit): inhoud = (nil, feit.naar.organisatie, feit.grond.rawValue)
        case .regiehouderGewisseld: inhoud = (event.kop.regie, nil, nil)
        case .kastjeNaarDeMuur, .verhuizingOpgevolgd: inhoud = (nil, nil, nil)
        case .organisatieGestopt(let feit): inhoud = (nil, feit.organisatie, nil)
        case .verhuisd(let feit): inhoud = (feit.door, nil, nil)
        case .termijnGeescaleerd(let feit): inhoud = (nil, nil, feit.soort)
        case .aanbodGeopend, .aanbodGesloten, .regiehouderBekendgemaakt, .termijnHerinnerd: return nil
        }
        self.init(
            tijdstip: event.kop.tijdstip, bron: try .van(bron), onderwerp: zaak.id, kenmerk: try .van(zaak.kenmerk),
            gebeurtenis: try .van(event.naam), organisatie: try inhoud.wie.map { try .van($0.organisatie) },
            medewerker: try inhoud.wie.map { try .van($0.medewerker) },
            betreft: try inhoud.betreft.map { try .van($0) }, soort: try inhoud.soort.map { try .van($0) })
    }

    /// P1: nil for what concerns an organisation that is shielded from the reader; without who did it where that is.
    func zichtbaar(_ zicht: Zicht) -> Tijdlijnstap? {
        if let betreft, !zicht.ziet(organisatie: betreft.text) { return nil }
        guard let organisatie else { return self }
        var stap = self
        if !zicht.ziet(organisatie: organisatie.text) {
            (stap.organisatie, stap.medewerker) = (nil, nil)
        } else if let medewerker, !zicht.ziet(medewerker: medewerker.text, van: organisatie.text) {
            stap.medewerker = nil
        }
        return stap
    }
}
