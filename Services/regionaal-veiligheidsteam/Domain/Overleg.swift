import Foundation

/// A meeting about a family (O20): who was invited, who came, how the children were heard, what the table concluded (R6)
/// and what was agreed (V8). It decides nothing about the regie.
public struct Overleg: Codable, Equatable, Sendable {
    public let id: OverlegId
    public let zaak: ZaakId
    /// Of the casus.
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// The veiligheidsteam that keeps the casus.
    public internal(set) var team: Organisatie
    public let soort: Overlegsoort
    public let gepland: Date
    /// Who called it; an escalation goes to this person's team lead, never to the table.
    public internal(set) var bijeengeroepenDoor: Persoon
    /// The Raad voor de Kinderbescherming at a jeugdbeschermingstafel.
    public internal(set) var raad: Organisatie?
    public internal(set) var uitnodigingen: [Uitnodiging] = []
    public internal(set) var gezin: [Gezinsdeelnemer] = []
    public internal(set) var stand = Stand.gepland
    /// R6.
    public internal(set) var besluit: Tafelbesluit?
    public internal(set) var terugmelding: Terugmelding?
    public internal(set) var onderzoek: Raadsonderzoek?
    /// R6: a new talk is to be held since then, whether it has a day or not, also when one was cancelled.
    public internal(set) var nieuwGesprekSinds: Date?
    /// How much of its term has gone off already, which does so once however often a day was chosen; nil for nothing.
    public internal(set) var nieuwGesprekStadium: Int?
    /// The meeting that was planned for it.
    public internal(set) var vervolg: OverlegId?
    /// Why it need not be held any more, by who said so.
    public internal(set) var afmelding: Gespreksafmelding?
    /// The meeting of which this is the new talk.
    public internal(set) var vorige: OverlegId?
    /// V8, oldest first.
    public internal(set) var afspraken: [Afspraak] = []

    public enum Stand: Codable, Equatable, Sendable {
        case gepland
        case gehouden(Verslag, op: Date)
        case afgezegd(Afzegreden, op: Date)
        /// R6: the Raad took the case directly; the talk is not needed any more.
        case overgenomen(op: Date)

        public var code: String {
            switch self {
            case .gepland: "gepland"
            case .gehouden: "gehouden"
            case .afgezegd: "afgezegd"
            case .overgenomen: "overgenomen"
            }
        }
    }

    init(_ kop: OverlegKop) {
        id = kop.overleg
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        team = kop.team
        soort = kop.soortOverleg
        gepland = kop.gepland
        bijeengeroepenDoor = kop.bijeengeroepenDoor
        raad = kop.raad
    }

    public var verslag: Verslag? { if case .gehouden(let verslag, _) = stand { verslag } else { nil } }

    /// Who is at this meeting: who called it and who was invited.
    public var organisaties: [Organisatie] {
        var bij = [bijeengeroepenDoor.organisatie]
        for wie in uitnodigingen.map(\.nu) where !bij.contains(wie) { bij.append(wie) }
        return bij
    }

    public func isBij(_ organisatie: Organisatie) -> Bool { organisaties.contains(organisatie) }
}

public enum Overlegsoort: String, Codable, Sendable, CaseIterable {
    case jeugdbeschermingstafel
    case mda = "mda-plus-plus"
    case zorgEnVeiligheidshuis = "zorg-en-veiligheidshuis"
    case regionaalExpertteam = "regionaal-expertteam"
    case teamoverleg
}

/// N4: a formal invitation of an organisation, with what became of it.
public struct Uitnodiging: Codable, Equatable, Sendable {
    public struct Gezien: Codable, Equatable, Sendable {
        public var door: Medewerker
        public var op: Date
    }

    public var organisatie: Organisatie
    /// O23: who stands in its place since then; the invitation keeps the name that it was sent to.
    public var opgevolgdDoor: Organisatie?
    /// What it is in the register, and so at the table.
    public var rol: String
    public var verstuurdOp: Date
    public var bezorgdOp: Date?
    public var gezien: Gezien?

    /// Who is invited by it now.
    public var nu: Organisatie { opgevolgdDoor ?? organisatie }
}

/// Someone of the family, or who stands by someone of it, by the id that the zaak gave.
public struct Gezinsdeelnemer: Codable, Hashable, Sendable {
    public enum Als: String, Codable, Sendable, CaseIterable {
        case gezinslid
        /// Of this member of the family: a confidant, JIM or lawyer, of whom nothing else is kept.
        case vertrouwenspersoon
    }

    public var lid: GezinslidId
    public var als: Als

    public init(lid: GezinslidId, als: Als) {
        self.lid = lid
        self.als = als
    }
}

