import Chassis
import Contracts
import Foundation
import Messaging
import Register
import VeiligheidDomain

/// What a person sees of a meeting.
struct OverlegStand: Contract {
    enum Status: String, Code { case gepland, gehouden, afgezegd, overgenomen }
    enum Onderzoek: String, Code { case gevraagd, gestart }

    var id: UUID
    var zaak: UUID
    var kenmerk: Kenmerk
    var oefening: Bool
    var soort: CasussenEvents.Overlegsoort
    var status: Status
    var geplandOp: Date
    var bijeengeroepenDoor: PersoonStand?
    var uitnodigingen: [UitnodigingStand]
    var voorlooptijd: KorteTekst?
    var gezin: [DeelnemerStand]
    var aanwezig: [OIN]
    var gezinAanwezig: [DeelnemerStand]
    var geenGezinReden: Tekst?
    var kinderen: [CasussenEvents.Kinddeelname]
    var nietGehoordReden: Tekst?
    var uitkomst: CasussenEvents.Tafeluitkomst?
    var motivering: Tekst?
    var terugmelding: CasussenEvents.Terugmeldgevolg?
    var toelichting: Tekst?
    var onderzoek: Onderzoek?
    var nieuwGesprekNodig: Bool
    var vervolg: UUID?
    var vorige: UUID?
    var afmelding: Tekst?
    var afspraken: [AfspraakStand]
    var termijnen: [TermijnStand]
    var mogelijk: [Codewoord]

    static var title: String { "Overleg" }
    static var fields: [String: String] {
        [
            "id": "Id van het overleg.", "zaak": "De zaak; de casus heeft hetzelfde id.",
            "kenmerk": "Kenmerk van de casus.", "oefening": "Of dit een oefening is.",
            "soort": "Wat voor overleg het is.", "status": "Gepland, gehouden, afgezegd of door de Raad overgenomen.",
            "geplandOp": "Wanneer het is.", "bijeengeroepenDoor": "Wie het bijeenriep.",
            "uitnodigingen": "Wie uitgenodigd zijn en of dat aankwam.",
            "voorlooptijd": "Waar de voorlooptijd van uitnodigingen vandaan komt.",
            "gezin": "Wie van of naast het gezin uitgenodigd zijn.", "aanwezig": "Organisaties die er waren.",
            "gezinAanwezig": "Wie er van of naast het gezin was.",
            "geenGezinReden": "Waarom er niemand van of naast het gezin was.",
            "kinderen": "Van ieder kind of het gehoord en voorbereid is.",
            "nietGehoordReden": "Waarom een kind vanaf 12 jaar niet gehoord of voorbereid is.",
            "uitkomst": "Wat de jeugdbeschermingstafel besloot.", "motivering": "Waarom.",
            "terugmelding": "Wat er na de terugmelding volgt.", "toelichting": "Hoe het toen ging.",
            "onderzoek": "Hoever het raadsonderzoek is.",
            "nieuwGesprekNodig": "Of er nog een nieuw gesprek moet zijn.",
            "vervolg": "Het overleg dat daarvoor gepland is.",
            "vorige": "Het overleg waar dit het nieuwe gesprek van is.",
            "afmelding": "Waarom er geen nieuw gesprek meer nodig is.",
            "afspraken": "Afspraken die u mag zien.", "termijnen": "Welke termijnen lopen.",
            "mogelijk": "Wat u nu kunt doen.",
        ]
    }
    static var example: OverlegStand {
        OverlegStand(
            id: .placeholder, zaak: .placeholder, kenmerk: .placeholder, oefening: false,
            soort: .jeugdbeschermingstafel, status: .gepland, geplandOp: .placeholder, bijeengeroepenDoor: .example,
            uitnodigingen: [.example], voorlooptijd: nil, gezin: [.example], aanwezig: [], gezinAanwezig: [],
            geenGezinReden: nil, kinderen: [.example], nietGehoordReden: nil, uitkomst: nil, motivering: nil,
            terugmelding: nil, toelichting: nil, onderzoek: nil, nieuwGesprekNodig: false, vervolg: nil,
            vorige: nil, afmelding: nil, afspraken: [.example], termijnen: [.example], mogelijk: [.placeholder])
    }
}

