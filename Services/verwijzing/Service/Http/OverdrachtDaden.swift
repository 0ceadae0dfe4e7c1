import Chassis
import Contracts
import Foundation
import VerwijzingDomain
import Web

/// The acts of the two sides, each with what it asks of the rules.
extension OverdrachtHandelingen {
    // MARK: - Answers to an offer

    func antwoorden(_ boek: any Dadenboek) {
        handeling(
            boek, "aanvaardingen", "overdrachtAanvaarden", "Het aanbod aanvaarden; de regie gaat mee (O1, O21)",
            AanvaardingVerzoek.self, wijst: ["geen-werker": "/werker", "werker-andere-organisatie": "/werker"]
        ) {
            request, door, _ in
            try personen.eisAanvaarden(door, bij: request.caller.organisation)
            let werker = personen.actor(request.caller.organisation, request.body.werker)
            return (.zaak(.accepteren(door: door, werker: werker, startdatum: try .van(request.body.startdatum))), [])
        }
        handeling(
            boek, "voorstellen", "voorstelDoen",
            "Als kandidaat zeggen wat u kunt bieden, met wie en vanaf wanneer; gekozen is dit uw aanvaarding (O14)",
            VoorstelVerzoek.self,
            wijst: [
                "geen-werker": "/werker", "werker-andere-organisatie": "/werker", "startdatum-voorbij": "/startdatum",
            ]
        ) {
            request, door, overdracht in
            let body = request.body
            try personen.eisAanvaarden(door, bij: request.caller.organisation)
            let aanbod = try await kluis.verzegel(
                body.aanbod, soort: "voorstel", van: request.caller.organisation, bij: overdracht)
            let command = OverdrachtCommand.doeVoorstel(
                door: door, werker: personen.actor(request.caller.organisation, body.werker),
                startdatum: try .van(body.startdatum), aanbod: aanbod.id)
            return (.overdracht(command), [aanbod])
        }
        handeling(
            boek, "keuzen", "voorstelKiezen", "Deze kandidaat kiezen; de regie gaat mee en de anderen zijn vrij (O14)",
            KeuzeVerzoek.self
        ) {
            request, door, overdracht in
            let ontvanger = try OIN.van(overdracht.naar)
            let werker = try overdracht.voorstel.map { try personen.actor(ontvanger, .van($0.werker)) }
            let afwezig = try request.body.redenNiet.map { try AfwezigheidGezin.van($0) }
            return (.zaak(.kiesVoorstel(door: door, werker: werker, gezinAfwezig: afwezig)), [])
        }
        handeling(
            boek, "uitstellen", "overdrachtUitstellen",
            "Het antwoord uitstellen, met een overbruggingsafspraak (O3, O4)", UitstelVerzoek.self,
            wijst: ["datum-niet-in-toekomst": "/nieuweDatum"]
        ) {
            request, door, overdracht in
            let body = request.body
            let afspraak = try await kluis.verzegel(
                body.overbruggingsafspraak, soort: "overbruggingsafspraak", van: request.caller.organisation,
                bij: overdracht)
            let command = OverdrachtCommand.uitstellen(
                door: door, reden: try .van(body.reden), nieuweDatum: try .van(body.nieuweDatum),
                overbrugging: afspraak.id)
            return (.overdracht(command), [afspraak])
        }
        handeling(
            boek, "wachtlijstberichten", "wachtlijstberichtGeven", "Laten weten hoe het met het wachten staat (O4)",
            WachtlijstberichtVerzoek.self, wijst: ["datum-niet-in-toekomst": "/volgendeDatum"]
        ) {
            request, door, overdracht in
            let bericht = try await kluis.verzegel(
                request.body.bericht, soort: "wachtlijstbericht", van: request.caller.organisation, bij: overdracht)
            let command = OverdrachtCommand.geefWachtlijstbericht(
                door: door, bericht: bericht.id, volgendeDatum: try request.body.volgendeDatum.map { try .van($0) })
            return (.overdracht(command), [bericht])
        }
        handeling(
            boek, "weigeringen", "overdrachtWeigeren", "Het aanbod weigeren, met reden en alternatief (O3)",
            WeigeringVerzoek.self
        ) {
            request, door, overdracht in
            let body = request.body
            var delen: [Deel] = []
            if let tekst = body.toelichting {
                delen.append(
                    try await kluis.verzegel(
                        tekst, soort: "toelichting", van: request.caller.organisation, bij: overdracht))
            }
            let daad = Zaakhandeling.weigeren(
                door: door, reden: try .van(body.reden),
                alternatief: try .van(body.alternatief, body.alternatieveOrganisatie),
                toelichting: delen.first?.id)
            return (.zaak(daad), delen)
        }
        handeling(
            boek, "veiligheidssignalen", "veiligheidMelden",
            "Melden dat de veiligheid niet te houden is; escaleert meteen (O4)", DoorVerzoek.self
        ) {
            _, door, _ in (.overdracht(.meldVeiligheidNietTeHouden(door: door)), [])
        }
        handeling(
            boek, "veiligheidsherstellingen", "veiligheidHerstellen",
            "Vastleggen wat het weer veilig maakt; dat doet wie meldde dat het dat niet was (O4)", HerstelVerzoek.self
        ) {
            request, door, overdracht in
            let bericht = try await kluis.verzegel(
                request.body.bericht, soort: "veiligheidsherstel", van: request.caller.organisation, bij: overdracht)
            return (.overdracht(.meldVeiligheidHersteld(door: door, bericht: bericht.id)), [bericht])
        }
        handeling(
            boek, "triages", "triageHerzien", "De urgentie opnieuw bepalen na een nieuw signaal (O4)",
            TriageVerzoek.self
        ) {
            request, door, _ in (.overdracht(.herzieTriage(door: door, urgentie: try .van(request.body.urgentie))), [])
        }
    }

