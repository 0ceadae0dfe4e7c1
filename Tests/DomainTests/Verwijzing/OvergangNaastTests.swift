import Foundation
import Testing
import VerwijzingDomain

private typealias R = Rolbezetting

/// Every act in every state beside the zaak, by who may and who may not: what is refused names the state of what it is
/// about, and exactly those acts that the same person can do in the same moment.
@Suite("Wat naast de overdracht niet kan, wordt geweigerd met de toestand en wat wel kan")
struct OvergangNaastTests {
    private struct Proef {
        /// As `mogelijk` names it.
        let naam: String
        let weigering: Weigering?

        init(_ naam: String, _ besluit: () throws(Weigering) -> Void) {
            self.naam = naam
            do {
                try besluit()
                weigering = nil
            } catch { weigering = error }
        }
    }

    static let mensen = [R.anna, R.arie, R.bram, R.planner, R.onbekende]

    private func klopt(_ proeven: [Proef], _ geval: String) {
        let gedaan = Set(proeven.filter { $0.weigering == nil }.map(\.naam))
        for proef in proeven {
            // What must be seen first has its own way on.
            guard let weigering = proef.weigering, weigering.code != "wissels-niet-gezien" else { continue }
            let wat = "\(geval), \(proef.naam): \(weigering.code)"
            #expect(Set(weigering.mogelijk) == gedaan && weigering.mogelijk.count == gedaan.count, "\(wat)")
            #expect(!weigering.toestand.isEmpty && weigering.toestand != "lopend", "\(wat)")
        }
    }

    // MARK: - P1, P2

    static let adres = Afgeschermde(.adres, inhoud: [Verhaal.inhoud])!

    private static func scherm(
        _ door: VerwijzingDomain.Actor, _ id: UUID = Beschermverhaal.afscherming, _ wat: Afgeschermde = adres
    ) -> BeschermingCommand {
        .schermAf(door: door, id: id, wat: wat, reden: .veiligheidGezin, toelichting: nil, ookBekendBij: [])
    }

    static let beschermstanden: [String: @Sendable (inout Beschermverhaal) throws -> Void] = [
        "leeg": { _ in },
        "zonder gezag": { try $0.gezin(gezag: []) },
        "met gezag": { try $0.gezin() },
        "met toestemming": {
            try $0.gezin()
            #expect(try $0.zegt(Beschermverhaal.moeder, .gegeven, leeftijd: 8) == nil)
        },
        "meerderjarig": {
            try $0.gezin()
            try $0.als(.wordtMeerderjarig(kinderen: [Beschermverhaal.kind]))
        },
        "afgeschermd": { try $0.als(scherm(R.anna)) },
        "opheffing voorgesteld": {
            try $0.als(scherm(R.anna))
            try $0.als(
                .stelOpheffingVoor(door: R.anna, afscherming: Beschermverhaal.afscherming, reden: .dreigingVoorbij))
        },
    ]

