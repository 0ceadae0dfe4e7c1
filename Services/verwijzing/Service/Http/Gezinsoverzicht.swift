import Chassis
import Contracts
import Foundation
import Postgres
import VerwijzingDomain
import Web

/// S3: who received what of the family, when and on which ground, to give to the family: less what is shielded (P1).
struct Gezinsoverzicht: Tabular {
    var zaak: UUID
    var kenmerk: Kenmerk
    var contact: AanZet?
    var ontvangen: [GezinsoverzichtRegel]
    var terzijde: [Gezinsterzijde]

    static var title: String { "Overzicht voor het gezin" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "contact": "Wie nu het contact van het gezin is; afwezig als dat is afgeschermd.",
            "ontvangen": "Welke organisaties iets lazen, de laatste lezer eerst.",
            "terzijde": "Van welke informatie een organisatie niet uitgaat en waarom, nieuwste eerst (O8).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["ontvangen": 0...10_000, "terzijde": 0...10_000] }
    static var example: Gezinsoverzicht {
        Gezinsoverzicht(
            zaak: .placeholder, kenmerk: .placeholder, contact: .example, ontvangen: [.example], terzijde: [.example])
    }

    /// For the family: words and not codes.
    var table: Table {
        let woorden = Overdrachtwoorden.woorden
        return Table(
            header: [
                "wie", "wat gelezen", "hoe vaak", "de eerste keer", "de laatste keer", "waarop dat rust",
                "wat terzijde is gelegd", "waarom", "uitleg",
            ],
            rows: ontvangen.map { regel in
                [
                    Self.naam(regel.naam, regel.organisatie), woorden[regel.wat.rawValue],
                    "\(regel.keren)", Tijd.moment(regel.eerst), Tijd.moment(regel.laatst),
                    woorden[regel.grond.rawValue], "", "", "",
                ]
            }
                + terzijde.map { regel in
                    [
                        Self.naam(regel.naam, regel.organisatie), "", "", Tijd.moment(regel.vastgelegdOp),
                        Tijd.moment(regel.vastgelegdOp), "", woorden[regel.blok.rawValue],
                        woorden[regel.reden.rawValue], regel.toelichting?.text ?? Gezinswoorden.geenUitleg,
                    ]
                })
    }

    private static func naam(_ naam: Organisatienaam?, _ oin: OIN) -> String {
        naam?.text ?? "Organisatie \(oin.text)"
    }
}

struct GezinsoverzichtRegel: Contract {
    enum Wat: String, Code {
        case dossier, teksten, verklaring, geschil, vragen, verwijzing, vragenlijst
        case plan = "familiegroepsplan"
        case gezagEnToestemming = "gezag-en-toestemming"

        /// Its processing record's name.
        var verwerking: String {
            switch self {
            case .dossier: "dossier lezen"
            case .verklaring: "verklaring lezen"
            case .geschil: "geschil lezen"
            case .teksten: "teksten bij een overdracht lezen"
            case .verwijzing: "verwijzing lezen"
            case .vragenlijst: "vragenlijst lezen"
            case .plan: "familiegroepsplan lezen"
            case .vragen: "vragen en antwoorden lezen"
            case .gezagEnToestemming: "gezag en toestemming lezen"
            }
        }
    }

    enum Grond: String, Code {
        case toestemming
        /// A measure, or a task by law.
        case wettelijkeTaak = "wettelijke-taak"
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
            "grond": "Waarop dat nu rust: toestemming, een wettelijke taak, of niet vastgelegd.",
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
    private let leeftijden: Leeftijdlezer

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        leeftijden = Leeftijdlezer(context: context)
    }

