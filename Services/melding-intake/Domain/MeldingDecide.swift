import Foundation

extension Melding {
    /// Decides a command. An empty list: nothing to do, it was already so.
    ///
    /// - Parameter now: the clock of the store, read after the locks are held.
    public static func decide(
        _ state: Melding?, _ command: MeldingCommand, now: Date
    ) throws(Weigering) -> [MeldingEvent] {
        let now = now.opMilliseconde
        if case .ontvangen(let ontvangst) = command {
            // M5: whatever comes again under the same id is the same melding.
            return state == nil ? [try ontvangst.besluit(now: now)] : []
        }
        guard let melding = state else {
            throw Weigering(
                code: "melding-onbekend", uitleg: "Deze melding bestaat niet.", toestand: "onbekend",
                mogelijk: ["melding doen"])
        }
        switch command {
        case .ontvangen: return []
        case .aanvullen(let aanvulling, let door): return try melding.vulAan(aanvulling, door: door, now: now)
        case .soortWijzigen(let naar, let door): return try melding.wijzigSoort(naar, door: door, now: now)
        case .doorsturen(let naar, let door, let toelichting):
            return try melding.stuurDoor(naar, door: door, toelichting: toelichting, now: now)
        case .oppakken(let door): return try melding.pakOp(door: door, now: now)
        case .inCasusOpgenomen(let zaak): return melding.neemOp(in: zaak, now: now)
        case .afhandelen(let uitkomst, let door): return try melding.handelAf(uitkomst, door: door, now: now)
        case .beoordeeld(let zaak, let uitkomst): return melding.volg(uitkomst, in: zaak, now: now)
        case .termijnVerstreken(let soort, let sinds, let stadium):
            return melding.meldTermijn(soort: soort, sinds: sinds, stadium: stadium, now: now)
        }
    }

    private func gebeurd(
        _ feit: MeldingFeit, now: Date, zaak: ZaakId? = nil, terugkoppelingGewenst: Bool? = nil
    ) -> [MeldingEvent] {
        var behandelaar = behandelaar
        if case .doorgestuurd(let feit) = feit { behandelaar = feit.naar }
        let kop = MeldingKop(
            melding: id, kenmerk: kenmerk, regio: regio, zaak: zaak ?? self.zaak, oefening: oefening, tijdstip: now,
            urgentie: urgentie, behandelaar: behandelaar, melder: melder, eigenKenmerk: eigenKenmerk,
            terugkoppelingGewenst: terugkoppelingGewenst ?? self.terugkoppelingGewenst)
        return [MeldingEvent(kop: kop, feit: feit)]
    }

    private func vulAan(
        _ aanvulling: Aanvulling, door: Persoon, now: Date
    ) throws(Weigering) -> [MeldingEvent] {
        try eisOpenEnBehandelaar(door)
        if aanvulling.soort != nil, soort != nil {
            throw weiger(
                "soort-staat-al", "De soort staat al vast. Gebruik het wijzigen van de soort (M2).",
                mogelijk: ["soort wijzigen"])
        }
        let gevuld = aanvulling.gevuld(in: self)
        guard !gevuld.isEmpty || aanvulling.inhoud != nil || !aanvulling.betrokkenen.isEmpty else {
            throw weiger(
                "niets-aan-te-vullen", "Deze aanvulling vult niets dat ontbreekt.",
                mogelijk: ontbreekt.map { "aanvullen: \($0.rawValue)" })
        }
        var rest = ontbreekt.filter { !gevuld.contains($0) }
        // "Not discussed" needs its reason as well, also when a person says so later.
        if aanvulling.besproken == .nee, gevuld.contains(.besproken), !aanvulling.redenNietBesproken {
            rest.append(.redenNietBesproken)
        }
        let bekend = Set(betrokkenen.map(\.pseudoniem))
        let feit = Aangevuld(
            soort: aanvulling.soort,
            gemeente: gevuld.contains(.gemeente) ? aanvulling.gemeente : nil,
            besproken: gevuld.contains(.besproken) ? aanvulling.besproken : nil,
            grondslag: gevuld.contains(.grondslag) ? aanvulling.grondslag : nil,
            betrokkenen: aanvulling.betrokkenen.filter { !bekend.contains($0.pseudoniem) }.map(Betrokkene.init),
            ontbreekt: rest, inhoud: aanvulling.inhoud,
            bastaAangeboden: bastaAangeboden || aanvulling.biedtBastaAan, door: door)
        let gewenst = gevuld.contains(.terugkoppelingGewenst) ? aanvulling.terugkoppelingGewenst : nil
        return gebeurd(.aangevuld(feit), now: now, terugkoppelingGewenst: gewenst)
    }

