import Foundation

/// What becomes of one statement of a dossier after it was recorded: whether it still holds (O8), who asked to correct
/// it (P3), and who must know that it was (O9). Its texts and versions stand in the dossier.
public struct Verklaringloop: Codable, Equatable, Sendable {
    /// The statement's own id, which copies keep (O8).
    public let id: UUID
    public let zaak: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    public let blok: Dossierblok
    /// Whose statement it is: the author of its newest version. Its organisation alone corrects it.
    public internal(set) var bron: Partij
    public internal(set) var verzoeken: [Correctieverzoek] = []
    /// Oldest first; the last one is what receivers must know.
    public internal(set) var correcties: [Correctie] = []
    public internal(set) var geldigheid: Geldigheid
    /// What receivers found of the newest version's file, the last of each (O7); nil when nobody looked.
    public internal(set) var bestandscontroles: [Bestandscontrole]?
    /// Where it was written down once more with its id (O8), the last of each; nil when nowhere.
    public internal(set) var kopieen: [Kopie]?
    /// Which running terms went off, and how far.
    public internal(set) var afgegaan: [Overdracht.AfgeganeTermijn] = []

    /// The number of its newest version.
    public var versie: Int { correcties.last?.versie ?? 1 }

    /// What an event on it says of the statement.
    public var feiten: Verklaringfeiten {
        Verklaringfeiten(
            id: id, zaak: zaak, kenmerk: kenmerk, regio: regio, oefening: oefening, blok: blok, bron: bron)
    }

    /// Nothing that was decided is reversed here: a request has one answer.
    public func verzoek(_ id: UUID) -> Correctieverzoek? { verzoeken.first { $0.id == id } }

    /// Who received the statement and has not said that it knows of the last correction (O9).
    public var nietBevestigd: [Ontvanger] { correcties.last?.nietBevestigd ?? [] }

    /// Whether an organisation received one of the versions.
    public func isOntvanger(_ organisatie: String) -> Bool {
        correcties.contains { correctie in correctie.ontvangers.contains { $0.organisatie == organisatie } }
    }
}

/// O7: whether a receiver got the file that was meant.
public struct Bestandscontrole: Codable, Equatable, Sendable {
    public let versie: Int
    public let door: Partij
    public let klopt: Bool
    public let op: Date
}

/// O8: a statement elsewhere that was taken from this one, and of which version.
public struct Kopie: Codable, Equatable, Sendable {
    public let verklaring: UUID
    public let versie: Int
    public let door: Partij
}

/// An organisation that received a statement, with who read it there last.
public struct Ontvanger: Codable, Hashable, Sendable {
    public let organisatie: String
    public let medewerker: String?

    public init(organisatie: String, medewerker: String?) {
        self.organisatie = organisatie
        self.medewerker = medewerker
    }

    public init(_ partij: Partij) {
        self.init(organisatie: partij.organisatie, medewerker: partij.medewerker)
    }
}

/// P3: what someone of the family asked, as a professional wrote it down.
public struct Correctieverzoek: Codable, Equatable, Sendable {
    public let id: UUID
    public let aard: Correctieaard
    public let gevraagdDoor: Correctievrager
    /// The encrypted question.
    public let vraag: UUID
    /// Who wrote it down, and tells the family the answer.
    public internal(set) var aanvrager: Partij
    public let sinds: Date
    public internal(set) var antwoord: Antwoord?

    public enum Antwoord: Codable, Equatable, Sendable {
        case uitgevoerd(versie: Int, op: Date)
        /// `toelichting` is encrypted.
        case geweigerd(reden: Correctieweigerreden, toelichting: UUID, door: Partij, op: Date)
    }

    public var isOpen: Bool { antwoord == nil }
}

/// O9: a new version, and who acknowledged it.
public struct Correctie: Codable, Equatable, Sendable {
    public let versie: Int
    public let aard: Correctieaard
    public let door: Partij
    public let sinds: Date
    /// The request that it carries out.
    public let verzoek: UUID?
    /// Sorted by organisation.
    public internal(set) var ontvangers: [Ontvanger]
    public internal(set) var bevestigd: [Bevestiging]

    public struct Bevestiging: Codable, Equatable, Sendable {
        public let door: Partij
        public let op: Date
    }

    public var nietBevestigd: [Ontvanger] {
        ontvangers.filter { ontvanger in !bevestigd.contains { $0.door.organisatie == ontvanger.organisatie } }
    }
}

