import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Register
import Runtime
import VerwijzingDomain
import Web

/// What someone of the family sees of their own zaak (N7, S3): nothing that is shielded, nothing of others, no running
/// investigation. Whoever of the family looks sees by the same sight, so that nothing tells one what another hides
/// (P1).
struct Gezinslezer: Sendable {
    let context: Context
    private let lezer: Zaaklezer
    let reader: AggregateReader

    init(_ context: Context) {
        self.context = context
        lezer = Zaaklezer(context)
        reader = AggregateReader(pool: context.pool)
    }

    /// Whose page it is; kept in the guest's session. It names nobody.
    struct Wie: Equatable, Sendable {
        let zaak: UUID
        let lid: UUID
        let toegang: UUID

        var subject: String { [zaak, lid, toegang].map(\.text).joined(separator: " ") }

        init(zaak: UUID, lid: UUID, toegang: UUID) {
            self.zaak = zaak
            self.lid = lid
            self.toegang = toegang
        }

        init?(_ subject: String) {
            let delen = subject.split(separator: " ").compactMap { UUID(uuidString: String($0)) }
            guard delen.count == 3 else { return nil }
            self.init(zaak: delen[0], lid: delen[1], toegang: delen[2])
        }
    }

    enum Toelating: Sendable {
        case open(Wie)
        /// Nobody ever had this code.
        case onbekend
        case verlopen
        /// Or replaced by a newer one.
        case ingetrokken
    }

    /// What a code opens. Looked up by a digest: how long it takes says nothing of how near a guess was.
    func toelating(_ code: Toegangscode) async throws -> Toelating {
        let id = Gezinscode.id(van: code)
        let rows = try await context.pool.query(
            "select state::text from aggregate where id = \(id) and kind = \(Gezinscode.kind)")
        guard let row = rows.first else { return .onbekend }
        let gevonden = try StateCoding.decode(Gezinscode.self, row.decode(String.self))
        return try await toelating(Wie(zaak: gevonden.zaak, lid: gevonden.lid, toegang: id))
    }

    /// Whether what was opened before is still open.
    func toelating(_ wie: Wie) async throws -> Toelating {
        guard
            let toegang = try await lezer.gezinscontact(van: wie.zaak)?.toegangen.first(where: { $0.id == wie.toegang })
        else { return .ingetrokken }
        guard try await magKijken(wie, try await lezer.bescherming(van: wie.zaak)) else {
            try await weigerKijken(wie)
            return .ingetrokken
        }
        return Date() < toegang.tot ? .open(wie) : .verlopen
    }

    /// S3: that somebody wanted to look who looks no longer (V6, P2).
    private func weigerKijken(_ wie: Wie) async throws {
        guard let (zaak, _) = try await reader.one(Zaak.self, wie.zaak) else { return }
        let record = try record(wie, zaak)
        try await Gezinsinzagen(context: context, record: record, zaak: zaak, lid: wie.lid).weiger(["kijkt-niet-meer"])
    }

    /// Also by age, where a region shuts the page for parents before their children are 18 (P2).
    private func magKijken(_ wie: Wie, _ bescherming: Bescherming?) async throws -> Bool {
        guard Toegang.gezinMagKijken(wie.lid, bescherming) else { return false }
        guard let (zaak, _) = try await reader.one(Zaak.self, wie.zaak) else { return true }
        let leeftijden = context.inzageleeftijden(zaak.regio)
        guard leeftijden.ouderTot < Bescherming.meerderjarigheid else { return true }
        let geboren = try await gegevens(bescherming, ook: wie.lid, try record(wie, zaak)).compactMapValues(\.geboren)
        return Toegang.gezinKijktNog(wie.lid, bescherming, leeftijden, geboren: geboren)
    }

    // MARK: - What there is to see

    struct Blik: Sendable {
        var contact: (organisatie: OIN, medewerker: String?)?
        var stappen: [Stap] = []
        /// The newest first (O11).
        var eindes: [Einde] = []
        /// When the family hears next.
        var hoort: Uiterlijk?
        /// The newest first.
        var vragen: [Vraag] = []
        var ontvangen: [GezinsoverzichtRegel] = []
        /// The services that gave no answer now.
        var ontbreekt: [String] = []
        /// The newest first (O8).
        var terzijde: [Gezinsterzijde] = []
        var voorkeur: Gezinsvoorkeurtekst?
        var plan: Plan?
        /// Another of the family gave a plan that this one does not see, and so does not replace.
        var magPlannen = true
    }

