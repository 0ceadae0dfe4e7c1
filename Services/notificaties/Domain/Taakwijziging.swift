/// What an event asks of tasks.
public enum Taakwijziging: Equatable, Sendable {
    case aanmaken(NieuweTaak)
    /// The chain shows that it was done.
    case afronden(Selectie)
    case vervallen(Selectie, Vervalreden)
    case herinneren(Selectie, stadium: Int)
    case overdragen(Selectie, naar: Geadresseerde, Overdraagreden)
    /// Another organisation has them (O22, O23).
    case overnemen(Selectie, door: Organisatie, naar: Geadresseerde)
    /// The register knows nobody for this task, not even for the region: an operator must hear of it. Without an
    /// organisation it is the region's named person who is missing.
    case niemandTeVinden(Organisatie?, Taaksoort)

    /// The tasks that this change is about, and what each of them gets; nil for the two that name no existing task.
    public var opBestaande: (selectie: Selectie, command: TaakCommand)? {
        switch self {
        case .aanmaken, .niemandTeVinden: nil
        case .afronden(let selectie): (selectie, .afronden(door: nil))
        case .vervallen(let selectie, let reden): (selectie, .vervallen(reden))
        case .herinneren(let selectie, let stadium): (selectie, .herinneren(stadium: stadium))
        case .overnemen(let selectie, let door, let naar): (selectie, .overnemen(door: door, naar: naar))
        case .overdragen(let selectie, let naar, let reden): (selectie, .overdragen(naar: naar, reden: reden))
        }
    }
}

/// Which tasks on one subject; nil means any.
public struct Selectie: Hashable, Sendable {
    public var onderwerp: OnderwerpId
    public var soorten: Set<Taaksoort>?
    public var organisatie: Organisatie?
    /// Who has the task now.
    public var medewerker: Medewerker?
    /// Who has it for that person while they are away (N5).
    public var waarnemer: Geadresseerde?

    public init(
        onderwerp: OnderwerpId, soorten: Set<Taaksoort>? = nil, organisatie: Organisatie? = nil,
        medewerker: Medewerker? = nil, waarnemer: Geadresseerde? = nil
    ) {
        self.onderwerp = onderwerp
        self.soorten = soorten
        self.organisatie = organisatie
        self.medewerker = medewerker
        self.waarnemer = waarnemer
    }

    /// Closed tasks are never meant.
    public func past(_ taak: Taak) -> Bool {
        !taak.isAfgesloten && taak.onderwerp == onderwerp
            && soorten?.contains(taak.soort) != false
            && (organisatie == nil || organisatie == taak.organisatie)
            && medewerker.map { heeft($0, taak) } != false
    }

    private func heeft(_ medewerker: Medewerker, _ taak: Taak) -> Bool {
        taak.voor == .medewerker(medewerker) || (taak.bestemd == medewerker && taak.voor == waarnemer)
    }
}
