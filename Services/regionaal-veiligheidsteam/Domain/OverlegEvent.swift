import Foundation

/// Something that happened to a meeting. References and codes only; head and fact in one flat JSON object.
public struct OverlegEvent: Equatable, Sendable {
    public var kop: OverlegKop
    public var feit: OverlegFeit

    public init(kop: OverlegKop, feit: OverlegFeit) {
        self.kop = kop
        self.feit = feit
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }
}

/// What every event of a meeting carries.
public struct OverlegKop: Codable, Equatable, Sendable {
    public var overleg: OverlegId
    public var zaak: ZaakId
    public var kenmerk: String
    public var regio: String
    public var oefening: Bool
    public var tijdstip: Date
    public var urgentie: Urgentie
    public var team: Organisatie
    public var soortOverleg: Overlegsoort
    public var gepland: Date
    public var bijeengeroepenDoor: Persoon
    public var raad: Organisatie?
    /// Absent when the chain or the clock did it.
    public var door: Persoon?
}

public enum OverlegFeit: Equatable, Sendable {
    case gepland(OverlegGepland)
    case uitnodigingBezorgd(UitnodigingBezorgd)
    case uitnodigingGezien(UitnodigingGezien)
    case afgezegd(OverlegAfgezegd)
    case gehouden(Verslag)
    case besloten(TafelbesluitGenomen)
    case teruggemeld(TerugmeldingGedaan)
    case nieuwGesprekGepland(NieuwGesprekGepland)
    case nieuwGesprekVervallen(NieuwGesprekVervallen)
    case nieuwGesprekAfgerond(NieuwGesprekAfgerond)
    case onderzoekGestart(RaadsonderzoekGestart)
    case afspraakGemaakt(AfspraakGemaakt)
    case afspraakAfgerond(AfspraakAfgerond)
    case opgevolgd(OverlegOpgevolgd)
    case afspraakOpgevolgd(AfspraakOpgevolgd)
    case termijnHerinnerd(OverlegtermijnHerinnerd)
    case termijnGeescaleerd(OverlegtermijnGeescaleerd)
}

public struct OverlegGepland: Codable, Equatable, Sendable {
    public struct Genodigde: Codable, Equatable, Sendable {
        public var organisatie: Organisatie
        public var rol: String

        public init(organisatie: Organisatie, rol: String) {
            self.organisatie = organisatie
            self.rol = rol
        }
    }

    public var uitgenodigd: [Genodigde]
    public var gezin: [Gezinsdeelnemer]
    public var vorige: OverlegId?
}

public struct UitnodigingBezorgd: Codable, Equatable, Sendable {
    public var organisatie: Organisatie
}

public struct UitnodigingGezien: Codable, Equatable, Sendable {
    public var organisatie: Organisatie
    public var medewerker: Medewerker
}

public struct OverlegAfgezegd: Codable, Equatable, Sendable {
    public var reden: Afzegreden
}

public struct TafelbesluitGenomen: Codable, Equatable, Sendable {
    public var uitkomst: Tafeluitkomst
    public var motivering: InhoudId
}

public struct TerugmeldingGedaan: Codable, Equatable, Sendable {
    public var gevolg: Terugmeldgevolg
    public var toelichting: InhoudId
}

public struct NieuwGesprekGepland: Codable, Equatable, Sendable {
    public var vervolg: OverlegId?
}

public struct NieuwGesprekVervallen: Codable, Equatable, Sendable {
    public var vervolg: OverlegId
}

public struct NieuwGesprekAfgerond: Codable, Equatable, Sendable {
    public var grond: Gespreksgrond
    public var toelichting: InhoudId?
}

public struct RaadsonderzoekGestart: Codable, Equatable, Sendable {
    /// Before the talk, past the table.
    public var rechtstreeks: Bool
}

public struct AfspraakGemaakt: Codable, Equatable, Sendable {
    public var afspraak: AfspraakId
    public var horizon: Horizon
    public var eigenaar: Persoon
    public var tekst: InhoudId
    public var kring: [Persoon]
    public var sinds: Date
}

public struct AfspraakAfgerond: Codable, Equatable, Sendable {
    public var afspraak: AfspraakId
    public var uitkomst: Afspraakuitkomst
    public var reden: InhoudId?
    public var eigenaar: Persoon
}

/// O23: the head names who called it, the team and the Raad as they are now.
public struct OverlegOpgevolgd: Codable, Equatable, Sendable {
    public var vorige: Organisatie
    /// Who stands in its place where it was invited; nil where nobody does.
    public var opvolger: Organisatie?
    /// Where that is another now.
    public var vorigeOproeper: Persoon?
}

