import Foundation

/// Someone of the family, by an id of the zaak's own. Names and birth dates are sealed in the vault.
public struct Gezinslid: Codable, Equatable, Sendable {
    public let id: UUID
    public let rol: Gezinsrol
    /// The encrypted name and birth date.
    public let gegevens: UUID
}

public enum Gezinsrol: String, Codable, Sendable, CaseIterable {
    case kind, volwassene
}

/// P2: whether an adult has gezag over a child, and how that is known.
public struct Gezag: Codable, Equatable, Sendable {
    public let kind: UUID
    public let volwassene: UUID
    public let heeftGezag: Bool
    public let bron: Gezagsbron

    public init(kind: UUID, volwassene: UUID, heeftGezag: Bool, bron: Gezagsbron) {
        self.kind = kind
        self.volwassene = volwassene
        self.heeftGezag = heeftGezag
        self.bron = bron
    }
}

public enum Gezagsbron: String, Codable, Sendable, CaseIterable {
    case gezagsregister
    case uitspraak
    case vanRechtswege = "van-rechtswege"
    /// Said by someone, not looked up. It counts until it is.
    case nietGeverifieerd = "niet-geverifieerd"
}

/// A measure of the court under which an organisation helps a child: consent is not what that help rests on (P2).
public struct GedwongenKader: Codable, Equatable, Sendable {
    public let kind: UUID
    /// OIN of who carries it out.
    public let uitvoerder: String
    public let vanaf: Dag
    /// The last day.
    public let tot: Dag?
    /// The measure as the casus keeps it (R7); nil where somebody recorded no more than that there is one.
    public let maatregel: UUID?

    public init(kind: UUID, uitvoerder: String, vanaf: Dag, tot: Dag?, maatregel: UUID? = nil) {
        self.kind = kind
        self.uitvoerder = uitvoerder
        self.vanaf = vanaf
        self.tot = tot
        self.maatregel = maatregel
    }

    /// R7: the casus knows its measures, so what it tells goes before what somebody recorded here.
    func vervangt(_ ander: GedwongenKader) -> Bool {
        maatregel != nil && ander.maatregel == maatregel
            || ander.maatregel == nil && ander.kind == kind && ander.uitvoerder == uitvoerder
    }

    func loopt(op dag: Dag) -> Bool { vanaf <= dag && (tot.map { dag <= $0 } ?? true) }
}

/// What someone last said about voluntary help by one organisation to one child.
public struct Toestemming: Codable, Equatable, Sendable {
    public let kind: UUID
    public let gever: UUID
    public let organisatie: String
    public let besluit: Toestemmingsbesluit
    public let op: Date
}

public enum Toestemmingsbesluit: String, Codable, Sendable, CaseIterable {
    case gegeven, geweigerd, ingetrokken
}

/// Since when nothing new of the zaak goes to an organisation, because of one child's consent.
public struct Inhoudsstop: Codable, Equatable, Sendable {
    public let kind: UUID
    public let organisatie: String
    public let sinds: Date
}

/// V6: someone of the zaak's children who is 18 or older, as their birth date said when it was opened.
public struct Meerderjarige: Codable, Equatable, Sendable {
    public let kind: UUID
    public let sinds: Date
}

/// Whether voluntary help by an organisation to a child may start.
public enum Toestemmingsoordeel: Equatable, Sendable {
    /// Forced help.
    case nietNodig
    case compleet
    case ontbreekt(van: Set<UUID>)
    /// One is enough.
    case geweigerd(door: Set<UUID>)
    /// Nobody is known who has gezag, so nobody can consent.
    case gezagOnbekend
    case leeftijdOnbekend

    public var magStarten: Bool { self == .nietNodig || self == .compleet }

    public var code: String {
        switch self {
        case .nietNodig: "niet-nodig"
        case .compleet: "compleet"
        case .ontbreekt: "ontbreekt"
        case .geweigerd: "geweigerd"
        case .gezagOnbekend: "gezag-onbekend"
        case .leeftijdOnbekend: "leeftijd-onbekend"
        }
    }
}

