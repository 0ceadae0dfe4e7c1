import Contracts
import Foundation
import Messaging
import VerwijzingDomain

extension Bescherming {
    /// Of who has gezag and who consents, as far as an organisation sees it: what it does not see does not change it,
    /// or that would give away that something was shielded (P1).
    @Sendable static func gezinsversie(_ bescherming: Bescherming?, voor oin: OIN) throws -> Int64 {
        guard let bescherming else { return 0 }
        let zicht = Toegang.zicht(oin, bescherming)
        return try versie(
            StateCoding.encode(bescherming.gezag)
                + StateCoding.encode(bescherming.toestemmingen.filter { zicht.ziet(organisatie: $0.organisatie) }))
    }

    /// Of what is shielded that it knows of.
    @Sendable static func afschermversie(_ bescherming: Bescherming?, voor oin: OIN) throws -> Int64 {
        let bekend = (bescherming?.afschermingen ?? []).filter { $0.bekendBij.contains(oin.text) }
        return try versie(
            StateCoding.encode(bekend.map(\.id)) + StateCoding.encode(bekend.map(\.opheffing)))
    }

    /// A number that says whether this is what was read.
    private static func versie(_ inhoud: String) -> Int64 {
        let bytes = UUID(named: inhoud).uuid
        return [bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5].reduce(0) { $0 << 8 | Int64($1) }
    }
}

extension GezagStand {
    init(_ gezag: Gezag) throws {
        self.init(
            kind: gezag.kind, volwassene: gezag.volwassene, heeftGezag: gezag.heeftGezag, bron: try .van(gezag.bron))
    }
}

extension ToestemmingStand {
    init(_ toestemming: Toestemming) throws {
        self.init(
            kind: toestemming.kind, gever: toestemming.gever, organisatie: try .van(toestemming.organisatie),
            besluit: try .van(toestemming.besluit), op: toestemming.op)
    }
}

extension OordeelStand {
    init(_ bescherming: Bescherming, _ organisatie: OIN, _ kind: UUID, geboren: Dag?, now: Date) throws {
        let oordeel = bescherming.oordeel(kind: kind, organisatie: organisatie.text, geboren: geboren, now: now)
        let wie: Set<UUID> =
            switch oordeel {
            case .ontbreekt(let wie), .geweigerd(let wie): wie
            case .nietNodig, .compleet, .gezagOnbekend, .leeftijdOnbekend: []
            }
        self.init(
            organisatie: organisatie, kind: kind, oordeel: try .van(oordeel.code),
            wie: wie.sorted { $0.uuidString < $1.uuidString },
            inhoudGestoptSinds: bescherming.inhoudGestopt(voor: organisatie.text, now: now))
    }
}

extension Leeftijdsgroep {
    init(leeftijd: Int) {
        self = leeftijd < 12 ? .onder12 : leeftijd < 16 ? .van12 : leeftijd < 18 ? .van16 : .volwassen
    }
}