/// N4.
struct UitnodigingStand: Contract {
    var organisatie: OIN
    var opgevolgdDoor: OIN?
    var rol: Codewoord
    var verstuurdOp: Date
    var bezorgdOp: Date?
    var gezienOp: Date?
    var teLaat: Bool

    static var title: String { "Uitnodiging voor een overleg" }
    static var fields: [String: String] {
        [
            "organisatie": "De organisatie.", "opgevolgdDoor": "Wie haar plaats innam.",
            "rol": "Wat zij volgens het register is.",
            "verstuurdOp": "Wanneer zij verstuurd is.", "bezorgdOp": "Wanneer zij aankwam.",
            "gezienOp": "Wanneer een medewerker haar opende.",
            "teLaat": "Of zij later kwam dan de voorlooptijd vraagt.",
        ]
    }
    static var example: UitnodigingStand {
        UitnodigingStand(
            organisatie: .placeholder, opgevolgdDoor: nil, rol: .placeholder, verstuurdOp: .placeholder, bezorgdOp: nil,
            gezienOp: nil, teLaat: false)
    }
}

struct DeelnemerStand: Contract {
    var lid: UUID
    var als: CasussenEvents.Deelnemerrol

    static var title: String { "Deelnemer van of naast het gezin" }
    static var fields: [String: String] {
        ["lid": "Het gezinslid.", "als": "Zelf, of een vertrouwenspersoon van dit gezinslid."]
    }
    static var example: DeelnemerStand { DeelnemerStand(lid: .placeholder, als: .gezinslid) }
}

/// V8.
struct AfspraakStand: Contract {
    enum Status: String, Code {
        case open, gedaan
        case nietGedaan = "niet-gedaan"
    }

    var id: UUID
    var horizon: CasussenEvents.Horizon
    var eigenaar: PersoonStand?
    var tekst: Tekst?
    var alleenVoor: [PersoonStand]
    var status: Status
    var reden: Tekst?
    var afTeRonden: Bool

    static var title: String { "Afspraak van een overleg" }
    static var fields: [String: String] {
        [
            "id": "Id van de afspraak.", "horizon": "Hoe snel.", "eigenaar": "Wie haar doet.",
            "tekst": "Wat er afgesproken is; alleen bij het lezen van één overleg.",
            "alleenVoor": "Wie haar als enigen zien; leeg als iedereen bij het overleg haar ziet.",
            "status": "Open, gedaan of niet gedaan.",
            "reden": "Waarom zij niet gedaan is; alleen bij het lezen van één overleg.",
            "afTeRonden": "Of u kunt zeggen of zij gedaan is.",
        ]
    }
    static var example: AfspraakStand {
        AfspraakStand(
            id: .placeholder, horizon: .dagen, eigenaar: .example, tekst: nil, alleenVoor: [], status: .open,
            reden: nil, afTeRonden: true)
    }
}

/// One meeting of a casus, where they are listed: without what was said or agreed.
struct OverlegRegel: Contract {
    var id: UUID
    var soort: CasussenEvents.Overlegsoort
    var status: OverlegStand.Status
    var geplandOp: Date
    var uitkomst: CasussenEvents.Tafeluitkomst?
    var nieuwGesprekNodig: Bool
    var vervolgPlannen: Bool

    static var title: String { "Overleg bij een casus" }
    static var fields: [String: String] {
        [
            "id": "Id van het overleg.", "soort": "Wat voor overleg het is.", "status": "Hoe het ervoor staat.",
            "geplandOp": "Wanneer het is.", "uitkomst": "Wat de jeugdbeschermingstafel besloot.",
            "nieuwGesprekNodig": "Of er nog een nieuw gesprek moet zijn.",
            "vervolgPlannen": "Of uw organisatie daar nu een dag voor kan kiezen.",
        ]
    }
    static var example: OverlegRegel {
        OverlegRegel(
            id: .placeholder, soort: .teamoverleg, status: .gepland, geplandOp: .placeholder, uitkomst: nil,
            nieuwGesprekNodig: false, vervolgPlannen: false)
    }
}