    func register(on api: API) {
        api.table(
            "/v1/zaken/{id}/gezinsoverzicht", id: "gezinsoverzichtLezen",
            summary: "Voor het gezin: wie wat ontving, wanneer en op welke grond, zonder wat is afgeschermd (S3)",
            access: .scope("dossier:lezen"),
            parameters: [
                .path("id", UUID.self, "Id van de zaak"),
                .query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt"),
            ], response: Gezinsoverzicht.self,
            problems: [
                .notFound: "De zaak bestaat niet of uw organisatie heeft er geen deel in.",
                .forbidden: "Dit overzicht geeft wie de regie heeft.",
            ], handler: lees)
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<Gezinsoverzicht> {
        let gevonden = try await lezer.zaak(
            try request.path("id"), voor: request.caller.organisation)
        let door = try context.handelend(request.caller, door: request.query("door"))
        try Toegang.eisGezinInformeren(Actor(door).rollen, gevonden.delen)
        let (zaak, bescherming) = (gevonden.zaak, gevonden.bescherming)
        let (oin, zicht) = (door.organisatie, Toegang.zichtVanGezin(bescherming))
        let inzage = Inhoudlezer(context: context)
        let (naam, doel) = ("overzicht voor het gezin", "zaak \(zaak.kenmerk)")
        let record = inzage.record(request, door, naam: naam, doel: doel)
        _ = try await context.pool.exchange([record.statement(subject: Tekstkluis.gezin(van: zaak.id))])
        let geboren = try await self.leeftijden.geboren(in: bescherming, request, door: door.medewerker)
        let register = context.register.current
        let leeftijden = context.inzageleeftijden(zaak.regio)
        let eigen = try await lezer.verwijzingen(in: zaak.id)
            .filter { !Toegang.gezinZiet($0, lid: nil, bescherming, leeftijden, geboren: geboren) }
        let regels = try await Gezinsoverzicht.regels(
            zaak, bescherming, geboren, zonder: eigen.map(\.id), context.pool
        )
        .filter { zicht.ziet(organisatie: $0.organisatie.text) }
        .map { regel in
            var regel = regel
            regel.naam = register.organisation(regel.organisatie)?.naam
            return regel
        }
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
            }, voor: door, naam: naam, doel: doel, request)
        return Response(
            Gezinsoverzicht(
                zaak: zaak.id, kenmerk: try .van(zaak.kenmerk),
                contact: try .van((zaak.regie.organisatie, zaak.regie.medewerker), zicht), ontvangen: regels,
                terzijde: try terzijde.compactMap { gevonden in
                    var stand = try gevonden.stand(teksten, gezin)
                    stand?.naam = register.organisation(try .van(gevonden.overdracht.naar))?.naam
                    return stand
                }))
    }
}

extension Gezinsoverzicht {
    /// Who read what, the last reader first; what of it is shielded is left out by who shows it.
    /// - Parameters:
    ///   - geboren: the birth dates of the zaak's children.
    ///   - zonder: verwijzingen that are another's own (V6).
    static func regels(
        _ zaak: Zaak, _ bescherming: Bescherming?, _ geboren: [UUID: Dag], zonder: [UUID], _ pool: PostgresPool
    ) async throws -> [GezinsoverzichtRegel] {
        // Readings of the zaak and of every handover in it, also of those that the reader itself does not see.
        let rows = try await pool.query(
            """
            with dossiers as (
                select id, state ->> 'kenmerk' as kenmerk, kind from aggregate
                where (kind = any(\([Overdracht.kind, Verwijzing.kind])) and zaak = \(zaak.id) and id <> all(\(zonder)))
                    or (kind = \(Zaak.kind) and id = \(zaak.id))
            )
            select r.organisation, r.name, min(r.start_time), max(r.start_time), count(distinct r.trace_id)
            from processing_record r
            where r.data_subject_id in (select k.person from content_key k join dossiers d on d.id = k.dossier)
                and r.purpose in (select d.kind || ' ' || d.kenmerk from dossiers d)
                and r.name = any(\(GezinsoverzichtRegel.Wat.allCases.map(\.verwerking)))
            group by r.organisation, r.name
            order by max(r.start_time) desc, r.organisation, r.name
            """)
        var regels: [GezinsoverzichtRegel] = []
        for row in rows {
            let (organisatie, naam, eerst, laatst, keren) = try row.decode(
                String.self, String.self, Date.self, Date.self, Int64.self)
            guard let wat = GezinsoverzichtRegel.Wat.allCases.first(where: { $0.verwerking == naam }) else { continue }
            regels.append(
                GezinsoverzichtRegel(
                    organisatie: try .van(organisatie), wat: wat, eerst: eerst, laatst: laatst, keren: Int(keren),
                    grond: grond(organisatie, zaak, bescherming, geboren)))
        }
        return regels
    }

    private static func grond(
        _ organisatie: String, _ zaak: Zaak, _ bescherming: Bescherming?, _ geboren: [UUID: Dag]
    ) -> GezinsoverzichtRegel.Grond {
        if zaak.betrokken.contains(where: { $0.organisatie == organisatie && $0.wettelijkeTaak }) {
            return .wettelijkeTaak
        }
        let oordelen = (bescherming?.kinderen ?? []).compactMap {
            bescherming?.oordeel(kind: $0, organisatie: organisatie, geboren: geboren[$0], now: Date())
        }
        guard !oordelen.isEmpty, oordelen.allSatisfy(\.magStarten) else { return .nietVastgelegd }
        return oordelen.contains(.compleet) ? .toestemming : .wettelijkeTaak
    }
}
