import Foundation

/// P1: what of a zaak a reader does not see. Every answer, page and export about a zaak passes through one.
public struct Zicht: Equatable, Sendable {
    /// The organisation that reads; nil for the family and for exports, which see nothing that is shielded.
    private let lezer: String?
    private let verborgen: [Afscherming]

    init(lezer: String?, verborgen: [Afscherming]) {
        self.lezer = lezer
        self.verborgen = verborgen
    }

    /// Nothing of this zaak is kept from the reader.
    public var isOnbelemmerd: Bool { verborgen.isEmpty }

    public func ziet(organisatie: String) -> Bool {
        organisatie == lezer
            || !verborgen.contains { $0.wat.medewerker == nil && $0.betreft(organisatie) }
    }

    public func ziet(medewerker: String, van organisatie: String) -> Bool {
        organisatie == lezer
            || (ziet(organisatie: organisatie)
                && !verborgen.contains { $0.wat.medewerker == medewerker && $0.betreft(organisatie) })
    }

    public func ziet(gemeente: String) -> Bool { !verborgen.contains { $0.wat.gemeente == gemeente } }

    /// A statement or text. Its author keeps it; one of an organisation that is shielded would give that away.
    public func ziet(inhoud: UUID, van organisatie: String) -> Bool {
        organisatie == lezer
            || (ziet(organisatie: organisatie) && !verborgen.contains { $0.wat.inhoud.contains(inhoud) })
    }

    /// The same for who asks help and of whom it is asked.
    public func ziet(_ verwijzing: Verwijzing) -> Bool {
        lezer.map { verwijzing.isPartij($0) } == true
            || (ziet(organisatie: verwijzing.van.organisatie) && ziet(organisatie: verwijzing.naar))
    }

    /// Whether an organisation is named in what tells of a handover. Its sides know each other, whoever they were before
    /// (O23); another is not told of one that is shielded.
    public func noemt(_ organisatie: String, bij overdracht: Overdracht) -> Bool {
        lezer.flatMap { overdracht.kant(van: $0) } != nil || ziet(organisatie: organisatie)
    }

    /// Both sides of a handover know each other; for others it does not exist when one of them is shielded.
    public func ziet(_ overdracht: Overdracht) -> Bool {
        lezer.flatMap { overdracht.kant(van: $0) } != nil
            || (ziet(organisatie: overdracht.van.organisatie) && ziet(organisatie: overdracht.naar))
    }
}

extension Bescherming {
    public func zicht(voor organisatie: String) -> Zicht {
        Zicht(lezer: organisatie, verborgen: afschermingen.filter { !$0.bekendBij.contains(organisatie) })
    }

    /// The family, and what leaves for it: nothing that is shielded, whoever knows it.
    public var zichtVanGezin: Zicht { Zicht(lezer: nil, verborgen: afschermingen) }
}

extension Zicht {
    /// Where nothing was ever shielded.
    public static let vrij = Zicht(lezer: nil, verborgen: [])
}
