import Chassis
import Contracts
import Foundation
import VerwijzingDomain
import Web

/// S3: who received what of the family, when and on which ground, to give to one of it: less what is shielded (P1), what
/// is of another and what belongs to an investigation that runs.
struct Gezinsoverzicht: Tabular {
    var zaak: UUID
    var kenmerk: Kenmerk
    var lid: UUID?
    var leden: [GezinslidStand]
    var contact: AanZet?
    var ontvangen: [GezinsoverzichtRegel]
    var ontbreekt: [Codewoord]
    var terzijde: [Gezinsterzijde]

    static var title: String { "Overzicht voor het gezin" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "lid": "Voor wie van het gezin dit is; afwezig als het alleen over het hele gezin gaat.",
            "leden": "Voor wie een overzicht kan.",
            "contact": "Wie nu het contact van het gezin is; afwezig als dat is afgeschermd.",
            "ontvangen": "Welke organisaties iets lazen, de laatste lezer eerst.",
            "ontbreekt": "Welke diensten nu geen antwoord gaven; hun deel ontbreekt.",
            "terzijde": "Van welke informatie een organisatie niet uitgaat en waarom, nieuwste eerst (O8).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] {
        ["ontvangen": 0...10_000, "terzijde": 0...10_000, "leden": 0...1_000]
    }
    static var example: Gezinsoverzicht {
        Gezinsoverzicht(
            zaak: .placeholder, kenmerk: .placeholder, lid: .placeholder, leden: [.example], contact: .example,
            ontvangen: [.example], ontbreekt: [], terzijde: [.example])
    }

    /// For the family: words and not codes.
    var table: Table {
        let woorden = Overdrachtwoorden.woorden
        let gelezen = ontvangen.map { regel in
            [
                Self.naam(regel.naam, regel.organisatie), woorden[regel.wat.rawValue],
                "\(regel.keren)", Tijd.moment(regel.eerst), Tijd.moment(regel.laatst),
                woorden[regel.grond.rawValue], "", "", "",
            ]
        }
        let weggelegd = terzijde.map { regel in
            [
                Self.naam(regel.naam, regel.organisatie), "", "", Tijd.moment(regel.vastgelegdOp),
                Tijd.moment(regel.vastgelegdOp), "", woorden[regel.blok.rawValue],
                woorden[regel.reden.rawValue], regel.toelichting?.text ?? Gezinswoorden.geenUitleg,
            ]
        }
        // Whoever has only the table must see too that a part is missing.
        let zonder = ontbreekt.map { bron in
            [Gezinswoorden.ontbreekt(bron.text)] + [String](repeating: "", count: 8)
        }
        return Table(
            header: [
                "wie", "wat gelezen", "hoe vaak", "de eerste keer", "de laatste keer", "waarop dat rust",
                "wat terzijde is gelegd", "waarom", "uitleg",
            ], rows: gelezen + weggelegd + zonder)
    }

    private static func naam(_ naam: Organisatienaam?, _ oin: OIN) -> String {
        naam?.text ?? "Organisatie \(oin.text)"
    }
}

struct GezinsoverzichtRegel: Contract {
    enum Wat: String, Code {
        case dossier, teksten, verklaring, geschil, vragen, verwijzing, vragenlijst, tijdlijn
        case plan = "familiegroepsplan"
        case gezagEnToestemming = "gezag-en-toestemming"
        case melding = "inhoud-melding"
        case casus = "inhoud-casus"
        case overleg = "inhoud-overleg"
        case maatregel = "inhoud-maatregel"

        /// Its processing record's name, in whichever service.
        var verwerking: String {
            switch self {
            case .dossier: "dossier lezen"
            case .tijdlijn: "tijdlijn lezen"
            case .verklaring: "verklaring lezen"
            case .geschil: "geschil lezen"
            case .teksten: "teksten bij een overdracht lezen"
            case .verwijzing: "verwijzing lezen"
            case .vragenlijst: "vragenlijst lezen"
            case .plan: "familiegroepsplan lezen"
            case .vragen: "vragen en antwoorden lezen"
            case .gezagEnToestemming: "gezag en toestemming lezen"
            case .melding: "inhoud van een melding lezen"
            case .casus: "inhoud van een casus lezen"
            case .overleg: "overleg lezen"
            case .maatregel: "maatregel lezen"
            }
        }
    }

    enum Grond: String, Code {
        case toestemming
        /// A measure, or a task by law.
        case wettelijkeTaak = "wettelijke-taak"
        /// M9: what a melding says of itself.
        case behandelrelatie
        case noodzakelijkVoorBesluit = "noodzakelijk-voor-besluit"
        case vitaalBelang = "vitaal-belang"
        /// None was recorded.
        case nietVastgelegd = "niet-vastgelegd"
    }

    var organisatie: OIN
    var naam: Organisatienaam?
    var wat: Wat
    var eerst: Date
    var laatst: Date
    var keren: Int
    var grond: Grond

