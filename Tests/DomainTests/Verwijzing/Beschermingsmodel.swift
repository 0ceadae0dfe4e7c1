import Contracts
import Foundation
import Register
import VerwijzingDomain

@testable import Verwijzing

/// A random history of a zaak in which parties shield, lift and consent between all that they do else. Beside it stands
/// what is shielded and who consented, told in other words than the code has, to hold every answer against.
struct Beschermingsmodel {
    typealias Fout = Verwijzingsmodel.Fout
    typealias B = Beschermverhaal

    /// P1: what is shielded, of whom, and who knows it.
    struct Schild {
        let id: UUID
        let soort: Afschermsoort
        let inhoud: UUID?
        /// Whom it is about, and who came in that one's place.
        var organisaties: Set<String>
        let medewerker: String?
        let gemeente: String?
        var door: String
        var kent: Set<String>
        var voorsteller: Partij?
    }

    /// P2: what was said about help by one organisation, and since when nothing new goes there.
    struct Gezegd {
        var besluiten: [UUID: Toestemmingsbesluit] = [:]
        var stop: Date?
        var gedwongen = false
    }

    private(set) var model: Verwijzingsmodel
    private(set) var bescherming: Bescherming?
    private(set) var events: [BeschermingEvent] = []
    private(set) var schilden: [Schild] = []
    private(set) var gezegd: [String: Gezegd] = [:]
    private(set) var volwassenSinds: Date?
    private(set) var opgeheven = 0
    private(set) var opgevolgdMetSchild = 0
    private(set) var verborgenGezien = 0
    private(set) var werkersGezocht = 0
    /// O23, in order.
    private var opvolgingen: [(vorige: String, opvolger: String)] = []
    private var teller: UInt8 = 0

    static let organisaties = [
        Rolbezetting.wijkteam, Rolbezetting.gi, Rolbezetting.zorg, Rolbezetting.buurteam,
    ]
    static let ouders = [B.moeder, B.vader]
    private let geboren: Dag

    init(zaad: UInt64) throws {
        model = try Verwijzingsmodel(zaad: zaad)
        geboren = try B().geboren(8)
        for (id, rol) in [(B.kind, Gezinsrol.kind), (B.moeder, .volwassene), (B.vader, .volwassene)] {
            try doe(.legGezinslidVast(door: Rolbezetting.anna, id: id, rol: rol, gegevens: Verhaal.inhoud))
        }
        for ouder in Self.ouders {
            try doe(
                .legGezagVast(
                    door: Rolbezetting.anna,
                    Gezag(kind: B.kind, volwassene: ouder, heeftGezag: true, bron: .gezagsregister)))
        }
    }

    private func eis(_ voorwaarde: Bool, _ wat: String) throws {
        guard voorwaarde else {
            let stand = schilden.map { "\($0.soort) \($0.organisaties) \($0.medewerker ?? "") kent \($0.kent)" }
            throw Fout(description: "\(wat)\n\(stand)\n\(model.verslag)")
        }
    }

    private mutating func een<T>(_ keuzes: [T]) -> T { keuzes[Int.random(in: 0..<keuzes.count, using: &model.kans)] }
    private mutating func kansOp(_ procent: Int) -> Bool {
        Int.random(in: 0..<100, using: &model.kans) < procent
    }

