import Foundation

/// An event of the chain as far as tasks follow from it. Read from the `data` of the event; what is not needed is passed
/// over, and an event from which no task follows is `.geenTaak`.
public struct Gebeurtenis: Equatable, Sendable {
    /// The event's id: what makes or updates a task.
    public var bericht: BerichtId
    public var onderwerp: OnderwerpId
    public var kenmerk: String
    public var zaak: ZaakId?
    public var regio: String
    public var oefening: Bool
    public var urgentie: Urgentie
    public var feit: Feit

    public init(
        bericht: BerichtId, onderwerp: OnderwerpId, kenmerk: String, zaak: ZaakId?, regio: String, oefening: Bool,
        urgentie: Urgentie, feit: Feit
    ) {
        self.bericht = bericht
        self.onderwerp = onderwerp
        self.kenmerk = kenmerk
        self.zaak = zaak
        self.regio = regio
        self.oefening = oefening
        self.urgentie = urgentie
        self.feit = feit
    }

    public enum Feit: Equatable, Sendable {
        case geenTaak
        case melding(MeldingFeit)
        case koppeling(KoppelingFeit)
        case casus(CasusFeit)
        case overleg(van: Persoon, raad: Organisatie?, OverlegFeit)
        case maatregel(uitvoerder: Organisatie, raad: Organisatie, MaatregelFeit)
        case overdracht(van: Persoon, naar: Organisatie, OverdrachtFeit)
        case verklaring(bron: Persoon, VerklaringFeit)
        case geschil(GeschilFeit)
        case zaak(ZaakFeit)
        case consultatie(van: Persoon, naar: Organisatie, ConsultatieFeit)
        case vragenlijst(eigenaar: Persoon, VragenlijstFeit)
        case verwijzing(van: Persoon, naar: Organisatie, VerwijzingFeit)
        /// `regie` is who tells the family, and who must answer where nobody else is named (N7).
        case contact(regie: Persoon, ContactFeit)
        /// `aanZet` and `medewerker` are who must act, as far as the event tells.
        case herinnerd(termijn: String, stadium: Int, aanZet: Organisatie?, medewerker: Medewerker?)
        case geescaleerd(niveau: Escalatieniveau, naar: [Organisatie])
        /// V8: only these people may hear of it.
        case geescaleerdAan([Persoon])
        /// O6: a zaak is sent on once more than the region wants.
        case kastjeNaarDeMuur
        /// C1: an organisation was cut off, or is back.
        case aansluiting(afgesloten: Bool)
    }

    public enum MeldingFeit: Equatable, Sendable {
        case ontvangen(behandelaar: Organisatie, onvolledig: Bool)
        case aangevuld(onvolledig: Bool)
        case doorgestuurd(van: Organisatie, naar: Organisatie)
        case inBehandeling
        case afgehandeld
    }

    public enum KoppelingFeit: Equatable, Sendable {
        case gevraagd(Organisatie)
        case besloten
    }

    public enum CasusFeit: Equatable, Sendable {
        case nieuws(regiehouder: Persoon)
        case lokaalTeamBetrokken(Organisatie)
        case lokaalTeamBevestigd(Organisatie)
        case beoordeeld
        case uitBeeld(regiehouder: Persoon)
        case weerInBeeld
        case gesloten
    }

    /// A meeting (O20), with what a table concluded (R6) and agreed (V8).
    public enum OverlegFeit: Equatable, Sendable {
        case gepland(uitgenodigd: [Betrokkene])
        case afgezegd
        case gehouden(tafel: Bool)
        case besloten(terugmelden: Bool, onderzoek: Bool)
        case teruggemeld(onderzoek: Bool, nieuwGesprek: Bool)
        case nieuwGesprekGepland
        case nieuwGesprekVervallen
        case nieuwGesprekAfgerond
        case onderzoekGestart(rechtstreeks: Bool)
        case afspraakGemaakt(eigenaar: Persoon, beperkt: Bool)
        case afspraakAfgerond
        /// O23: another called it; invitations and the Raad's part go with the tasks themselves.
        case andereOproeper
        /// `nieuw` where the work is another's now, of whatever organisation.
        case afspraakOpgevolgd(eigenaar: Persoon, nieuw: Bool, beperkt: Bool)
    }