/// P2: who consents to voluntary help, by the age of the child.
public enum Toestemmingsregime: Equatable, Sendable, CaseIterable {
    /// Under 12.
    case ouders
    /// 12 to 15.
    case beiden
    /// From 16.
    case jongere

    public init(leeftijd: Int) {
        self = leeftijd < 12 ? .ouders : leeftijd < 16 ? .beiden : .jongere
    }
}

/// P2: access has its own ages, beside those of consent; a region's register may say otherwise.
public struct Inzageleeftijden: Equatable, Sendable {
    /// From when on a child has a page of its own and hears what changes by itself (N7).
    public var kindVanaf: Int
    /// Until when a parent, and who else is of the family, sees what concerns this child alone (V6).
    public var ouderTot: Int

    public init(kindVanaf: Int = 12, ouderTot: Int = 18) {
        (self.kindVanaf, self.ouderTot) = (kindVanaf, ouderTot)
    }
}

extension Dag {
    /// Whole years from this day to another; someone born on 29 February has a birthday on 1 March in other years.
    public func leeftijd(op dag: Dag) -> Int {
        let (geboren, nu) = (description.split(separator: "-"), dag.description.split(separator: "-"))
        let jaren = (Int(nu[0]) ?? 0) - (Int(geboren[0]) ?? 0)
        return nu[1] + nu[2] < geboren[1] + geboren[2] ? jaren - 1 : jaren
    }
}

extension Bescherming {
    public var kinderen: [UUID] { gezinsleden.filter { $0.rol == .kind }.map(\.id) }

    public func isMeerderjarig(_ kind: UUID) -> Bool { meerderjarigen?.contains { $0.kind == kind } == true }

    /// V6: where every child is of age, their parents no longer look or decide.
    public var iedereenMeerderjarig: Bool { !kinderen.isEmpty && kinderen.allSatisfy(isMeerderjarig) }

    /// V6: whether someone of the family may look at its own page, as far as is recorded; `kijktZelf` asks ages too.
    public func magKijken(_ lid: Gezinslid) -> Bool { lid.rol == .kind || !iedereenMeerderjarig }

    /// O1: whether an organisation carries out a measure of the court here.
    public func voertMaatregelUit(_ organisatie: String, op now: Date) -> Bool {
        kaders.contains { $0.uitvoerder == organisatie && $0.loopt(op: Dag(now)) }
    }

    /// P2: at the age to which others of the family look along, what concerns a child alone is its own.
    public func isEigen(_ kind: UUID, _ leeftijden: Inzageleeftijden, geboren: [UUID: Dag], now: Date) -> Bool {
        isMeerderjarig(kind) || geboren[kind].map { $0.leeftijd(op: Dag(now)) >= leeftijden.ouderTot } == true
    }

    /// N7, P2: who looks at the family's page and hears what changes by itself: an adult as long as there is a child to
    /// look along with, and a child from its own age on.
    public func kijktZelf(
        _ lid: Gezinslid, _ leeftijden: Inzageleeftijden, geboren: [UUID: Dag], now: Date
    ) -> Bool {
        guard lid.rol == .kind else {
            return kinderen.isEmpty
                || !kinderen.allSatisfy { isEigen($0, leeftijden, geboren: geboren, now: now) }
        }
        return isMeerderjarig(lid.id)
            || geboren[lid.id].map { $0.leeftijd(op: Dag(now)) >= leeftijden.kindVanaf } == true
    }

    /// P2: whether someone of the family sees what concerns these children: not what is another child's own.
    public func ziet(
        _ lid: UUID?, kinderen wie: [UUID], _ leeftijden: Inzageleeftijden, geboren: [UUID: Dag], now: Date
    ) -> Bool {
        wie.isEmpty || wie.contains { $0 == lid || !isEigen($0, leeftijden, geboren: geboren, now: now) }
    }

    func isGedwongen(_ kind: UUID, bij organisatie: String, op now: Date) -> Bool {
        kaders.contains { $0.kind == kind && $0.uitvoerder == organisatie && $0.loopt(op: Dag(now)) }
    }

