import Chassis
import Content
import Contracts
import Foundation
import Messaging
import VeiligheidDomain
import Web

/// The texts of a casus, for a named person; each reading is recorded first (STANDARDS.md §8).
struct InhoudRoutes: Sendable {
    private let context: Context
    private let casussen: CasusRoutes

    init(_ context: Context) {
        self.context = context
        casussen = CasusRoutes(context)
    }

    func register(on api: API) {
        api.operation(
            .get, "/v1/casussen/{id}/inhoud", id: "casusInhoudLezen",
            summary: "De teksten van een casus; het lezen wordt eerst vastgelegd", access: .scope("dossier:lezen"),
            parameters: casussen.pad + [.query("door", MedewerkerId.self, "Wie leest, als een systeem het vraagt")],
            response: CasusInhoud.self,
            problems: [.notFound: "De casus bestaat niet of uw organisatie is er niet bij betrokken."],
            handler: lees)
    }

    private func lees(_ request: Request<NoBody>) async throws -> Response<CasusInhoud> {
        let oin = request.caller.organisation
        let (casus, version) = try await casussen.gevonden(try request.path("id"), voor: oin)
        let handelend = try context.handelend(request.caller, door: request.query("door"))
        let afgeschermden = try await Afgeschermden.van(casus.id.waarde, context.pool)
        // The text of an organisation that is shielded would give that away (P1).
        let teksten = try await AggregateReader(pool: context.pool).events(of: casus.id.waarde, Casus.self)
            .compactMap { $0.event.feit.tekst }.filter { casus.voert(oin) || $0.van.organisatie.rawValue == oin.text }
            .filter { try afgeschermden?.ziet(oin, organisatie: .van($0.van.organisatie.rawValue)) ?? true }
        guard !teksten.isEmpty else {
            return Response(CasusInhoud(kenmerk: try .van(casus.kenmerk), teksten: [], vernietigd: []), etag: version)
        }
        let record = ProcessingRecord(
            traceparent: request.trace.traceparent, name: "inhoud van een casus lezen",
            resource: "regionaal-veiligheidsteam",
            activity: "https://keten.example/verwerkingen/casus-lezen", user: handelend.medewerker.text,
            organisation: handelend.organisatie, role: handelend.rollen.map(\.rawValue).sorted().joined(separator: " "),
            purpose: "behandelen van casus \(casus.kenmerk)", networkAddress: request.networkAddress ?? "")
        // One for each person concerned; the vault adds the one of the casus itself, and gives nothing without it.
        let mensen = Set(casus.huishoudens.flatMap(\.leden).map(\.rawValue)).sorted()
        if !mensen.isEmpty { _ = try await context.pool.exchange(mensen.map { record.statement(subject: $0) }) }
        let (geopend, weg) = try await context.vault.readWhatIsLeft(
            teksten.map(\.id.waarde), record: record, on: context.pool)
        let vernietigd = teksten.compactMap { tekst in
            weg[tekst.id.waarde].map { VernietigdeInhoud(tekst.id.waarde, $0) }
        }
        return Response(
            CasusInhoud(
                kenmerk: try .van(casus.kenmerk),
                teksten: try teksten.compactMap { tekst in
                    guard let bytes = geopend[tekst.id.waarde],
                        let inhoud = Tekst(String(decoding: bytes, as: UTF8.self))
                    else { return nil }
                    let van = try PersoonStand(tekst.van)
                    return CasusTekst(
                        id: tekst.id.waarde, soort: tekst.soort, bij: tekst.bij,
                        van: afgeschermden.map { $0.zichtbaar(van, voor: oin) } ?? van, tekst: inhoud)
                },
                vernietigd: vernietigd), etag: version)
    }
}

extension CasusFeit {
    /// The text that belongs to this fact, and who wrote it.
    fileprivate var tekst: (id: InhoudId, soort: CasusTekst.Soort, bij: UUID?, van: VeiligheidDomain.Persoon)? {
        switch self {
        case .beoordeeld(let feit): (feit.redenen, .redenen, feit.beoordeling.waarde, feit.door)
        case .meningsverschil(let feit): (feit.feiten, .feiten, feit.meningsverschil.waarde, feit.namens)
        case .uitBeeld(let feit): feit.toelichting.map { ($0, .uitBeeld, nil, feit.door) }
        case .gesloten(let feit): (feit.toelichting, .sluiting, nil, feit.door)
        default: nil
        }
    }
}

struct CasusInhoud: Contract {
    var kenmerk: Kenmerk
    var teksten: [CasusTekst]
    var vernietigd: [VernietigdeInhoud]

    static var title: String { "Teksten van een casus" }
    static var fields: [String: String] {
        [
            "kenmerk": "Kenmerk van de casus.", "teksten": "De teksten, oudste eerst.",
            "vernietigd": "Teksten die na de bewaartermijn vernietigd zijn (P4).",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["teksten": 0...10_000, "vernietigd": 0...10_000] }
    static var example: CasusInhoud {
        CasusInhoud(kenmerk: .placeholder, teksten: [.example], vernietigd: [.example])
    }
}

struct CasusTekst: Contract {
    enum Soort: String, Code {
        case redenen
        case feiten
        case uitBeeld = "uit-beeld"
        case sluiting
    }

    var id: UUID
    var soort: Soort
    var bij: UUID?
    var van: PersoonStand?
    var tekst: Tekst

    static var title: String { "Tekst in een casus" }
    static var fields: [String: String] {
        [
            "id": "Id van de tekst.", "soort": "Waar de tekst bij hoort.",
            "bij": "De beoordeling of het meningsverschil.",
            "van": "Wie hem schreef.", "tekst": "De tekst.",
        ]
    }
    static var example: CasusTekst {
        CasusTekst(id: .placeholder, soort: .redenen, bij: nil, van: .example, tekst: .placeholder)
    }
}
