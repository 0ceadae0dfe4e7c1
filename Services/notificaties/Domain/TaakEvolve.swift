import Foundation

extension Taak {
    /// The state after an event. Total: any order of events gives a state.
    public static func evolve(_ state: Taak?, _ event: TaakEvent) -> Taak {
        var taak = state ?? Taak(event)
        taak.urgentie = event.kop.urgentie
        taak.kenmerk = event.kop.kenmerk
        taak.zaak = event.kop.zaak
        taak.voor = event.voor
        taak.organisatie = event.kop.organisatie
        taak.pasToe(event.feit, op: event.kop.tijdstip)
        return taak
    }

    private mutating func pasToe(_ feit: TaakFeit, op: Date) {
        switch feit {
        case .aangemaakt(let feit), .bijgewerkt(let feit):
            kanalen = feit.kanalen
            aanleiding = feit.aanleiding
            trede = .eerste
            wacht(sinds: op)
            fase = .open
        case .bezorgingUitgesteld(let feit): bezorgenNa = feit.tot
        case .bezorgd(let feit): fase = .bezorgd(feit.kanaal)
        case .gezien(let feit): fase = .gezien(door: feit.door, op: op)
        case .gedaan: fase = .gedaan(op: op)
        case .vervallen(let feit): fase = .vervallen(op: op, reden: feit.reden)
        case .kanaalToegevoegd(let feit):
            kanalen.append(feit.kanaal)
            trede = .tweedeKanaal
            wacht(sinds: op)
        case .overgedragen(let feit):
            trede = feit.trede
            wacht(sinds: op)
            fase = .open
        case .herinnerd, .termijnHerinnerd, .termijnGeescaleerd: break
        }
    }

    private mutating func wacht(sinds op: Date) {
        wachtSinds = op
        bezorgenNa = nil
    }

    private init(_ event: TaakEvent) {
        let kop = event.kop
        self.init(
            id: kop.taak, onderwerp: kop.onderwerp, soort: kop.soort, organisatie: kop.organisatie,
            bestemd: kop.bestemd, voor: event.voor, kenmerk: kop.kenmerk, zaak: kop.zaak, regio: kop.regio,
            oefening: kop.oefening, urgentie: kop.urgentie, kanalen: [], trede: .eerste,
            aanleiding: BerichtId(kop.taak.waarde), wachtSinds: kop.tijdstip, fase: .open)
    }
}
