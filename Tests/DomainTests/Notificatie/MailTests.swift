import Foundation
import NotificatieDomain
import Testing

@Suite("Mail: wanneer die gaat, en wat een weigering betekent")
struct MailTests {
    /// A moment in November or July 2026, in Dutch time.
    private func moment(_ maand: Int, _ dag: Int, _ uur: Int, _ minuut: Int = 0) throws -> Date {
        var kalender = Calendar(identifier: .gregorian)
        kalender.timeZone = try #require(TimeZone(identifier: "Europe/Amsterdam"))
        return try #require(
            kalender.date(from: DateComponents(year: 2026, month: maand, day: dag, hour: uur, minute: minuut)))
    }

    private func voorkeur(
        _ van: Int = 20, _ tot: Int = 7, weekend: Bool = true, _ verzamelmail: Mailvoorkeur.Verzamelmail = .uit
    ) -> Mailvoorkeur {
        Mailvoorkeur(
            stilleUren: .init(van: van * 60, tot: tot * 60, weekend: weekend), verzamelmail: verzamelmail)
    }

    private func voorkeur(_ verzamelmail: Mailvoorkeur.Verzamelmail) -> Mailvoorkeur { voorkeur(20, 7, verzamelmail) }

    @Test("N6: overdag meteen; 's avonds en 's nachts om zeven uur; in het weekend op maandag")
    func stilleUren() throws {
        let standaard = Mailvoorkeur.standaard
        #expect(standaard == voorkeur())
        // Wednesday 25 November 2026.
        for (dag, uur, totDag, totUur) in [
            (25, 20, 26, 7), (25, 6, 25, 7), (27, 21, 30, 7), (28, 12, 30, 7), (29, 3, 30, 7),
        ] {
            let nu = try moment(11, dag, uur, 30)
            let uitstel = standaard.uitstel(van: nu, nu: nu)
            #expect(uitstel?.tot == (try moment(11, totDag, totUur)), "\(dag) \(uur)")
            #expect(uitstel?.reden == .stilleUren)
        }
        for (dag, uur) in [(25, 7), (25, 12), (25, 19), (27, 19)] {
            let nu = try moment(11, dag, uur)
            #expect(standaard.uitstel(van: nu, nu: nu) == nil, "\(dag) \(uur)")
        }
        // What waited since the evening goes when the hours are over.
        #expect(standaard.uitstel(van: try moment(11, 25, 21), nu: try moment(11, 26, 7)) == nil)
        let zaterdag = try moment(11, 28, 12)
        #expect(voorkeur(weekend: false).uitstel(van: zaterdag, nu: zaterdag) == nil)
        #expect(voorkeur(0, 0, weekend: false).uitstel(van: zaterdag, nu: zaterdag) == nil)
        let middag = try moment(11, 25, 13)
        #expect(voorkeur(12, 14).uitstel(van: middag, nu: middag)?.tot == (try moment(11, 25, 14)))
    }

    @Test("De nacht dat de klok verzet wordt duurt tot zeven uur, welke dag het ook is")
    func klok() throws {
        // 25 October 2026 and 28 March 2027 are Sundays.
        let herfst = try moment(10, 24, 23)
        #expect(voorkeur(weekend: false).uitstel(van: herfst, nu: herfst)?.tot == (try moment(10, 25, 7)))
        let zomer = try moment(7, 1, 22)
        #expect(voorkeur().uitstel(van: zomer, nu: zomer)?.tot == (try moment(7, 2, 7)))
    }

    @Test("N6: verzameld per uur of per dag, en niet in de stille uren")
    func verzameld() throws {
        let tienOverTwaalf = try moment(11, 25, 12, 10)
        let perUur = voorkeur(.perUur).uitstel(van: tienOverTwaalf, nu: tienOverTwaalf)
        #expect(perUur?.tot == (try moment(11, 25, 13)) && perUur?.reden == .verzamelmail)
        #expect(voorkeur(.perUur).uitstel(van: tienOverTwaalf, nu: try moment(11, 25, 13)) == nil)
        let dagelijks = voorkeur(.dagelijks(om: 9 * 60 + 30))
        #expect(dagelijks.uitstel(van: tienOverTwaalf, nu: tienOverTwaalf)?.tot == (try moment(11, 26, 9, 30)))
        let vrijdag = try moment(11, 27, 12)
        let naWeekend = dagelijks.uitstel(van: vrijdag, nu: vrijdag)
        #expect(naWeekend?.tot == (try moment(11, 30, 7)) && naWeekend?.reden == .stilleUren)
        let avond = try moment(11, 25, 19, 30)
        #expect(voorkeur(.perUur).uitstel(van: avond, nu: avond)?.tot == (try moment(11, 26, 7)))
    }

    @Test("Spoed gaat altijd; van wat gezien, gedaan of van een ander is gaat niets")
    func besluit() throws {
        let taak = try Postkamer.taak()
        let stap = Mailstap(medewerker: Postkamer.bram.medewerker, sinds: taak.wachtSinds)
        let nacht = try moment(11, 25, 23)
        func besluit(_ taak: Taak, _ stap: Mailstap) -> Mailbesluit {
            taak.mailbesluit(stap, voorkeur: .standaard, nu: nacht)
        }
        #expect(besluit(taak, stap) == .wachten(tot: try moment(11, 26, 7), .stilleUren))
        var spoed = taak
        spoed.urgentie = .spoed
        #expect(besluit(spoed, stap) == .versturen)
        #expect(besluit(try Postkamer.taak(.bezorgen(.sse)), stap) != .vervallen)
        for voorbij in [
            try Postkamer.taak(.zien(door: Postkamer.bram)), try Postkamer.taak(.afronden(door: nil)),
            try Postkamer.taak(.vervallen(.achterhaald)),
            try Postkamer.taak(.overdragen(naar: .medewerker(Medewerker("mw-ver")), reden: .afwezig)),
            try Postkamer.taak(.aanmaken(Postkamer.nieuw(aanleiding: 21))),
        ] {
            #expect(besluit(voorbij, stap) == .vervallen)
        }
        #expect(besluit(taak, Mailstap(medewerker: Medewerker("mw-ander"), sinds: taak.wachtSinds)) == .vervallen)
        let lijst = try Postkamer.taak(.overdragen(naar: .team("wijk-1"), reden: .afwezig))
        let lezer = Mailstap(medewerker: Medewerker("mw-ander"), sinds: lijst.wachtSinds)
        #expect(besluit(lijst, lezer) != .vervallen)
    }

    @Test("N6: de termijn van de bezorging wacht mee, en telt vanaf het moment dat de mail gaat")
    func termijn() throws {
        let taak = try Postkamer.taak()
        let stap = Mailstap(medewerker: Postkamer.bram.medewerker, sinds: taak.wachtSinds)
        let tot = Postkamer.begin.addingTimeInterval(36_000)
        let uitgesteld = try Postkamer.taak(.bezorgingUitstellen(stap, tot: tot, .stilleUren))
        #expect(uitgesteld.status == "open" && uitgesteld.wachtSinds == taak.wachtSinds)
        #expect(uitgesteld.lopendeTermijnen.map(\.sinds) == [tot])
        let weer = TaakCommand.bezorgingUitstellen(stap, tot: tot, .stilleUren)
        #expect(try Taak.decide(uitgesteld, weer, now: tot) == [])
        let bezorgd = try Postkamer.taak(.bezorgingUitstellen(stap, tot: tot, .stilleUren), .bezorgen(.email))
        #expect(bezorgd.lopendeTermijnen.map(\.soort) == ["taak-bevestigen"])
        #expect(bezorgd.lopendeTermijnen.map(\.sinds) == [tot])
        let naVervanging = try Postkamer.taak(
            .bezorgingUitstellen(stap, tot: tot, .stilleUren), .overdragen(naar: .team("wijk-1"), reden: .afwezig))
        #expect(naVervanging.lopendeTermijnen.map(\.sinds) == [naVervanging.wachtSinds])
    }

    @Test("N2: een adres dat niet bestaat wacht geen termijn af: tweede kanaal, dan vervanger, dan teamleider")
    func ladder() throws {
        let uitwijk = Uitwijk(tweedeKanaal: .sse, vervanger: Medewerker("mw-ver"), teamleider: Medewerker("mw-lead-b"))
        func geweigerd(_ taak: Taak, _ uitwijk: Uitwijk) throws -> Taak {
            guard case .medewerker(let lezer) = taak.voor else { return taak }
            let stap = Mailstap(medewerker: lezer, sinds: taak.wachtSinds)
            return try Taak.decide(taak, .nietBezorgd(.email, stap, uitwijk: uitwijk), now: taak.wachtSinds + 1)
                .reduce(taak) { Taak.evolve($0, $1) }
        }
        var nieuw = Postkamer.nieuw()
        nieuw.kanalen = [.email]
        let taak = try #require(
            try Taak.decide(nil, .aanmaken(nieuw), now: Postkamer.begin).reduce(Taak?.none) { Taak.evolve($0, $1) })
        #expect(try geweigerd(taak, uitwijk).kanalen == [.email, .sse])
        // No other channel: the deputy, who has no right address either, then the team lead; then nobody is left.
        let zonder = Uitwijk(vervanger: uitwijk.vervanger, teamleider: uitwijk.teamleider)
        let vervanger = try geweigerd(taak, zonder)
        #expect(vervanger.voor == .medewerker(Medewerker("mw-ver")))
        let teamleider = try geweigerd(vervanger, zonder)
        #expect(teamleider.voor == .medewerker(Medewerker("mw-lead-b")))
        #expect(try geweigerd(teamleider, zonder) == teamleider)
        #expect(teamleider.lopendeTermijnen.map(\.soort) == ["taak-bezorgen"])
        // Mail as the second channel: the first was tried already.
        let tweede = try Postkamer.taak(
            .bezorgen(.sse),
            .termijnVerstreken(
                soort: "taak-bevestigen", sinds: Postkamer.begin, stadium: 100, uitwijk: Uitwijk(tweedeKanaal: .email)))
        #expect(tweede.kanalen == [.sse, .email])
        #expect(try geweigerd(tweede, zonder).voor == .medewerker(Medewerker("mw-ver")))
        // Seen, or arrived by the channel that came after: nothing is moved.
        #expect(try geweigerd(Postkamer.taak(.zien(door: Postkamer.bram)), zonder).status == "gezien")
        let ookSse = try geweigerd(taak, uitwijk)
        #expect(try geweigerd(ookSse, zonder) == ookSse)
    }
}