    @Test("P1, P2: afschermen, opheffen, gezag, maatregel en toestemming", arguments: beschermstanden.keys.sorted())
    func bescherming(_ naam: String) throws {
        typealias B = Beschermverhaal
        var verhaal = try B()
        try Self.beschermstanden[naam]?(&verhaal)
        let (stand, zaak, nu) = (verhaal.bescherming, verhaal.zaak, verhaal.nu)
        let geboren = try verhaal.geboren(8)
        for wie in Self.mensen {
            var daden: [(String, BeschermingCommand)] = [
                ("afschermen", Self.scherm(wie)),
                ("afschermen", Self.scherm(wie, Verhaal.derde, Afgeschermde(.adres, inhoud: [Verhaal.derde])!)),
                ("opheffing-voorstellen", .stelOpheffingVoor(door: wie, afscherming: B.afscherming, reden: .anders)),
                ("opheffing-voorstellen", .stelOpheffingVoor(door: wie, afscherming: B.oom, reden: .anders)),
                ("opheffing-bevestigen", .bevestigOpheffing(door: wie, afscherming: B.afscherming)),
                ("opheffing-afwijzen", .wijsOpheffingAf(door: wie, afscherming: B.afscherming)),
                ("gezag-vastleggen", .legGezagVast(door: wie, Self.gezag(van: B.moeder, over: B.kind))),
                ("gezag-vastleggen", .legGezagVast(door: wie, Self.gezag(van: B.kind, over: B.moeder))),
                ("kader-vastleggen", .legKaderVast(door: wie, Self.kader(B.kind, tot: nil))),
                ("kader-vastleggen", .legKaderVast(door: wie, Self.kader(B.kind, tot: Verhaal.vandaag))),
            ]
            for id in [B.kind, Verhaal.derde] {
                daden.append(
                    (
                        "gezinslid-vastleggen",
                        .legGezinslidVast(door: wie, id: id, rol: .kind, gegevens: Verhaal.inhoud)
                    ))
            }
            for gever in [B.kind, B.moeder, B.oom] {
                for besluit in Toestemmingsbesluit.allCases {
                    daden.append(
                        (
                            "toestemming-vastleggen",
                            .legToestemmingVast(
                                door: wie, kind: B.kind, gever: gever, organisatie: B.hulp, besluit: besluit,
                                geboren: geboren)
                        ))
                }
            }
            let proeven = daden.map { naam, command in
                Proef(naam) { () throws(Weigering) in
                    _ = try Bescherming.decide(stand, over: zaak, command, now: nu)
                }
            }
            klopt(proeven, "\(naam), \(wie.medewerker)")
        }
    }

    private static func gezag(van volwassene: UUID, over kind: UUID) -> Gezag {
        Gezag(kind: kind, volwassene: volwassene, heeftGezag: true, bron: .gezagsregister)
    }

    private static func kader(_ kind: UUID, tot: Dag?) -> GedwongenKader {
        GedwongenKader(kind: kind, uitvoerder: R.gi, vanaf: Verhaal.overTweeWeken, tot: tot)
    }