    /// V9: the family's own plan.
    struct Plan: Sendable {
        var sinds: Date
        var zelf: String
        var netwerk: String
        var professioneel: String
        /// Who handed it in for the family.
        var door: (organisatie: OIN, medewerker: String?)?
    }

    /// O11: help that ended: how the family comes back, and who stays in touch or why nobody.
    struct Einde: Sendable {
        var naar: OIN
        var op: Date
        var wegTerug: WegTerug
        var nazorg: (organisatie: OIN, medewerker: String?)?
        var nazorgOp: String?
        var geenNazorg: GeenNazorgReden?
    }

    struct Stap: Sendable {
        var status: String
        var van: OIN
        var naar: OIN
        /// The day that was promised.
        var dag: String?
        /// Of a refusal: nobody else was asked yet.
        var isLaatste = false
        var nieuws: Gezinsnieuws
        /// Who does what while the answer waits (O4).
        var afspraak: String?
        /// The last word about the waiting or the help.
        var bericht: String?
    }

    /// Until when the family hears, and what says so.
    struct Uiterlijk: Sendable {
        var op: Date
        var herkomst: String?
    }

    struct Vraag: Sendable {
        var gesteldOp: Date
        var tekst: String?
        var uiterlijk: Uiterlijk?
        var antwoord: String?
        var beantwoordOp: Date?
        /// Who answered, as far as the family may know.
        var door: (organisatie: OIN, medewerker: String?)?
    }

    /// - Returns: nil where the zaak, or the access to it, is gone.
    func blik(_ wie: Wie) async throws -> Blik? {
        guard let (zaak, _) = try await reader.one(Zaak.self, wie.zaak),
            let contact = try await lezer.gezinscontact(van: wie.zaak),
            let toegang = contact.toegang(wie.toegang, now: Date())
        else { return nil }
        let bescherming = try await lezer.bescherming(van: wie.zaak)
        let (leeftijden, record) = (context.inzageleeftijden(zaak.regio), try record(wie, zaak))
        guard Toegang.gezinMagKijken(wie.lid, bescherming) else { return nil }
        let zicht = Gezinszicht(Toegang.zichtVanGezin(bescherming), context.register.current)
        // Each look is recorded, by an id and without a name; it is no reading by a professional.
        _ = try await context.pool.exchange([record.statement(subject: Leeftijdlezer.persoon(wie.lid))])
        context.logger.info("someone of a family looked at their own page")
        let gegevens = try await gegevens(bescherming, ook: wie.lid, record)
        let geboren = gegevens.compactMapValues(\.geboren)
        guard Toegang.gezinKijktNog(wie.lid, bescherming, leeftijden, geboren: geboren) else { return nil }

        var blik = Blik()
        blik.contact = try contactpersoon(zaak, toegang, zicht)
        let alle = try await lezer.overdrachten(van: zaak.id)
        let zichtbaar = alle.filter { zicht.ziet($0) }
        let overdrachten = zichtbaar.filter { Toegang.gezinZiet($0) }
        let gevraagd = try await lezer.verwijzingen(in: zaak.id)
        let vanAnder = gevraagd.filter {
            !Toegang.gezinZiet($0, lid: wie.lid, bescherming, leeftijden, geboren: geboren)
        }
        let verborgen = Set(vanAnder.map(\.id))
        let verwijzingen = gevraagd.filter { !$0.isEindstand && !verborgen.contains($0.id) && zicht.ziet($0) }
        let weigeringen = zichtbaar.filter { Toegang.gezinZietWeigering(van: $0, naast: zichtbaar) }
        let geweigerd = try weigeringen.map { weigering in
            var stap = try stap(weigering)
            stap.isLaatste = overdrachten.isEmpty
            return stap
        }
        blik.stappen = try geweigerd + overdrachten.map { try stap($0) } + verwijzingen.map { try stap($0) }
        blik.eindes = try zichtbaar.filter { Toegang.gezinZietAfsluiting(van: $0) }.sorted { $0.sinds > $1.sinds }
            .compactMap { try einde($0, zicht) }
        let nieuws = blik.stappen.flatMap { Toegang.gezinLeest($0.nieuws, bescherming) }
        let vragen = contact.navragen.filter { Toegang.gezinZiet($0, lid: wie.lid) }
        let voorkeur = contact.voorkeuren.first { $0.lid == wie.lid }?.voorkeur
        let plan = contact.plan.flatMap { Toegang.gezinZiet($0, lid: wie.lid, bescherming) ? $0 : nil }
        blik.magPlannen = contact.plan == nil || plan != nil
        let terzijde = Gezinsterzijde.gevonden(
            alle, try await Inhoudlezer(context: context).dossier(van: zaak.id), zicht)
        let geopend = try await open(
            nieuws + (plan?.teksten ?? []) + vragen.flatMap { [$0.tekst, $0.antwoord?.tekst].compactMap { $0 } }
                + [voorkeur].compactMap { $0 } + terzijde.compactMap(\.toelichting), record)
        let teksten = geopend.compactMapValues { Tekst(String(decoding: $0, as: UTF8.self)) }
        for plaats in blik.stappen.indices {
            let stap = blik.stappen[plaats].nieuws
            blik.stappen[plaats].afspraak = stap.afspraak.flatMap { teksten[$0]?.text }
            blik.stappen[plaats].bericht = stap.bericht.flatMap { teksten[$0]?.text }
        }
        blik.terzijde = try terzijde.compactMap { try $0.stand(teksten, zicht) }
        blik.voorkeur = try voorkeur.flatMap { geopend[$0] }.map {
            try JSONDecoder().decode(Gezinsvoorkeurtekst.self, from: Data($0))
        }
        blik.plan = try plan.map { plan in
            func tekst(_ id: UUID) -> String { geopend[id].map { String(decoding: $0, as: UTF8.self) } ?? "" }
            return Plan(
                sinds: plan.sinds, zelf: tekst(plan.zelf), netwerk: tekst(plan.netwerk),
                professioneel: tekst(plan.professioneel), door: try plan.toegevoegdDoor.flatMap { try zicht.wie($0) })
        }
        let termijnen = try await termijnen(contact, overdrachten, wie.lid, zicht)
        blik.hoort = termijnen.values.min { $0.op < $1.op }
        blik.vragen = try vragen.reversed().map { vraag in
            func tekst(_ id: UUID?) -> String? {
                id.flatMap { geopend[$0] }.map { String(decoding: $0, as: UTF8.self) }
            }
            return Vraag(
                gesteldOp: vraag.gesteldOp, tekst: tekst(vraag.tekst), uiterlijk: termijnen[vraag.id],
                antwoord: tekst(vraag.antwoord?.tekst), beantwoordOp: vraag.antwoord?.op,
                door: try vraag.antwoord.flatMap { try zicht.wie($0.door) })
        }
        (blik.ontvangen, blik.ontbreekt) = try await Gezinsinzagen(
            context: context, record: record, zaak: zaak, lid: wie.lid
        ).regels(alle, zonder: vanAnder, bescherming, gegevens)
        return blik
    }

