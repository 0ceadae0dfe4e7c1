import Contracts
import Foundation
import NotificatieDomain
import Testing

@Suite("Taken als iemand er niet is of een ander het overneemt (N5, O21, O22)")
struct RegietaakTests {
    private typealias P = Postkamer

    private func na(_ gebeurtenis: Gebeurtenis) -> [String] {
        kort(Taakregels.wijzigingen(na: gebeurtenis, bezetting: Postkamer.Register()))
    }

    @Test("N5: wie er niet is, krijgt de taak niet; de vervanger of de lijst wel")
    func afwezig() throws {
        let register = P.Register(weg: [P.anna.medewerker: .team("wijk-1")])
        let wijzigingen = Taakregels.wijzigingen(na: P.overdracht(.teruggegeven), bezetting: register)
        guard case .aanmaken(let taak)? = wijzigingen.last else { throw Post.Afwijking(description: "geen taak") }
        #expect(taak.voor == .team("wijk-1"))
        #expect(taak.bestemd == P.anna.medewerker)
        #expect(taak.kanalen == [.sse])
    }

    @Test("N5: wie de regie overneemt krijgt de taken; wie haar had, wie antwoordt en wie betrokken is horen het")
    func regiewissel() throws {
        let (anna, arie) = (P.anna.medewerker, Medewerker("mw-arie"))
        let nieuw = Persoon(organisatie: P.afzender, medewerker: arie)
        func zaak(_ door: Medewerker) -> [String] {
            na(P.gebeurtenis(.zaak(.regiehouderGewisseld(regie: nieuw, vorige: anna, door: door))))
        }
        let stil = [
            "vervalt regie-oppakken: achterhaald", "vervalt regie-overgedragen-lezen: achterhaald",
            "draag over aan \(Geadresseerde.medewerker(arie))",
        ]
        #expect(zaak(Medewerker("mw-plan-a")) == stil + ["regie-overgedragen-lezen@mw-anna", "regie-oppakken@mw-arie"])
        #expect(zaak(anna) == stil + ["regie-oppakken@mw-arie"])
        #expect(zaak(arie) == stil + ["regie-overgedragen-lezen@mw-anna"])
        #expect(
            na(P.gebeurtenis(.zaak(.regiehouderBekendgemaakt(anderen: [P.ontvanger])))) == [
                "nieuw-contact-lezen@mw-plan-b1", "nieuw-contact-lezen@mw-plan-b2",
            ])
        let mee = "draag over aan \(Geadresseerde.medewerker(anna))"
        #expect(
            na(P.overdracht(.afzenderGewisseld(vorige: arie))) == [
                mee, "nieuw-contact-lezen@mw-plan-b1", "nieuw-contact-lezen@mw-plan-b2",
            ])
        let bram = Gebeurtenis.Betrokkene(organisatie: P.ontvanger, medewerker: P.bram.medewerker)
        for ontvanger in [bram, nil] {
            let rij = [mee] + (ontvanger == nil ? [] : ["nieuw-contact-lezen@mw-bram"])
            let hulp = Gebeurtenis.VerwijzingFeit.vragerGewisseld(vorige: arie, ontvanger: ontvanger)
            #expect(na(P.gebeurtenis(.verwijzing(van: P.anna, naar: P.ontvanger, hulp))) == rij)
            let advies = Gebeurtenis.ConsultatieFeit.vragerGewisseld(vorige: arie, ontvanger: ontvanger)
            #expect(na(P.gebeurtenis(.consultatie(van: P.anna, naar: P.ontvanger, advies))) == rij)
        }
    }

    @Test("N5: wat een vervanger voor de vorige had gaat mee; wat van een ander of voor de leiding is blijft")
    func regiewisselBijAfwezigheid() throws {
        let lijst = Geadresseerde.team("wijk-1")
        let register = P.Register(weg: [P.bram.medewerker: lijst])
        let nieuw = Persoon(organisatie: P.ontvanger, medewerker: Medewerker("mw-bea"))
        let wissel = P.gebeurtenis(
            .zaak(.regiehouderGewisseld(regie: nieuw, vorige: P.bram.medewerker, door: nieuw.medewerker)))
        let selecties = Taakregels.wijzigingen(na: wissel, bezetting: register).compactMap { wijziging -> Selectie? in
            if case .overdragen(let selectie, _, _) = wijziging { selectie } else { nil }
        }
        let selectie = try #require(selecties.first)
        #expect(selectie.past(try P.taak()))
        #expect(selectie.past(try P.taak(.overdragen(naar: lijst, reden: .afwezig))))
        #expect(
            !selectie.past(
                try P.taak(.overdragen(naar: .medewerker(Medewerker("mw-cato")), reden: .interneOverdracht))))
        #expect(selectie.soorten?.contains(.voorstelKiezen) == true)
        #expect(selectie.soorten?.contains(.termijnVerstreken) == false)
    }

    @Test("O22: wie de regie heeft biedt aan waar het gezin woont; de taken van de afzender gaan met het aanbod mee")
    func verhuizing() {
        #expect(
            na(P.gebeurtenis(.zaak(.verhuisd(regie: P.anna, aanTeBieden: true)))) == ["verhuizing-aanbieden@mw-anna"])
        #expect(na(P.gebeurtenis(.zaak(.verhuisd(regie: P.anna, aanTeBieden: false)))) == [])
        #expect(
            na(P.gebeurtenis(.zaak(.verhuizingAangeboden))) == [
                "klaar verhuizing-aanbieden", "klaar termijn-verstreken",
            ])
        let wijziging = Taakregels.wijzigingen(
            na: P.overdracht(.andereAfzender(vorige: P.ontvanger)), bezetting: Postkamer.Register())
        #expect(wijziging.count == 1)
        guard case .overnemen(let selectie, let door, let naar)? = wijziging.first else {
            Issue.record("\(wijziging)")
            return
        }
        #expect(selectie.organisatie == P.ontvanger && door == P.afzender)
        #expect(naar == .medewerker(P.anna.medewerker))
    }

    @Test("O22: wie de regie krijgt terwijl het gezin verhuist, krijgt de taak de zaak daar aan te bieden")
    func verhuizingBijNieuweRegie() {
        #expect(
            na(P.gebeurtenis(.zaak(.verhuizingOpnieuw(regie: P.bram, aanTeBieden: true)))) == [
                "vervalt verhuizing-aanbieden: achterhaald", "verhuizing-aanbieden@mw-bram",
            ])
        #expect(
            na(P.gebeurtenis(.zaak(.verhuizingOpnieuw(regie: P.bram, aanTeBieden: false)))) == [
                "vervalt verhuizing-aanbieden: achterhaald"
            ])
    }

    @Test("O21, O6, O13: wie de regie krijgt door wat een ander deed, hoort dat; wie zelf handelde of accepteert niet")
    func regieKomtTerug() throws {
        func naarAnna(grond: String, door: String) throws -> [String] {
            let data = """
                {"zaak": "01890000-0000-7000-8000-000000000001", "kenmerk": "Z-1", "regio": "regio-1", "oefening": false,
                 "regie": {"organisatie": "\(P.afzender.rawValue)", "medewerker": "mw-anna"}, "grond": "\(grond)",
                 "door": "\(door)", "hops": 2}
                """
            let decoder = JSONDecoder()
            return na(
                try decoder.decode(
                    Gebeurtenis.self, from: Data(data.utf8),
                    configuration: .init(
                        bericht: BerichtId(UUID()), domein: "overdrachten", naam: "regie-verplaatst")))
        }
        let stil = ["vervalt regie-oppakken: achterhaald", "vervalt verhuizing-aanbieden: achterhaald"]
        let opgepakt = [stil[0], "regie-oppakken@mw-anna", stil[1]]
        for grond in ["teruggave", "intrekking", "besluit"] {
            #expect(try naarAnna(grond: grond, door: "mw-plan-a") == opgepakt, "\(grond)")
            #expect(try naarAnna(grond: grond, door: "mw-anna") == stil, "\(grond)")
        }
        #expect(try naarAnna(grond: "acceptatie", door: "mw-plan-a") == stil)
    }

    @Test("O22: gaat een vraag om hulp met de regie mee, dan hoort wie vroeg, wie verder vraagt en wie helpt dat")
    func hulpvraagGaatMee() {
        for (medewerker, wie) in [(P.bram.medewerker, ["mw-bram"]), (nil, ["mw-plan-b1", "mw-plan-b2"])] {
            let feit = Gebeurtenis.VerwijzingFeit.vragerVerplaatst(
                vorige: P.regio, ontvanger: .init(organisatie: P.ontvanger, medewerker: medewerker))
            #expect(
                na(P.gebeurtenis(.verwijzing(van: P.anna, naar: P.ontvanger, feit))) == [
                    "vervalt verwijzingantwoord-lezen: achterhaald", "verwijzing-meegegaan-lezen@mw-anna",
                    "verwijzing-meegegaan-lezen@mw-regio",
                ] + wie.map { "nieuw-contact-lezen@\($0)" })
        }
    }

    @Test("O8: wie iets vastlegde dat terzijde is gelegd, krijgt dat te lezen")
    func terzijdeGelegd() {
        #expect(
            na(P.overdracht(.terzijdeGelegd(lezers: [P.anna, P.regio]))) == [
                "terzijde-lezen@mw-anna", "terzijde-lezen@mw-regio",
            ])
    }

    @Test("O21: wie om intrekking vroeg hoort dat de ontvanger verdergaat")
    func intrekkingAfgewezen() {
        for (vrager, wie) in [(nil, "mw-anna"), (Medewerker("mw-arie"), "mw-arie")] {
            #expect(
                na(P.overdracht(.intrekkingAfgewezen(vrager: vrager))) == [
                    "klaar intrekking-beantwoorden", "klaar termijn-verstreken",
                    "intrekking-afgewezen-lezen@\(wie)",
                ])
        }
    }

    @Test("O21: een andere werker krijgt de taken van de vorige")
    func werker() throws {
        let gewisseld = P.overdracht(.werkerGewisseld(van: P.bram.medewerker, naar: Medewerker("mw-nieuw")))
        let wijziging = try #require(Taakregels.wijzigingen(na: gewisseld, bezetting: P.Register()).first)
        let opdracht = try #require(wijziging.opBestaande)
        #expect(opdracht.selectie.past(try P.taak()))
        #expect(!opdracht.selectie.past(try P.taak(.afronden(door: nil))))
        #expect(!opdracht.selectie.past(try P.taak(.overdragen(naar: .team("wijk-1"), reden: .afwezig))))
        #expect(opdracht.command == .overdragen(naar: .medewerker(Medewerker("mw-nieuw")), reden: .werkerGewisseld))
    }
}