    static var title: String { "Wat een organisatie las" }
    static var fields: [String: String] {
        [
            "organisatie": "De organisatie.", "naam": "Haar naam in het register.", "wat": "Wat zij las.",
            "eerst": "De eerste keer.",
            "laatst": "De laatste keer.", "keren": "Hoe vaak.",
            "grond": "Waarop dat toen rustte, zoals toen was vastgelegd.",
        ]
    }
    static var example: GezinsoverzichtRegel {
        GezinsoverzichtRegel(
            organisatie: .placeholder, naam: .placeholder, wat: .dossier, eerst: .placeholder, laatst: .placeholder,
            keren: 1,
            grond: .toestemming)
    }
}

struct GezinsoverzichtRoute: Sendable {
    private let context: Context
    private let lezer: Zaaklezer
    private let inzage: Inhoudlezer
    private static let naam = "overzicht voor het gezin"

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        inzage = Inhoudlezer(context: context)
    }

    func register(on api: API) {
        api.table(
            "/v1/zaken/{id}/gezinsoverzicht", id: "gezinsoverzichtLezen",
            summary: "Voor iemand van het gezin: wie wat ontving, wanneer en op welke grond (S3)",
            access: .scope("dossier:lezen"),
            parameters: [
                .path("id", UUID.self, "Id van de zaak"),
                .query("lid", UUID.self, "Voor wie van het gezin; zonder alleen wat over het hele gezin gaat"),
                .query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt"),
            ], response: Gezinsoverzicht.self,
            problems: [
                .notFound: "De zaak of het gezinslid bestaat niet, of uw organisatie heeft er geen deel in.",
                .forbidden: "Dit overzicht geeft wie de regie heeft.",
            ], handler: lees)
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<Gezinsoverzicht> {
        let gevonden = try await lezer.zaak(
            try request.path("id"), voor: request.caller.organisation)
        let door = try context.handelend(request.caller, door: request.query("door"))
        let (zaak, bescherming) = (gevonden.zaak, gevonden.bescherming)
        let (oin, zicht) = (door.organisatie, Toegang.zichtVanGezin(bescherming))
        let doel = "zaak \(zaak.kenmerk)"
        let record = inzage.record(request, door, naam: Self.naam, doel: doel)
        let lid = try request.query("lid", as: UUID.self)
        try Toegang.eisGezinslid(lid, bescherming)
        let inzagen = Gezinsinzagen(context: context, record: record, zaak: zaak, lid: lid)
        do {
            try Toegang.eisGezinInformeren(Actor(door).rollen, gevonden.delen)
        } catch let problem as Problem {
            try await inzagen.weiger([problem.code])
            throw problem
        }
        _ = try await context.pool.exchange([record.statement(subject: inzagen.betrokkene)])
        let register = context.register.current
        let leden = bescherming?.gezinsleden ?? []
        var gegevens: [UUID: Persoonsgegevens] = [:]
        if let bescherming {
            gegevens = try await Leeftijdlezer(context: context).gegevens(
                van: leden, in: bescherming, request, door, naam: Self.naam
            ).gegevens
        }
        let (leeftijden, geboren) = (context.inzageleeftijden(zaak.regio), gegevens.compactMapValues(\.geboren))
        do {
            try Toegang.eisKijken(lid, bescherming, leeftijden, geboren: geboren)
        } catch let problem as Problem {
            try await inzagen.weiger([problem.code])
            throw problem
        }
        let alle = try await lezer.overdrachten(van: zaak.id)
        let vanAnder = try await lezer.verwijzingen(in: zaak.id)
            .filter { !Toegang.gezinZiet($0, lid: lid, bescherming, leeftijden, geboren: geboren) }
        let (regels, ontbreekt) = try await inzagen.regels(alle, zonder: vanAnder, bescherming, gegevens)
        let gezin = Gezinszicht(zicht, register)
        let terzijde = Gezinsterzijde.gevonden(
            gevonden.overdrachten, try await inzage.dossier(van: zaak.id), gezin)
        // Who gives it to the family reads no more for that than before.
        let recht = Toegang.dossier(oin, Actor(door).rollen, zaak: zaak, bescherming, now: Date())
        let (teksten, _) = try await inzage.openWatErNogIs(
            terzijde.compactMap { gevonden in
                gevonden.toelichting.flatMap {
                    Toegang.geeft(
                        recht, $0, van: gevonden.overdracht.naar, op: gevonden.terzijde.op, oin, zicht) ? $0 : nil
                }
            }, voor: door, naam: Self.naam, doel: doel, request)
        return Response(
            Gezinsoverzicht(
                zaak: zaak.id, kenmerk: try .van(zaak.kenmerk), lid: lid,
                leden: try leden.map { lid in
                    GezinslidStand(
                        id: lid.id, rol: try .van(lid.rol),
                        naam: recht == .alles ? gegevens[lid.id]?.naam.flatMap { KorteTekst($0) } : nil,
                        leeftijdsgroep: nil)
                },
                contact: try .van((zaak.regie.organisatie, zaak.regie.medewerker), zicht), ontvangen: regels,
                ontbreekt: try ontbreekt.map { try .van($0) },
                terzijde: try terzijde.compactMap { gevonden in
                    var stand = try gevonden.stand(teksten, gezin)
                    stand?.naam = register.organisation(try .van(gevonden.overdracht.naar))?.naam
                    return stand
                }))
    }
}
