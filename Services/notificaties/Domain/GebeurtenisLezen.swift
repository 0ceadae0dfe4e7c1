import Foundation

extension Gebeurtenis: DecodableWithConfiguration {
    /// - Throws: `DecodingError` when a field that a rule needs is missing.
    public init(from decoder: any Decoder, configuration herkomst: Herkomst) throws {
        let data = try decoder.container(keyedBy: Veld.self)
        bericht = herkomst.bericht
        feit = try Self.feit(herkomst, data)
        guard feit != .geenTaak else {
            // Nothing is asked of anyone, so nothing of this event need be known.
            (onderwerp, kenmerk, zaak) = (OnderwerpId(herkomst.bericht.waarde), "", nil)
            (regio, oefening, urgentie) = ("", false, .regulier)
            return
        }
        kenmerk = try data.decode(String.self, forKey: .kenmerk)
        // O15: who is asked for advice without identifying data learns nothing of the zaak.
        let zonderGegevens =
            try herkomst.naam.hasPrefix("consultatie")
            && data.decodeIfPresent(String.self, forKey: .grondslag) == nil
        zaak = try zonderGegevens ? nil : data.decodeIfPresent(ZaakId.self, forKey: .zaak)
        regio = try data.decode(String.self, forKey: .regio)
        oefening = try data.decodeIfPresent(Bool.self, forKey: .oefening) ?? false
        // A zaak as a whole has no urgency of its own; that it is sent on and on has.
        urgentie =
            switch feit {
            case .kastjeNaarDeMuur: .spoed
            case .zaak: try data.decodeIfPresent(Urgentie.self, forKey: .urgentie) ?? .regulier
            default: try data.decode(Urgentie.self, forKey: .urgentie)
            }
        let onderwerpen: [Veld] =
            switch herkomst.domein {
            case "meldingen": [.melding]
            // A melding that waits for a decision stands in no zaak yet; everything else here is about the zaak.
            case "casussen" where herkomst.naam.hasPrefix("koppeling-"): [.melding]
            // What belongs to a casus has tasks of its own.
            case "casussen": [.maatregel, .afspraak, .overleg, .zaak, .melding]
            // Beside a handover: a dispute, a statement of the zaak's dossier, or what is asked about the family, each
            // with an id of its own, so that it touches no task about the casus.
            case "overdrachten" where herkomst.naam.hasPrefix("geschil"): [.geschil]
            // Of the zaak: it ends what was to be done after the move (O22).
            case "overdrachten" where ["aanbod-geopend", "aanbod-gesloten", "regie-verplaatst"].contains(herkomst.naam):
                [.zaak]
            case "overdrachten" where herkomst.naam.hasPrefix("verwijzing"): [.verwijzing]
            case "overdrachten" where herkomst.naam.hasPrefix("consultatie"): [.consultatie]
            case "overdrachten" where herkomst.naam.hasPrefix("vragenlijst"): [.vragenlijst]
            default: [.vervanging, .verklaring, .navraag, .contact, .bestemming, .plan, .onderwerp, .overdracht, .zaak]
            }
        let veld = onderwerpen.first { data.contains($0) } ?? onderwerpen[0]
        onderwerp = try data.decode(OnderwerpId.self, forKey: veld)
    }

    enum Veld: String, CodingKey {
        case kenmerk, zaak, regio, oefening, urgentie, melding, overdracht
        case soort, behandelaar, ontbreekt, van, naar, organisatie, regiehouder, stadium, niveau, escalatieNaar
        case reden, grond, door, werker, vorigeWerker, terugNaar, kant, medewerker, regieBij
        case verklaring, geschil, bron, nietBevestigd, aanvrager, ontvangers, beslisser, geopendDoor, tegenpartij
        case nietKloppend, lezers
        case navraag, contact, onderwerp, regie, vorige, overnemers, anderen, vervanging, verwijzing, bestemming, plan
        case vorigeOproeper, maatregel, uitvoerder, raad, team, uitkomst, akkoord, lokaalTeam, verhuizing
        case overleg, afspraak, bijeengeroepenDoor, uitgenodigd, soortOverleg, gevolg, rechtstreeks, eigenaar, kring
        case eigenaarWas
        case helper, vorigeRegie, vorigeHelper
        case escalatieAan, consultatie, grondslag, vragenlijst, met, wachtend, ontvanger, aan, vrager, vervallen
        case opvolger, teOntvangen
    }