    // MARK: - Taking back

    func intrekken(_ boek: any Dadenboek) {
        handeling(
            boek, "intrekkingen", "overdrachtIntrekken", "Het aanbod intrekken, vóór de acceptatie",
            IntrekkingVerzoek.self, wijst: ["reden-van-de-regel": "/reden"]
        ) {
            request, door, _ in (.zaak(.intrekken(door: door, reden: try .van(request.body.reden))), [])
        }
        handeling(
            boek, "intrekkingsverzoeken", "intrekkingVragen", "Na de acceptatie om intrekking vragen (O21)",
            IntrekkingsvraagVerzoek.self,
            wijst: [
                "reden-van-de-regel": "/reden", "geen-werker": "/regiehouder",
                "werker-andere-organisatie": "/regiehouder",
            ]
        ) {
            request, door, _ in
            let regiehouder = personen.actor(request.caller.organisation, request.body.regiehouder)
            return (
                .overdracht(
                    .vraagIntrekking(door: door, reden: try .van(request.body.reden), regiehouder: regiehouder)), []
            )
        }
        handeling(
            boek, "intrekkingsinstemmingen", "intrekkingInstemmen",
            "Instemmen met intrekking; de regie gaat terug (O21)", DoorVerzoek.self
        ) {
            _, door, _ in (.zaak(.stemInMetIntrekking(door: door)), [])
        }
        handeling(
            boek, "intrekkingsafwijzingen", "intrekkingAfwijzen", "Niet instemmen met intrekking (O21)",
            DoorVerzoek.self
        ) {
            _, door, _ in (.overdracht(.wijsIntrekkingAf(door: door)), [])
        }
    }

    // MARK: - Carrying out

    func uitvoeren(_ boek: any Dadenboek) {
        handeling(
            boek, "gesprekken", "gesprekBevestigen", "Bevestigen dat u elkaar sprak; beide kanten doen dit (O2)",
            GesprekVerzoek.self
        ) {
            request, door, overdracht in
            let body = request.body
            try personen.eisDeelnemers(
                body.deelnemers, van: .van(overdracht.van.organisatie), en: .van(overdracht.naar))
            let gesprek = Gesprek(
                datum: try .van(body.datum), deelnemers: Set(body.deelnemers.map(\.text)),
                gezinAfwezig: try body.redenNiet.map { try .van($0) })
            return (.overdracht(.bevestigGesprek(door: door, gesprek)), [])
        }
        handeling(
            boek, "starts", "hulpStarten", "De hulp is gestart (P2)", StartVerzoek.self
        ) {
            request, door, overdracht in
            // Only who can start it opens birth dates.
            let bescherming = try await lezer.bescherming(van: overdracht.zaak)
            let geboren =
                try await overdracht.mogelijk(voor: door.organisatie).contains("starten")
                ? leeftijden.geboren(in: bescherming, request, door: request.body.door) : [:]
            let weg = try await leeftijden.vernietigd(in: bescherming)
            let grond = try request.body.grond.map { try Hulpgrond.van($0) }
            return (.start(door: door, geboren: geboren, vernietigd: weg, grond: grond), [])
        }
        handeling(
            boek, "voortgangsberichten", "voortgangMelden", "Laten weten hoe het met de hulp gaat",
            VoortgangVerzoek.self
        ) {
            request, door, overdracht in
            let bericht = try await kluis.verzegel(
                request.body.bericht, soort: "voortgangsbericht", van: request.caller.organisation, bij: overdracht)
            return (.overdracht(.meldVoortgang(door: door, bericht: bericht.id)), [bericht])
        }
        handeling(
            boek, "werkerwisselingen", "werkerWisselen", "Een andere werker; draad, termijnen en contact blijven (O21)",
            WisselVerzoek.self, wijst: ["geen-werker": "/naar", "werker-andere-organisatie": "/naar"]
        ) {
            request, door, _ in
            (.zaak(.wisselWerker(door: door, naar: personen.actor(request.caller.organisation, request.body.naar))), [])
        }
        handeling(
            boek, "afrondingen", "overdrachtAfronden", "De hulp afronden, met nazorg en de weg terug (O11)",
            AfrondingVerzoek.self, wijst: ["reden-van-de-regel": "/redenGeenNazorg"]
        ) {
            request, door, overdracht in
            (.zaak(.afronden(door: door, afsluiting: try afsluiting(request.body, overdracht))), [])
        }
        handeling(
            boek, "beeindigingen", "hulpBeeindigen", "De hulp voortijdig beëindigen", BeeindigingVerzoek.self,
            wijst: ["reden-van-de-regel": "/redenGeenNazorg"]
        ) {
            request, door, overdracht in
            let daad = Zaakhandeling.voortijdigBeeindigen(
                door: door, reden: try .van(request.body.reden), afsluiting: try afsluiting(request.body, overdracht))
            return (.zaak(daad), [])
        }
    }

