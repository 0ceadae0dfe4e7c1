import Foundation

/// M9: which gaps of an acute melding an aanvulling fills.
extension Aanvulling {
    func gevuld(in melding: Melding) -> Set<Gebrek> {
        Set(melding.ontbreekt.filter { vult($0, in: melding) })
    }

    private func vult(_ gebrek: Gebrek, in melding: Melding) -> Bool {
        switch gebrek {
        case .soort: soort != nil
        case .gemeente: gemeente != nil
        case .waarneming: waarneming
        case .melder: melderVastgesteld
        case .acuut: false
        case .besproken: besproken != nil
        case .redenNietBesproken: redenNietBesproken
        case .terugkoppelingGewenst: terugkoppelingGewenst != nil
        // A vt-melding carries its own ground, also when it turns out to be one.
        case .grondslag: grondslag != nil || (soort ?? melding.soort) == .vtMelding
        case .ontvanger, .ontvangerOnbekend: ontvangerVastgesteld
        case .onleesbaar: onleesbaarBekeken
        }
    }

    var biedtBastaAan: Bool {
        betrokkenen.contains { $0.signaalgedrag && ($0.leeftijd.map { $0 < 12 } ?? false) }
    }
}

extension Ontvangst {
    /// Takes a melding in, or refuses it with every error at once. Acute is never refused for form (M9).
    func besluit(now: Date) throws(Weigering) -> MeldingEvent {
        var fouten = beschrijving.gebreken()
        if toewijzing.ontvangerOnbekend {
            fouten.append(
                Veldfout(
                    pointer: "/ontvanger", gebrek: .ontvangerOnbekend,
                    uitleg: "Deze ontvanger staat niet in het register; laat het veld weg of kies een andere."))
        }
        let acuut = beschrijving.acuut ?? .onbekend
        guard fouten.isEmpty || acuut == .ja else {
            throw Weigering(
                code: "melding-onvolledig", uitleg: "De melding is niet volledig; alle punten staan erbij.",
                toestand: "nieuw", mogelijk: ["aanvullen en opnieuw sturen", "bij acuut gevaar: acuut = ja"],
                velden: fouten)
        }
        let besproken: Besproken? =
            switch beschrijving.bespreking {
            case .none: nil
            case .besproken: .ja
            case .nietBesproken: .nee
            }
        let kop = MeldingKop(
            melding: melding, kenmerk: kenmerk, regio: toewijzing.regio, zaak: nil, oefening: oefening, tijdstip: now,
            urgentie: acuut == .ja ? .spoed : .regulier, behandelaar: toewijzing.behandelaar,
            melder: beschrijving.melder?.organisatie, eigenKenmerk: beschrijving.eigenKenmerk,
            // M4: none only if declined.
            terugkoppelingGewenst: beschrijving.terugkoppelingGewenst ?? true)
        let feit = Ontvangen(
            soort: beschrijving.geldigeSoort, gemeente: beschrijving.gemeente,
            // Who did not say so stays shielded (M3).
            melderAfgeschermd: beschrijving.melder?.afgeschermd ?? true, acuut: acuut, besproken: besproken,
            grondslag: beschrijving.grondslag, hoortBij: toewijzing.hoortBij,
            betrokkenen: beschrijving.betrokkenen.map(Betrokkene.init), ontbreekt: fouten.map(\.gebrek),
            inhoud: beschrijving.inhoud, bastaAangeboden: beschrijving.biedtBastaAan)
        return MeldingEvent(kop: kop, feit: .ontvangen(feit))
    }
}