struct Overleggen: Contract {
    var overleggen: [OverlegRegel]

    static var title: String { "Overleggen bij een casus" }
    static var fields: [String: String] { ["overleggen": "De overleggen, oudste eerst."] }
    static var lists: [String: ClosedRange<Int>] { ["overleggen": 0...1_000] }
    static var example: Overleggen { Overleggen(overleggen: [.example]) }
}

extension OverlegRegel {
    init(_ overleg: Overleg, in casus: Casus, voor oin: OIN) throws {
        let mogelijk = overleg.mogelijk(voor: Organisatie(oin.text), regie: casus.regiehouder.organisatie)
        self.init(
            id: overleg.id.waarde, soort: try .van(overleg.soort), status: try .van(overleg.stand.code),
            geplandOp: overleg.gepland, uitkomst: try overleg.besluit.map { try .van($0.uitkomst) },
            nieuwGesprekNodig: overleg.nieuwGesprekSinds != nil,
            vervolgPlannen: overleg.vervolg == nil && mogelijk.contains("nieuw-gesprek-afmelden"))
    }
}

extension OverlegStand {
    /// As this person sees it: without what is shielded from their organisation (P1) or kept to fewer people (V8).
    init(
        _ overleg: Overleg, in casus: Casus, voor kijker: VeiligheidDomain.Persoon, _ afgeschermden: Afgeschermden?,
        teksten: [InhoudId: Tekst] = [:], regels: [TermView] = [], _ register: RegisterSnapshot
    ) throws {
        let oin = try OIN.van(kijker.organisatie.rawValue)
        func ziet(_ organisatie: OIN) -> Bool { afgeschermden?.ziet(oin, organisatie: organisatie) ?? true }
        func zichtbaar(_ persoon: VeiligheidDomain.Persoon) throws -> PersoonStand? {
            let stand = try PersoonStand(persoon)
            return afgeschermden.map { $0.zichtbaar(stand, voor: oin) } ?? stand
        }
        let verslag = overleg.verslag
        let optijd = Casustermijnen.lengten.latest(
            Casustermijnen.uitnodigen, before: overleg.gepland, regio: overleg.regio, register)
        self.init(
            id: overleg.id.waarde, zaak: overleg.zaak.waarde, kenmerk: try .van(overleg.kenmerk),
            oefening: overleg.oefening, soort: try .van(overleg.soort), status: try .van(overleg.stand.code),
            geplandOp: overleg.gepland, bijeengeroepenDoor: try zichtbaar(overleg.bijeengeroepenDoor),
            uitnodigingen: try overleg.uitnodigingen.compactMap { uitnodiging in
                let organisatie = try OIN.van(uitnodiging.organisatie.rawValue)
                let nu = try uitnodiging.opgevolgdDoor.map { try OIN.van($0.rawValue) }
                guard ziet(organisatie), nu.map(ziet) ?? true else { return nil }
                return UitnodigingStand(
                    organisatie: organisatie, opgevolgdDoor: nu, rol: try .van(uitnodiging.rol),
                    verstuurdOp: uitnodiging.verstuurdOp, bezorgdOp: uitnodiging.bezorgdOp,
                    gezienOp: uitnodiging.gezien?.op,
                    teLaat: (uitnodiging.bezorgdOp ?? uitnodiging.verstuurdOp) > optijd)
            },
            voorlooptijd: Casustermijnen.lengten.origin(Casustermijnen.uitnodigen, regio: overleg.regio, register)
                .flatMap { KorteTekst($0) },
            gezin: try overleg.gezin.map { try DeelnemerStand($0) },
            aanwezig: try (verslag?.aanwezig ?? []).map { try OIN.van($0.rawValue) }.filter(ziet),
            gezinAanwezig: try (verslag?.gezinAanwezig ?? []).map { try DeelnemerStand($0) },
            geenGezinReden: verslag?.geenGezin.flatMap { teksten[$0] },
            kinderen: (verslag?.kinderen ?? []).map {
                CasussenEvents.Kinddeelname(
                    kind: $0.kind.waarde, onder12: $0.onder12, gehoord: $0.gehoord, voorbereid: $0.voorbereid)
            }, nietGehoordReden: verslag?.nietGehoord.flatMap { teksten[$0] },
            uitkomst: try overleg.besluit.map { try .van($0.uitkomst) },
            motivering: overleg.besluit.flatMap { teksten[$0.motivering] },
            terugmelding: try overleg.terugmelding.map { try .van($0.gevolg) },
            toelichting: overleg.terugmelding.flatMap { teksten[$0.toelichting] }, onderzoek: nil,
            nieuwGesprekNodig: overleg.nieuwGesprekSinds != nil, vervolg: overleg.vervolg?.waarde,
            vorige: overleg.vorige?.waarde, afmelding: overleg.afmelding.flatMap { teksten[$0.toelichting] },
            afspraken: try overleg.afspraken.filter { Casus.ziet($0, kijker) }.map { afspraak in
                AfspraakStand(
                    id: afspraak.id.waarde, horizon: try .van(afspraak.horizon),
                    eigenaar: try zichtbaar(afspraak.eigenaar), tekst: teksten[afspraak.tekst],
                    alleenVoor: try afspraak.kring.compactMap { try zichtbaar($0) },
                    status: try afspraak.einde.map { try .van($0.uitkomst) } ?? .open,
                    reden: afspraak.einde?.reden.flatMap { teksten[$0] },
                    afTeRonden: overleg.afTeRonden(voor: kijker).contains { $0.id == afspraak.id })
            },
            termijnen: try overleg.lopendeTermijnen.filter { termijn in
                termijn.afspraak.map { Casus.ziet($0, kijker) } ?? true
            }.compactMap { termijn in
                let wie = try OIN.van(termijn.organisatie.rawValue)
                return ziet(wie)
                    ? try TermijnStand(termijn.termijn, wie, regels, regio: overleg.regio, register) : nil
            }.sorted { ($0.verloopt ?? .distantFuture) < ($1.verloopt ?? .distantFuture) },
            mogelijk: try overleg.mogelijk(voor: kijker.organisatie, regie: casus.regiehouder.organisatie)
                .map { try .van($0) })
        switch overleg.onderzoek {
        case nil: break
        case .gevraagd: onderzoek = .gevraagd
        case .gestart: onderzoek = .gestart
        }
        if afspraken.contains(where: \.afTeRonden) { mogelijk.append(try .van("afspraak-afronden")) }
    }
}

