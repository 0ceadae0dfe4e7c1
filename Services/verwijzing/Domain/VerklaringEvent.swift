import Foundation

/// Something that happened to a statement after it was recorded. References and codes only; its JSON is flat.
public struct VerklaringEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var verklaring: UUID
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        public var blok: Dossierblok
        /// After the event.
        public var bron: Partij
        /// Absent when the clock did it.
        public var door: Partij?
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case vastgelegd
        case correctieGevraagd(CorrectieGevraagd)
        case correctieGeweigerd(CorrectieGeweigerd)
        case gecorrigeerd(Gecorrigeerd)
        case correctieBevestigd(CorrectieBevestigd)
        case geldigheidGevraagd
        case geldigheidBeantwoord(GeldigheidBeantwoord)
        case opgevolgd(Opgevolgd)
        case bestandGecontroleerd(BestandGecontroleerd)
        case overgenomen(Overgenomen)
        case termijnHerinnerd(TermijnHerinnerd)
        case termijnGeescaleerd(OverdrachtEvent.TermijnGeescaleerd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }

    public struct CorrectieGevraagd: Codable, Equatable, Sendable {
        public var verzoek: UUID
        public var aard: Correctieaard
        public var gevraagdDoor: Correctievrager
        public var vraag: UUID
    }

    public struct CorrectieGeweigerd: Codable, Equatable, Sendable {
        public var verzoek: UUID
        public var reden: Correctieweigerreden
        public var toelichting: UUID
        /// Who wrote the request down, and tells the family.
        public var aanvrager: Partij
    }

    public struct Gecorrigeerd: Codable, Equatable, Sendable {
        public var versie: Int
        public var aard: Correctieaard
        public var verzoek: UUID?
        public var aanvrager: Partij?
        public var ontvangers: [Ontvanger]
    }

    public struct CorrectieBevestigd: Codable, Equatable, Sendable {
        public var versie: Int
        public var organisatie: String
        /// How many still have to.
        public var nietBevestigd: Int
    }

    public struct GeldigheidBeantwoord: Codable, Equatable, Sendable {
        public var antwoord: Geldigheidsantwoord
    }

    /// O23: who stands in the place of the source, which the head names, and of a receiver.
    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var vorige: String
        /// Nil where nobody comes in its place.
        public var opvolger: Ontvanger?
        /// P3: who tells the family the answer now, where the former wrote its request down.
        public var aanvrager: Partij?
    }

    public struct BestandGecontroleerd: Codable, Equatable, Sendable {
        public var versie: Int
        public var organisatie: String
        public var klopt: Bool
        /// With how many receivers it does not match now.
        public var nietKloppend: Int
    }

    /// O8: by whom the head says.
    public struct Overgenomen: Codable, Equatable, Sendable {
        public var kopie: UUID
        public var versie: Int
    }

    public struct TermijnHerinnerd: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
        public var organisatie: String
    }
}

extension VerklaringEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        feit =
            switch naam {
            case "verklaring-vastgelegd": .vastgelegd
            case "correctie-gevraagd": .correctieGevraagd(try CorrectieGevraagd(from: decoder))
            case "correctie-geweigerd": .correctieGeweigerd(try CorrectieGeweigerd(from: decoder))
            case "verklaring-gecorrigeerd": .gecorrigeerd(try Gecorrigeerd(from: decoder))
            case "correctie-bevestigd": .correctieBevestigd(try CorrectieBevestigd(from: decoder))
            case "geldigheid-gevraagd": .geldigheidGevraagd
            case "geldigheid-beantwoord": .geldigheidBeantwoord(try GeldigheidBeantwoord(from: decoder))
            case "verklaring-opgevolgd": .opgevolgd(try Opgevolgd(from: decoder))
            case "bestand-gecontroleerd": .bestandGecontroleerd(try BestandGecontroleerd(from: decoder))
            case "verklaring-overgenomen": .overgenomen(try Overgenomen(from: decoder))
            case "verklaringtermijn-herinnerd": .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
            case "verklaringtermijn-geescaleerd":
                .termijnGeescaleerd(try OverdrachtEvent.TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "onbekend verklaringfeit"))
            }
    }
}

extension VerklaringEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .vastgelegd: ("verklaring-vastgelegd", nil)
        case .correctieGevraagd(let inhoud): ("correctie-gevraagd", inhoud)
        case .correctieGeweigerd(let inhoud): ("correctie-geweigerd", inhoud)
        case .gecorrigeerd(let inhoud): ("verklaring-gecorrigeerd", inhoud)
        case .correctieBevestigd(let inhoud): ("correctie-bevestigd", inhoud)
        case .geldigheidGevraagd: ("geldigheid-gevraagd", nil)
        case .geldigheidBeantwoord(let inhoud): ("geldigheid-beantwoord", inhoud)
        case .opgevolgd(let inhoud): ("verklaring-opgevolgd", inhoud)
        case .bestandGecontroleerd(let inhoud): ("bestand-gecontroleerd", inhoud)
        case .overgenomen(let inhoud): ("verklaring-overgenomen", inhoud)
        case .termijnHerinnerd(let inhoud): ("verklaringtermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("verklaringtermijn-geescaleerd", inhoud)
        }
    }
}

