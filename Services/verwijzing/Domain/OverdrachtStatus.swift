import Foundation

/// Where a handover stands; each state carries what is only true in it.
public enum OverdrachtStatus: Codable, Equatable, Sendable {
    case aangeboden
    case uitgesteld(Uitstel)
    case geaccepteerd(Uitvoering)
    /// Both sides confirmed that they spoke (O2).
    case overgedragen(Uitvoering)
    case gestart(Uitvoering)
    /// The receiver cannot go on and keeps the regie until a person of the offerer accepts (O21).
    case teruggegeven(Teruggave)
    case afgerond(Afsluiting)
    case geweigerd(Afwijzing)
    case ingetrokken(Intrekkingsreden)
    case teruggaveAanvaard(regiehouder: String)
    case voortijdigBeeindigd(Beeindigingsreden, Afsluiting)

    /// The published code.
    public var code: String {
        switch self {
        case .aangeboden: "aangeboden"
        case .uitgesteld: "uitgesteld"
        case .geaccepteerd: "geaccepteerd"
        case .overgedragen: "overgedragen"
        case .gestart: "gestart"
        case .teruggegeven: "teruggegeven"
        case .afgerond: "afgerond"
        case .geweigerd: "geweigerd"
        case .ingetrokken: "ingetrokken"
        case .teruggaveAanvaard: "teruggave-aanvaard"
        case .voortijdigBeeindigd: "voortijdig-beeindigd"
        }
    }

    /// Nothing more can happen, and nobody waits.
    public var isEindstand: Bool {
        switch self {
        case .afgerond, .geweigerd, .ingetrokken, .teruggaveAanvaard, .voortijdigBeeindigd: true
        case .aangeboden, .uitgesteld, .geaccepteerd, .overgedragen, .gestart, .teruggegeven: false
        }
    }

    /// An offer that still waits for its answer; the offerer holds the regie.
    public var isOpenAanbod: Bool {
        switch self {
        case .aangeboden, .uitgesteld: true
        default: false
        }
    }

    /// The receiver accepted and the handover still runs; the receiver holds the regie.
    public var isAanvaard: Bool { !isEindstand && !isOpenAanbod }

    /// The work that the receiver does now; nil before acceptance, while giving back and after the end.
    public var uitvoering: Uitvoering? {
        switch self {
        case .geaccepteerd(let uitvoering), .overgedragen(let uitvoering), .gestart(let uitvoering): uitvoering
        default: nil
        }
    }

    /// O11: what was agreed when the help ended; nil where it did not end so.
    public var afsluiting: Afsluiting? {
        switch self {
        case .afgerond(let afsluiting), .voortijdigBeeindigd(_, let afsluiting): afsluiting
        default: nil
        }
    }

    /// The FHIR R4 `Task.status`.
    public var fhirTaskStatus: String {
        switch self {
        case .aangeboden: "requested"
        case .uitgesteld: "on-hold"
        case .geaccepteerd: "accepted"
        case .overgedragen, .gestart: "in-progress"
        case .afgerond: "completed"
        case .geweigerd: "rejected"
        case .ingetrokken: "cancelled"
        case .teruggegeven, .teruggaveAanvaard, .voortijdigBeeindigd: "failed"
        }
    }
}

/// An answer that waits: a reason, a date and who does what meanwhile (O4).
public struct Uitstel: Codable, Equatable, Sendable {
    public var reden: Uitstelreden
    public var nieuweDatum: Dag
    /// The encrypted bridging agreement.
    public var overbrugging: UUID
    /// Since when the next wachtlijstbericht is due.
    public var berichtSinds: Date
    public var laatsteBericht: UUID?
    public var gemisteBerichten: Int
}

/// The receiver's promise and what came of it.
public struct Uitvoering: Codable, Equatable, Sendable {
    /// The named worker, who is also the named person of the regie (O1, O21).
    public var werker: String
    public var startdatum: Dag
    public var gesprekAanbieder: Gesprek?
    public var gesprekOntvanger: Gesprek?
    /// Since when the next word on the progress is due.
    public var voortgangSinds: Date
    public var laatsteVoortgang: UUID?

    public func gesprek(_ kant: Kant) -> Gesprek? {
        kant == .aanbieder ? gesprekAanbieder : gesprekOntvanger
    }
}

/// One side's account of the warm handover (O2).
public struct Gesprek: Codable, Equatable, Sendable {
    public var datum: Dag
    /// The register's ids of the professionals who took part, sorted.
    public var deelnemers: [String]
    /// Nil when the family was there.
    public var gezinAfwezig: AfwezigheidGezin?

    public init(datum: Dag, deelnemers: Set<String>, gezinAfwezig: AfwezigheidGezin?) {
        self.datum = datum
        self.deelnemers = deelnemers.sorted()
        self.gezinAfwezig = gezinAfwezig
    }
}

public struct Teruggave: Codable, Equatable, Sendable {
    public enum Fase: String, Codable, Sendable { case geaccepteerd, overgedragen, gestart }

    public var reden: Teruggavereden
    /// Where the handover goes on if the receiver withdraws the return.
    public var fase: Fase
    public var uitvoering: Uitvoering

    var vorigeStatus: OverdrachtStatus {
        switch fase {
        case .geaccepteerd: .geaccepteerd(uitvoering)
        case .overgedragen: .overgedragen(uitvoering)
        case .gestart: .gestart(uitvoering)
        }
    }
}

public struct Afwijzing: Codable, Equatable, Sendable {
    public var reden: Weigerreden
    /// The code of the alternative.
    public var alternatief: String
    /// Which organisation it is, where the alternative is another one.
    public var alternatieveOrganisatie: String?
    /// O6: the named person at the offerer to whom the zaak returns.
    public var terugNaar: String
}
