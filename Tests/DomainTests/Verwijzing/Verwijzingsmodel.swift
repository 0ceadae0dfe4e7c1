import Contracts
import Foundation
import VerwijzingDomain

/// One random history of a zaak, with what must hold after each act.
struct Verwijzingsmodel {
    struct Fout: Error, CustomStringConvertible { let description: String }

    enum Daad {
        case handeling(Zaakhandeling, UUID)
        case command(OverdrachtCommand, UUID)
        case zaak(ZaakCommand)
        case opvolging(Opvolging)
        case verhuizing(naar: String, lokaalTeam: String?, door: VerwijzingDomain.Actor)
        case zaaktermijn(sinds: Date, stadium: Int)
    }

    var kans: Zaadgenerator
    var stand: Zaakstand
    var nu: Date
    private(set) var zaakEvents: [ZaakEvent] = []
    private(set) var overdrachtEvents: [UUID: [OverdrachtEvent]] = [:]
    private var stappen: [(daad: Daad, weigering: String?)] = []
    private var teller: UInt8 = 0

    init(zaad: UInt64) throws {
        kans = Zaadgenerator(toestand: zaad)
        let verhaal = try Verhaal()
        stand = verhaal.stand
        nu = verhaal.nu
        zaakEvents = try Zaak.decide(
            nil,
            .open(
                zaak: stand.zaak.id, kenmerk: stand.zaak.kenmerk, regio: stand.zaak.regio, oefening: false,
                regie: Rolbezetting.anna.partij), now: nu)
    }

    private var aantalEvents: Int { overdrachtEvents.values.reduce(zaakEvents.count) { $0 + $1.count } }
    var feiten: [String] { zaakEvents.map(\.naam) + overdrachtEvents.values.flatMap { $0.map(\.naam) } }
    /// The last acts, written out only when something is wrong.
    var verslag: String {
        stappen.suffix(15).map { "\($0.daad)" + ($0.weigering.map { " → \($0)" } ?? "") }.joined(separator: "\n")
    }

    mutating func nieuwId() -> UUID {
        teller &+= 1
        return UUID(uuid: (7, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, teller))
    }

    func eis(_ voorwaarde: Bool, _ wat: String) throws {
        guard voorwaarde else { throw Fout(description: wat) }
    }

    mutating func stap() throws {
        nu = nu.addingTimeInterval(Double.random(in: 1...40_000, using: &kans))
        let daad = kiesDaad()
        let vooraf = stand
        stappen.append((daad, nil))
        do {
            try doe(daad)
        } catch let weigering as Weigering {
            try eis(stand == vooraf, "een weigering veranderde iets")
            try eis(!weigering.code.isEmpty && !weigering.uitleg.isEmpty, "een weigering zonder uitleg")
            try eis(!weigering.toestand.isEmpty, "een weigering zonder toestand")
            stappen[stappen.count - 1].weigering = weigering.code
            return
        }
        try controleer(vooraf, daad)
        if let (naam, organisatie, id) = daad.naamgeving, let eerder = vooraf.overdrachten[id] {
            try eis(eerder.mogelijk(voor: organisatie).contains(naam), "\(naam) kon, maar stond niet bij wat kan")
        }
        try controleerHerhaling(daad)
    }

    private mutating func doe(_ daad: Daad) throws {
        let vorige = stand.zaak.regie.partij
        switch daad {
        case .handeling(let handeling, let id):
            let besluit = try stand.besluit(handeling, over: id, now: nu)
            try eis(Set(besluit.overdrachten.map(\.id)).count == besluit.overdrachten.count, "dubbele overdracht")
            stand = stand.na(besluit)
            zaakEvents += besluit.zaak
            for (id, events) in besluit.overdrachten { overdrachtEvents[id, default: []] += events }
        case .command(let command, let id):
            let events = try Overdracht.decide(stand.overdrachten[id], command, now: nu)
            for event in events { stand.overdrachten[id] = .evolve(stand.overdrachten[id], event) }
            overdrachtEvents[id, default: []] += events
        case .zaak(let command):
            let events = try Zaak.decide(stand.zaak, command, now: nu)
            for event in events { stand.zaak = .evolve(stand.zaak, event) }
            zaakEvents += events
        case .verhuizing(let naar, let team, let door):
            let besluit = try stand.besluit(
                verhuizing: naar, vanaf: Verhaal.vandaag, lokaalTeam: team, door: door, now: nu)
            stand = stand.na(besluit)
            zaakEvents += besluit.zaak
        case .zaaktermijn(let sinds, let stadium):
            let events = Zaak.verstrijk(
                stand.zaak, soort: Zaaktermijn.verhuizing, sinds: sinds, stadium: stadium, now: nu)
            for event in events { stand.zaak = .evolve(stand.zaak, event) }
            zaakEvents += events
        case .opvolging(let opvolging):
            let besluit = try stand.besluit(opvolging, now: nu)
            stand = stand.na(besluit)
            zaakEvents += besluit.zaak
            for (id, events) in besluit.overdrachten { overdrachtEvents[id, default: []] += events }
        }
        if let wissel = Regiewissel(van: vorige, naar: stand.zaak.regie.partij) { try geefDoor(wissel) }
    }

