import Foundation

extension Zaak {
    /// Applies what happened; total.
    public static func evolve(_ state: Zaak?, _ event: ZaakEvent) -> Zaak {
        var stand = state ?? Zaak(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: ZaakEvent.Kop) {
        id = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        regie = Regie(organisatie: kop.regie.organisatie, medewerker: kop.regie.medewerker, sinds: kop.tijdstip)
        betrokken = []
        openAanbiedingen = []
        hops = 0
        gesignaleerdeHop = 0
    }

    private mutating func pasToe(_ event: ZaakEvent) {
        switch event.feit {
        case .geopend:
            break
        case .betrokken(let feit):
            betrek(feit, event.kop.tijdstip)
        case .betrokkenheidBeeindigd(let feit):
            betrokken.removeAll { $0.organisatie == feit.organisatie }
        case .aanbodGeopend(let feit):
            openAanbiedingen.append(feit.overdracht)
        case .aanbodGesloten(let feit):
            openAanbiedingen.removeAll { $0 == feit.overdracht }
            if lopend == feit.overdracht { lopend = nil }
            hops = feit.hops
        case .regieVerplaatst(let feit):
            openAanbiedingen.removeAll { $0 == feit.overdracht }
            lopend = feit.grond == .acceptatie ? feit.overdracht : nil
            hops = feit.hops
            regie = Regie(
                organisatie: feit.naar.organisatie, medewerker: feit.naar.medewerker, sinds: event.kop.tijdstip)
        case .regiehouderGewisseld:
            regie.medewerker = event.kop.regie.medewerker
        case .kastjeNaarDeMuur(let feit):
            gesignaleerdeHop = max(gesignaleerdeHop, feit.hop)
        case .organisatieGestopt(let feit):
            if feit.regieWas != nil {
                regie = Regie(
                    organisatie: event.kop.regie.organisatie, medewerker: event.kop.regie.medewerker,
                    sinds: event.kop.tijdstip)
            }
            volgOp(feit.organisatie, feit.opvolger)
        case .verhuisd(let feit):
            verhuizing = Verhuizing(
                gemeente: feit.gemeente, vanaf: feit.vanaf, lokaalTeam: feit.lokaalTeam, sinds: event.kop.tijdstip,
                klaarOp: feit.lokaalTeam == regie.organisatie ? event.kop.tijdstip : nil, wacht: feit.wacht)
        case .regiehouderBekendgemaakt, .verhuizingOpgevolgd, .termijnHerinnerd, .termijnGeescaleerd: break
        }
        volgVerhuizing(event)
    }

    private mutating func betrek(_ feit: ZaakEvent.Betrokken, _ tijdstip: Date) {
        let oud = betrokken.first { $0.organisatie == feit.organisatie }
        var gronden = oud.map(\.gronden) ?? []
        gronden?.removeAll { $0 == feit.grond || $0 == .wettelijkeTaak && !feit.wettelijkeTaak }
        gronden?.append(feit.grond)
        betrokken.removeAll { $0.organisatie == feit.organisatie }
        betrokken.append(
            Betrokkene(
                organisatie: feit.organisatie, wettelijkeTaak: feit.wettelijkeTaak, sinds: oud?.sinds ?? tijdstip,
                gronden: gronden, maatregelen: feit.maatregelen ?? oud?.maatregelen))
        betrokken.sort { $0.organisatie < $1.organisatie }
    }

    /// The successor stays involved as the former was. Without one its part ends, but for a wettelijke taak: that ends by
    /// its own ground only (O1), and whoever holds the regie sees to it.
    private mutating func volgOp(_ vorige: String, _ opvolger: String?) {
        guard let oud = betrokken.first(where: { $0.organisatie == vorige }) else { return }
        guard let opvolger else {
            betrokken.removeAll { $0.organisatie == vorige && !$0.wettelijkeTaak }
            return
        }
        let ander = betrokken.first { $0.organisatie == opvolger }
        betrokken.removeAll { [vorige, opvolger].contains($0.organisatie) }
        let nieuw = (ander?.gronden ?? []).filter { oud.gronden?.contains($0) == false }
        let maatregelen = (oud.maatregelen ?? []) + (ander?.maatregelen ?? [])
        betrokken.append(
            Betrokkene(
                organisatie: opvolger, wettelijkeTaak: oud.wettelijkeTaak || ander?.wettelijkeTaak == true,
                sinds: min(oud.sinds, ander?.sinds ?? oud.sinds), gronden: oud.gronden.map { $0 + nieuw },
                maatregelen: maatregelen.isEmpty ? nil : maatregelen))
        betrokken.sort { $0.organisatie < $1.organisatie }
    }
}

/// Collects what an act makes happen to the zaak, each fact on the state that the one before it left.
struct Zaakverloop {
    private(set) var stand: Zaak
    private(set) var events: [ZaakEvent] = []
    private let tijdstip: Date

    init(_ stand: Zaak, _ tijdstip: Date) {
        self.stand = stand
        self.tijdstip = tijdstip
    }

    /// - Parameter regie: who holds it afterwards, when the fact changes that.
    mutating func gebeurt(_ feit: ZaakEvent.Feit, regie: Partij? = nil) {
        let partij = Partij(organisatie: stand.regie.organisatie, medewerker: stand.regie.medewerker)
        let event = ZaakEvent(
            kop: .init(
                zaak: stand.id, kenmerk: stand.kenmerk, regio: stand.regio, oefening: stand.oefening,
                regie: regie ?? partij, tijdstip: tijdstip),
            feit: feit)
        stand = .evolve(stand, event)
        events.append(event)
    }
}
