import Chassis
import Content
import Contracts
import Foundation
import MeldingDomain
import Messaging
import Postgres

/// Puts texts and people in the vault and remembers what may be known of them without opening it.
struct Inhoudskluis: Sendable {
    let context: Context

    /// Content that is to be sealed, and what may be known of it without opening it.
    struct Bron: Sendable {
        let deel: Inhoudsdeel
        fileprivate let part: Vault.Part
    }

    /// Sealed content on its way into a transaction.
    struct Deel: Sendable {
        let deel: Inhoudsdeel
        /// On the first part that it seals.
        fileprivate let sleutel: NewContentKey?
        fileprivate let sealed: Vault.Sealed
        var id: UUID { sealed.id }
    }

    /// - Parameters:
    ///   - onderdeel: what kind of text it is; part of its seal.
    ///   - persoon: whose key seals it; that key can be destroyed alone.
    func tekst(_ tekst: Tekst, onderdeel: String, over persoon: String = "melding", van organisatie: OIN?) -> Bron {
        Bron(
            deel: Inhoudsdeel(
                organisatie: organisatie, soort: .tekst, onderdeel: onderdeel, pseudoniem: nil, leeftijd: nil),
            part: Vault.Part(Array(tekst.text.utf8), person: persoon, part: onderdeel))
    }

    /// A person's own key seals what identifies them; outside stands a pseudonym, or one of chance where no BSN is known.
    func persoon(_ persoon: Persoonsgegevens, volgnummer: Int, van organisatie: OIN?, dossier: UUID) -> Bron {
        let pseudoniem =
            persoon.bsn.flatMap { Pseudoniem(context.pseudonyms.pseudonym(of: $0)) }
            ?? Pseudoniem.toevallig(dossier, volgnummer)
        let leeftijd = persoon.geboortedatum.flatMap { $0.kalenderdag.leeftijd(op: Datum.vandaag.kalenderdag) }
        return Bron(
            deel: Inhoudsdeel(
                organisatie: organisatie, soort: .persoon, onderdeel: "persoon", pseudoniem: pseudoniem,
                leeftijd: leeftijd),
            part: Vault.Part(persoon.encoded(), person: pseudoniem.text, part: "persoon", version: volgnummer))
    }

    /// The people of a melding; what identifies them is added to what is to be sealed.
    func betrokkenen(
        _ verzoeken: [BetrokkeneVerzoek]?, van organisatie: OIN?, dossier: UUID, bij bronnen: inout [Bron]
    ) throws -> [GemeldeBetrokkene] {
        try (verzoeken ?? []).enumerated().map { index, verzoek in
            let bron = persoon(verzoek.gegevens, volgnummer: index, van: organisatie, dossier: dossier)
            bronnen.append(bron)
            return try .van(bron.deel, rol: verzoek.rol, signaalgedrag: verzoek.signaalgedrag)
        }
    }

    /// All of a new dossier at once, in their order.
    /// - Parameter organisatie: who wrote it; nil for a citizen, for whom this service's own organisation keeps it.
    func verzegel(_ bronnen: [Bron], van organisatie: OIN?, dossier: UUID) throws -> [Deel] {
        let sealed = try context.vault.sealNew(
            bronnen.map(\.part), organisation: try bewaarder(organisatie), dossier: dossier)
        return zip(bronnen, sealed).map { Deel(deel: $0.deel, sleutel: $1.key, sealed: $1.part) }
    }

    private func bewaarder(_ organisatie: OIN?) throws -> OIN {
        guard let oin = organisatie ?? OIN(context.settings[ServiceSettings.oin]) else {
            throw EngineError.unmapped("oin")
        }
        return oin
    }
}

extension Scope {
    /// Stores sealed content with the transaction that refers to it; its row must be among the needs.
    mutating func bewaar(_ delen: [Inhoudskluis.Deel], bij melding: UUID? = nil) throws {
        for deel in delen {
            if let sleutel = deel.sleutel { write(sleutel) }
            write(deel.sealed)
            try put(deel.deel, deel.id)
            if let melding { try verbind(deel.id, met: melding) }
        }
    }

    /// From now on this content belongs to the melding, for who deals with it to read.
    mutating func verbind(_ inhoud: UUID, met melding: UUID) throws {
        guard var deel = try load(projection: Inhoudsdeel.self, inhoud) else { return }
        deel.melding = melding
        try put(deel, inhoud)
    }
}

extension Datum {
    /// Today in the Netherlands.
    static var vandaag: Datum {
        let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let now = Date()
        return Datum(now, secondsFromUTC: zone.secondsFromGMT(for: now))
    }

    var kalenderdag: Kalenderdag { Kalenderdag(jaar: year, maand: month, dag: day) }
}

extension Contracts.Pseudoniem {
    /// For someone without a known BSN: matches nobody, now or later.
    static func toevallig(_ dossier: UUID, _ volgnummer: Int) -> Contracts.Pseudoniem {
        let hex = [UUID(named: "\(dossier) \(volgnummer) a"), UUID(named: "\(dossier) \(volgnummer) b")]
            .map { $0.text.replacing("-", with: "") }.joined()
        return Contracts.Pseudoniem("p0:" + hex) ?? .placeholder
    }
}
