import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// P1: shields an address, a placement, a worker or a melder.
struct AfschermVerzoek: Handeling {
    var door: MedewerkerId?
    var soort: OverdrachtenEvents.Afschermsoort
    var inhoud: [UUID]?
    var organisatie: OIN?
    var gemeente: Gemeentecode?
    var medewerker: MedewerkerId?
    var reden: OverdrachtenEvents.Afschermreden
    var toelichting: Tekst?
    var ookBekendBij: [OIN]?

    static var title: String { "Afschermen" }
    static var fields: [String: String] {
        [
            "door": doorUitleg, "soort": "Wat u afschermt.",
            "inhoud": "Verklaringen in het dossier waar het in staat, bij hun id; bij een adres verplicht.",
            "organisatie": "De organisatie, bij een plaatsing of een werker.",
            "gemeente": "De gemeente, bij een plaatsing.", "medewerker": "De medewerker, bij een werker.",
            "reden": "Waarom.", "toelichting": "Meer uitleg; wordt versleuteld bewaard.",
            "ookBekendBij": "Organisaties die het ook moeten weten.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["inhoud": 1...50, "ookBekendBij": 1...20] }
    static var example: AfschermVerzoek {
        AfschermVerzoek(
            door: .placeholder, soort: .adres, inhoud: [.placeholder], organisatie: nil, gemeente: nil, medewerker: nil,
            reden: .veiligheidGezin, toelichting: nil, ookBekendBij: nil)
    }

    func check() -> [Violation] {
        func fout(_ veld: String, _ uitleg: String) -> Violation {
            Violation(pointer: "/" + veld, code: Violation.Codes.value, detail: uitleg)
        }
        var fouten: [Violation] = []
        let metOrganisatie = soort == .plaatsing || soort == .werker
        if soort == .adres, inhoud == nil { fouten.append(fout("inhoud", "Noem de verklaringen met het adres.")) }
        if metOrganisatie, organisatie == nil { fouten.append(fout("organisatie", "Noem de organisatie.")) }
        if soort == .adres, organisatie != nil { fouten.append(fout("organisatie", "Dit hoort niet bij een adres.")) }
        if soort == .melder, organisatie == nil, inhoud == nil {
            fouten.append(fout("organisatie", "Noem de organisatie die meldde, of de verklaringen."))
        }
        if (soort == .plaatsing) != (gemeente != nil) {
            fouten.append(fout("gemeente", "Noem de gemeente bij een plaatsing, en alleen daar."))
        }
        if (soort == .werker) != (medewerker != nil) {
            fouten.append(fout("medewerker", "Noem de medewerker bij een werker, en alleen daar."))
        }
        return fouten
    }
}

/// The first of the two persons who lift a shielding.
struct OpheffingsvoorstelVerzoek: Handeling {
    var door: MedewerkerId?
    var afscherming: UUID
    var reden: OverdrachtenEvents.Opheffingsreden

    static var title: String { "Voorstel om een afscherming op te heffen" }
    static var fields: [String: String] {
        ["door": doorUitleg, "afscherming": "De afscherming.", "reden": "Waarom zij niet meer nodig is."]
    }
    static var example: OpheffingsvoorstelVerzoek {
        OpheffingsvoorstelVerzoek(door: .placeholder, afscherming: .placeholder, reden: .dreigingVoorbij)
    }
}

/// The second person's answer to that.
struct OpheffingVerzoek: Handeling {
    var door: MedewerkerId?
    var afscherming: UUID

    static var title: String { "Antwoord op een voorstel tot opheffing" }
    static var fields: [String: String] { ["door": doorUitleg, "afscherming": "De afscherming."] }
    static var example: OpheffingVerzoek { OpheffingVerzoek(door: .placeholder, afscherming: .placeholder) }
}

/// What an organisation that knows it sees of a shielding.
struct AfschermingStand: Contract {
    var id: UUID
    var soort: OverdrachtenEvents.Afschermsoort
    var inhoud: [UUID]
    var organisatie: OIN?
    var gemeente: Gemeentecode?
    var medewerker: MedewerkerId?
    var reden: OverdrachtenEvents.Afschermreden
    var toelichting: Tekst?
    var door: AanZet?
    var bekendBij: [OIN]
    var sinds: Date
    var opheffingVoorgesteldDoor: AanZet?
    var opheffingVoorgesteldOp: Date?

    static var title: String { "Afscherming" }
    static var fields: [String: String] {
        [
            "id": "Id van de afscherming.", "soort": "Wat er afgeschermd is.",
            "inhoud": "Verklaringen en teksten, bij hun id.", "organisatie": "De organisatie.",
            "gemeente": "De gemeente.", "medewerker": "De medewerker.", "reden": "Waarom.",
            "toelichting": "De uitleg erbij; alleen in de lijst, en het lezen wordt vastgelegd.",
            "door": "Wie afschermde.", "bekendBij": "De organisaties die het zien.", "sinds": "Sinds wanneer.",
            "opheffingVoorgesteldDoor": "Wie voorstelde haar op te heffen; een ander bevestigt dat.",
            "opheffingVoorgesteldOp": "Wanneer dat was.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["inhoud": 0...50, "bekendBij": 0...30] }
    static var example: AfschermingStand {
        AfschermingStand(
            id: .placeholder, soort: .adres, inhoud: [.placeholder], organisatie: nil, gemeente: nil, medewerker: nil,
            reden: .veiligheidGezin, toelichting: nil, door: .example, bekendBij: [.placeholder], sinds: .placeholder,
            opheffingVoorgesteldDoor: nil, opheffingVoorgesteldOp: nil)
    }
}

struct Afschermingen: Contract {
    var zaak: UUID
    var kenmerk: Kenmerk
    var afschermingen: [AfschermingStand]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Afschermingen in een zaak" }
    static var fields: [String: String] {
        [
            "zaak": "De zaak.", "kenmerk": "Kenmerk van de zaak.",
            "afschermingen": "Wat er afgeschermd is en uw organisatie weet; van de rest ziet u niets.",
            "vernietigd": "Afschermingen waarvan de uitleg na de bewaartermijn vernietigd is, bij hun id (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["afschermingen": 0...10_000, "vernietigd": 0...10_000] }
    static var example: Afschermingen {
        Afschermingen(
            zaak: .placeholder, kenmerk: .placeholder, afschermingen: [.example], vernietigd: [.example])
    }
}

extension AfschermingStand {
    /// - Parameter zicht: who knows one thing that is shielded, may still not know another.
    init(_ afscherming: Afscherming, _ zicht: Zicht, toelichting: Tekst? = nil) throws {
        let wat = afscherming.wat
        self.init(
            id: afscherming.id, soort: try .van(wat.soort), inhoud: wat.inhoud,
            organisatie: try wat.organisatie.map { try .van($0) }, gemeente: try wat.gemeente.map { try .van($0) },
            medewerker: try wat.medewerker.map { try .van($0) }, reden: try .van(afscherming.reden),
            toelichting: toelichting,
            door: try .van((afscherming.door.organisatie, afscherming.door.medewerker), zicht),
            bekendBij: try afscherming.bekendBij.filter { zicht.ziet(organisatie: $0) }.map { try .van($0) },
            sinds: afscherming.sinds,
            opheffingVoorgesteldDoor: try afscherming.opheffing.flatMap {
                try .van(($0.door.organisatie, $0.door.medewerker), zicht)
            },
            opheffingVoorgesteldOp: afscherming.opheffing?.sinds)
    }
}
