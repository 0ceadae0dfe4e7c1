import Contracts
import Foundation
import Messaging
import VerwijzingDomain

/// What a zaak's dossier holds, without the texts: those are sealed in the vault under `inhoud` (O7, O8).
struct Dossier: Projection, Equatable {
    /// One version of one statement. A copy elsewhere names `id` as its original.
    struct Verklaring: Codable, Equatable, Sendable {
        let id: UUID
        let versie: Int
        let blok: Dossierblok
        let soort: Verklaringsoort
        /// The day that the statement is about or was made, by its author.
        let datum: Dag
        let organisatie: String
        let door: String
        /// "Onbekend, want …" is an answer too.
        let onbekend: Bool
        let inhoud: UUID
        let vastgelegdOp: Date
        /// What it refers to; nil in most.
        var bestand: Bestand?
        /// What it was taken from (O8); nil for what was made here.
        var overname: Overname?

        /// What is sealed of it.
        var delen: [UUID] { [inhoud] + (bestand.map { [$0.adres] } ?? []) }
    }

    /// The original of a copy, under its own id and with whose it is. The copy's `datum` and `soort` are the original's.
    struct Overname: Codable, Equatable, Sendable {
        let origineel: String
        let organisatie: String
        /// Nil where it is not known, or shielded.
        let auteur: String?
        /// Where corrections come from; nil where that is outside Keten.
        var keten: Bron?

        struct Bron: Codable, Equatable, Sendable {
            let zaak: UUID
            let verklaring: UUID
            /// The version that the copy goes by.
            var versie: Int
        }
    }

    /// A file that its source keeps: none of it is stored here (O7). Where it is to be had is sealed under `adres`.
    struct Bestand: Codable, Equatable, Sendable {
        let mediatype: String
        let grootte: Int
        let sha256: String
        let adres: UUID
    }

    let regio: String
    private(set) var verklaringen: [Verklaring] = []

    init(regio: String) { self.regio = regio }

    static var kind: String { "dossier" }
    var regionCode: String { regio }
    /// The row's id follows from the zaak.
    static func id(van zaak: UUID) -> UUID { UUID(named: "dossier \(zaak.text)") }

    /// The newest version of each statement, oldest first.
    var geldig: [Verklaring] {
        verklaringen.filter { verklaring in
            !verklaringen.contains { $0.id == verklaring.id && $0.versie > verklaring.versie }
        }
    }

    /// The version of each statement that stood there at a moment, oldest first (O7).
    func geldig(op moment: Date) -> [Verklaring] {
        // Events hold milliseconds.
        let toen = verklaringen.filter { $0.vastgelegdOp < moment.addingTimeInterval(0.001) }
        return toen.filter { verklaring in
            !toen.contains { $0.id == verklaring.id && $0.versie > verklaring.versie }
        }
    }

    /// Which blocks have an answer (O7).
    var antwoorden: [Dossierblok: Blokantwoord] {
        Dictionary(
            geldig.map { ($0.blok, $0.onbekend ? .onbekend(want: $0.inhoud) : .inhoud($0.inhoud)) },
            uniquingKeysWith: { $1 })
    }

    /// All versions of a statement, oldest first: what was handed over can always be seen again (O9).
    func versies(_ id: UUID) -> [Verklaring] {
        verklaringen.filter { $0.id == id }.sorted { $0.versie < $1.versie }
    }

    func nieuwste(_ id: UUID) -> Verklaring? { verklaringen.filter { $0.id == id }.max { $0.versie < $1.versie } }

    mutating func voegToe(_ verklaring: Verklaring) { verklaringen.append(verklaring) }
}

typealias Verklaringsoort = OverdrachtenEvents.Verklaringsoort

extension Scope {
    func dossier(van zaak: UUID) throws -> Dossier? { try load(projection: Dossier.self, Dossier.id(van: zaak)) }

    /// The answers that a new offer starts with.
    func antwoorden(van zaak: UUID) throws -> [Dossierblok: Blokantwoord] { try dossier(van: zaak)?.antwoorden ?? [:] }
}

extension AggregateRef {
    static func dossier(van zaak: UUID) -> AggregateRef {
        AggregateRef(projection: Dossier.self, Dossier.id(van: zaak))
    }
}