    typealias Data = KeyedDecodingContainer<Veld>

    private static func feit(_ herkomst: Herkomst, _ data: Data) throws -> Feit {
        switch herkomst.naam {
        case "termijn-herinnerd", "verklaringtermijn-herinnerd", "geschiltermijn-herinnerd",
            "verwijzingtermijn-herinnerd", "maatregeltermijn-herinnerd", "overlegtermijn-herinnerd",
            "consultatietermijn-herinnerd", "vragenlijsttermijn-herinnerd":
            return .herinnerd(
                termijn: try data.decode(String.self, forKey: .soort),
                stadium: try data.decode(Int.self, forKey: .stadium),
                aanZet: try data.decodeIfPresent(Organisatie.self, forKey: .organisatie),
                medewerker: try data.decodeIfPresent(Medewerker.self, forKey: .medewerker))
        case "contacttermijn-herinnerd", "vervangtermijn-herinnerd", "zaaktermijn-herinnerd",
            "bestemmingtermijn-herinnerd":
            let regie = try data.decode(Persoon.self, forKey: .regie)
            let ander = try data.decodeIfPresent(Betrokkene.self, forKey: .aan)
            return .herinnerd(
                termijn: try data.decode(String.self, forKey: .soort),
                stadium: try data.decode(Int.self, forKey: .stadium), aanZet: ander?.organisatie ?? regie.organisatie,
                medewerker: ander == nil ? regie.medewerker : ander?.medewerker)
        case "termijn-geescaleerd", "verklaringtermijn-geescaleerd", "geschiltermijn-geescaleerd",
            "contacttermijn-geescaleerd", "vervangtermijn-geescaleerd", "verwijzingtermijn-geescaleerd",
            "bestemmingtermijn-geescaleerd", "maatregeltermijn-geescaleerd", "overlegtermijn-geescaleerd",
            "zaaktermijn-geescaleerd", "consultatietermijn-geescaleerd", "vragenlijsttermijn-geescaleerd":
            if let alleen = try data.decodeIfPresent([Persoon].self, forKey: .escalatieAan), !alleen.isEmpty {
                return .geescaleerdAan(alleen)
            }
            return .geescaleerd(
                niveau: try data.decode(Escalatieniveau.self, forKey: .niveau),
                naar: try data.decode([Organisatie].self, forKey: .escalatieNaar))
        default: break
        }
        switch herkomst.domein {
        case "meldingen": return try melding(herkomst.naam, data).map(Feit.melding) ?? .geenTaak
        case "casussen":
            return try maatregel(herkomst.naam, data) ?? overleg(herkomst.naam, data) ?? casus(herkomst.naam, data)
        case "overdrachten":
            if let feit = try consultatie(herkomst.naam, data) {
                return .consultatie(
                    van: try data.decode(Persoon.self, forKey: .van),
                    naar: try data.decode(Organisatie.self, forKey: .naar), feit)
            }
            if herkomst.naam.hasPrefix("vragenlijst-") { return try vragenlijst(herkomst.naam, data) }
            if herkomst.naam == "kastje-naar-de-muur" { return .kastjeNaarDeMuur }
            if herkomst.naam.hasPrefix("geschil-") { return try geschil(herkomst.naam, data) }
            if herkomst.naam.hasPrefix("verwijzing-") { return try verwijzing(herkomst.naam, data) }
            if data.contains(.verklaring) { return try verklaring(herkomst.naam, data) }
            if let feit = try zaak(herkomst.naam, data) { return .zaak(feit) }
            if let feit = try contact(herkomst.naam, data) {
                return .contact(regie: try data.decode(Persoon.self, forKey: .regie), feit)
            }
            guard let feit = try overdracht(herkomst.naam, data) else { return .geenTaak }
            return .overdracht(
                van: try data.decode(Persoon.self, forKey: .van),
                naar: try data.decode(Organisatie.self, forKey: .naar), feit)
        default: return .geenTaak
        }
    }

