/// M3 and M9: what a melding must hold. All errors at once, each with the pointer of its field.
extension NieuweMelding {
    /// What is missing or wrong, in the order of the form. An acute melding is taken in with these as its gaps.
    public func gebreken() -> [Veldfout] {
        var fouten: [Veldfout] = []
        func eis(_ aanwezig: Bool, _ gebrek: Gebrek, _ pointer: String, _ uitleg: String) {
            if !aanwezig { fouten.append(Veldfout(pointer: pointer, gebrek: gebrek, uitleg: uitleg)) }
        }
        eis(geldigeSoort != nil, .soort, "/soort", "Zeg wat voor melding dit is.")
        eis(gemeente != nil, .gemeente, "/gemeente", "Noem de gemeente (CBS-code van vier cijfers).")
        eis(waarneming, .waarneming, "/waarneming", "Vertel wat er gezien of gehoord is; een vermoeden is genoeg.")
        eis(melder != nil, .melder, "/melder", "Zeg wie meldt; een burger mag afgeschermd blijven.")
        eis(acuut != nil, .acuut, "/acuut", "Zeg of er acuut gevaar is: ja, nee of onbekend.")
        switch bespreking {
        case .none:
            eis(false, .besproken, "/besproken", "Zeg of het met betrokkenen besproken is.")
        case .nietBesproken(redenGegeven: false):
            eis(false, .redenNietBesproken, "/redenNietBesproken", "Zeg waarom het niet met betrokkenen besproken is.")
        case .besproken, .nietBesproken: break
        }
        eis(
            terugkoppelingGewenst != nil, .terugkoppelingGewenst, "/terugkoppelingGewenst",
            "Zeg of terugkoppeling gewenst is.")
        eis(!onleesbaar, .onleesbaar, "", "Een deel van het bericht kon niet gelezen worden.")
        if vraagtGrondslag {
            eis(grondslag != nil, .grondslag, "/grondslag", "Noem de grondslag: dit bericht herkent personen.")
            eis(ontvanger != nil, .ontvanger, "/ontvanger", "Noem de ontvanger: dit bericht herkent personen.")
        }
        return fouten
    }

    /// M2: a kind that is not this melder's to send counts as missing.
    var geldigeSoort: Meldingsoort? {
        guard case .burger = melder, let soort, !Meldingsoort.vanBurger.contains(soort) else { return soort }
        return nil
    }

    /// M9: a vt-melding carries its own ground, a citizen needs none, and without identifying fields it passes.
    private var vraagtGrondslag: Bool {
        if case .burger = melder { return false }
        return identificeert && soort != .vtMelding
    }
}

/// Who deals with a melding, from the register's routing.
public struct Toewijzing: Hashable, Sendable {
    public var regio: String
    public var behandelaar: Organisatie
    /// M11: where the melding belongs, when it was addressed to another. A named person there forwards it.
    public var hoortBij: Organisatie?
    /// The addressee is not an active organisation of the register.
    public var ontvangerOnbekend: Bool

    public init(
        regio: String, behandelaar: Organisatie, hoortBij: Organisatie? = nil, ontvangerOnbekend: Bool = false
    ) {
        self.regio = regio
        self.behandelaar = behandelaar
        self.hoortBij = hoortBij
        self.ontvangerOnbekend = ontvangerOnbekend
    }

    /// The addressee deals with it, also when it belongs elsewhere: only a person forwards (M11). Without an addressee,
    /// or with an unknown one, the routing by gemeente and kind decides, so that it is never dropped.
    public static func bepaal(
        regio: String, ontvanger: Organisatie?, volgensRoutering: Organisatie, isActief: (Organisatie) -> Bool
    ) -> Toewijzing {
        guard let ontvanger else { return Toewijzing(regio: regio, behandelaar: volgensRoutering) }
        guard isActief(ontvanger) else {
            return Toewijzing(regio: regio, behandelaar: volgensRoutering, ontvangerOnbekend: true)
        }
        return Toewijzing(
            regio: regio, behandelaar: ontvanger, hoortBij: ontvanger == volgensRoutering ? nil : volgensRoutering)
    }
}
