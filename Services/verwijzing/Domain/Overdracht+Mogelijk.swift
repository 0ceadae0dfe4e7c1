/// What an organisation can do with a handover now; each refusal names it.
extension Overdracht {
    public func mogelijk(voor organisatie: String) -> [String] {
        guard let kant = kant(van: organisatie) else { return [] }
        return handelingen(kant) + handelingenErnaast(kant)
    }

    private func handelingen(_ kant: Kant) -> [String] {
        switch (status, kant) {
        case (.aangeboden, .ontvanger): [toezegging, "uitstellen", "weigeren"]
        case (.uitgesteld, .ontvanger): [toezegging, "uitstellen", "weigeren", "wachtlijstbericht-geven"]
        case (.aangeboden, .aanbieder), (.uitgesteld, .aanbieder):
            (voorstel == nil ? [] : ["voorstel-kiezen"]) + ["intrekken"]
        case (.geaccepteerd, .ontvanger): ["gesprek-bevestigen", "werker-wisselen", "teruggeven"]
        case (.geaccepteerd, .aanbieder): ["gesprek-bevestigen"]
        case (.overgedragen, .ontvanger): ["starten", "werker-wisselen", "teruggeven"]
        case (.gestart, .ontvanger):
            ["voortgang-melden", "afronden", "voortijdig-beeindigen", "werker-wisselen", "teruggeven"]
        case (.teruggegeven, .ontvanger): ["teruggave-intrekken"]
        case (.teruggegeven, .aanbieder): ["teruggave-aanvaarden"]
        case (.overgedragen, .aanbieder), (.gestart, .aanbieder): []
        case (.afgerond, _), (.geweigerd, _), (.ingetrokken, _), (.teruggaveAanvaard, _), (.voortijdigBeeindigd, _): []
        }
    }

    /// How the receiver says yes (O14).
    private var toezegging: String { kiestAfzender ? "voorstel-doen" : "accepteren" }

    private func handelingenErnaast(_ kant: Kant) -> [String] {
        guard !status.isEindstand else { return [] }
        var handelingen: [String] = []
        if status.uitvoering != nil {
            switch (kant, intrekkingsverzoek) {
            case (.aanbieder, nil): handelingen.append("intrekking-vragen")
            case (.ontvanger, .some): handelingen += ["intrekking-instemmen", "intrekking-afwijzen"]
            default: break
            }
        }
        if kant == .aanbieder, dossierWordtAangevuld { handelingen.append("dossier-bijwerken") }
        if kant == .ontvanger, status.isAanvaard { handelingen.append("terzijde-leggen") }
        if triageSinds != nil { handelingen.append("triage-herzien") }
        if let veiligheid {
            if veiligheid.kant == kant { handelingen.append("veiligheid-herstellen") }
        } else {
            handelingen.append("veiligheid-melden")
        }
        return handelingen
    }

    func weigering(_ code: String, _ uitleg: String, voor organisatie: String) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: status.code, mogelijk: mogelijk(voor: organisatie))
    }

    /// The act does not belong to the state.
    func kanNietNu(_ uitleg: String, voor organisatie: String) -> Weigering {
        weigering("kan-niet-in-deze-toestand", "\(uitleg) De overdracht is nu: \(status.code).", voor: organisatie)
    }

    /// O1: a named person of the side that the act belongs to.
    func eis(_ actor: Actor, _ kant: Kant) throws(Weigering) {
        guard actor.isPersoon else {
            throw weigering(
                "geen-medewerker", "Dit kan alleen een medewerker doen die in het register staat.", voor: "")
        }
        guard self.kant(van: actor.organisatie) == kant else {
            throw weigering(
                "verkeerde-organisatie",
                kant == .ontvanger
                    ? "Dit kan alleen een medewerker van de ontvangende organisatie doen."
                    : "Dit kan alleen een medewerker van de aanbiedende organisatie doen.",
                voor: actor.organisatie)
        }
    }

    /// A named person of either side, and which.
    func eisPartij(_ actor: Actor) throws(Weigering) -> Kant {
        guard let kant = kant(van: actor.organisatie) else {
            throw weigering("verkeerde-organisatie", "Uw organisatie is geen partij in deze overdracht.", voor: "")
        }
        try eis(actor, kant)
        return kant
    }

    /// O21: who does the work and holds the regie is a worker of that organisation.
    func eisWerker(_ werker: Actor, van kant: Kant, door actor: Actor) throws(Weigering) {
        guard werker.organisatie == organisatie(kant) else {
            throw weigering(
                "werker-andere-organisatie", "De genoemde werker hoort niet bij uw organisatie.",
                voor: actor.organisatie)
        }
        guard werker.kanWerkerZijn else {
            throw weigering(
                "geen-werker",
                "Noem de werker die het gezin gaat helpen; een planner of een onbekende medewerker kan dat niet zijn.",
                voor: actor.organisatie)
        }
    }
}