    /// A measure of the court (R7).
    public enum MaatregelFeit: Equatable, Sendable {
        case opgelegd
        case eersteContact
        case plan
        case evaluatieGevraagd
        case geevalueerd(verlengen: Bool)
        case getoetst
        case nietAkkoord
        case verlengd
        case beeindigd
        /// O17, O23: `partijen` hear who it is now. Without a successor what who stopped had to carry out is with who has the
        /// measure now, wherever its tasks went.
        case opgevolgd(vorige: Organisatie, zonderOpvolger: Bool, partijen: [Organisatie])
    }

    public enum OverdrachtFeit: Equatable, Sendable {
        case aangeboden(onvolledig: Bool)
        case voorstelGedaan
        case uitgesteld(door: Medewerker)
        case wachtlijstberichtGegeven
        case wachtlijstberichtGemist
        case veiligheidNietTeHouden
        case veiligheidHersteld
        case signaalOntvangen
        case triageHerzien
        case geaccepteerd(werker: Medewerker)
        case geweigerd(terugNaar: Medewerker)
        case intrekkingGevraagd(regiehouder: Medewerker)
        case intrekkingAfgewezen(vrager: Medewerker?)
        case gesprekBevestigd(doorAanbieder: Bool)
        case overgedragen(werker: Medewerker?)
        case gestart
        case werkerGewisseld(van: Medewerker, naar: Medewerker)
        case dossierBijgewerkt(onvolledig: Bool)
        /// O8: the receiver does not go by what these people of the sender stated.
        case terzijdeGelegd(lezers: [Persoon])
        case teruggegeven
        /// Accepted, or the receiver goes on after all.
        case teruggaveBeantwoord(aanvaard: Bool)
        case beeindigd
        /// N5: another person of the sender has the offer.
        case afzenderGewisseld(vorige: Medewerker)
        /// O22, O23: another organisation is the sender now.
        case andereAfzender(vorige: Organisatie)
    }

    /// What becomes of a statement (O7, O8, O9, P3).
    public enum VerklaringFeit: Equatable, Sendable {
        case correctieGevraagd
        case correctieGeweigerd(aanvrager: Persoon)
        case gecorrigeerd(aanvrager: Persoon?, ontvangers: [Betrokkene])
        case correctieBevestigd(Organisatie, iedereen: Bool)
        case geldigheidGevraagd
        case geldigheidBeantwoord
        /// O7: whether it is right now with every receiver that looked.
        case bestandGecontroleerd(alleKloppen: Bool)
    }

    /// A dispute between two sides (O12, O13).
    public enum GeschilFeit: Equatable, Sendable {
        case geopend(beslisser: Persoon)
        case besloten(partijen: [Betrokkene])
        case ingetrokken
    }

    /// Advice that is asked of another organisation (O15).
    public enum ConsultatieFeit: Equatable, Sendable {
        case gevraagd, beantwoord
        /// O23: who asked is another now.
        case andereVrager
        case gesloten(afgewezen: Bool)
        case vragerGewisseld(vorige: Medewerker, ontvanger: Betrokkene?)
    }

    /// What a family is asked, shared so that it is not asked again (O16).
    public enum VragenlijstFeit: Equatable, Sendable {
        case gevraagd
        case geweigerd(Persoon, niemandWacht: Bool)
        case gedeeld(met: Organisatie, aanvrager: Persoon?, niemandWacht: Bool)
        case ontvangen(Organisatie)
        /// It can come to this organisation no more; with who asked for it there.
        case vervallen(Organisatie, aanvrager: Persoon?, niemandWacht: Bool)
        /// O23: one of its organisations stopped, `zonderOpvolger` if nobody comes in its place; with who waited for what
        /// nobody shares any more.
        case opgevolgd(
            zonderOpvolger: Organisatie?, vervallen: [Persoon], niemandWacht: Bool, allesOntvangen: Bool)
    }

