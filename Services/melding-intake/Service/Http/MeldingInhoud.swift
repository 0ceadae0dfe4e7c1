import Chassis
import Content
import Contracts
import Foundation
import Messaging
import Postgres

/// The content of a melding, opened for a named person of who deals with it.
struct MeldingInhoud: Contract {
    var kenmerk: Kenmerk
    var teksten: [GelezenTekst]
    var personen: [Persoonsgegevens]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Inhoud van een melding" }
    static var fields: [String: String] {
        [
            "kenmerk": "Kenmerk van de melding.", "teksten": "Wat er gezien is en wat erbij verteld werd.",
            "personen": "Over wie het gaat.",
            "vernietigd": "Wat na de bewaartermijn vernietigd is (P4).",
        ]
    }
    static var example: MeldingInhoud {
        MeldingInhoud(kenmerk: .placeholder, teksten: [.example], personen: [.example], vernietigd: [.example])
    }
}

struct GelezenTekst: Contract {
    var onderdeel: Codewoord
    var van: OIN?
    var tekst: Tekst

    static var title: String { "Tekst" }
    static var fields: [String: String] {
        [
            "onderdeel": "Wat voor tekst het is.", "van": "Organisatie die hem schreef; ontbreekt bij een burger.",
            "tekst": "De tekst.",
        ]
    }
    static var example: GelezenTekst { GelezenTekst(onderdeel: .placeholder, van: .placeholder, tekst: .placeholder) }
}

extension Inhoudskluis {
    /// Opens everything that belongs to a melding. The reading is recorded before anything is opened.
    func open(_ melding: UUID, kenmerk: Kenmerk, record: ProcessingRecord) async throws -> MeldingInhoud {
        let rows = try await context.pool.query(
            """
            select id, state::text from aggregate
            where kind = \(Inhoudsdeel.kind) and state ->> 'melding' = \(melding.text) order by id
            """)
        let delen = try rows.map { row in
            let (id, state) = try row.decode(UUID.self, String.self)
            return (id: id, deel: try StateCoding.decode(Inhoudsdeel.self, state))
        }
        let (opened, weg) = try await context.vault.readWhatIsLeft(
            delen.map(\.id), record: record, on: context.pool)
        var inhoud = MeldingInhoud(
            kenmerk: kenmerk, teksten: [], personen: [],
            vernietigd: delen.compactMap { deel in weg[deel.id].map { VernietigdeInhoud(deel.id, $0) } })
        for (id, deel) in delen {
            guard let bytes = opened[id] else { continue }
            switch deel.soort {
            case .persoon: inhoud.personen.append(try Persoonsgegevens.decode(bytes, .tolerant))
            case .tekst:
                inhoud.teksten.append(
                    GelezenTekst(
                        onderdeel: try .van(deel.onderdeel), van: deel.organisatie,
                        tekst: try .van(String(decoding: bytes, as: UTF8.self))))
            }
        }
        return inhoud
    }
}
