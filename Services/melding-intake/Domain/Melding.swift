import Foundation

/// One melding: was it received, is it complete, who deals with it, what came of it.
public struct Melding: Codable, Equatable, Sendable {
    public enum Fase: Codable, Equatable, Sendable {
        case ontvangen(sinds: Date)
        case doorgestuurd(sinds: Date, van: Organisatie)
        case inBehandeling(sinds: Date)
        case afgehandeld(op: Date, uitkomst: Uitkomst)
    }

    public var id: MeldingId
    public var kenmerk: String
    public var regio: String
    public var oefening: Bool
    public var zaak: ZaakId?
    public var behandelaar: Organisatie
    public var hoortBij: Organisatie?
    public var melder: Organisatie?
    public var melderAfgeschermd: Bool
    public var eigenKenmerk: String?
    public var terugkoppelingGewenst: Bool
    public var urgentie: Urgentie
    public var ontvangenOp: Date
    public var soort: Meldingsoort?
    public var gemeente: String?
    public var acuut: Acuut
    public var besproken: Besproken?
    public var grondslag: Grondslag?
    public var betrokkenen: [Betrokkene]
    public var ontbreekt: [Gebrek]
    public var inhoud: [InhoudId]
    public var bastaAangeboden: Bool
    /// M6: from when the term for the veiligheidsbeoordeling counts; set only for a vt-melding.
    public var veiligheidstermijnSinds: Date?
    public var fase: Fase

    /// What the head of an event tells: the ground on which any first event can stand.
    init(kop: MeldingKop) {
        id = kop.melding
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        zaak = kop.zaak
        behandelaar = kop.behandelaar
        melder = kop.melder
        melderAfgeschermd = false
        eigenKenmerk = kop.eigenKenmerk
        terugkoppelingGewenst = kop.terugkoppelingGewenst
        urgentie = kop.urgentie
        ontvangenOp = kop.tijdstip
        acuut = .onbekend
        betrokkenen = []
        ontbreekt = []
        inhoud = []
        bastaAangeboden = false
        fase = .ontvangen(sinds: kop.tijdstip)
    }

    public var isAfgehandeld: Bool {
        if case .afgehandeld = fase { true } else { false }
    }

    /// M4: steps, never content.
    ///
    /// Not inlined: the optimiser of Swift 6.3 crashes on it in another module's release build.
    @inline(never)
    public var statusVoorMelder: MelderStatus {
        switch fase {
        case .ontvangen: .ontvangen
        case .doorgestuurd: .doorgestuurd
        case .inBehandeling: .inBehandeling
        case .afgehandeld: .afgehandeld
        }
    }

    /// M4: the outcome, once there is one and unless the melder declined to hear it.
    public var uitkomstVoorMelder: Uitkomst? {
        guard terugkoppelingGewenst, case .afgehandeld(_, let uitkomst) = fase else { return nil }
        return uitkomst
    }

    /// M5: the same source with the same own reference is the same melding. Nil when the melder gave no reference.
    /// An exercise has references of its own (C3).
    public static func dubbelsleutel(melder: Organisatie, eigenKenmerk: String?, oefening: Bool) -> String? {
        eigenKenmerk.map { "\(oefening ? "oefening " : "")\(melder.rawValue)/\($0)" }
    }
}

extension Melding {
    /// The terms that run now; empty only when it is afgehandeld (M6, O5).
    public var lopendeTermijnen: [LopendeTermijn] {
        let spoed = urgentie == .spoed
        func termijn(_ soort: Termijnsoort, _ sinds: Date) -> LopendeTermijn {
            LopendeTermijn(soort: soort.rawValue, sinds: sinds, spoed: spoed)
        }
        var termijnen: [LopendeTermijn]
        switch fase {
        case .ontvangen(let sinds), .doorgestuurd(let sinds, _): termijnen = [termijn(.oppakken, sinds)]
        case .inBehandeling(let sinds): termijnen = [termijn(.afhandelen, sinds)]
        case .afgehandeld: return []
        }
        if !ontbreekt.isEmpty { termijnen.append(termijn(.aanvullen, ontvangenOp)) }
        // In a casus the veiligheidsteam has this term (R2); here it would only ring twice.
        if zaak == nil, let sinds = veiligheidstermijnSinds {
            termijnen.append(termijn(.veiligheidsbeoordeling, sinds))
        }
        return termijnen
    }
}