extension Verklaringloop {
    /// Applies what happened. Total: every head names the statement and its source, so any event can open the state.
    public static func evolve(_ state: Verklaringloop?, _ event: VerklaringEvent) -> Verklaringloop {
        var stand = state ?? Verklaringloop(event.kop)
        stand.pasToe(event)
        return stand
    }

    /// A statement of which nothing is recorded yet.
    public init(zonderVerloop feiten: Verklaringfeiten, sinds: Date) {
        id = feiten.id
        zaak = feiten.zaak
        kenmerk = feiten.kenmerk
        regio = feiten.regio
        oefening = feiten.oefening
        blok = feiten.blok
        bron = feiten.bron
        geldigheid = .sinds(sinds)
    }

    private init(_ kop: VerklaringEvent.Kop) {
        id = kop.verklaring
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        blok = kop.blok
        bron = kop.bron
        geldigheid = .sinds(kop.tijdstip)
    }

    private mutating func pasToe(_ event: VerklaringEvent) {
        let (door, op) = (event.kop.door ?? event.kop.bron, event.kop.tijdstip)
        bron = event.kop.bron
        switch event.feit {
        case .vastgelegd: geldigheid = .sinds(op)
        case .correctieGevraagd(let feit):
            verzoeken.append(
                Correctieverzoek(
                    id: feit.verzoek, aard: feit.aard, gevraagdDoor: feit.gevraagdDoor, vraag: feit.vraag,
                    aanvrager: door, sinds: op))
        case .correctieGeweigerd(let feit):
            beantwoord(
                feit.verzoek, .geweigerd(reden: feit.reden, toelichting: feit.toelichting, door: door, op: op))
        case .gecorrigeerd(let feit):
            if let verzoek = feit.verzoek { beantwoord(verzoek, .uitgevoerd(versie: feit.versie, op: op)) }
            correcties.append(
                Correctie(
                    versie: feit.versie, aard: feit.aard, door: door, sinds: op, verzoek: feit.verzoek,
                    ontvangers: feit.ontvangers, bevestigd: []))
            // What its source wrote anew holds from now on (O8).
            geldigheid = .sinds(op)
            bestandscontroles = nil
        case .correctieBevestigd(let feit):
            if let plaats = correcties.firstIndex(where: { $0.versie == feit.versie }) {
                correcties[plaats].bevestigd.append(.init(door: door, op: op))
            }
        case .geldigheidGevraagd: geldigheid = .gevraagd(op)
        case .geldigheidBeantwoord(let feit): geldigheid = feit.antwoord == .geldig ? .sinds(op) : .nietMeer(op)
        case .opgevolgd(let feit): volgOp(feit)
        case .bestandGecontroleerd(let feit):
            let eerder = (bestandscontroles ?? []).filter { $0.door.organisatie != feit.organisatie }
            bestandscontroles = eerder + [.init(versie: feit.versie, door: door, klopt: feit.klopt, op: op)]
        case .overgenomen(let feit):
            kopieen =
                (kopieen ?? []).filter { $0.verklaring != feit.kopie }
                + [Kopie(verklaring: feit.kopie, versie: feit.versie, door: door)]
        case .termijnHerinnerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        }
        let lopend = lopendeTermijnen
        afgegaan.removeAll { oud in
            !lopend.contains { $0.soort == oud.soort && $0.sinds.zelfdeMoment(als: oud.sinds) }
        }
    }

    /// Only what still waits for a receiver goes to its successor; who acknowledged did so under their own name.
    private mutating func volgOp(_ feit: VerklaringEvent.Opgevolgd) {
        if let aanvrager = feit.aanvrager {
            for index in verzoeken.indices
            where verzoeken[index].isOpen && verzoeken[index].aanvrager.organisatie == feit.vorige {
                verzoeken[index].aanvrager = aanvrager
            }
        }
        kopieen = kopieen?.compactMap { kopie in
            guard kopie.door.organisatie == feit.vorige else { return kopie }
            guard let opvolger = feit.opvolger else { return nil }
            let wie = Partij(
                organisatie: opvolger.organisatie, medewerker: opvolger.medewerker ?? kopie.door.medewerker)
            return Kopie(verklaring: kopie.verklaring, versie: kopie.versie, door: wie)
        }
        guard let plaats = correcties.indices.last else { return }
        let open = correcties[plaats].nietBevestigd
        guard open.contains(where: { $0.organisatie == feit.vorige }) else { return }
        correcties[plaats].ontvangers.removeAll { $0.organisatie == feit.vorige }
        if let opvolger = feit.opvolger, opvolger.organisatie != bron.organisatie,
            !correcties[plaats].ontvangers.contains(where: { $0.organisatie == opvolger.organisatie })
        {
            correcties[plaats].ontvangers.append(opvolger)
            correcties[plaats].ontvangers.sort { $0.organisatie < $1.organisatie }
        }
    }

    private mutating func beantwoord(_ verzoek: UUID, _ antwoord: Correctieverzoek.Antwoord) {
        if let plaats = verzoeken.firstIndex(where: { $0.id == verzoek }) { verzoeken[plaats].antwoord = antwoord }
    }

    private mutating func noteer(_ soort: String, _ sinds: Date, _ stadium: Int) {
        afgegaan.removeAll { $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds) }
        afgegaan.append(.init(soort: soort, sinds: sinds, stadium: stadium))
    }
}
