import Chassis
import Contracts
import Foundation
import Messaging

/// All that partners can ask for on their own topics.
func opdrachten(_ context: Context) -> [any MessageHandler] {
    let daden = Partnerdaden(context)
    func handler<Payload: Opdracht>(_ type: Payload.Type) -> any MessageHandler {
        OpdrachtHandler(type, daden, context)
    }
    return InkomendEvents.overdracht.compactMap { $0 as? any Opdracht.Type }.map { handler($0) }
}

// Which act each event on an organisation's own topic asks for.

extension InkomendEvents.OverdrachtAangeboden: Opdracht {
    static let daad = "overdrachtAanbieden"
    static let pad: [String: String] = [:]
}

extension InkomendEvents.OverdrachtBezorgdGemeld: Opdracht {
    static let daad = "overdrachtBezorgd"
}

extension InkomendEvents.OverdrachtGezienGemeld: Opdracht {
    static let daad = "overdrachtGezien"
}

extension InkomendEvents.OverdrachtAanvaard: Opdracht {
    static let daad = "overdrachtAanvaarden"
}

extension InkomendEvents.VoorstelGedaan: Opdracht {
    static let daad = "voorstelDoen"
    static let teksten = ["aanbod"]
}

extension InkomendEvents.VoorstelGekozen: Opdracht {
    static let daad = "voorstelKiezen"
}

extension InkomendEvents.OverdrachtUitgesteld: Opdracht {
    static let daad = "overdrachtUitstellen"
    static let teksten = ["overbruggingsafspraak"]
}

extension InkomendEvents.WachtlijstberichtGegeven: Opdracht {
    static let daad = "wachtlijstberichtGeven"
    static let teksten = ["bericht"]
}

extension InkomendEvents.OverdrachtGeweigerd: Opdracht {
    static let daad = "overdrachtWeigeren"
    static let teksten = ["toelichting"]
}

extension InkomendEvents.OverdrachtIngetrokken: Opdracht {
    static let daad = "overdrachtIntrekken"
}

extension InkomendEvents.VeiligheidGemeld: Opdracht {
    static let daad = "veiligheidMelden"
}

extension InkomendEvents.VeiligheidHersteld: Opdracht {
    static let daad = "veiligheidHerstellen"
    static let teksten = ["bericht"]
}

extension InkomendEvents.TriageHerzien: Opdracht {
    static let daad = "triageHerzien"
}

extension InkomendEvents.GesprekBevestigd: Opdracht {
    static let daad = "gesprekBevestigen"
}

extension InkomendEvents.HulpGestart: Opdracht {
    static let daad = "hulpStarten"
}

extension InkomendEvents.VoortgangGemeld: Opdracht {
    static let daad = "voortgangMelden"
    static let teksten = ["bericht"]
}

extension InkomendEvents.WerkerGewisseld: Opdracht {
    static let daad = "werkerWisselen"
}

extension InkomendEvents.OverdrachtAfgerond: Opdracht {
    static let daad = "overdrachtAfronden"
}

extension InkomendEvents.OverdrachtVoortijdigBeeindigd: Opdracht {
    static let daad = "hulpBeeindigen"
}

extension InkomendEvents.OverdrachtTeruggegeven: Opdracht {
    static let daad = "overdrachtTeruggeven"
}

extension InkomendEvents.TeruggaveAanvaard: Opdracht {
    static let daad = "teruggaveAanvaarden"
}

extension InkomendEvents.TeruggaveIngetrokken: Opdracht {
    static let daad = "teruggaveIntrekken"
}

extension InkomendEvents.IntrekkingGevraagd: Opdracht {
    static let daad = "intrekkingVragen"
}

extension InkomendEvents.IntrekkingIngestemd: Opdracht {
    static let daad = "intrekkingInstemmen"
}

extension InkomendEvents.IntrekkingAfgewezen: Opdracht {
    static let daad = "intrekkingAfwijzen"
}

extension InkomendEvents.VerklaringGecorrigeerd: Opdracht {
    static let daad = "verklaringCorrigeren"
    static let pad = ["zaak": "id", "verklaring": "verklaring"]
    static let teksten = ["tekst", "onbekendWant"]
}

extension InkomendEvents.CorrectieBevestigd: Opdracht {
    static let daad = "correctieBevestigen"
    static let pad = ["zaak": "id", "verklaring": "verklaring", "versie": "versie"]
}

extension InkomendEvents.CorrectieGevraagd: Opdracht {
    static let daad = "correctieVragen"
    static let pad = ["zaak": "id", "verklaring": "verklaring"]
    static let teksten = ["vraag"]
}

extension InkomendEvents.CorrectieGeweigerd: Opdracht {
    static let daad = "correctieWeigeren"
    static let pad = ["zaak": "id", "verklaring": "verklaring"]
    static let teksten = ["toelichting"]
}

extension InkomendEvents.GeldigheidBeantwoord: Opdracht {
    static let daad = "geldigheidBeantwoorden"
    static let pad = ["zaak": "id", "verklaring": "verklaring"]
}

extension InkomendEvents.VerklaringenTerzijdeGelegd: Opdracht {
    static let daad = "terzijdeLeggen"
    static let pad = ["overdracht": "id", "blok": "blok"]
    static let teksten = ["toelichting"]
}

extension InkomendEvents.NavraagGesteld: Opdracht {
    static let daad = "navraagStellen"
    static let pad = ["zaak": "id"]
    static let teksten = ["tekst"]
}

extension InkomendEvents.NavraagBeantwoord: Opdracht {
    static let daad = "navraagBeantwoorden"
    static let pad = ["zaak": "id", "navraag": "navraag"]
    static let teksten = ["tekst"]
}