/// O23: who does an agreement, who made it and who alone see it, as it is now.
public struct AfspraakOpgevolgd: Codable, Equatable, Sendable {
    public var afspraak: AfspraakId
    public var vorige: Organisatie
    public var eigenaar: Persoon
    /// Where that is another now.
    public var eigenaarWas: Persoon?
    public var gemaaktDoor: Persoon
    public var kring: [Persoon]
}

public struct OverlegtermijnHerinnerd: Codable, Equatable, Sendable {
    public var afspraak: AfspraakId?
    public var soort: String
    public var sinds: Date
    public var stadium: Int
    public var organisatie: Organisatie
    public var medewerker: Medewerker?
}

public struct OverlegtermijnGeescaleerd: Codable, Equatable, Sendable {
    public var afspraak: AfspraakId?
    public var soort: String
    public var sinds: Date
    public var stadium: Int
    public var organisatie: Organisatie
    public var niveau: Escalatieniveau
    /// The organisations whose team leads are told.
    public var escalatieNaar: [Organisatie]
    /// V8: of an agreement for fewer people these hear it, and nobody else.
    public var escalatieAan: [Persoon]
}

extension OverlegEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try OverlegKop(from: decoder)
        feit =
            switch naam {
            case "overleg-gepland": .gepland(try OverlegGepland(from: decoder))
            case "uitnodiging-bezorgd": .uitnodigingBezorgd(try UitnodigingBezorgd(from: decoder))
            case "uitnodiging-gezien": .uitnodigingGezien(try UitnodigingGezien(from: decoder))
            case "overleg-afgezegd": .afgezegd(try OverlegAfgezegd(from: decoder))
            case "overleg-gehouden": .gehouden(try Verslag(from: decoder))
            case "tafelbesluit-genomen": .besloten(try TafelbesluitGenomen(from: decoder))
            case "terugmelding-gedaan": .teruggemeld(try TerugmeldingGedaan(from: decoder))
            case "nieuw-gesprek-gepland": .nieuwGesprekGepland(try NieuwGesprekGepland(from: decoder))
            case "nieuw-gesprek-vervallen": .nieuwGesprekVervallen(try NieuwGesprekVervallen(from: decoder))
            case "nieuw-gesprek-afgerond": .nieuwGesprekAfgerond(try NieuwGesprekAfgerond(from: decoder))
            case "raadsonderzoek-gestart": .onderzoekGestart(try RaadsonderzoekGestart(from: decoder))
            case "afspraak-gemaakt": .afspraakGemaakt(try AfspraakGemaakt(from: decoder))
            case "afspraak-afgerond": .afspraakAfgerond(try AfspraakAfgerond(from: decoder))
            case "overleg-opgevolgd": .opgevolgd(try OverlegOpgevolgd(from: decoder))
            case "afspraak-opgevolgd": .afspraakOpgevolgd(try AfspraakOpgevolgd(from: decoder))
            case "overlegtermijn-herinnerd": .termijnHerinnerd(try OverlegtermijnHerinnerd(from: decoder))
            case "overlegtermijn-geescaleerd": .termijnGeescaleerd(try OverlegtermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(naam)"))
            }
    }
}

extension OverlegFeit {
    fileprivate var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .gepland(let feit): ("overleg-gepland", feit)
        case .uitnodigingBezorgd(let feit): ("uitnodiging-bezorgd", feit)
        case .uitnodigingGezien(let feit): ("uitnodiging-gezien", feit)
        case .afgezegd(let feit): ("overleg-afgezegd", feit)
        case .gehouden(let feit): ("overleg-gehouden", feit)
        case .besloten(let feit): ("tafelbesluit-genomen", feit)
        case .teruggemeld(let feit): ("terugmelding-gedaan", feit)
        case .nieuwGesprekGepland(let feit): ("nieuw-gesprek-gepland", feit)
        case .nieuwGesprekVervallen(let feit): ("nieuw-gesprek-vervallen", feit)
        case .nieuwGesprekAfgerond(let feit): ("nieuw-gesprek-afgerond", feit)
        case .onderzoekGestart(let feit): ("raadsonderzoek-gestart", feit)
        case .afspraakGemaakt(let feit): ("afspraak-gemaakt", feit)
        case .afspraakAfgerond(let feit): ("afspraak-afgerond", feit)
        case .opgevolgd(let feit): ("overleg-opgevolgd", feit)
        case .afspraakOpgevolgd(let feit): ("afspraak-opgevolgd", feit)
        case .termijnHerinnerd(let feit): ("overlegtermijn-herinnerd", feit)
        case .termijnGeescaleerd(let feit): ("overlegtermijn-geescaleerd", feit)
        }
    }
}