    /// Who holds the regie. Where the family may not know who that is, the face that it does know: who gave the code,
    /// else the region's named person. There always is somebody, so that a name says nothing of what is shielded (P1).
    private func contactpersoon(
        _ zaak: Zaak, _ toegang: Gezinstoegang, _ zicht: Gezinszicht
    ) throws -> (organisatie: OIN, medewerker: String?)? {
        let regie = Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker)
        let regio = context.register.current.region(try .van(zaak.regio)).map {
            Partij(
                organisatie: $0.aanspreekpunt.organisatie.text, medewerker: $0.aanspreekpunt.medewerker.text)
        }
        for partij in [regie, toegang.door, regio].compactMap({ $0 }) where zicht.zietGeheel(partij) {
            return try zicht.wie(partij)
        }
        return try regio.flatMap { try zicht.wie($0) }
    }

    private func stap(_ overdracht: Overdracht) throws -> Stap {
        var dag: String?
        switch overdracht.status {
        case .uitgesteld(let uitstel): dag = uitstel.nieuweDatum.description
        case .geaccepteerd(let werk), .overgedragen(let werk): dag = werk.startdatum.description
        default: break
        }
        return Stap(
            status: overdracht.status.code, van: try .van(overdracht.van.organisatie), naar: try .van(overdracht.naar),
            dag: dag, nieuws: overdracht.gezinsnieuws)
    }

    /// P1: who stays in touch is told where the family may know them; else only how it comes back.
    private func einde(_ overdracht: Overdracht, _ zicht: Gezinszicht) throws -> Einde? {
        guard let afsluiting = overdracht.status.afsluiting else { return nil }
        var einde = Einde(
            naar: try .van(overdracht.naar), op: overdracht.sinds, wegTerug: afsluiting.wegTerug)
        switch afsluiting.nazorg {
        case .contact(let partij, let op) where zicht.zietGeheel(partij):
            (einde.nazorg, einde.nazorgOp) = (try zicht.wie(partij), op?.description)
        case .contact: break
        case .geen(let reden): einde.geenNazorg = reden
        }
        return einde
    }

    private func stap(_ verwijzing: Verwijzing) throws -> Stap {
        let dag: String? =
            switch verwijzing.stand {
            case .uitgesteld(let uitstel): uitstel.nieuweDatum.description
            case .aanvaard(let hulp): hulp.startdatum.description
            default: nil
            }
        return Stap(
            status: "hulp-" + verwijzing.stand.code, van: try .van(verwijzing.van.organisatie),
            naar: try .van(verwijzing.naar), dag: dag, nieuws: verwijzing.gezinsnieuws)
    }

    /// Until when the family hears: of its own questions by their id, and of what else it may see.
    private func termijnen(
        _ contact: Gezinscontact, _ overdrachten: [Overdracht], _ lid: UUID, _ zicht: Gezinszicht
    ) async throws -> [UUID: Uiterlijk] {
        let rij = Gezinscontact.id(van: contact.zaak)
        let regels = try await TermReader(pool: context.pool).terms(of: [rij] + overdrachten.map(\.id))
        let register = context.register.current
        var gevonden: [UUID: Uiterlijk] = [:]
        for (onderwerp, termijn) in contact.lopendeTermijnen {
            let eigen = contact.navragen.contains { $0.id == onderwerp && Toegang.gezinZiet($0, lid: lid) }
            // A change that the family may not see is no news that it waits for.
            let nieuws =
                termijn.soort == Termijnsoort.informeren && contact.informeren?.gehoord(lid) == nil
                && zicht.zietGeheel(
                    Partij(organisatie: termijn.organisatie, medewerker: termijn.medewerker ?? ""))
            guard eigen || nieuws else { continue }
            gevonden[onderwerp] = regels[rij]?.running(termijn.soort, since: termijn.sinds).map {
                Uiterlijk(
                    op: $0.due, herkomst: BordTermijn.herkomst(termijn, regio: contact.regio, register)?.text)
            }
        }
        for overdracht in overdrachten {
            gevonden[overdracht.id] = overdracht.metRegels(regels[overdracht.id] ?? [])
                .filter { Self.voorGezin.contains($0.termijn.soort) }.min { $0.regel.due < $1.regel.due }
                .map {
                    Uiterlijk(
                        op: $0.regel.due,
                        herkomst: BordTermijn.herkomst($0.termijn, regio: overdracht.regio, register)?.text)
                }
        }
        return gevonden
    }

    /// The terms of a handover at whose end a family hears something.
    private static let voorGezin: Set = [
        Termijnsoort.beantwoorden, Termijnsoort.uitstel, Termijnsoort.wachtlijstbericht, Termijnsoort.starten,
        Termijnsoort.voortgang,
    ]

    /// Of the children, whose age decides who consents, and of who looks.
    private func gegevens(
        _ bescherming: Bescherming?, ook lid: UUID, _ record: ProcessingRecord
    ) async throws -> [UUID: Persoonsgegevens] {
        let leden = bescherming?.gezinsleden.filter { $0.rol == .kind || $0.id == lid } ?? []
        let geopend = try await open(leden.map(\.gegevens), record)
        var gevonden: [UUID: Persoonsgegevens] = [:]
        for lid in leden {
            gevonden[lid.id] = try geopend[lid.gegevens].map {
                try JSONDecoder().decode(Persoonsgegevens.self, from: Data($0))
            }
        }
        return gevonden
    }

    /// What was destroyed after its time is not shown, and keeps nothing else from being shown.
    private func open(_ ids: [UUID], _ record: ProcessingRecord) async throws -> [UUID: [UInt8]] {
        try await context.vault.readWhatIsLeft(ids, record: record, on: context.pool).opened
    }

    private func record(_ wie: Wie, _ zaak: Zaak) throws -> ProcessingRecord {
        ProcessingRecord(
            traceparent: (TraceContext.current ?? .make()).traceparent, name: "eigen bladzijde lezen",
            resource: "verwijzing", activity: "https://keten.example/verwerkingen/eigen-bladzijde-lezen",
            user: Leeftijdlezer.persoon(wie.lid), organisation: try .van(zaak.regie.organisatie), role: "gezin",
            purpose: "zaak \(zaak.kenmerk)", networkAddress: "")
    }
}