/// O20: who came, and how the children were heard.
public struct Verslag: Codable, Equatable, Sendable {
    /// Of one child: from 12 it is heard and prepared, or there is a reason.
    public struct Kind: Codable, Equatable, Sendable {
        public var kind: GezinslidId
        public var onder12: Bool
        public var gehoord: Bool
        public var voorbereid: Bool

        public init(kind: GezinslidId, onder12: Bool, gehoord: Bool, voorbereid: Bool) {
            self.kind = kind
            self.onder12 = onder12
            self.gehoord = gehoord
            self.voorbereid = voorbereid
        }

        var vraagtReden: Bool { !onder12 && !(gehoord && voorbereid) }
    }

    public var aanwezig: [Organisatie]
    public var gezinAanwezig: [Gezinsdeelnemer]
    /// Why nobody of the family or beside it was there.
    public var geenGezin: InhoudId?
    public var kinderen: [Kind]
    /// Why a child from 12 was not heard or not prepared.
    public var nietGehoord: InhoudId?

    public init(
        aanwezig: [Organisatie], gezinAanwezig: [Gezinsdeelnemer], geenGezin: InhoudId?, kinderen: [Kind],
        nietGehoord: InhoudId?
    ) {
        self.aanwezig = aanwezig
        self.gezinAanwezig = gezinAanwezig
        self.geenGezin = geenGezin
        self.kinderen = kinderen
        self.nietGehoord = nietGehoord
    }
}

public enum Afzegreden: String, Codable, Sendable, CaseIterable {
    case verzet
    case nietMeerNodig = "niet-meer-nodig"
    case geenGezin = "gezin-kan-niet"
}

/// R6: what a jeugdbeschermingstafel concludes.
public struct Tafelbesluit: Codable, Equatable, Sendable {
    public var uitkomst: Tafeluitkomst
    public var motivering: InhoudId
    public var op: Date
}

public enum Tafeluitkomst: String, Codable, Sendable, CaseIterable {
    case vrijwilligKader = "vrijwillig-kader"
    case vrijwilligMetTerugmelden = "vrijwillig-kader-met-terugmeldafspraak"
    case raadsonderzoek
}

/// R6: what follows once who brought the family to the table has looked again.
public struct Terugmelding: Codable, Equatable, Sendable {
    public var gevolg: Terugmeldgevolg
    public var toelichting: InhoudId
    public var op: Date
}

public enum Terugmeldgevolg: String, Codable, Sendable, CaseIterable {
    case onderzoek
    case nieuwGesprek = "nieuw-gesprek"
    /// The worries are less; said, so that no term ends in silence.
    case nietNodig = "niet-nodig"
}

/// R6: somebody said that no new talk is needed.
public struct Gespreksafmelding: Codable, Equatable, Sendable {
    public var toelichting: InhoudId
    public var door: Persoon
    public var op: Date
}

/// R6: why no new talk is to be held any more.
public enum Gespreksgrond: String, Codable, Sendable, CaseIterable {
    case gehouden
    /// The Raad investigates, past the talk.
    case onderzoek
    case nietNodig = "niet-nodig"
}

public enum Raadsonderzoek: Codable, Equatable, Sendable {
    case gevraagd(op: Date)
    case gestart(door: Persoon, op: Date)
}

/// V8: what was agreed, by whom it is done and how soon.
public struct Afspraak: Codable, Equatable, Sendable {
    public let id: AfspraakId
    public let horizon: Horizon
    public internal(set) var eigenaar: Persoon
    public internal(set) var gemaaktDoor: Persoon
    public let tekst: InhoudId
    /// Who alone see it; empty is everyone who sees the meeting.
    public internal(set) var kring: [Persoon]
    /// The term counts from here; no two of one horizon are the same.
    public let sinds: Date
    public internal(set) var einde: Einde?

    public struct Einde: Codable, Equatable, Sendable {
        public var uitkomst: Afspraakuitkomst
        public var reden: InhoudId?
        public var door: Persoon
        public var op: Date
    }

    public var isBeperkt: Bool { !kring.isEmpty }
    public func isVoor(_ persoon: Persoon?) -> Bool { kring.isEmpty || persoon.map(kring.contains) == true }
}

public enum Horizon: String, Codable, Sendable, CaseIterable {
    case uren, dagen, weken, maanden

    public var termijn: Overlegtermijn {
        switch self {
        case .uren: .afspraakUren
        case .dagen: .afspraakDagen
        case .weken: .afspraakWeken
        case .maanden: .afspraakMaanden
        }
    }
}

public enum Afspraakuitkomst: String, Codable, Sendable, CaseIterable {
    case gedaan
    case nietGedaan = "niet-gedaan"
}