    /// As the service does with every act (`Scope.metContact`).
    private mutating func geefDoor(_ wissel: Regiewissel) throws {
        let bekend = Zaak.decide(stand.zaak, wissel, bescherming: nil, now: nu)
        for event in bekend { stand.zaak = .evolve(stand.zaak, event) }
        zaakEvents += bekend
        for id in stand.zaak.openAanbiedingen {
            guard let overdracht = stand.overdrachten[id] else { continue }
            let events = Overdracht.decide(overdracht, wissel, now: nu)
            for event in events { stand.overdrachten[id] = .evolve(stand.overdrachten[id], event) }
            overdrachtEvents[id, default: []] += events
            try eis(stand.overdrachten[id]?.van != wissel.vorige, "N5: een aanbod bleef bij wie de regie overgaf")
        }
    }

    private func controleer(_ vooraf: Zaakstand, _ daad: Daad) throws {
        let regie = stand.zaak.regie
        try eis(!regie.organisatie.isEmpty && !regie.medewerker.isEmpty, "O1: niemand heeft de regie")
        let aanvaard = stand.overdrachten.values.filter(\.status.isAanvaard)
        try eis(aanvaard.count <= 1, "O1: meer dan één aanvaarde overdracht")
        try eis(stand.zaak.lopend == aanvaard.first?.id, "O1: de zaak kent de lopende overdracht niet")
        if let lopend = aanvaard.first {
            try eis(lopend.naar == regie.organisatie, "O1: wie aanvaardde heeft de regie niet")
            try eis(
                lopend.status.uitvoering.map { $0.werker == regie.medewerker } ?? true,
                "O1: de werker heeft de regie niet")
        }
        let open = Set(stand.overdrachten.values.filter(\.status.isOpenAanbod).map(\.id))
        if case .handeling(.aanbieden(let aanbieding), let id) = daad, id != stand.zaak.verhuizing?.aanbod,
            open.subtracting([stand.zaak.verhuizing?.aanbod].compactMap { $0 }).count > 1
        {
            try eis(
                aanbieding.urgentie == .spoed || aanbieding.keuze == .besteVoorstel,
                "O14: zonder spoed won wie het eerst kwam")
        }
        try eis(Set(stand.zaak.openAanbiedingen) == open, "O1: de zaak kent haar open aanbiedingen niet")
        try eis(
            open.allSatisfy { stand.overdrachten[$0]?.van.organisatie == regie.organisatie },
            "O1: een open aanbod van wie de regie niet heeft")
        if aanvaard.first?.status.code == "teruggegeven" {
            try eis(open.isEmpty, "O21: een open aanbod naast een teruggave")
        }
        try controleerVerplaatsing(vooraf, daad)
        try eis(stand.zaak.hops >= vooraf.zaak.hops, "O6: de hops liepen terug")
        if case .opvolging(let opvolging) = daad { try controleer(opvolging) }
        switch daad {
        case .zaak, .opvolging: break
        case .handeling, .command, .verhuizing, .zaaktermijn:
            let taken = { (zaak: Zaak) in Set(zaak.betrokken.filter(\.wettelijkeTaak).map(\.organisatie)) }
            try eis(taken(stand.zaak) == taken(vooraf.zaak), "O1: een wettelijke taak veranderde")
        }
        if let verhuizing = stand.zaak.verhuizing, verhuizing.isOpen {
            try eis(
                verhuizing.aanbod.map { open.contains($0) } ?? !stand.zaak.lopendeTermijnen.isEmpty,
                "O22: een verhuizing waar niemand iets mee moet")
        }
        for overdracht in stand.overdrachten.values {
            let termijnen = overdracht.lopendeTermijnen
            try eis(overdracht.status.isEindstand == termijnen.isEmpty, "O5: \(overdracht.status.code) zonder termijn")
            try eis(
                Set(termijnen.map(\.soort)).count == termijnen.count, "O5: twee termijnen van dezelfde soort")
            try eis(termijnen.allSatisfy { Termijnsoort.alle.contains($0.soort) }, "O5: onbekende termijn")
            if let eerder = vooraf.overdrachten[overdracht.id] {
                try eis(!eerder.status.isEindstand || eerder == overdracht, "een eindstand veranderde")
                try controleerVeiligheid(eerder, overdracht, daad)
            }
        }
    }