    /// What becomes of a zaak beside its handovers.
    public enum ZaakFeit: Equatable, Sendable {
        /// O17, O23.
        case organisatieGestopt(overnemers: [Persoon], anderen: [Betrokkene])
        /// V7.
        case vervangingGezocht(regie: Persoon)
        case vervangingGesloten
        /// O22: `aanTeBieden` where the lokaal team there is not the one that holds the regie.
        case verhuisd(regie: Persoon, aanTeBieden: Bool)
        case verhuizingAangeboden
        /// O22: somebody else holds the regie or is the lokaal team there, or what was offered there came back.
        case verhuizingOpnieuw(regie: Persoon, aanTeBieden: Bool)
        /// O1: `oppakken` where who holds it now did nothing for that and hears it here (O6, O21, O13).
        case regieVerplaatst(regie: Persoon, oppakken: Bool, aanTeBieden: Bool)
        /// N5: another person of the same organisation holds the regie.
        case regiehouderGewisseld(regie: Persoon, vorige: Medewerker, door: Medewerker)
        case regiehouderBekendgemaakt(anderen: [Organisatie])
    }

    /// Help that is asked for (V3).
    public enum VerwijzingFeit: Equatable, Sendable {
        case gevraagd
        case uitgesteld(door: Medewerker)
        case wachtlijstberichtGegeven
        case wachtlijstberichtGemist
        case aanvaard(werker: Medewerker)
        case geweigerd
        /// By who asked, or since who was asked stopped.
        case ingetrokken(gestopt: Bool)
        case gestart
        case werkerGewisseld(van: Medewerker, naar: Medewerker)
        /// O23: who asked is another now.
        case andereVrager
        /// O23: who was asked is another now, with who does the work where it was promised.
        case andereOntvanger(werker: Medewerker?)
        /// By who gave the help, or by who asked for it (R13).
        case beeindigd(doorVrager: Bool, werker: Medewerker)
        case voortgang
        case vragerGewisseld(vorige: Medewerker, ontvanger: Betrokkene?)
        /// O22: who holds the regie now, at another organisation, asks on.
        case vragerVerplaatst(vorige: Persoon, ontvanger: Betrokkene)
    }

    /// An organisation, with the person where one is known.
    public struct Betrokkene: Hashable, Sendable, Codable {
        public var organisatie: Organisatie
        public var medewerker: Medewerker?

        public init(organisatie: Organisatie, medewerker: Medewerker?) {
            self.organisatie = organisatie
            self.medewerker = medewerker
        }
    }

    public enum ContactFeit: Equatable, Sendable {
        /// `aan` is who must answer, where that is not who holds the regie.
        case navraagGesteld(aan: Betrokkene?)
        case navraagDoorgegeven(aan: Betrokkene?)
        case navraagBeantwoord(door: Persoon, vrager: Persoon?)
        case teInformeren(vanAnder: Bool)
        case geinformeerd
        case planGegeven
        case planIngetrokken
        /// O11.
        case nazorgTeHouden(Persoon)
        /// P2: `anders` where somebody else sees to it, or gives the help.
        case hulpZonderToestemming(helper: Persoon, anders: Bool)
        case toestemmingHersteld
        case bestemmingGevraagd
        case bestemmingDoorgegeven
        case bestemmingVastgelegd
    }

    /// Where an event comes from: its id and the parts of its type.
    public struct Herkomst: Sendable {
        public var bericht: BerichtId
        /// `meldingen`, `casussen` or `overdrachten`.
        public var domein: String
        public var naam: String

        public init(bericht: BerichtId, domein: String, naam: String) {
            self.bericht = bericht
            self.domein = domein
            self.naam = naam
        }
    }
}