/// O8: how a statement's age counts.
public enum Geldigheid: Codable, Equatable, Sendable {
    case sinds(Date)
    case gevraagd(Date)
    /// Its source said so; nobody asks again.
    case nietMeer(Date)
}

public enum Correctieaard: String, Codable, Sendable, CaseIterable {
    case correctie, aanvulling
}

public enum Correctievrager: String, Codable, Sendable, CaseIterable {
    case ouder, jeugdige, vertegenwoordiger
    case anderGezinslid = "ander-gezinslid"
}

public enum Correctieweigerreden: String, Codable, Sendable, CaseIterable {
    case kloptVolgensBron = "klopt-volgens-bron"
    case isEenMening = "is-een-mening"
    case nietNaTeGaan = "niet-na-te-gaan"
    case anders
}

public enum Geldigheidsantwoord: String, Codable, Sendable, CaseIterable {
    case geldig
    case nietMeer = "niet-meer"
}

// MARK: - Terms

public enum Verklaringtermijn {
    /// The age at which the source is asked; going off it asks, and reminds nobody (O8).
    public static let geldigheid = "verklaring-geldigheid"
    public static let geldigheidAntwoord = "geldigheid-beantwoorden"
    public static let verzoek = "correctieverzoek-beantwoorden"
    public static let bevestigen = "correctie-bevestigen"
    /// A receiver got another file than was meant; its source sees to it (O7).
    public static let bestand = "bestand-nakijken"

    public static let alle = [geldigheid, geldigheidAntwoord, verzoek, bevestigen, bestand]
}

extension Verklaringloop {
    /// No step is silent (O5): a request waits for its source, a correction for everyone who received the statement.
    public var lopendeTermijnen: [LopendeTermijn] {
        func termijn(_ soort: String, _ sinds: Date, _ organisatie: String, _ medewerker: String?) -> LopendeTermijn {
            LopendeTermijn(
                soort: soort, sinds: sinds, spoed: false, uiterlijk: nil, organisatie: organisatie,
                medewerker: medewerker)
        }
        // Requests of one moment share a term; it ends when the last of them was answered.
        var termijnen = Set(verzoeken.filter(\.isOpen).map(\.sinds)).sorted().map {
            termijn(Verklaringtermijn.verzoek, $0, bron.organisatie, bron.medewerker)
        }
        if let correctie = correcties.last, let eerste = correctie.nietBevestigd.first {
            termijnen.append(
                termijn(Verklaringtermijn.bevestigen, correctie.sinds, eerste.organisatie, eerste.medewerker))
        }
        if let sinds = bestandscontroles?.filter({ !$0.klopt }).map(\.op).min() {
            termijnen.append(termijn(Verklaringtermijn.bestand, sinds, bron.organisatie, bron.medewerker))
        }
        switch geldigheid {
        case .sinds(let sinds):
            termijnen.append(termijn(Verklaringtermijn.geldigheid, sinds, bron.organisatie, bron.medewerker))
        case .gevraagd(let sinds):
            termijnen.append(termijn(Verklaringtermijn.geldigheidAntwoord, sinds, bron.organisatie, bron.medewerker))
        case .nietMeer: break
        }
        return termijnen
    }

    /// Who must act within a term.
    func aanZet(_ soort: String) -> [String] {
        soort == Verklaringtermijn.bevestigen ? nietBevestigd.map(\.organisatie) : [bron.organisatie]
    }
}

// MARK: - What an organisation can do

extension Verklaringloop {
    /// - Parameters:
    ///   - leest: whether it may read the statement now.
    ///   - bestand: whether the newest version refers to a file.
    public func mogelijk(voor organisatie: String, leest: Bool, bestand: Bool = false) -> [String] {
        var kan: [String] = []
        if organisatie == bron.organisatie {
            kan.append("corrigeren")
            if verzoeken.contains(where: \.isOpen) { kan.append("verzoek-weigeren") }
            if !isNietMeer { kan.append("geldigheid-beantwoorden") }
        }
        if leest || organisatie == bron.organisatie { kan.append("correctie-vragen") }
        if leest, bestand, organisatie != bron.organisatie { kan.append("bestand-controleren") }
        if nietBevestigd.contains(where: { $0.organisatie == organisatie }) { kan.append("correctie-bevestigen") }
        return kan
    }

    public var isNietMeer: Bool { if case .nietMeer = geldigheid { true } else { false } }
}