    private static func onvolledig(_ data: Data) throws -> Bool {
        try !data.decode([String].self, forKey: .ontbreekt).isEmpty
    }

    private static func melding(_ naam: String, _ data: Data) throws -> MeldingFeit? {
        switch naam {
        case "melding-ontvangen":
            .ontvangen(
                behandelaar: try data.decode(Organisatie.self, forKey: .behandelaar), onvolledig: try onvolledig(data))
        case "melding-aangevuld": .aangevuld(onvolledig: try onvolledig(data))
        case "melding-doorgestuurd":
            .doorgestuurd(
                van: try data.decode(Organisatie.self, forKey: .van),
                naar: try data.decode(Organisatie.self, forKey: .naar))
        case "melding-in-behandeling": .inBehandeling
        case "melding-afgehandeld": .afgehandeld
        default: nil
        }
    }

    private static func casus(_ naam: String, _ data: Data) throws -> Feit {
        switch naam {
        case "koppeling-gevraagd": .koppeling(.gevraagd(try data.decode(Organisatie.self, forKey: .organisatie)))
        case "koppeling-besloten": .koppeling(.besloten)
        case "casus-geopend", "melding-gekoppeld":
            .casus(.nieuws(regiehouder: try data.decode(Persoon.self, forKey: .regiehouder)))
        case "lokaal-team-betrokken":
            .casus(.lokaalTeamBetrokken(try data.decode(Organisatie.self, forKey: .organisatie)))
        case "lokaal-team-bevestigd":
            .casus(.lokaalTeamBevestigd(try data.decode(Organisatie.self, forKey: .organisatie)))
        case "beoordeling-vastgelegd": .casus(.beoordeeld)
        case "uit-beeld-gemeld": .casus(.uitBeeld(regiehouder: try data.decode(Persoon.self, forKey: .regiehouder)))
        case "weer-in-beeld-gemeld": .casus(.weerInBeeld)
        case "casus-gesloten": .casus(.gesloten)
        default: .geenTaak
        }
    }

    private static func zaak(_ naam: String, _ data: Data) throws -> ZaakFeit? {
        switch naam {
        case "organisatie-gestopt":
            .organisatieGestopt(
                overnemers: try data.decode([Persoon].self, forKey: .overnemers),
                anderen: try data.decode([Betrokkene].self, forKey: .anderen))
        case "vervanging-gezocht": .vervangingGezocht(regie: try data.decode(Persoon.self, forKey: .regie))
        case "vervanging-gesloten": .vervangingGesloten
        case "aanbod-geopend":
            try data.decodeIfPresent(Bool.self, forKey: .verhuizing) == true ? .verhuizingAangeboden : nil
        case "aanbod-gesloten":
            try data.decodeIfPresent(Bool.self, forKey: .verhuizing) == true
                ? .verhuizingOpnieuw(regie: try data.decode(Persoon.self, forKey: .regie), aanTeBieden: true) : nil
        case "regie-verplaatst": try regieVerplaatst(data)
        case "verhuizing-opgevolgd":
            .verhuizingOpnieuw(
                regie: try data.decode(Persoon.self, forKey: .regie),
                aanTeBieden: try data.decodeIfPresent(Bool.self, forKey: .verhuizing) == true)
        case "regiehouder-gewisseld":
            .regiehouderGewisseld(
                regie: try data.decode(Persoon.self, forKey: .regie),
                vorige: try data.decode(Medewerker.self, forKey: .vorige),
                door: try data.decode(Medewerker.self, forKey: .door))
        case "regiehouder-bekendgemaakt":
            .regiehouderBekendgemaakt(anderen: try data.decode([Organisatie].self, forKey: .anderen))
        case "gezin-verhuisd":
            .verhuisd(
                regie: try data.decode(Persoon.self, forKey: .regie),
                aanTeBieden: try data.decodeIfPresent(Organisatie.self, forKey: .lokaalTeam)
                    != data.decode(Persoon.self, forKey: .regie).organisatie)
        default: nil
        }
    }

