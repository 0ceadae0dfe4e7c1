import Foundation

/// What protects a family within a zaak: what is shielded (P1), who has gezag, and who consents to what (P2).
///
/// It stands beside the zaak and moves nothing of the regie; whatever shows the zaak looks through its `Zicht`.
public struct Bescherming: Codable, Equatable, Sendable {
    public let zaak: UUID
    public let kenmerk: String
    public let regio: String
    public let oefening: Bool
    /// Those that hold.
    public internal(set) var afschermingen: [Afscherming] = []
    public internal(set) var gezinsleden: [Gezinslid] = []
    /// The last that was recorded of each child and adult.
    public internal(set) var gezag: [Gezag] = []
    /// The last of each measure of the casus, and else of each child and who carries it out.
    public internal(set) var kaders: [GedwongenKader] = []
    /// The last of each child, person and organisation.
    public internal(set) var toestemmingen: [Toestemming] = []
    public internal(set) var inhoudsstops: [Inhoudsstop] = []
    /// V6: children who are 18 or older. Absent in rows of before there were any.
    public internal(set) var meerderjarigen: [Meerderjarige]?

    /// Applies what happened; total.
    public static func evolve(_ state: Bescherming?, _ event: BeschermingEvent) -> Bescherming {
        var stand = state ?? Bescherming(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: BeschermingEvent.Kop) {
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
    }

    private mutating func pasToe(_ event: BeschermingEvent) {
        switch event.feit {
        case .afgeschermd(let feit):
            guard
                let wat = Afgeschermde(
                    feit.soort, inhoud: feit.inhoud, organisatie: feit.organisatie, gemeente: feit.gemeente,
                    medewerker: feit.medewerker)
            else { return }
            afschermingen.append(
                Afscherming(
                    id: feit.afscherming, wat: wat, reden: feit.reden, toelichting: feit.toelichting,
                    door: event.kop.door, bekendBij: feit.bekendBij, sinds: event.kop.tijdstip))
        case .opheffingVoorgesteld(let feit):
            wijzig(feit.afscherming) {
                $0.opheffing = .init(door: event.kop.door, reden: feit.reden, sinds: event.kop.tijdstip)
            }
        case .opheffingAfgewezen(let feit): wijzig(feit.afscherming) { $0.opheffing = nil }
        case .afschermingOpgeheven(let feit): afschermingen.removeAll { $0.id == feit.afscherming }
        case .gezinslidVastgelegd(let feit):
            gezinsleden.append(Gezinslid(id: feit.lid, rol: feit.rol, gegevens: feit.gegevens))
        case .gezagVastgelegd(let feit):
            gezag.removeAll { $0.kind == feit.kind && $0.volwassene == feit.volwassene }
            gezag.append(feit)
        case .gedwongenKaderVastgelegd(let feit):
            kaders.removeAll { feit.vervangt($0) }
            kaders.append(feit)
        case .meerderjarig(let feit):
            // V6: measure, gezag and what others said end; what the young adult said itself goes on.
            kaders.removeAll { $0.kind == feit.kind }
            gezag.removeAll { $0.kind == feit.kind }
            toestemmingen.removeAll { $0.kind == feit.kind && $0.gever != feit.kind }
            inhoudsstops.removeAll { stop in
                stop.kind == feit.kind
                    && !toestemmingen.contains {
                        $0.kind == stop.kind && $0.organisatie == stop.organisatie && $0.besluit != .gegeven
                    }
            }
            meerderjarigen =
                (meerderjarigen ?? []) + [Meerderjarige(kind: feit.kind, sinds: event.kop.tijdstip)]
        case .toestemmingVastgelegd(let feit):
            let zeiEerder = toestemmingen.contains {
                $0.kind == feit.kind && $0.gever == feit.gever && $0.organisatie == feit.organisatie
            }
            // V6: who never said anything since 18 kept everything back from then on.
            let volwassenSinds = zeiEerder ? nil : meerderjarigen?.first { $0.kind == feit.gever }?.sinds
            toestemmingen.removeAll {
                $0.kind == feit.kind && $0.gever == feit.gever && $0.organisatie == feit.organisatie
            }
            toestemmingen.append(
                Toestemming(
                    kind: feit.kind, gever: feit.gever, organisatie: feit.organisatie, besluit: feit.besluit,
                    op: event.kop.tijdstip))
            let stop = inhoudsstops.first { $0.kind == feit.kind && $0.organisatie == feit.organisatie }
            inhoudsstops.removeAll { $0 == stop }
            if feit.inhoudGestopt {
                inhoudsstops.append(
                    stop
                        ?? .init(
                            kind: feit.kind, organisatie: feit.organisatie,
                            sinds: volwassenSinds ?? event.kop.tijdstip))
            }
        case .opgevolgd(let feit): volgOp(feit)
        }
    }

    /// What was said of the successor itself goes before what was said of the former; a stop holds whoever had it.
    private mutating func volgOp(_ feit: BeschermingEvent.Opgevolgd) {
        let (vorige, opvolger) = (feit.vorige, feit.opvolger)
        for index in afschermingen.indices { afschermingen[index].volgOp(vorige, door: opvolger) }
        guard feit.alleenAfscherming != true else { return }
        kaders = kaders.map {
            $0.uitvoerder == vorige
                ? GedwongenKader(
                    kind: $0.kind, uitvoerder: opvolger, vanaf: $0.vanaf, tot: $0.tot, maatregel: $0.maatregel) : $0
        }
        let eigen = toestemmingen.filter { $0.organisatie == opvolger }
        toestemmingen = toestemmingen.compactMap { oud in
            guard oud.organisatie == vorige else { return oud }
            guard !eigen.contains(where: { $0.kind == oud.kind && $0.gever == oud.gever }) else { return nil }
            return Toestemming(
                kind: oud.kind, gever: oud.gever, organisatie: opvolger, besluit: oud.besluit, op: oud.op)
        }
        for stop in inhoudsstops where stop.organisatie == vorige {
            inhoudsstops.removeAll { $0 == stop }
            guard !inhoudsstops.contains(where: { $0.kind == stop.kind && $0.organisatie == opvolger }) else {
                continue
            }
            inhoudsstops.append(Inhoudsstop(kind: stop.kind, organisatie: opvolger, sinds: stop.sinds))
        }
    }

    /// Whether an organisation has shielded this already.
    public func heeft(_ wat: Afgeschermde, van organisatie: String) -> Bool {
        afschermingen.contains { $0.wat == wat && $0.door.organisatie == organisatie }
    }

    private mutating func wijzig(_ id: UUID, _ wijziging: (inout Afscherming) -> Void) {
        if let plaats = afschermingen.firstIndex(where: { $0.id == id }) { wijziging(&afschermingen[plaats]) }
    }
}