    /// Who must consent; nil where nobody with gezag is known.
    func vereist(kind: UUID, leeftijd: Int) -> Set<UUID>? {
        let regime = Toestemmingsregime(leeftijd: leeftijd)
        guard regime != .jongere, !isMeerderjarig(kind) else { return [kind] }
        let ouders = Set(gezag.filter { $0.kind == kind && $0.heeftGezag }.map(\.volwassene))
        guard !ouders.isEmpty else { return nil }
        return regime == .beiden ? ouders.union([kind]) : ouders
    }

    /// - Parameter geboren: the child's birth date, opened for this decision.
    public func oordeel(kind: UUID, organisatie: String, geboren: Dag?, now: Date) -> Toestemmingsoordeel {
        // V6: at 18 a measure for children has ended, whatever its last day says.
        let volwassen = geboren.map { $0.leeftijd(op: Dag(now)) >= Self.meerderjarigheid } ?? isMeerderjarig(kind)
        guard volwassen || !isGedwongen(kind, bij: organisatie, op: now) else { return .nietNodig }
        guard let geboren else { return .leeftijdOnbekend }
        guard let vereist = vereist(kind: kind, leeftijd: geboren.leeftijd(op: Dag(now))) else { return .gezagOnbekend }
        func zeiden(_ goed: (Toestemmingsbesluit) -> Bool) -> Set<UUID> {
            Set(
                toestemmingen.filter { $0.kind == kind && $0.organisatie == organisatie && goed($0.besluit) }
                    .map(\.gever)
            ).intersection(vereist)
        }
        let nee = zeiden { $0 != .gegeven }
        guard nee.isEmpty else { return .geweigerd(door: nee) }
        let open = vereist.subtracting(zeiden { $0 == .gegeven })
        return open.isEmpty ? .compleet : .ontbreekt(van: open)
    }

    /// P2: voluntary help starts only when nobody who must consent is missing, for every child that it is for.
    /// - Parameters:
    ///   - wie: the children; nil for all of the zaak.
    ///   - vernietigd: of whom nothing is known any more (P4). A family that comes back is recorded anew; until then nobody
    ///     knows who consents, and neither for one of them who is named.
    public func eisToestemming(
        voor organisatie: String, kinderen wie: [UUID]? = nil, geboren: [UUID: Dag], vernietigd: Set<UUID> = [],
        now: Date
    ) throws(Weigering) {
        let bekend = wie ?? kinderen.filter { !vernietigd.contains($0) }
        let oordelen = (bekend.isEmpty ? kinderen : bekend).map {
            oordeel(kind: $0, organisatie: organisatie, geboren: geboren[$0], now: now)
        }
        guard
            let eerste = oordelen.first(where: { if case .geweigerd = $0 { true } else { false } })
                ?? oordelen.first(where: { !$0.magStarten })
        else { return }
        let uitleg =
            switch eerste {
            case .geweigerd: "Deze vrijwillige hulp kan niet starten: iemand geeft geen toestemming."
            case .gezagOnbekend:
                "Deze vrijwillige hulp kan niet starten: er is niet vastgelegd wie het gezag heeft."
            default: "Deze vrijwillige hulp kan niet starten: nog niet iedereen heeft toestemming gegeven."
            }
        throw Weigering(
            code: "toestemming-\(eerste.code)", uitleg: uitleg, toestand: "toestemming-\(eerste.code)",
            mogelijk: ["toestemming-vastleggen", "gezag-vastleggen"])
    }

    public static let meerderjarigheid = 18

    /// P5: from when on an organisation gets nothing new; nil where nothing stops it. Forced help goes on. V6: from 18 on
    /// only the young adult's own consent lets anything new through.
    public func inhoudGestopt(voor organisatie: String, now: Date) -> Date? {
        let gestopt = inhoudsstops.filter {
            $0.organisatie == organisatie && !isGedwongen($0.kind, bij: organisatie, op: now)
        }.map(\.sinds)
        let zonderEigen = (meerderjarigen ?? []).filter { volwassene in
            !toestemmingen.contains {
                $0.kind == volwassene.kind && $0.gever == volwassene.kind && $0.organisatie == organisatie
            }
        }.map(\.sinds)
        return (gestopt + zonderEigen).min()
    }
}