    private func wijzigSoort(
        _ naar: Meldingsoort, door: Persoon, now: Date
    ) throws(Weigering) -> [MeldingEvent] {
        try eisOpenEnBehandelaar(door)
        guard let soort else {
            throw weiger("soort-ontbreekt", "De soort is nog niet bekend; vul de melding aan.", mogelijk: ["aanvullen"])
        }
        guard soort != naar else { return [] }
        return gebeurd(.soortGewijzigd(SoortGewijzigd(van: soort, naar: naar, door: door)), now: now)
    }

    private func stuurDoor(
        _ naar: Organisatie, door: Persoon, toelichting: InhoudId?, now: Date
    ) throws(Weigering) -> [MeldingEvent] {
        try eisOpenEnBehandelaar(door)
        guard zaak == nil else {
            throw weiger(
                "melding-in-casus", "Deze melding hoort bij een casus. Draag de casus over in plaats van de melding.",
                mogelijk: ["overdracht starten"])
        }
        guard naar != behandelaar else {
            throw weiger(
                "al-bij-deze-organisatie", "Deze organisatie behandelt de melding al.", mogelijk: ["oppakken"])
        }
        let feit = Doorgestuurd(van: behandelaar, naar: naar, door: door, toelichting: toelichting)
        return gebeurd(.doorgestuurd(feit), now: now)
    }

    private func pakOp(door: Persoon, now: Date) throws(Weigering) -> [MeldingEvent] {
        try eisOpenEnBehandelaar(door)
        if case .inBehandeling = fase { return [] }
        return gebeurd(.inBehandeling(InBehandeling(door: door)), now: now)
    }

    private func neemOp(in nieuw: ZaakId, now: Date) -> [MeldingEvent] {
        guard !isAfgehandeld, zaak != nieuw else { return [] }
        return gebeurd(.inBehandeling(InBehandeling(door: nil)), now: now, zaak: nieuw)
    }

    private func handelAf(_ uitkomst: Uitkomst, door: Persoon, now: Date) throws(Weigering) -> [MeldingEvent] {
        try eisOpenEnBehandelaar(door)
        guard zaak == nil else {
            throw weiger(
                "melding-in-casus", "De uitkomst volgt uit de beoordeling van de casus.", mogelijk: ["casus beoordelen"]
            )
        }
        guard uitkomst != .onjuistGeadresseerd else {
            throw weiger(
                "doorsturen-nodig", "Een verkeerd geadresseerde melding wordt doorgestuurd, niet gesloten (M11).",
                mogelijk: ["doorsturen"])
        }
        return gebeurd(.afgehandeld(Afgehandeld(uitkomst: uitkomst, door: door)), now: now)
    }

    private func volg(_ uitkomst: Uitkomst, in zaak: ZaakId, now: Date) -> [MeldingEvent] {
        guard !isAfgehandeld else { return [] }
        return gebeurd(.afgehandeld(Afgehandeld(uitkomst: uitkomst, door: nil)), now: now, zaak: zaak)
    }

    /// O5: reminders to who must move; at 100 the team leads, at 150 the region's named person.
    private func meldTermijn(soort: String, sinds: Date, stadium: Int, now: Date) -> [MeldingEvent] {
        guard lopendeTermijnen.contains(where: { $0.soort == soort && $0.sinds.isGelijk(sinds) }) else { return [] }
        if stadium < 100 {
            let feit = TermijnHerinnerd(soort: soort, sinds: sinds, stadium: stadium, organisatie: behandelaar)
            return gebeurd(.termijnHerinnerd(feit), now: now)
        }
        var naar = [behandelaar]
        if case .doorgestuurd(_, let van) = fase { naar.append(van) }
        let feit = TermijnGeescaleerd(
            soort: soort, sinds: sinds, stadium: stadium, organisatie: behandelaar, partijen: naar)
        return gebeurd(.termijnGeescaleerd(feit), now: now)
    }

    private func eisOpenEnBehandelaar(_ door: Persoon) throws(Weigering) {
        guard !isAfgehandeld else {
            throw weiger("melding-afgehandeld", "Deze melding is al afgehandeld.", mogelijk: ["nieuwe melding doen"])
        }
        guard door.organisatie == behandelaar else {
            throw weiger(
                "niet-de-behandelaar", "Alleen een medewerker van de behandelende organisatie kan dit doen.",
                mogelijk: ["de behandelaar vragen"])
        }
    }

    private func weiger(_ code: String, _ uitleg: String, mogelijk: [String]) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: statusVoorMelder.rawValue, mogelijk: mogelijk)
    }
}
