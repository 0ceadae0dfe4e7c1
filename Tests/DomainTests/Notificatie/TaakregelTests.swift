import Contracts
import Foundation
import NotificatieDomain
import Testing

@Suite("Taakregels: van gebeurtenis naar taak")
struct TaakregelTests {
    private typealias P = Postkamer

    private func na(_ gebeurtenis: Gebeurtenis, _ register: Postkamer.Register = .init()) -> [String] {
        kort(Taakregels.wijzigingen(na: gebeurtenis, bezetting: register))
    }

    @Test("M3, M9: een melding geeft de planners van de behandelaar een taak; acuut de bereikbaarheidsdienst")
    func melding() {
        let heel = Gebeurtenis.Feit.melding(.ontvangen(behandelaar: P.ontvanger, onvolledig: false))
        #expect(na(P.gebeurtenis(heel)) == ["melding-oppakken@mw-plan-b1", "melding-oppakken@mw-plan-b2"])
        let gaten = Gebeurtenis.Feit.melding(.ontvangen(behandelaar: P.ontvanger, onvolledig: true))
        #expect(
            na(P.gebeurtenis(gaten, urgentie: .spoed)) == [
                "melding-oppakken@mw-nacht-b", "melding-aanvullen@mw-nacht-b",
            ])
        #expect(na(P.gebeurtenis(.melding(.aangevuld(onvolledig: false)))) == ["klaar melding-aanvullen"])
        #expect(na(P.gebeurtenis(.melding(.aangevuld(onvolledig: true)))) == [])
        #expect(
            na(P.gebeurtenis(.melding(.doorgestuurd(van: P.ontvanger, naar: P.afzender))))
                == ["vervalt alles: doorgestuurd", "melding-oppakken@mw-plan-a"])
        #expect(na(P.gebeurtenis(.melding(.inBehandeling))).contains("klaar melding-oppakken"))
    }

    @Test("M7: een betrokken lokaal team krijgt de taak te bevestigen; bevestigd is die klaar")
    func casus() {
        #expect(
            na(P.gebeurtenis(.casus(.lokaalTeamBetrokken(P.afzender)))) == ["betrokkenheid-bevestigen@mw-plan-a"])
        #expect(
            na(P.gebeurtenis(.casus(.lokaalTeamBevestigd(P.afzender)))).contains("klaar betrokkenheid-bevestigen"))
        #expect(na(P.gebeurtenis(.koppeling(.gevraagd(P.afzender)))) == ["koppeling-beslissen@mw-plan-a"])
        #expect(na(P.gebeurtenis(.koppeling(.besloten))).contains("klaar koppeling-beslissen"))
        #expect(na(P.gebeurtenis(.casus(.nieuws(regiehouder: P.anna)))) == ["casus-beoordelen@mw-anna"])
        #expect(na(P.gebeurtenis(.casus(.uitBeeld(regiehouder: P.anna)))) == ["gezin-in-beeld-brengen@mw-anna"])
    }

    @Test("C1: wie afgesloten is meldt de keten aan het aanspreekpunt van de regio, tot zij terug is")
    func afgesloten() {
        let taken = na(P.gebeurtenis(.aansluiting(afgesloten: true)))
        #expect(taken.count == 1 && taken[0].hasPrefix("organisatie-afgesloten@"), "\(taken)")
        #expect(
            na(P.gebeurtenis(.aansluiting(afgesloten: false))) == ["vervalt organisatie-afgesloten: achterhaald"])
    }

    @Test("O6: van het kastje naar de muur is een taak van het aanspreekpunt van de regio, tot iemand accepteert")
    func kastje() throws {
        let taken = na(P.gebeurtenis(.kastjeNaarDeMuur))
        #expect(taken.count == 1 && taken[0].hasPrefix("kastje-naar-de-muur@"), "\(taken)")
        #expect(
            na(P.overdracht(.geaccepteerd(werker: P.bram.medewerker))).contains("klaar kastje-naar-de-muur"))
    }

    @Test("O5, O7: een aanbod gaat naar de planners, met spoed naar de bereikbaarheidsdienst; gaten naar de afzender")
    func aangeboden() {
        #expect(
            na(P.overdracht(.aangeboden(onvolledig: true))) == [
                "overdracht-beantwoorden@mw-plan-b1", "overdracht-beantwoorden@mw-plan-b2",
                "dossier-aanvullen@mw-anna",
            ])
        #expect(
            na(P.overdracht(.aangeboden(onvolledig: false), urgentie: .spoed)) == ["overdracht-beantwoorden@mw-nacht-b"]
        )
    }

    @Test("O5: spoed gaat in kantooruren naar de planners, daarbuiten naar de bereikbaarheidsdienst")
    func kantooruren() {
        let spoed = P.overdracht(.aangeboden(onvolledig: false), urgentie: .spoed)
        #expect(na(spoed, .init(opKantoor: [P.afzender])) == ["overdracht-beantwoorden@mw-nacht-b"])
        #expect(
            na(spoed, .init(opKantoor: [P.ontvanger])) == [
                "overdracht-beantwoorden@mw-plan-b1", "overdracht-beantwoorden@mw-plan-b2",
            ])
        let alleen = P.Register(
            rollen: [P.ontvanger: [.bereikbaarheidsdienst: ["mw-nacht-b"]]], opKantoor: [P.ontvanger])
        #expect(na(spoed, alleen) == ["overdracht-beantwoorden@mw-nacht-b"], "somebody always knows")
    }

    @Test("O3, O6, O21: elk antwoord maakt de vraag klaar en geeft een benoemd persoon de volgende stap")
    func antwoorden() {
        let uitgesteld = na(P.overdracht(.uitgesteld(door: P.bram.medewerker)))
        #expect(uitgesteld.contains("klaar overdracht-beantwoorden"))
        #expect(uitgesteld.suffix(2) == ["uitstel-bekijken@mw-anna", "wachtlijstbericht-geven@mw-bram"])
        let geaccepteerd = na(P.overdracht(.geaccepteerd(werker: P.bram.medewerker)))
        #expect(
            geaccepteerd.suffix(3) == [
                "gesprek-voeren@mw-bram", "gesprek-bevestigen@mw-bram", "gesprek-bevestigen@mw-anna",
            ])
        #expect(na(P.overdracht(.geweigerd(terugNaar: Medewerker("mw-arie")))).last == "weigering-oppakken@mw-arie")
        #expect(na(P.overdracht(.teruggegeven)).last == "teruggave-beantwoorden@mw-anna")
        #expect(na(P.overdracht(.beeindigd)) == ["vervalt alles: achterhaald"])
        #expect(na(P.overdracht(.gesprekBevestigd(doorAanbieder: true))) == ["klaar gesprek-bevestigen"])
        #expect(
            na(P.overdracht(.gesprekBevestigd(doorAanbieder: false))) == ["klaar gesprek-bevestigen+gesprek-voeren"])
    }

    @Test(
        "O4: een gemist wachtlijstbericht is een stiltesignaal; niet veilig te houden gaat naar wie er leidt en wie dienst heeft"
    )
    func signalen() {
        #expect(na(P.overdracht(.wachtlijstberichtGemist)) == ["stilte-navragen@mw-anna", "stilte-navragen@mw-lead-b"])
        #expect(
            na(P.overdracht(.veiligheidNietTeHouden), .init(opKantoor: [P.afzender, P.ontvanger])) == [
                "veiligheid-herstellen@mw-lead-a", "veiligheid-herstellen@mw-lead-b",
            ])
        // Outside office hours who is on duty as well; where nobody is, who picks up (O5).
        #expect(
            na(P.overdracht(.veiligheidNietTeHouden)) == [
                "veiligheid-herstellen@mw-lead-a", "veiligheid-herstellen@mw-plan-a",
                "veiligheid-herstellen@mw-lead-b", "veiligheid-herstellen@mw-nacht-b",
            ])
        #expect(na(P.overdracht(.veiligheidHersteld)) == ["klaar veiligheid-herstellen"])
        #expect(!na(P.overdracht(.uitgesteld(door: P.bram.medewerker))).contains("klaar veiligheid-herstellen"))
        #expect(
            na(P.overdracht(.geweigerd(terugNaar: Medewerker("mw-arie")))).contains("klaar veiligheid-herstellen"))
        #expect(na(P.overdracht(.teruggaveBeantwoord(aanvaard: true))).contains("klaar veiligheid-herstellen"))
        #expect(!na(P.overdracht(.teruggaveBeantwoord(aanvaard: false))).contains("klaar veiligheid-herstellen"))
        let opnieuw = Gebeurtenis.Feit.herinnerd(
            termijn: "wachtlijstbericht", stadium: 80, aanZet: P.ontvanger, medewerker: P.bram.medewerker)
        #expect(na(P.gebeurtenis(opnieuw)) == ["herinner 80", "wachtlijstbericht-geven@mw-bram"])
    }

    @Test("N7, N5, V6: een vraag is één taak bij wie de regie heeft; zij gaat mee, en is klaar met het antwoord")
    func contact() {
        func contact(_ feit: Gebeurtenis.ContactFeit) -> Gebeurtenis {
            P.gebeurtenis(.contact(regie: P.bram, feit))
        }
        #expect(na(contact(.navraagGesteld(aan: nil))) == ["navraag-beantwoorden@mw-bram"])
        #expect(
            na(contact(.navraagDoorgegeven(aan: nil))) == [
                "vervalt navraag-beantwoorden: achterhaald", "navraag-beantwoorden@mw-bram",
            ])
        let klaar = ["klaar navraag-beantwoorden", "klaar termijn-verstreken"]
        #expect(na(contact(.navraagBeantwoord(door: P.bram, vrager: nil))) == klaar)
        #expect(
            na(contact(.navraagBeantwoord(door: P.bram, vrager: P.anna))) == klaar + ["navraagantwoord-lezen@mw-anna"])
        // The receiver of an offer must move: who leads there works with content. Who holds the regie may answer as well.
        let ontvanger = Gebeurtenis.Betrokkene(organisatie: P.afzender, medewerker: nil)
        let beide = ["navraag-beantwoorden@mw-lead-a", "navraag-beantwoorden@mw-bram"]
        #expect(na(contact(.navraagGesteld(aan: ontvanger))) == beide)
        #expect(
            na(contact(.navraagDoorgegeven(aan: ontvanger))) == ["vervalt navraag-beantwoorden: achterhaald"] + beide)
        #expect(
            na(contact(.navraagBeantwoord(door: P.anna, vrager: P.regio))) == klaar + [
                "navraagantwoord-lezen@mw-bram", "navraagantwoord-lezen@mw-regio",
            ])
        #expect(na(contact(.teInformeren(vanAnder: false))) == ["gezin-informeren@mw-bram"])
        #expect(
            na(contact(.teInformeren(vanAnder: true))) == [
                "vervalt gezin-informeren: achterhaald", "gezin-informeren@mw-bram",
            ])
        // P2: who sees to it and who helps; one task where that is the same person.
        #expect(
            na(contact(.hulpZonderToestemming(helper: P.anna, anders: false))) == [
                "toestemming-herstellen@mw-bram", "hulp-zonder-toestemming@mw-anna",
            ])
        #expect(
            na(contact(.hulpZonderToestemming(helper: P.bram, anders: true))) == [
                "vervalt toestemming-herstellen: achterhaald", "vervalt hulp-zonder-toestemming: achterhaald",
                "toestemming-herstellen@mw-bram",
            ])
        #expect(
            na(contact(.toestemmingHersteld)) == [
                "klaar toestemming-herstellen", "klaar hulp-zonder-toestemming", "klaar termijn-verstreken",
            ])
        // O11: for who promised it, also where another holds the regie by now.
        #expect(na(contact(.nazorgTeHouden(P.anna))) == ["nazorg-houden@mw-anna"])
        #expect(na(contact(.planGegeven)) == ["familiegroepsplan-lezen@mw-bram"])
        #expect(na(contact(.planIngetrokken)) == ["vervalt familiegroepsplan-lezen: ingetrokken"])
        #expect(na(contact(.bestemmingGevraagd)) == ["bestemming-vastleggen@mw-bram"])
        #expect(
            na(contact(.bestemmingDoorgegeven)) == [
                "vervalt bestemming-vastleggen: achterhaald", "bestemming-vastleggen@mw-bram",
            ])
        #expect(na(contact(.bestemmingVastgelegd)) == ["klaar bestemming-vastleggen", "klaar termijn-verstreken"])
        #expect(na(contact(.geinformeerd)) == ["klaar gezin-informeren", "klaar termijn-verstreken"])
    }

    @Test("O5: bij 100 procent de teamleiders van beide kanten, bij 150 het aanspreekpunt van de regio")
    func escalatie() {
        let honderd = P.gebeurtenis(.geescaleerd(niveau: .teamleiders, naar: [P.afzender, P.ontvanger]))
        #expect(na(honderd) == ["termijn-verstreken@mw-lead-a", "termijn-verstreken@mw-lead-b"])
        let regio = P.gebeurtenis(.geescaleerd(niveau: .regio, naar: []))
        #expect(na(regio) == ["termijn-verstreken@mw-regio"])
        #expect(na(regio, .init(contact: nil)) == ["niemand voor termijn-verstreken"])
        #expect(na(honderd, .init(rollen: [:])) == ["termijn-verstreken@mw-regio", "termijn-verstreken@mw-regio"])
    }

    @Test("O9, P3: een correctie vraagt ieder die het las om een bevestiging; het verzoek gaat naar de bron en terug")
    func verklaring() {
        func na(_ feit: Gebeurtenis.VerklaringFeit) -> [String] {
            self.na(P.gebeurtenis(.verklaring(bron: P.anna, feit)))
        }
        #expect(na(.correctieGevraagd) == ["correctieverzoek-beantwoorden@mw-anna"])
        #expect(
            na(.correctieGeweigerd(aanvrager: P.bram)) == [
                "klaar correctieverzoek-beantwoorden", "klaar termijn-verstreken", "antwoord-aan-gezin-geven@mw-bram",
            ])
        let ontvangers = [
            Gebeurtenis.Betrokkene(organisatie: P.ontvanger, medewerker: P.bram.medewerker),
            Gebeurtenis.Betrokkene(organisatie: P.afzender, medewerker: nil),
        ]
        #expect(
            na(.gecorrigeerd(aanvrager: nil, ontvangers: ontvangers)) == [
                "klaar geldigheid-beantwoorden", "klaar bestand-nakijken", "correctie-bevestigen@mw-bram",
                "correctie-bevestigen@mw-lead-a",
            ])
        #expect(
            na(.gecorrigeerd(aanvrager: P.bram, ontvangers: [])) == [
                "klaar geldigheid-beantwoorden", "klaar bestand-nakijken", "klaar correctieverzoek-beantwoorden",
                "klaar termijn-verstreken", "antwoord-aan-gezin-geven@mw-bram",
            ])
        #expect(
            na(.correctieBevestigd(P.ontvanger, iedereen: true)) == [
                "klaar correctie-bevestigen", "klaar termijn-verstreken",
            ])
        #expect(na(.geldigheidGevraagd) == ["geldigheid-beantwoorden@mw-anna"])
        // O7: one receiver that has it wrong is a task of the source, which ends when nobody has it wrong.
        #expect(na(.bestandGecontroleerd(alleKloppen: false)) == ["bestand-nakijken@mw-anna"])
        #expect(
            na(.bestandGecontroleerd(alleKloppen: true)) == ["klaar bestand-nakijken", "klaar termijn-verstreken"])
    }

    @Test("O23: wie overneemt krijgt de taak dat te bekijken, en de anderen horen wie het nu is")
    func gestopt() {
        let feit = Gebeurtenis.ZaakFeit.organisatieGestopt(
            overnemers: [P.bram], anderen: [.init(organisatie: P.afzender, medewerker: P.anna.medewerker)])
        #expect(na(P.gebeurtenis(.zaak(feit))) == ["overname-oppakken@mw-bram", "opvolging-lezen@mw-anna"])
        let zonderNaam = Gebeurtenis.ZaakFeit.organisatieGestopt(
            overnemers: [], anderen: [.init(organisatie: P.ontvanger, medewerker: nil)])
        #expect(na(P.gebeurtenis(.zaak(zonderNaam))) == ["opvolging-lezen@mw-lead-b"])
    }

    @Test("O15: wie om advies gevraagd is antwoordt, wie vroeg leest het en sluit af; een afwijzing hoort wie vroeg")
    func consultatie() {
        func na(_ feit: Gebeurtenis.ConsultatieFeit) -> [String] {
            self.na(P.gebeurtenis(.consultatie(van: P.anna, naar: P.ontvanger, feit)))
        }
        #expect(na(.gevraagd) == ["consultatie-beantwoorden@mw-plan-b1", "consultatie-beantwoorden@mw-plan-b2"])
        #expect(
            na(.beantwoord) == [
                "klaar consultatie-beantwoorden", "klaar termijn-verstreken", "consultatie-afsluiten@mw-anna",
            ])
        #expect(na(.gesloten(afgewezen: true)).last == "consultatie-afgewezen-lezen@mw-anna")
        #expect(na(.gesloten(afgewezen: false)).first == "vervalt consultatie-beantwoorden: ingetrokken")
    }

    @Test("O16: wie een vragenlijst maakte deelt haar of weigert; wie vroeg ontvangt haar of hoort dat zij niet komt")
    func vragenlijst() {
        func na(_ feit: Gebeurtenis.VragenlijstFeit) -> [String] {
            self.na(P.gebeurtenis(.vragenlijst(eigenaar: P.anna, feit)))
        }
        #expect(na(.gevraagd) == ["vragenlijst-delen@mw-anna"])
        let gedeeld = na(.gedeeld(met: P.ontvanger, aanvrager: P.bram, niemandWacht: true))
        #expect(gedeeld.count == 2 && gedeeld.last == "vragenlijst-ontvangen@mw-bram")
        // Another still waits, so who made it is not done; who nobody asked for is for who takes things on there.
        #expect(
            na(.gedeeld(met: P.ontvanger, aanvrager: nil, niemandWacht: false)) == [
                "vragenlijst-ontvangen@mw-plan-b1", "vragenlijst-ontvangen@mw-plan-b2",
            ])
        #expect(na(.geweigerd(P.bram, niemandWacht: true)).last == "vragenlijstweigering-lezen@mw-bram")
        #expect(na(.ontvangen(P.ontvanger)).count == 1)
    }

    @Test("O16, O17, O23: wat bij een vragenlijst niet meer kan is geen taak meer; wie vroeg hoort dat zij niet komt")
    func vragenlijstVervalt() {
        func na(_ feit: Gebeurtenis.VragenlijstFeit) -> [String] {
            self.na(P.gebeurtenis(.vragenlijst(eigenaar: P.anna, feit)))
        }
        #expect(
            na(.vervallen(P.ontvanger, aanvrager: P.bram, niemandWacht: true)) == [
                "klaar termijn-verstreken+vragenlijst-delen", "vervalt vragenlijst-ontvangen: achterhaald",
                "vragenlijstweigering-lezen@mw-bram",
            ])
        #expect(
            na(.vervallen(P.ontvanger, aanvrager: nil, niemandWacht: false)) == [
                "vervalt vragenlijst-ontvangen: achterhaald"
            ])
        // Who comes in a place has its tasks; only what nobody waits for any more is done.
        #expect(
            na(.opgevolgd(zonderOpvolger: nil, vervallen: [], niemandWacht: false, allesOntvangen: false)).count == 1)
        #expect(
            na(.opgevolgd(zonderOpvolger: P.ontvanger, vervallen: [P.bram], niemandWacht: true, allesOntvangen: true))
                == [
                    "klaar vragenlijst-delen", "vervalt vragenlijst-ontvangen: achterhaald",
                    "vragenlijstweigering-lezen@mw-bram",
                ])
    }

    @Test("V7: wie de regie heeft zoekt andere hulp, tot die er is; wisselt de regie, dan wisselt de taak")
    func vervanging() {
        #expect(
            na(P.gebeurtenis(.zaak(.vervangingGezocht(regie: P.anna)))) == [
                "vervalt vervanging-zoeken: achterhaald", "vervanging-zoeken@mw-anna",
            ])
        #expect(
            na(P.gebeurtenis(.zaak(.vervangingGesloten))) == ["klaar vervanging-zoeken", "klaar termijn-verstreken"])
    }

    @Test("O12, O13: een geschil is een taak van de beslisser, en het besluit een van beide kanten")
    func geschil() {
        func na(_ feit: Gebeurtenis.GeschilFeit) -> [String] { self.na(P.gebeurtenis(.geschil(feit))) }
        #expect(na(.geopend(beslisser: P.bram)) == ["geschil-beslissen@mw-bram"])
        let partijen = [
            Gebeurtenis.Betrokkene(organisatie: P.afzender, medewerker: P.anna.medewerker),
            Gebeurtenis.Betrokkene(organisatie: P.ontvanger, medewerker: nil),
        ]
        #expect(
            na(.besloten(partijen: partijen)) == [
                "klaar geschil-beslissen", "klaar termijn-verstreken", "geschilbesluit-lezen@mw-anna",
                "geschilbesluit-lezen@mw-lead-b",
            ])
        #expect(na(.ingetrokken) == ["vervalt geschil-beslissen: ingetrokken", "klaar termijn-verstreken"])
    }

    @Test("V3, R13: elke verwijzing is een eigen taak van de ontvanger; elk antwoord hoort wie het aangaat")
    func verwijzing() {
        func na(_ feit: Gebeurtenis.VerwijzingFeit) -> [String] {
            self.na(P.gebeurtenis(.verwijzing(van: P.anna, naar: P.ontvanger, feit)))
        }
        let bram = P.bram.medewerker
        #expect(na(.gevraagd) == ["verwijzing-beantwoorden@mw-plan-b1", "verwijzing-beantwoorden@mw-plan-b2"])
        // O4: who postponed owes word about the waiting; a missed one is a silence signal on both sides.
        let bericht = [
            "klaar verwijzing-wachtlijstbericht-geven", "klaar verwijzing-stilte-navragen", "klaar termijn-verstreken",
        ]
        #expect(
            na(.uitgesteld(door: bram)) == bericht + [
                "verwijzingantwoord-lezen@mw-anna", "verwijzing-wachtlijstbericht-geven@mw-bram",
            ])
        #expect(na(.wachtlijstberichtGegeven) == bericht)
        #expect(
            na(.wachtlijstberichtGemist) == [
                "verwijzing-stilte-navragen@mw-anna", "verwijzing-stilte-navragen@mw-lead-b",
            ])
        let opnieuw = Gebeurtenis.Feit.herinnerd(
            termijn: "verwijzing-wachtlijstbericht", stadium: 80, aanZet: P.ontvanger, medewerker: bram)
        #expect(
            self.na(P.gebeurtenis(opnieuw)) == ["herinner 80", "verwijzing-wachtlijstbericht-geven@mw-bram"])
        let beantwoord = ["klaar verwijzing-beantwoorden"] + bericht
        #expect(
            na(.aanvaard(werker: bram)) == beantwoord + [
                "verwijzingantwoord-lezen@mw-anna", "verwijzing-starten@mw-bram",
            ])
        #expect(na(.geweigerd) == beantwoord + ["verwijzingantwoord-lezen@mw-anna"])
        #expect(na(.ingetrokken(gestopt: false)) == ["vervalt alles: achterhaald"])
        #expect(na(.gestart) == ["klaar verwijzing-starten", "klaar termijn-verstreken"])
        #expect(
            na(.beeindigd(doorVrager: false, werker: bram)) == [
                "vervalt alles: achterhaald", "verwijzingantwoord-lezen@mw-anna",
            ])
        #expect(
            na(.beeindigd(doorVrager: true, werker: bram)) == [
                "vervalt alles: achterhaald", "verwijzing-einde-lezen@mw-bram",
            ])
    }

    @Test("Elke gepubliceerde gebeurtenis van de drie diensten is te lezen, ook waaruit geen taak volgt")
    func lezen() throws {
        let typen = MeldingenEvents.all + CasussenEvents.all + OverdrachtenEvents.all
        for gepubliceerd in typen {
            let type = gepubliceerd.eventType
            let herkomst = Gebeurtenis.Herkomst(bericht: BerichtId(P.uuid(20)), domein: type.domain, naam: type.name)
            let json = try Post.golden(type.name, domein: type.domain)
            let gebeurtenis = try Post.lees(Gebeurtenis.self, json, herkomst)
            let onderwerp: JSON? =
                switch type.domain {
                case "meldingen": json["melding"]
                case "casussen":
                    type.name.hasPrefix("koppeling-")
                        ? json["melding"] : json["maatregel"] ?? json["afspraak"] ?? json["overleg"] ?? json["zaak"]
                case _ where type.name == "regie-verplaatst": json["zaak"]
                case _ where type.name.hasPrefix("geschil"): json["geschil"]
                case _ where type.name.hasPrefix("verwijzing"): json["verwijzing"]
                case _ where type.name.hasPrefix("consultatie"): json["consultatie"]
                case _ where type.name.hasPrefix("vragenlijst"): json["vragenlijst"]
                default:
                    json["vervanging"] ?? json["verklaring"] ?? json["navraag"] ?? json["contact"] ?? json["bestemming"]
                        ?? json["plan"] ?? json["onderwerp"] ?? json["overdracht"] ?? json["zaak"]
                }
            if gebeurtenis.feit != .geenTaak {
                #expect(onderwerp == .string(gebeurtenis.onderwerp.description), "\(type)")
            }
            for case .aanmaken(let taak) in Taakregels.wijzigingen(na: gebeurtenis, bezetting: P.Register()) {
                #expect(taak.kenmerk == "A-2222-222-2", "N3 \(type)")
            }
        }
    }
}