    @Test("P1, P2: de toestand is die van waar de handeling over gaat")
    func beschermtoestand() throws {
        typealias B = Beschermverhaal
        var verhaal = try B()
        func geweigerd(_ command: BeschermingCommand) -> [String] {
            do {
                _ = try Bescherming.decide(verhaal.bescherming, over: verhaal.zaak, command, now: verhaal.nu)
                return []
            } catch { return [error.code, error.toestand] }
        }
        let opheffing = BeschermingCommand.bevestigOpheffing(door: R.arie, afscherming: B.afscherming)
        #expect(geweigerd(opheffing) == ["onbekende-afscherming", "onbekend"])
        try verhaal.als(Self.scherm(R.anna))
        #expect(geweigerd(opheffing) == ["geen-voorstel", "afgeschermd"])
        #expect(geweigerd(Self.scherm(R.arie)) == ["al-gedaan", "afgeschermd"])
        try verhaal.als(.stelOpheffingVoor(door: R.arie, afscherming: B.afscherming, reden: .dreigingVoorbij))
        #expect(geweigerd(opheffing) == ["zelfde-persoon", "opheffing-voorgesteld"])
        // Who does not know of it hears nothing of how it stands.
        #expect(
            geweigerd(.bevestigOpheffing(door: R.bram, afscherming: B.afscherming))
                == ["onbekende-afscherming", "onbekend"])
        try verhaal.gezin(gezag: [])
        func zegt(_ besluit: Toestemmingsbesluit) throws -> BeschermingCommand {
            .legToestemmingVast(
                door: R.anna, kind: B.kind, gever: B.moeder, organisatie: B.hulp, besluit: besluit,
                geboren: try verhaal.geboren(8))
        }
        #expect(geweigerd(try zegt(.gegeven)) == ["gezag-onbekend", "gezag-onbekend"])
        try verhaal.als(.legGezagVast(door: R.anna, Self.gezag(van: B.moeder, over: B.kind)))
        try verhaal.als(try zegt(.geweigerd))
        #expect(geweigerd(try zegt(.ingetrokken)) == ["niets-in-te-trekken", "toestemming-geweigerd"])
    }

    // MARK: - N7, V9

    static let contactstanden: [String: @Sendable (inout Contactverhaal) throws -> Void] = [
        "met gezin": { _ in },
        "zonder gezin": { $0.gezin = nil },
        "een vraag": {
            try $0.als(.stelNavraag(id: C.vraag, van: .organisatie(R.bram, namens: nil), tekst: C.tekst))
        },
        "beantwoord": {
            try $0.als(.stelNavraag(id: C.vraag, van: .organisatie(R.bram, namens: nil), tekst: C.tekst))
            try $0.als(.beantwoord(door: R.anna, navraag: C.vraag, antwoord: C.tekst))
        },
        "vader vroeg genoeg": { verhaal in
            for nummer in 1...Gezinscontact.openVragen {
                try verhaal.als(
                    .stelNavraag(
                        id: UUID(uuid: (7, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(nummer))),
                        van: .gezin(lid: Beschermverhaal.vader), tekst: C.tekst))
            }
        },
        "te informeren": {
            try $0.als(.volg(vorigeRegie: R.anna.partij, stap: true, contact: C.informatie))
        },
        "met code": {
            try $0.als(
                .geefToegang(
                    door: R.anna, lid: Beschermverhaal.vader, toegang: C.toegang,
                    tot: $0.nu.addingTimeInterval(86_400), geboren: [:]))
        },
        "met plan": { try $0.als(plan(.gezin(lid: Beschermverhaal.vader))) },
    ]

    private typealias C = Contactverhaal

    private static func plan(_ van: Vraagsteller) -> GezinscontactCommand {
        .geefPlan(van: van, plan: Verhaal.derde, zelf: C.tekst, netwerk: C.tekst, professioneel: C.tekst)
    }

    @Test("N7, V9: navragen, informeren, codes, voorkeuren en het eigen plan", arguments: contactstanden.keys.sorted())
    func gezinscontact(_ naam: String) throws {
        typealias B = Beschermverhaal
        var verhaal = try C()
        try Self.contactstanden[naam]?(&verhaal)
        let (contact, zaak, gezin, nu) = (verhaal.contact, verhaal.zaak, verhaal.gezin, verhaal.nu)
        func proeven(_ daden: [(String, GezinscontactCommand)]) -> [Proef] {
            daden.map { naam, command in
                Proef(naam) { () throws(Weigering) in
                    _ = try Gezinscontact.decide(contact, over: zaak, gezin: gezin, command, now: nu)
                }
            }
        }
        func verteld(_ aan: [UUID]) -> Verteld {
            Verteld(aan: aan, wijze: aan.isEmpty ? nil : .gesprek, moetenHoren: [B.vader, B.moeder])
        }
        let (kind, jong) = (try Beschermverhaal().geboren(13), try Beschermverhaal().geboren(8))
        for wie in Self.mensen {
            func vraag(_ id: UUID, _ namens: UUID?) -> (String, GezinscontactCommand) {
                ("navraag-stellen", .stelNavraag(id: id, van: .organisatie(wie, namens: namens), tekst: C.tekst))
            }
            func code(_ lid: UUID, _ geboren: Dag? = nil) -> (String, GezinscontactCommand) {
                (
                    "toegang-geven",
                    .geefToegang(
                        door: wie, lid: lid, toegang: C.toegang, tot: nu.addingTimeInterval(86_400),
                        geboren: geboren.map { [lid: $0] } ?? [:])
                )
            }
            let daden: [(String, GezinscontactCommand)] = [
                vraag(Verhaal.derde, nil), vraag(Verhaal.derde, B.vader), vraag(Verhaal.derde, B.moeder),
                vraag(C.vraag, B.moeder),
                ("navraag-beantwoorden", .beantwoord(door: wie, navraag: C.vraag, antwoord: C.tekst)),
                (
                    "navraag-beantwoorden",
                    .beantwoord(
                        door: wie, navraag: contact?.openNavragen.first?.id ?? Verhaal.derde, antwoord: C.tekst)
                ), ("geinformeerd-melden", .meldGeinformeerd(door: wie, verteld([B.vader]))),
                ("geinformeerd-melden", .meldGeinformeerd(door: wie, verteld([]))),
                code(B.vader), code(B.kind, kind), code(B.kind, jong), code(B.kind),
                ("toegang-intrekken", .trekToegangIn(door: wie, lid: B.vader)),
                ("toegang-intrekken", .trekToegangIn(door: wie, lid: B.moeder)),
                ("voorkeur-vastleggen", .legVoorkeurVast(door: wie, lid: B.vader, voorkeur: C.tekst)),
                ("voorkeur-vastleggen", .legVoorkeurVast(door: wie, lid: Verhaal.derde, voorkeur: C.tekst)),
                ("plan-geven", Self.plan(.organisatie(wie, namens: B.vader))),
                ("plan-geven", Self.plan(.organisatie(wie, namens: nil))),
            ]
            klopt(proeven(daden), "\(naam), \(wie.medewerker)")
        }
        for lid in [B.vader, B.moeder] {
            klopt(
                proeven([
                    ("navraag-stellen", .stelNavraag(id: Verhaal.derde, van: .gezin(lid: lid), tekst: C.tekst)),
                    ("plan-geven", Self.plan(.gezin(lid: lid))), ("plan-intrekken", .trekPlanIn(lid: lid)),
                ]), "\(naam), gezin")
        }
    }

    // MARK: - V4-V6

    static let kindstanden: [String: @Sendable (inout Kindverhaal) throws -> Void] = [
        "leeg": { _ in },
        "thuis": { try $0.als($0.woont(.thuis)) },
        "verhuisd": {
            try $0.als($0.woont(.thuis))
            try $0.als($0.woont(.familie, reden: .veiligheid))
        },
        "opgenomen": { try $0.als(begin(R.anna)) },
        "opname voorbij": {
            try $0.als(begin(R.anna))
            try $0.als(.eindigOpname(door: R.anna, id: Kindverhaal.opname, tot: Verhaal.overTweeWeken))
        },
        "bestemming bekend": {
            try $0.als(
                .legBestemmingVast(door: R.anna, kind: Kindverhaal.kind, wonen: .blijft, zorg: .nietNodig))
        },
    ]

    private static func begin(_ door: VerwijzingDomain.Actor, id: UUID = Kindverhaal.opname) -> ContinuiteitCommand {
        .beginOpname(door: door, kind: Kindverhaal.kind, id: id, organisatie: R.gi, vanaf: Verhaal.vandaag)
    }

    @Test("V4-V6: woonplek, opname en bestemming", arguments: kindstanden.keys.sorted())
    func continuiteit(_ naam: String) throws {
        typealias K = Kindverhaal
        var verhaal = try K()
        try Self.kindstanden[naam]?(&verhaal)
        let (stand, zaak, merk) = (verhaal.stand, verhaal.zaak, verhaal.telling.merk)
        for wie in Self.mensen {
            for gezin in [verhaal.bescherm.bescherming, nil] {
                let daden: [(String, ContinuiteitCommand)] = [
                    ("woonplek-vastleggen", verhaal.woont(.thuis, gezien: merk, door: wie)),
                    ("woonplek-vastleggen", verhaal.woont(.familie, reden: .anders, gezien: merk, door: wie)),
                    ("woonplek-vastleggen", verhaal.woont(.anders, reden: .anders, gezien: merk, door: wie)),
                    ("woonplek-vastleggen", verhaal.woont(.gezinshuis, reden: .anders, door: wie)),
                    ("opname-beginnen", Self.begin(wie, id: Verhaal.derde)),
                    ("opname-beeindigen", .eindigOpname(door: wie, id: K.opname, tot: Verhaal.overTweeWeken)),
                    ("opname-beeindigen", .eindigOpname(door: wie, id: Verhaal.tweede, tot: Verhaal.overTweeWeken)),
                    (
                        "bestemming-vastleggen",
                        .legBestemmingVast(door: wie, kind: K.kind, wonen: .blijft, zorg: .nietNodig)
                    ),
                    ("bestemming-vastleggen", .legBestemmingVast(door: wie, kind: K.kind, wonen: .ouders, zorg: .wmo)),
                ]
                let proeven = daden.map { naam, command in
                    Proef(naam) { () throws(Weigering) in
                        _ = try Continuiteit.decide(stand, over: zaak, gezin: gezin, command, now: verhaal.nu)
                    }
                }
                klopt(proeven, "\(naam), \(wie.medewerker), \(gezin == nil ? "zonder" : "met") gezin")
            }
        }
    }
}
