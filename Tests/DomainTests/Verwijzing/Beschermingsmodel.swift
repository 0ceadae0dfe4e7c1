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
    var verborgenGezien = 0
    var werkersGezocht = 0
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

    func eis(_ voorwaarde: Bool, _ wat: String) throws {
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
    func opvolgers(van organisatie: String) -> Set<String> {
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