    /// O4: "cannot be kept safe" stays, with its instant and its rank, until acceptance, an end or who reported it.
    private func controleerVeiligheid(_ eerder: Overdracht, _ nu: Overdracht, _ daad: Daad) throws {
        guard let gemeld = eerder.veiligheid, nu.veiligheid != gemeld else { return }
        let geaccepteerd = eerder.status.isOpenAanbod && nu.status.isAanvaard
        var hersteld = false
        if case .command(.meldVeiligheidHersteld(let door, _), eerder.id) = daad {
            hersteld = door.organisatie == eerder.organisatie(gemeld.kant)
        }
        try eis(
            nu.veiligheid == nil && (geaccepteerd || hersteld || nu.status.isEindstand),
            "O4: niet veilig te houden hield op zonder antwoord: \(daad)")
    }

    /// O17, O23: nothing that runs is left with who stopped, and somebody has each of it.
    private func controleer(_ opvolging: Opvolging) throws {
        try eis(stand.zaak.regie.organisatie != opvolging.organisatie, "O23: wie stopte houdt de regie")
        for overdracht in stand.overdrachten.values where !overdracht.status.isEindstand {
            try eis(overdracht.kant(van: opvolging.organisatie) == nil, "O17: een overdracht bleef bij wie stopte")
            try eis(overdracht.van.organisatie != overdracht.naar, "O23: een overdracht aan zichzelf")
            try eis(
                overdracht.lopendeTermijnen.allSatisfy { $0.organisatie != opvolging.organisatie },
                "O23: een termijn bleef bij wie stopte")
        }
        if let verhuizing = stand.zaak.verhuizing, verhuizing.isOpen {
            try eis(
                verhuizing.lokaalTeam.map { ![opvolging.organisatie, stand.zaak.regie.organisatie].contains($0) }
                    ?? true, "O22: een verhuizing naar wie stopte of de regie heeft")
        }
        let gebleven = stand.zaak.betrokken.filter { $0.organisatie == opvolging.organisatie }
        try eis(
            gebleven.allSatisfy { opvolging.opvolger == nil && $0.wettelijkeTaak }, "O23: wie stopte is nog betrokken")
    }