    /// Who accepts names the worker, who then has the tasks of the handover.
    private static func regieVerplaatst(_ data: Data) throws -> ZaakFeit {
        let regie = try data.decode(Persoon.self, forKey: .regie)
        let door = try data.decode(Medewerker.self, forKey: .door)
        return .regieVerplaatst(
            regie: regie,
            oppakken: try data.decode(String.self, forKey: .grond) != "acceptatie" && door != regie.medewerker,
            aanTeBieden: try data.decodeIfPresent(Bool.self, forKey: .verhuizing) == true)
    }

    private static func overdracht(_ naam: String, _ data: Data) throws -> OverdrachtFeit? {
        func persoon(_ veld: Veld) throws -> Medewerker { try data.decode(Medewerker.self, forKey: veld) }
        switch naam {
        case "overdracht-aangeboden": return .aangeboden(onvolledig: try onvolledig(data))
        case "voorstel-gedaan": return .voorstelGedaan
        case "overdracht-uitgesteld": return .uitgesteld(door: try persoon(.door))
        case "wachtlijstbericht-gegeven": return .wachtlijstberichtGegeven
        case "wachtlijstbericht-gemist": return .wachtlijstberichtGemist
        case "veiligheid-niet-te-houden": return .veiligheidNietTeHouden
        case "veiligheid-hersteld": return .veiligheidHersteld
        case "signaal-ontvangen": return .signaalOntvangen
        case "triage-herzien": return .triageHerzien
        case "overdracht-geaccepteerd": return .geaccepteerd(werker: try persoon(.werker))
        case "overdracht-geweigerd": return .geweigerd(terugNaar: try persoon(.terugNaar))
        case "intrekking-gevraagd": return .intrekkingGevraagd(regiehouder: try persoon(.regiehouder))
        case "intrekking-afgewezen":
            return .intrekkingAfgewezen(vrager: try data.decodeIfPresent(Medewerker.self, forKey: .vrager))
        case "gesprek-bevestigd":
            return .gesprekBevestigd(doorAanbieder: try data.decode(String.self, forKey: .kant) == "aanbieder")
        case "overdracht-overgedragen":
            return .overgedragen(werker: try data.decodeIfPresent(Medewerker.self, forKey: .medewerker))
        case "overdracht-gestart": return .gestart
        case "werker-gewisseld":
            return .werkerGewisseld(van: try persoon(.vorigeWerker), naar: try persoon(.werker))
        case "dossier-bijgewerkt": return .dossierBijgewerkt(onvolledig: try onvolledig(data))
        case "verklaringen-terzijde-gelegd":
            let lezers = try data.decodeIfPresent([Persoon].self, forKey: .lezers) ?? []
            return lezers.isEmpty ? nil : .terzijdeGelegd(lezers: lezers)
        case "overdracht-teruggegeven": return .teruggegeven
        case "teruggave-aanvaard": return .teruggaveBeantwoord(aanvaard: true)
        case "teruggave-ingetrokken": return .teruggaveBeantwoord(aanvaard: false)
        case "regie-besloten":
            // O13: back at the sender nothing of the handover is left to do; else who gave it back goes on.
            return try data.decode(String.self, forKey: .regieBij) == "aanbieder"
                ? .beeindigd : .teruggaveBeantwoord(aanvaard: false)
        case "afzender-gewisseld": return .afzenderGewisseld(vorige: try persoon(.vorige))
        case "overdracht-opgevolgd":
            return try data.decode(String.self, forKey: .kant) == "aanbieder"
                ? .andereAfzender(vorige: try data.decode(Organisatie.self, forKey: .vorige)) : nil
        case "overdracht-ingetrokken", "overdracht-afgerond", "overdracht-voortijdig-beeindigd": return .beeindigd
        default: return nil
        }
    }
}