extension DeelnemerStand {
    fileprivate init(_ deelnemer: Gezinsdeelnemer) throws {
        self.init(lid: deelnemer.lid.waarde, als: try .van(deelnemer.als))
    }
}

struct AfspraakPlaats: Contract {
    var overleg: UUID

    static var title: String { "Overleg van een afspraak" }
    static var fields: [String: String] { ["overleg": "Het overleg waar zij gemaakt is."] }
    static var example: AfspraakPlaats { AfspraakPlaats(overleg: .placeholder) }
}

extension Overleg {
    /// What was written for it and this person may read, with the organisation that wrote it.
    func teksten(voor kijker: VeiligheidDomain.Persoon) -> [(id: InhoudId, van: Organisatie)] {
        let roept = bijeengeroepenDoor.organisatie
        let tafel = [verslag?.geenGezin, verslag?.nietGehoord, besluit?.motivering, terugmelding?.toelichting]
        return tafel.compactMap { $0.map { ($0, roept) } }
            + (afmelding.map { [($0.toelichting, $0.door.organisatie)] } ?? [])
            + afspraken.filter { Casus.ziet($0, kijker) }.flatMap { afspraak in
                [(afspraak.tekst, afspraak.gemaaktDoor.organisatie)]
                    + (afspraak.einde.flatMap { einde in einde.reden.map { ($0, einde.door.organisatie) } }.map { [$0] }
                        ?? [])
            }
    }
}