    /// O1: the regie moves only by a person of the new holder, or with the consent that O21 asks.
    private func controleerVerplaatsing(_ vooraf: Zaakstand, _ daad: Daad) throws {
        guard vooraf.zaak.regie.organisatie != stand.zaak.regie.organisatie else { return }
        let nieuw = stand.zaak.regie.organisatie
        switch daad {
        case .handeling(.accepteren(let door, let werker, _), _):
            try eis(door.organisatie == nieuw && !door.rollen.isEmpty, "O1: iemand anders accepteerde")
            try eis(!werker.rollen.contains(.planner), "O21: een planner kreeg de regie")
        case .handeling(.kiesVoorstel(let door, let werker, _), let id):
            let voorstel = vooraf.overdrachten[id]?.voorstel
            try eis(door.organisatie == vooraf.zaak.regie.organisatie, "O14: iemand anders koos")
            try eis(voorstel?.werker == stand.zaak.regie.medewerker, "O14: de werker deed geen voorstel")
            try eis(werker?.organisatie == nieuw && werker?.rollen.contains(.planner) == false, "O21: geen werker")
            try eis(stand.zaak.openAanbiedingen.isEmpty, "O14: een kandidaat bleef wachten")
        case .handeling(.aanvaardTeruggave(let door, _), let id):
            try eis(door.organisatie == nieuw && !door.rollen.isEmpty, "O21: iemand anders aanvaardde")
            try eis(vooraf.overdrachten[id]?.status.code == "teruggegeven", "O21: er was niets teruggegeven")
        case .handeling(.stemInMetIntrekking(let door), let id):
            try eis(door.organisatie == vooraf.zaak.regie.organisatie, "O21: iemand anders stemde in")
            try eis(vooraf.overdrachten[id]?.intrekkingsverzoek != nil, "O21: niemand vroeg erom")
        case .handeling(.beslisRegie(let besluit), let id):
            try eis(vooraf.overdrachten[id]?.status.isAanvaard == true, "O13: er liep niets om over te beslissen")
            try eis(vooraf.overdrachten[id]?.kant(van: besluit.door.organisatie) == nil, "O13: een partij besliste")
            try eis(vooraf.overdrachten[id]?.van.organisatie == nieuw, "O13: de regie ging naar een derde")
        case .opvolging(let opvolging):
            try eis(vooraf.zaak.regie.organisatie == opvolging.organisatie, "O23: een ander stopte")
            let aanbieder = vooraf.zaak.lopend.flatMap { vooraf.overdrachten[$0]?.van.organisatie }
            try eis(
                nieuw == opvolging.opvolger?.organisatie ?? aanbieder ?? opvolging.vangnet.organisatie,
                "O23: de regie ging naar een ander dan wie haar overneemt")
            try eis(
                zaakEvents.last { $0.naam == "organisatie-gestopt" }?.kop.regie.organisatie == nieuw,
                "O23: geen organisatie-gestopt")
            return
        default:
            throw Fout(description: "O1: de regie verplaatste zonder acceptatie")
        }
        let verplaatst = zaakEvents.filter { $0.naam == "regie-verplaatst" }
        try eis(verplaatst.last?.kop.regie.organisatie == nieuw, "O1: geen regie-verplaatst")
        for events in overdrachtEvents.values {
            try eis(events.filter { $0.naam == "overdracht-geaccepteerd" }.count <= 1, "O1: tweemaal geaccepteerd")
        }
    }

    /// A double click is refused; receipts and terms do nothing the second time.
    private mutating func controleerHerhaling(_ daad: Daad) throws {
        let vooraf = self
        var stil =
            switch daad {
            case .opvolging, .zaaktermijn: true
            default: false
            }
        if case .command(let command, _) = daad {
            switch command {
            case .bezorgd, .gezien, .meldSignaal, .termijnVerstreken: stil = true
            default: break
            }
        }
        do {
            try doe(daad)
            try eis(stil && stand == vooraf.stand && aantalEvents == vooraf.aantalEvents, "tweemaal gedaan: \(daad)")
        } catch is Weigering {
            try eis(!stil, "een herhaalde ontvangst werd geweigerd: \(daad)")
        }
        self = vooraf
    }

    /// What the log holds gives the state back, and is what the contracts promise.
    func controleerVouwen() throws {
        let zaak = try zaakEvents.map { try Post.heenEnWeer($0, $0.naam, domein: "overdrachten") }.reduce(nil) {
            Zaak.evolve($0, $1)
        }
        try eis(zaak == stand.zaak, "de gebeurtenissen van de zaak geven een andere toestand")
        try eis(try Post.bewaard(stand.zaak) == stand.zaak, "de rij van de zaak is niet haar toestand")
        for (id, events) in overdrachtEvents {
            let overdracht = try events.map { try Post.heenEnWeer($0, $0.naam, domein: "overdrachten") }.reduce(nil) {
                Overdracht.evolve($0, $1)
            }
            try eis(overdracht == stand.overdrachten[id], "de gebeurtenissen geven een andere toestand")
            try eis(try overdracht.map { try Post.bewaard($0) } == overdracht, "de rij is niet de toestand")
            try eis(
                events.allSatisfy { $0.kop.status != "afgerond" || events.last == $0 },
                "na de afronding gebeurde er iets")
            if case .afgerond(let feit)? = events.last?.feit {
                try eis(
                    (feit.afsluiting.nazorg == .geen(.verderOvergedragen)) == (feit.opvolger != nil),
                    "O11: gesloten zonder nazorg, eigen reden of opvolger")
            }
        }
    }
}