    private mutating func nieuwId() -> UUID {
        teller &+= 1
        return UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, teller))
    }

    // MARK: - Acts

    mutating func stap() throws {
        if kansOp(35) { try beschermdaad() } else { try zaakdaad() }
        var lezers = Self.organisaties
        lezers.shuffle(using: &model.kans)
        for lezer in lezers.prefix(2) { try controleer(lezer) }
        try controleerGezin()
    }

    /// What happens in the zaak; who takes an organisation's place stands in it here too (O23).
    private mutating func zaakdaad() throws {
        let gestopt = model.zaakEvents.count
        let regie = model.stand.zaak.regie.organisatie
        try model.stap()
        for event in model.zaakEvents.dropFirst(gestopt) {
            guard case .organisatieGestopt(let feit) = event.feit else { continue }
            let nieuw = model.stand.zaak.regie.organisatie
            guard let plaats = feit.opvolger ?? (nieuw == regie ? nil : nieuw), let stand = bescherming else {
                continue
            }
            let erbij = Bescherming.decide(
                stand, over: model.stand.zaak, opvolger: plaats, van: feit.organisatie,
                alleenAfscherming: feit.opvolger == nil, now: model.nu)
            for event in erbij { bescherming = .evolve(bescherming, event) }
            events += erbij
            volgOp(feit.organisatie, door: plaats, metToestemming: feit.opvolger != nil)
        }
    }

    /// An organisation and who came in its place.
    private func opvolgers(van organisatie: String) -> Set<String> {
        opvolgingen.reduce(into: [organisatie]) { wie, stap in
            if wie.contains(stap.vorige) { wie.insert(stap.opvolger) }
        }
    }

    private mutating func volgOp(_ vorige: String, door opvolger: String, metToestemming: Bool) {
        opvolgingen.append((vorige, opvolger))
        for plaats in schilden.indices {
            if schilden[plaats].organisaties.contains(vorige) {
                schilden[plaats].organisaties.insert(opvolger)
                opgevolgdMetSchild += 1
            }
            if schilden[plaats].kent.contains(vorige) { schilden[plaats].kent.insert(opvolger) }
            if schilden[plaats].door == vorige { schilden[plaats].door = opvolger }
        }
        guard metToestemming, let oud = gezegd.removeValue(forKey: vorige) else { return }
        var nieuw = gezegd[opvolger] ?? Gezegd()
        nieuw.besluiten.merge(oud.besluiten) { eigen, _ in eigen }
        nieuw.stop = nieuw.stop ?? oud.stop
        nieuw.gedwongen = nieuw.gedwongen || oud.gedwongen
        gezegd[opvolger] = nieuw
    }

    private mutating func doe(_ command: BeschermingCommand) throws {
        let erbij = try Bescherming.decide(bescherming, over: model.stand.zaak, command, now: model.nu)
        for event in erbij { bescherming = .evolve(bescherming, event) }
        events += erbij
    }

    /// - Returns: whether it was not refused.
    private mutating func lukt(_ command: BeschermingCommand) throws -> Bool {
        let vooraf = bescherming
        do {
            try doe(command)
            return true
        } catch is Weigering {
            try eis(bescherming == vooraf, "een weigering veranderde wat er beschermd is")
            return false
        }
    }

    private mutating func beschermdaad() throws {
        model.nu = model.nu.addingTimeInterval(Double.random(in: 1...10_000, using: &model.kans))
        switch Int.random(in: 0..<20, using: &model.kans) {
        case 0..<6: try schermAf()
        case 6..<12: try hefOp()
        case 12: try wordVolwassen()
        case 13: try maatregel()
        default: try zegToestemming()
        }
    }

    private mutating func door(_ organisatie: String? = nil) -> VerwijzingDomain.Actor {
        let bij = organisatie ?? een(Self.organisaties)
        return Rolbezetting.persoon(bij, "scherm-\(een([1, 2]))", kansOp(90) ? [.werker] : [.planner])
    }

    private mutating func schermAf() throws {
        let soort = een(Afschermsoort.allCases)
        // Mostly something that stands somewhere.
        let genoemd = model.partijen
        let partij = kansOp(80) && !genoemd.isEmpty ? een(genoemd) : model.stand.zaak.regie.partij
        let teksten = model.stand.overdrachten.values.flatMap { ($0.terzijde ?? []).flatMap(\.feit.verklaringen) }
        let inhoud = kansOp(70) && !teksten.isEmpty ? een(teksten.sorted { $0.uuidString < $1.uuidString }) : nieuwId()
        let (wie, ook, id) = (door(), kansOp(20) ? [een(Self.organisaties)] : [], nieuwId())
        let gemeente = een(["0202", "0268", "1734"])
        let wat: Afgeschermde? =
            switch soort {
            case .adres: Afgeschermde(.adres, inhoud: [inhoud])
            case .plaatsing: Afgeschermde(.plaatsing, organisatie: partij.organisatie, gemeente: gemeente)
            case .werker: Afgeschermde(.werker, organisatie: partij.organisatie, medewerker: partij.medewerker)
            case .melder: Afgeschermde(.melder, organisatie: partij.organisatie)
            }
        guard let wat else { throw Fout(description: "geen \(soort)") }
        let command = BeschermingCommand.schermAf(
            door: wie, id: id, wat: wat, reden: .veiligheidGezin, toelichting: nil, ookBekendBij: ook)
        guard try lukt(command) else { return }
        let over = Set([wat.organisatie].compactMap { $0 })
        schilden.append(
            Schild(
                id: id, soort: soort, inhoud: wat.inhoud.first, organisaties: over, medewerker: wat.medewerker,
                gemeente: wat.gemeente, door: wie.organisatie, kent: over.union([wie.organisatie]).union(ook),
                voorsteller: nil))
    }

    /// P1: two persons of who shielded it.
    private mutating func hefOp() throws {
        guard !schilden.isEmpty else { return }
        let plaats = Int.random(in: schilden.indices, using: &model.kans)
        let schild = schilden[plaats]
        let wie = door(kansOp(80) ? schild.door : nil)
        let mag = wie.organisatie == schild.door && wie.rollen == [.werker]
        guard let voorsteller = schild.voorsteller else {
            let gelukt = try lukt(.stelOpheffingVoor(door: wie, afscherming: schild.id, reden: .dreigingVoorbij))
            try eis(gelukt == mag, "P1: opheffen voorstellen door \(wie)")
            if gelukt { schilden[plaats].voorsteller = wie.partij }
            return
        }
        let gelukt = try lukt(.bevestigOpheffing(door: wie, afscherming: schild.id))
        try eis(gelukt == (mag && wie.partij != voorsteller), "P1: opheffen deed \(wie) na \(voorsteller)")
        if gelukt {
            schilden.remove(at: plaats)
            opgeheven += 1
        }
    }

    private mutating func wordVolwassen() throws {
        guard volwassenSinds == nil, kansOp(15) else { return }
        try doe(.wordtMeerderjarig(kinderen: [B.kind]))
        volwassenSinds = events.last?.kop.tijdstip
        for organisatie in gezegd.keys {
            // Parents decide no longer; the child never could before.
            gezegd[organisatie] = Gezegd()
        }
    }

    private mutating func maatregel() throws {
        let uitvoerder = een(Self.organisaties)
        let kader = GedwongenKader(kind: B.kind, uitvoerder: uitvoerder, vanaf: Dag(model.nu), tot: nil)
        let gelukt = try lukt(.legKaderVast(door: Rolbezetting.anna, kader))
        try eis(gelukt == (volwassenSinds == nil), "P2: een maatregel na 18")
        if gelukt { gezegd[uitvoerder, default: Gezegd()].gedwongen = true }
    }

    private mutating func zegToestemming() throws {
        let (gever, organisatie) = (een([B.kind] + Self.ouders), een(Self.organisaties))
        let besluit = een([Toestemmingsbesluit.gegeven, .gegeven, .geweigerd, .ingetrokken])
        let wiens = volwassenSinds == nil ? Self.ouders : [B.kind]
        var stand = gezegd[organisatie] ?? Gezegd()
        let eerder = stand.besluiten[gever]
        let mag =
            wiens.contains(gever) && eerder != besluit && (besluit != .ingetrokken || eerder == .gegeven)
        let leeftijd = volwassenSinds == nil ? geboren : try B().geboren(19)
        let gelukt = try lukt(
            .legToestemmingVast(
                door: Rolbezetting.anna, kind: B.kind, gever: gever, organisatie: organisatie, besluit: besluit,
                geboren: leeftijd))
        try eis(gelukt == mag, "P2: \(besluit) door \(gever) na \(String(describing: eerder))")
        guard gelukt, let op = events.last?.kop.tijdstip else { return }
        stand.besluiten[gever] = besluit
        if besluit != .gegeven {
            stand.stop = stand.stop ?? (eerder == nil ? volwassenSinds : nil) ?? op
        } else if wiens.allSatisfy({ stand.besluiten[$0] == .gegeven }) {
            // What one withdrew comes back only when everyone consents again.
            stand.stop = nil
        }
        gezegd[organisatie] = stand
    }

    // MARK: - What must hold

    /// From when on nothing new goes to an organisation.
    private func stop(_ organisatie: String) -> Date? {
        let stand = gezegd[organisatie] ?? Gezegd()
        if let volwassenSinds {
            return stand.besluiten[B.kind] == nil ? volwassenSinds : stand.stop
        }
        return stand.gedwongen ? nil : stand.stop
    }

    private func sinds(_ moment: Date, _ organisatie: String) -> Toegang.Inzage {
        guard let stop = stop(organisatie) else { return .alles }
        return moment <= stop ? .tot(stop) : .eigen
    }

    private static func woorden(_ tekst: String) -> Set<Substring> {
        Set(tekst.split { !($0.isLetter || $0.isNumber || $0 == "-") })
    }

    /// P1, P5: one organisation's answers about the zaak, each held against what is kept from it.
    mutating func controleer(_ wie: String) throws {
        guard let lezer = OIN(wie) else { throw Fout(description: "geen oin") }
        let zaak = model.stand.zaak
        let overdrachten = model.stand.overdrachten.values.sorted { $0.id.uuidString < $1.id.uuidString }
        let zicht = Toegang.zicht(lezer, bescherming)
        let delen = Toegang.delen(lezer, zaak: zaak, overdrachten: overdrachten)
        try controleerDossier(lezer, zaak, overdrachten)
        // Of the zaak: no other side of a handover is known by it.
        if Toegang.mag(.zaakLezen, delen) {
            try controleer(try ZaakStand(zaak, [], delen, zicht).json.text, voor: wie, behalve: [], "zaak")
        }
        for overdracht in overdrachten {
            let gebeurd = model.overdrachtEvents[overdracht.id] ?? []
            let kanten = Set(gebeurd.flatMap { [$0.kop.van.organisatie, $0.kop.naar] })
                .union([overdracht.van.organisatie, overdracht.naar])
            let isKant = overdracht.kant(van: wie) != nil
            let verborgen = schilden.contains { schild in
                schild.medewerker == nil && !schild.kent.contains(wie)
                    && schild.organisaties.contains { $0 == overdracht.van.organisatie || $0 == overdracht.naar }
            }
            try eis(
                zicht.ziet(overdracht) == (isKant || !verborgen),
                "P1: de overdracht \(overdracht.van.organisatie) → \(overdracht.naar) voor \(wie)")
            guard zicht.ziet(overdracht), isKant || Toegang.mag(.alleAanbiedingenZien, delen) else { continue }
            let beeld = FhirBeeld(overdracht: overdracht, version: 1, antwoordVoor: nil, zicht: zicht)
            let antwoorden = [
                ("overdracht", try OverdrachtStand(overdracht, voor: lezer, zicht).json.text),
                ("tijdlijn", try Tijdlijn(overdracht, gebeurd, zicht).json.text),
                ("bord", try Bordregel(overdracht, [], RegisterSnapshot(), zicht).json.text),
                ("Task", beeld.task.text), ("ServiceRequest", beeld.serviceRequest.text),
            ]
            for (wat, tekst) in antwoorden {
                // Both sides of a handover know each other.
                try controleer(tekst, voor: wie, behalve: isKant ? kanten : [], wat)
            }
        }
        for schild in schilden {
            guard let inhoud = schild.inhoud else { continue }
            let bron = Self.organisaties.first { $0 != wie } ?? wie
            let ziet = Toegang.geeft(.alles, inhoud, van: bron, op: model.nu, lezer, zicht)
            try eis(!ziet || schild.kent.contains(wie), "P1: een afgeschermde verklaring voor \(wie)")
        }
    }

    /// - Parameter behalve: organisations that this reader knows otherwise.
    private mutating func controleer(_ tekst: String, voor wie: String, behalve: Set<String>, _ wat: String) throws {
        let woorden = Self.woorden(tekst)
        for schild in schilden where !schild.kent.contains(wie) {
            if let inhoud = schild.inhoud {
                try eis(!woorden.contains(Substring(inhoud.text)), "P1: \(wat) noemt een tekst voor \(wie)")
            }
            if let gemeente = schild.gemeente {
                try eis(!woorden.contains(Substring(gemeente)), "P1: \(wat) noemt de gemeente voor \(wie): \(tekst)")
            }
            if let medewerker = schild.medewerker {
                // Who moved along to another organisation is not shielded there (O23).
                guard let thuis = Verwijzingsmodel.organisatie(van: medewerker),
                    opvolgers(van: thuis).isSubset(of: schild.organisaties), !schild.organisaties.contains(wie)
                else { continue }
                werkersGezocht += 1
                try eis(!woorden.contains(Substring(medewerker)), "P1: \(wat) noemt de werker voor \(wie): \(tekst)")
            } else {
                for organisatie in schild.organisaties.subtracting(behalve) where organisatie != wie {
                    try eis(
                        !woorden.contains(Substring(organisatie)),
                        "P1: \(wat) noemt \(organisatie) voor \(wie): \(tekst)")
                }
            }
        }
    }

    /// P2, P5: what is read of the dossier, against what was said.
    private func controleerDossier(_ lezer: OIN, _ zaak: Zaak, _ overdrachten: [Overdracht]) throws {
        let wie = lezer.text
        let regie = zaak.regie.organisatie == wie
        let verwacht: Toegang.Inzage = regie ? sinds(zaak.regie.sinds, wie) : .eigen
        for rol in VerwijzingDomain.Rol.allCases {
            let leest = rol != .planner
            func vergelijk(_ gegeven: Toegang.Inzage, _ verwacht: Toegang.Inzage?, _ wat: String) throws {
                if let verwacht, leest {
                    try eis(gegeven == verwacht, "P2: \(wat) voor \(wie): \(gegeven), niet \(verwacht)")
                } else if case .geen = gegeven {
                } else {
                    try eis(false, "P5: \(wat) voor \(wie) als \(rol): \(gegeven)")
                }
            }
            try vergelijk(
                Toegang.dossier(lezer, [rol], zaak: zaak, bescherming, now: model.nu), verwacht, "het dossier")
            for overdracht in overdrachten {
                let gegeven = Toegang.dossier(
                    lezer, [rol], overdracht: overdracht, zaak: zaak, bescherming, now: model.nu)
                let anders: Toegang.Inzage? =
                    if overdracht.naar != wie { verwacht } else if overdracht.status.isAanvaard {
                        sinds(regie ? zaak.regie.sinds : overdracht.sinds, wie)
                    } else { overdracht.status.isEindstand ? .eigen : nil }
                try vergelijk(gegeven, anders, "een overdracht (\(overdracht.status.code))")
            }
        }
    }

    /// P1, S3: of what is shielded the family hears nothing, whoever knows it; of an investigation not while it runs.
    private mutating func controleerGezin() throws {
        let zicht = Toegang.zichtVanGezin(bescherming)
        let overdrachten = Array(model.stand.overdrachten.values)
        let gezin = Gezinszicht(zicht, RegisterSnapshot())
        for organisatie in Self.organisaties {
            guard let oin = OIN(organisatie) else { throw Fout(description: "geen oin") }
            let verborgen = schilden.contains { $0.medewerker == nil && $0.organisaties.contains(organisatie) }
            let lezing = Gezinslezing(organisatie: oin, wat: .dossier, op: model.nu, gezin: true, personen: [])
            try eis(
                (Toegang.weglating(lezing, voor: [], overdrachten, zicht) == nil) == !verborgen,
                "S3: wat \(organisatie) las, voor het gezin")
            if verborgen { verborgenGezien += 1 }
        }
        for overdracht in overdrachten where gezin.ziet(overdracht) {
            let kanten = [overdracht.van.organisatie, overdracht.naar]
            try eis(
                !schilden.contains { $0.medewerker == nil && !$0.organisaties.isDisjoint(with: kanten) },
                "P1: het gezin ziet een overdracht met een afgeschermde kant")
        }
        for schild in schilden {
            for organisatie in schild.organisaties {
                if let medewerker = schild.medewerker {
                    try eis(!zicht.ziet(medewerker: medewerker, van: organisatie), "P1: het gezin ziet een werker")
                } else {
                    try eis(!zicht.ziet(organisatie: organisatie), "P1: het gezin ziet een organisatie")
                }
            }
            if let inhoud = schild.inhoud {
                try eis(
                    !zicht.ziet(inhoud: inhoud, van: Rolbezetting.wijkteam),
                    "P1: het gezin leest een afgeschermde tekst")
            }
        }
    }

    /// What the log holds gives what is protected back.
    func controleerVouwen() throws {
        let gevouwen = try events.map { try Post.heenEnWeer($0, $0.naam, domein: "overdrachten") }
            .reduce(nil) { Bescherming.evolve($0, $1) }
        try eis(gevouwen == bescherming, "de gebeurtenissen geven een andere bescherming")
        try eis(Set(bescherming?.afschermingen.map(\.id) ?? []) == Set(schilden.map(\.id)), "P1: andere afschermingen")
    }
}

extension Verwijzingsmodel {
    /// Everyone who is named anywhere in this history, at the organisation where they were first; in a fixed order.
    var partijen: [Partij] {
        let zaak = zaakEvents.map(\.kop.regie.medewerker)
        let overdrachten = overdrachtEvents.values.flatMap { $0 }.flatMap { Self.medewerkers($0) }
        return Set(zaak + overdrachten).sorted().compactMap { mens in
            Self.organisatie(van: mens).map { Partij(organisatie: $0, medewerker: mens) }
        }
    }

    /// Where somebody of the stories works by their name; nil for who can be anywhere.
    static func organisatie(van medewerker: String) -> String? {
        if medewerker == Rolbezetting.anna.medewerker { return Rolbezetting.wijkteam }
        return Beschermingsmodel.organisaties.first {
            medewerker.hasPrefix("mw-\($0.dropFirst(16).prefix(1))-")
        }
    }

    private static func medewerkers(_ event: OverdrachtEvent) -> [String] {
        guard let json = try? JSONEncoder().encode(event) else { return [] }
        return String(decoding: json, as: UTF8.self).split { !($0.isLetter || $0.isNumber || $0 == "-") }
            .filter { $0.hasPrefix("mw-") }.map(String.init)
    }
}
