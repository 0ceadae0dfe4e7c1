import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    /// Case 1 of DOMAIN.md §1 from its beginning to its end. At each point where it broke in reality somebody is visibly to
    /// move, and a signal or a task stands where there was silence.
    @Suite struct CasusEenTests {
        private static let eerder = "De wielewaal deed al zes keer een intake aan de overkant."

        private let school = Deelnemer.school
        private let rvt = Deelnemer.veiligheidsteam
        private let gi = Deelnemer.gi
        private let gemeente = Deelnemer.lokaalTeam
        private let buurteam = Deelnemer.buurteam
        private let passend = Deelnemer.zorgaanbieder
        private let ander = Deelnemer.tweedeAanbieder

        @Test(
            "Zaak 1: R11, R1, M8, O22, O21, O5, O3, O12, O13, O14, V1, O16, O8, R7: er is steeds iemand aan zet, en stilte meldt zich",
            .timeLimit(.minutes(5)))
        func zaakEen() async throws {
            let chain = try await IntegrationTests.chain()
            let moeder = Verzonnen.bsn()
            let verhaal = try await gemeld(chain, moeder: moeder)
            let jongen = try await verhaal.lid("kind", jaren: 16)
            let maatregel = try await ots(verhaal, jongen)
            try await uitBeeld(verhaal, moeder: moeder)
            let bijGi = try await naarDeGi(verhaal)
            try await werkerWisselt(verhaal, bijGi)
            let verzoek = try await eenMaandStil(verhaal)
            let procedure = try await nieuweZorg(verhaal, verzoek)
            let hulp = try await passendeHulp(verhaal, jongen, procedure)
            try await begonnen(verhaal, hulp)
            try await evaluatie(verhaal, maatregel, verzoek)
        }

        /// The school reports; the veiligheidsteam has it, with a named person, and the lokaal team is involved (M7, O1).
        private func gemeld(_ chain: Chain, moeder: String) async throws -> Casusverhaal {
            let body = Chain.melding(bsn: Verzonnen.bsn(), kenmerk: UUID().uuidString).met(
                "betrokkenen",
                [
                    ["rol": "kind", "bsn": .string(Verzonnen.bsn()), "geboortedatum": .string(Dagen.dag(-16 * 366))],
                    ["rol": "ouder", "bsn": .string(moeder)],
                ])
            let melding = try await chain.insist(.meldingIntake, "/v1/meldingen", body, as: school.client)
                .expect(201).id()
            let verhaal = Casusverhaal(chain: chain, zaak: try await chain.zaak(van: melding))
            try await verhaal.ligt("casus-beoordelen", verhaal.zaak, bij: rvt)
            try await verhaal.regie(rvt, "planner", ziet: rvt)
            try await verhaal.ligt("betrokkenheid-bevestigen", verhaal.zaak, bij: gemeente)
            try await verhaal.opCasus("lokaal-team-bevestigingen", [:], als: gemeente).expect(200)
            try await verhaal.opZaak(
                "regiehouderwisselingen", ["naar": .string(rvt.medewerker("werker"))], als: rvt, rol: "planner"
            ).expect(200)
            try await verhaal.regie(rvt, "werker", ziet: gemeente)
            return verhaal
        }

        /// R7: an OTS for a year; its terms run from the court's decision, before anyone handed anything over.
        private func ots(_ verhaal: Casusverhaal, _ jongen: UUID) async throws -> UUID {
            let maatregel = try await verhaal.bijRvt(
                "/v1/casussen/\(verhaal.zaak.lower)/maatregelen",
                [
                    "kind": .string(jongen.lower), "soort": "ondertoezichtstelling",
                    "uitspraakdatum": .string(Dagen.dag(-1)), "einddatum": .string(Dagen.dag(364)),
                    "meerderjarigdatum": .string(Dagen.dag(700)), "uitvoerder": gi.wie, "raad": Deelnemer.raad.wie,
                ], als: rvt
            ).expect(201).id()
            try await verhaal.ligt("eerste-contact-leggen", maatregel, bij: gi)
            // O1: the GI has its wettelijke taak by the court's decision, and nobody ends that.
            try await eventually(within: .seconds(30), "the measure makes the GI betrokken") {
                let stand = try await verhaal.chain.insist(
                    get: .verwijzing, "/v1/zaken/\(verhaal.zaak.lower)", as: rvt)
                return stand["betrokken"]?.array?.contains {
                    $0["organisatie"] == gi.wie && $0["wettelijkeTaak"] == true
                } == true
            }
            let einde = try await verhaal.opZaak(
                "betrokkenheidseinden", ["organisatie": gi.wie, "reden": "geen-grondslag-meer"], als: rvt)
            #expect(einde.problem == "wettelijke-taak" && einde.text.contains("mogelijk"), "\(einde)")
            for stap in ["eerste-contacten", "plannen"] {
                try await verhaal.bijRvt(
                    "/v1/maatregelen/\(maatregel.lower)/\(stap)", ["gedaandatum": .string(Dagen.vandaag)], als: gi
                ).expect(200)
            }
            return maatregel
        }

        /// R11: the family leaves everyone's sight, which is a state with a term at once and closes nothing. R1, M8, O22: it
        /// comes back in two gemeenten, and stays one casus with one regie.
        private func uitBeeld(_ verhaal: Casusverhaal, moeder: String) async throws {
            let (chain, zaak) = (verhaal.chain, verhaal.zaak)
            try await verhaal.opCasus("uit-beeld", ["toelichting": .string(Verzonnen.tekst)], als: rvt).expect(200)
            try await verhaal.ligt("gezin-in-beeld-brengen", zaak, bij: rvt)
            let sluiten = try await verhaal.opCasus(
                "sluitingen", ["nazorg": "geen", "toelichting": .string(Verzonnen.tekst)], als: rvt)
            #expect(sluiten.status == 409 && sluiten.problem == "gezin-uit-beeld", "\(sluiten)")
            try await verhaal.verstrijk("uit-beeld", van: zaak, bij: .veiligheidsteam)
            try await verhaal.ligt("termijn-verstreken", zaak, bij: rvt, "leider")
            try await verhaal.ligt("termijn-verstreken", zaak, bij: .keten, "leider")

            let terug = Chain.melding(
                gemeente: Regio.elders.gemeente, bsn: Verzonnen.bsn(), kenmerk: UUID().uuidString
            ).met(
                "betrokkenen",
                [
                    ["rol": "ouder", "bsn": .string(moeder)],
                    ["rol": "kind", "bsn": .string(Verzonnen.bsn()), "geboortedatum": .string(Dagen.dag(-240))],
                ])
            let melding = try await chain.insist(
                .meldingIntake, "/v1/meldingen", terug, as: Deelnemer.politie.client
            ).expect(201).id()
            #expect(try await chain.zaak(van: melding) == zaak, "M8: known by pseudonym")
            try await verhaal.ligt("betrokkenheid-bevestigen", zaak, bij: buurteam)
            try await verhaal.opCasus("lokaal-team-bevestigingen", [:], als: buurteam).expect(200)
            let casus = try await chain.insist(get: .veiligheidsteam, "/v1/casussen/\(zaak.lower)", as: rvt)
            #expect(
                Set((casus["huishoudens"]?.array ?? []).compactMap { $0["gemeente"]?.string })
                    == [Regio.gewoon.gemeente, Regio.elders.gemeente], "R1: \(casus)")
            try await verhaal.opCasus("weer-in-beeld", [:], als: rvt).expect(200)
            try await verhaal.klaar("gezin-in-beeld-brengen", zaak, bij: rvt)
            try await verhaal.klaar("termijn-verstreken", zaak, bij: .keten)

            let verhuisd = try await verhaal.leg(
                "verhuizingen", ["gemeente": .string(Regio.elders.gemeente), "vanaf": .string(Dagen.vandaag)],
                als: rvt
            ).expect(200)
            #expect(verhuisd["verhuizing"]?["lokaalTeam"] == buurteam.wie, "\(verhuisd)")
            // O22: moving moves nothing; both lokale teams see who holds the regie.
            for wie in [gemeente, buurteam] { try await verhaal.regie(rvt, "werker", ziet: wie) }
        }

        /// The GI takes it over, warm: not when it was offered, delivered or seen, but when a named person accepts (O1, O2).
        private func naarDeGi(_ verhaal: Casusverhaal) async throws -> UUID {
            try await verhaal.chain.beoordeel(verhaal.zaak, uitkomst: "verzoek-om-maatregel")
            _ = try await verhaal.verklaar("eerder-onderzoek-en-hulp", Self.eerder, als: rvt)
            let overdracht = try await verhaal.bied(
                van: rvt, naar: gi, vraag: "maatregel", leeftijdsgroep: "16-17", reden: "maatregel")
            try await verhaal.ligt("overdracht-beantwoorden", overdracht, bij: gi)
            try await verhaal.aanZet(overdracht, gi, ziet: rvt)
            try await verhaal.regie(rvt, "werker", ziet: gi)
            try await verhaal.chain.aanvaard(overdracht, als: gi).expect(200)
            try await verhaal.regie(gi, "werker", ziet: rvt)
            try await verhaal.spreekEnBegin(overdracht, rvt, gi)
            return overdracht
        }

        /// O21: the youth protection worker changes: the thread, its terms and the contact stay, and the family hears it.
        private func werkerWisselt(_ verhaal: Casusverhaal, _ overdracht: UUID) async throws {
            func stand() async throws -> Reply {
                try await verhaal.chain.insist(get: .verwijzing, "/v1/zaken/\(verhaal.zaak.lower)", as: gi).expect(200)
            }
            let vooraf = try await stand()
            try await verhaal.op(
                overdracht, "werkerwisselingen", ["naar": .string(gi.medewerker("werker2"))], als: gi, rol: "planner"
            ).expect(200)
            try await verhaal.regie(gi, "werker2", ziet: rvt)
            let daarna = try await stand()
            #expect(daarna["lopend"]?["overdracht"]?.string == overdracht.lower && daarna["hops"] == vooraf["hops"])
            try await verhaal.aanZet(overdracht, gi, "werker2", ziet: gi)
            let (zaak, wie) = (verhaal.zaak.lower, gi.medewerker("werker2"))
            let horen = try await verhaal.chain.event(Topics.overdrachten, "gezin-te-informeren") {
                $0["zaak"]?.string == zaak && $0["regie"]?["medewerker"]?.string == wie
            }
            let contact = try #require(horen.data["contact"]?.string.flatMap { UUID(uuidString: $0) })
            try await verhaal.ligt("gezin-informeren", contact, bij: gi, "werker2")
        }

        /// O5: everybody agrees on help that can start at once, and a month passes without an answer.
        private func eenMaandStil(_ verhaal: Casusverhaal) async throws -> UUID {
            let verzoek = try await verhaal.bied(
                van: gi, "werker2", naar: gemeente, vraag: "ambulante-begeleiding", leeftijdsgroep: "16-17")
            try await verhaal.ligt("overdracht-beantwoorden", verzoek, bij: gemeente)
            let soort = "overdracht-beantwoorden"
            try await verhaal.verstrijk(soort, van: verzoek, bij: .verwijzing, tot: 80)
            _ = try await verhaal.chain.event(Topics.overdrachten, "termijn-herinnerd") {
                $0["overdracht"]?.string == verzoek.lower && $0["soort"]?.string == soort
            }
            try await verhaal.verstrijk(soort, van: verzoek, bij: .verwijzing, tot: 100)
            for wie in [gi, gemeente] { try await verhaal.ligt("termijn-verstreken", verzoek, bij: wie, "leider") }
            try await verhaal.verstrijk(soort, van: verzoek, bij: .verwijzing)
            try await verhaal.ligt("termijn-verstreken", verzoek, bij: .keten, "leider")
            try await verhaal.aanZet(verzoek, gemeente, ziet: gi)
            try await verhaal.regie(gi, "werker2", ziet: gemeente)
            return verzoek
        }

        /// O3: "new care" is no answer without an alternative, and comes back to a named person. O12, O13: who decides stands
        /// in the register beforehand, and what is not decided blocks nothing.
        private func nieuweZorg(_ verhaal: Casusverhaal, _ verzoek: UUID) async throws -> UUID {
            let zonder = try await verhaal.op(verzoek, "weigeringen", ["reden": "niet-passend"], als: gemeente)
            #expect(zonder.status == 400 && zonder.text.contains("/alternatief"), "\(zonder)")
            try await verhaal.op(
                verzoek, "weigeringen",
                [
                    "reden": "niet-passend", "alternatief": "andere-organisatie",
                    "alternatieveOrganisatie": passend.wie, "toelichting": .string(Verzonnen.tekst),
                ], als: gemeente
            ).expect(200)
            try await verhaal.aanZet(verzoek, gi, "werker2", ziet: gi)
            try await verhaal.ligt("weigering-oppakken", verzoek, bij: gi, "werker2")
            try await verhaal.klaar("termijn-verstreken", verzoek, bij: .keten)
            return try await verhaal.geschil(verzoek, over: "procedure", als: gi)
        }

        /// O14, V1: candidates say what they can give, the requester chooses on fit; contract and procedure run beside it.
        private func passendeHulp(_ verhaal: Casusverhaal, _ jongen: UUID, _ procedure: UUID) async throws -> UUID {
            let beschikbaar = try await verhaal.leg(
                "verwijzingen",
                [
                    "naar": ander.wie, "hulp": "ambulante-jeugdhulp", "behoefte": .string(Verzonnen.tekst),
                    "urgentie": "regulier", "regime": "jeugdwet", "richting": "opzij", "gekozenOp": "beschikbaar",
                    "route": "bepaling-jeugdhulp",
                ], als: gi)
            #expect(beschikbaar.status == 400 && beschikbaar.text.contains("/watMist"), "V1: \(beschikbaar)")

            var aanbod: [Deelnemer: UUID] = [:]
            for wie in [passend, ander] {
                aanbod[wie] = try await verhaal.bied(
                    van: gi, "werker2", naar: wie, vraag: "ambulante-begeleiding", leeftijdsgroep: "16-17",
                    keuze: "beste-voorstel")
            }
            let (hulp, tweede) = (try #require(aanbod[passend]), try #require(aanbod[ander]))
            for (wie, id) in [(passend, hulp), (ander, tweede)] {
                try await verhaal.aanZet(id, wie, ziet: gi)
                try await verhaal.ligt("overdracht-beantwoorden", id, bij: wie)
            }
            let contract = try await verhaal.geschil(hulp, over: "contract", als: passend)
            // Where nobody was named beforehand that is said at once, and not after months.
            let geen = try await verhaal.chain.insist(
                .verwijzing, "/v1/overdrachten/\(tweede.lower)/geschillen",
                [
                    "over": "contract", "toelichting": .string(Verzonnen.tekst),
                    "door": .string(ander.medewerker("werker")),
                ], as: ander.client)
            #expect(geen.status == 409 && geen.problem == "geen-beslisser", "\(geen)")

            try await verhaal.op(
                tweede, "weigeringen", ["reden": "geen-capaciteit", "alternatief": "later-opnieuw"], als: ander
            ).expect(200)
            try await verhaal.ligt("weigering-oppakken", tweede, bij: gi, "werker2")
            try await verhaal.op(
                hulp, "voorstellen",
                [
                    "aanbod": .string(Verzonnen.tekst), "werker": .string(passend.medewerker("werker")),
                    "startdatum": .string(Dagen.vandaag),
                ], als: passend
            ).expect(200)
            try await verhaal.aanZet(hulp, gi, "werker2", ziet: passend)
            try await verhaal.ligt("voorstel-kiezen", hulp, bij: gi, "werker2")
            let zonder = try await verhaal.op(hulp, "keuzen", ["gezinErbij": false], als: gi, rol: "werker2")
            #expect(zonder.status == 400 && zonder.text.contains("/redenNiet"), "O14, with the family: \(zonder)")
            try await verhaal.op(hulp, "keuzen", ["gezinErbij": true], als: gi, rol: "werker2").expect(200)
            try await verhaal.regie(passend, "werker", ziet: gi)
            let stand = try await verhaal.chain.insist(
                get: .verwijzing, "/v1/zaken/\(verhaal.zaak.lower)", as: passend)
            #expect(
                stand["betrokken"]?.array?.contains { $0["organisatie"] == gi.wie && $0["wettelijkeTaak"] == true }
                    == true, "O1: \(stand)")

            // P2: from 16 it is the boy's own consent.
            let toestemming = try await verhaal.leg(
                "toestemmingen",
                [
                    "kind": .string(jongen.lower), "gever": .string(jongen.lower), "organisatie": passend.wie,
                    "besluit": "gegeven",
                ], als: gi
            ).expect(201)
            #expect(toestemming["oordeel"] == "compleet", "\(toestemming)")
            try await verhaal.beslis(contract, "gedeeld")
            try await verhaal.beslis(procedure, "ontvanger")
            try await verhaal.regie(passend, "werker", ziet: gi)
            return hulp
        }

        /// O8, O16: no second intake on what is known. What was said stands there with its source and date, and who asks for
        /// the same again is told who did it.
        private func begonnen(_ verhaal: Casusverhaal, _ hulp: UUID) async throws {
            let dossier = try await verhaal.chain.get(
                .verwijzing, "/v1/overdrachten/\(hulp.lower)/dossier?door=\(passend.medewerker("werker"))",
                as: passend.client
            ).expect(200)
            let bekend = try #require(
                dossier["verklaringen"]?.array?.first { $0["tekst"]?.string == Self.eerder }, "\(dossier)")
            #expect(bekend["organisatie"] == rvt.wie && bekend["datum"]?.string == Dagen.dag(-260), "\(bekend)")
            try await verhaal.spreekEnBegin(hulp, gi, passend)

            let opnieuw = try await verhaal.bied(
                van: passend, naar: gemeente, vraag: "ambulante-begeleiding", leeftijdsgroep: "16-17")
            let eerder = try await verhaal.chain.stand(opnieuw, als: passend)["eerderGedaan"]?.array ?? []
            #expect(eerder.contains { $0["overdracht"]?.string == hulp.lower }, "O16: \(eerder)")
            try await verhaal.op(opnieuw, "intrekkingen", ["reden": "niet-meer-nodig"], als: passend).expect(200)
        }

        /// R7: eight weeks before the OTS expires its evaluation fires by itself; who pays for the extension is a dispute with
        /// a decider (O12), and the help goes on.
        private func evaluatie(_ verhaal: Casusverhaal, _ maatregel: UUID, _ verzoek: UUID) async throws {
            let pad = "/v1/maatregelen/\(maatregel.lower)"
            try await verhaal.verstrijk("maatregel-evaluatie-begint", van: maatregel, bij: .veiligheidsteam)
            try await verhaal.ligt("maatregel-evalueren", maatregel, bij: gi)
            try await verhaal.bijRvt(
                "\(pad)/evaluaties", ["uitkomst": "verlengen", "toelichting": .string(Verzonnen.tekst)], als: gi
            ).expect(200)
            try await verhaal.ligt("verlenging-vastleggen", maatregel, bij: gi)
            let verlengd = try await verhaal.bijRvt(
                "\(pad)/verlengingen",
                [
                    "uitspraakdatum": .string(Dagen.vandaag), "einddatum": .string(Dagen.dag(500)),
                    "meerderjarigdatum": .string(Dagen.dag(700)),
                ], als: gi
            ).expect(200)
            #expect(verlengd["einddatum"]?.string == Dagen.dag(500), "\(verlengd)")
            try await verhaal.klaar("verlenging-vastleggen", maatregel, bij: gi)

            let betaling = try await verhaal.geschil(verzoek, over: "betaling", als: gi)
            try await verhaal.beslis(betaling, "gedeeld")
            for wie in [gi, gemeente] { try await verhaal.ligt("geschilbesluit-lezen", betaling, bij: wie) }
            try await verhaal.regie(passend, "werker", ziet: gi)
        }
    }
}