extension Overleg {
    /// Applies what happened; total.
    public static func evolve(_ state: Overleg?, _ event: OverlegEvent) -> Overleg {
        var stand = state ?? Overleg(event.kop)
        stand.pasToe(event)
        return stand
    }

    private mutating func pasToe(_ event: OverlegEvent) {
        let (op, door) = (event.kop.tijdstip, event.kop.door)
        switch event.feit {
        case .gepland(let feit):
            uitnodigingen = feit.uitgenodigd.map {
                Uitnodiging(organisatie: $0.organisatie, rol: $0.rol, verstuurdOp: op)
            }
            gezin = feit.gezin
            vorige = feit.vorige
        case .uitnodigingBezorgd(let feit):
            for index in uitnodigingen.indices where uitnodigingen[index].nu == feit.organisatie {
                uitnodigingen[index].bezorgdOp = op
            }
        case .uitnodigingGezien(let feit):
            for index in uitnodigingen.indices where uitnodigingen[index].nu == feit.organisatie {
                uitnodigingen[index].gezien = .init(door: feit.medewerker, op: op)
            }
        case .afgezegd(let feit): stand = .afgezegd(feit.reden, op: op)
        case .gehouden(let verslag): stand = .gehouden(verslag, op: op)
        case .besloten(let feit):
            besluit = Tafelbesluit(uitkomst: feit.uitkomst, motivering: feit.motivering, op: op)
            if feit.uitkomst == .raadsonderzoek { onderzoek = .gevraagd(op: op) }
        case .teruggemeld(let feit):
            terugmelding = Terugmelding(gevolg: feit.gevolg, toelichting: feit.toelichting, op: op)
            if feit.gevolg == .onderzoek { onderzoek = .gevraagd(op: op) }
            if feit.gevolg == .nieuwGesprek { nieuwGesprekSinds = op }
        case .nieuwGesprekGepland(let feit):
            vervolg = feit.vervolg
            // As it was written before the meeting was named.
            if vervolg == nil { nieuwGesprekSinds = nil }
        case .nieuwGesprekVervallen: vervolg = nil
        case .nieuwGesprekAfgerond(let feit):
            (nieuwGesprekSinds, vervolg) = (nil, nil)
            if let toelichting = feit.toelichting, let door {
                afmelding = Gespreksafmelding(toelichting: toelichting, door: door, op: op)
            }
        case .onderzoekGestart(let feit):
            onderzoek = door.map { .gestart(door: $0, op: op) }
            if feit.rechtstreeks { stand = .overgenomen(op: op) }
        case .afspraakGemaakt(let feit):
            afspraken.append(
                Afspraak(
                    id: feit.afspraak, horizon: feit.horizon, eigenaar: feit.eigenaar,
                    gemaaktDoor: door ?? bijeengeroepenDoor, tekst: feit.tekst, kring: feit.kring, sinds: feit.sinds))
        case .afspraakAfgerond(let feit):
            for index in afspraken.indices where afspraken[index].id == feit.afspraak {
                afspraken[index].einde = .init(
                    uitkomst: feit.uitkomst, reden: feit.reden, door: door ?? feit.eigenaar, op: op)
            }
        case .opgevolgd(let feit): volgOp(feit, event.kop)
        case .afspraakOpgevolgd(let feit):
            for index in afspraken.indices where afspraken[index].id == feit.afspraak {
                afspraken[index].eigenaar = feit.eigenaar
                afspraken[index].gemaaktDoor = feit.gemaaktDoor
                afspraken[index].kring = feit.kring
            }
        case .termijnHerinnerd(let feit): gingAf(feit.soort, feit.stadium)
        case .termijnGeescaleerd(let feit): gingAf(feit.soort, feit.stadium)
        }
    }

    /// N4: what is still to come must reach the successor; of what was held it stays who was invited.
    private mutating func gingAf(_ soort: String, _ stadium: Int) {
        guard soort == Overlegtermijn.nieuwGesprek.rawValue else { return }
        nieuwGesprekStadium = max(nieuwGesprekStadium ?? 0, stadium)
    }

    private mutating func volgOp(_ feit: OverlegOpgevolgd, _ kop: OverlegKop) {
        (team, bijeengeroepenDoor, raad) = (kop.team, kop.bijeengeroepenDoor, kop.raad)
        guard let opvolger = feit.opvolger else { return }
        for index in uitnodigingen.indices where uitnodigingen[index].nu == feit.vorige {
            uitnodigingen[index].opgevolgdDoor = opvolger
            if stand == .gepland { (uitnodigingen[index].bezorgdOp, uitnodigingen[index].gezien) = (nil, nil) }
        }
    }
}
