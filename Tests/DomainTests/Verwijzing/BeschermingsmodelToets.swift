import Contracts
import Foundation
import Register
import VerwijzingDomain

@testable import Verwijzing

/// What must hold after each step.
extension Beschermingsmodel {
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
    mutating func controleerGezin() throws {
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