    /// O11: who stays in touch is somebody whom the register knows, on a day that is named or that the region agreed.
    private func afsluiting(_ body: some Afsluitend, _ overdracht: Overdracht) throws -> Afsluiting {
        if let nazorg = body.nazorg { try personen.eisBekend(nazorg, veld: "/nazorg/medewerker") }
        return try body.afsluiting(anders: nazorgdag(overdracht))
    }

    // MARK: - What earlier statements are worth

    func terzijdeLeggen(_ boek: any Dadenboek) {
        handeling(
            boek, "dossier/{blok}/terzijdeleggingen", "terzijdeLeggen",
            "Zeggen dat u niet uitgaat van wat anderen in dit blok verklaarden, en waarom (O8)",
            TerzijdeVerzoek.self, parameters: [.path("blok", OverdrachtenEvents.Dossierblok.self, "Het blok")]
        ) {
            request, door, overdracht in
            try Toegang.eisInhoud(door.rollen)
            let blok = try Dossierblok.van(request.path("blok", as: OverdrachtenEvents.Dossierblok.self))
            let bescherming = try await lezer.bescherming(van: overdracht.zaak)
            let zicht = Toegang.zicht(request.caller.organisation, bescherming)
            let verklaringen = try await inzage.dossier(van: overdracht.zaak)?.geldig.filter {
                $0.blok == blok && $0.organisatie != door.organisatie
                    && zicht.ziet(inhoud: $0.id, van: $0.organisatie)
            }
            let afzender = Toegang.zicht(try .van(overdracht.van.organisatie), bescherming)
            let toelichting = try await kluis.verzegel(
                request.body.toelichting, soort: "terzijde-gelegd", van: request.caller.organisation, bij: overdracht)
            let command = OverdrachtCommand.legTerzijde(
                door: door, blok: blok,
                verklaringen: (verklaringen ?? []).map(\.id), reden: try .van(request.body.reden),
                toelichting: toelichting.id, lezers: overdracht.lezers(van: verklaringen ?? [], afzender))
            return (.overdracht(command), [toelichting])
        }
    }

    // MARK: - Giving back

    func teruggeven(_ boek: any Dadenboek) {
        handeling(
            boek, "teruggaven", "overdrachtTeruggeven", "Teruggeven; de regie blijft tot de aanbieder aanvaardt (O21)",
            TeruggaveVerzoek.self
        ) {
            request, door, _ in (.zaak(.teruggeven(door: door, reden: try .van(request.body.reden))), [])
        }
        handeling(
            boek, "teruggaveaanvaardingen", "teruggaveAanvaarden",
            "De teruggave aanvaarden en de regie nemen (O1, O21)",
            TeruggaveaanvaardingVerzoek.self,
            wijst: ["geen-werker": "/regiehouder", "werker-andere-organisatie": "/regiehouder"]
        ) {
            request, door, _ in
            try personen.eisAanvaarden(door, bij: request.caller.organisation)
            let regiehouder = personen.actor(request.caller.organisation, request.body.regiehouder)
            return (.zaak(.aanvaardTeruggave(door: door, regiehouder: regiehouder)), [])
        }
        handeling(
            boek, "teruggaveintrekkingen", "teruggaveIntrekken", "Toch doorgaan na een teruggave", DoorVerzoek.self
        ) {
            _, door, _ in (.overdracht(.trekTeruggaveIn(door: door)), [])
        }
    }
}

extension Alternatief {
    static func van(_ code: OverdrachtenEvents.Alternatief, _ organisatie: OIN?) throws -> Alternatief {
        switch code {
        case .andereOrganisatie: .andereOrganisatie(organisatie?.text ?? "")
        case .consultatie: .consultatie
        case .meekijken: .meekijken
        case .laterOpnieuw: .laterOpnieuw
        case .hulpBijAanbieder: .hulpBijAanbieder
        }
    }
}

extension Overdracht {
    /// O8: who of the sender is told that statements are set aside: who wrote one of them, else who sent it. Nobody where
    /// all of it is shielded from the sender (P1).
    fileprivate func lezers(van verklaringen: [Dossier.Verklaring], _ zicht: Zicht) -> [Partij] {
        let gezien = verklaringen.filter { !isTerzijde($0.id) && zicht.ziet(inhoud: $0.id, van: $0.organisatie) }
        let schrijvers = Set(gezien.filter { $0.organisatie == van.organisatie }.map(\.door)).sorted()
        guard !schrijvers.isEmpty else { return gezien.isEmpty ? [] : [van] }
        return schrijvers.map { Partij(organisatie: van.organisatie, medewerker: $0) }
    }
}
