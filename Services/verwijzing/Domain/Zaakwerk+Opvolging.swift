import Foundation

/// O17, O23: an organisation of the register stops taking part, and who has its place in a zaak.
public struct Opvolging: Equatable, Sendable {
    /// OIN of who stops.
    public var organisatie: String
    public var opvolger: Opvolger?
    /// The region's named person, for what has nobody else: never nobody.
    public var vangnet: Partij
    /// O22: OIN of the lokaal team where the family moved, where the former was that; nil where there is none now.
    public var lokaalTeam: String?

    public struct Opvolger: Equatable, Sendable {
        public var organisatie: String
        /// Those who moved along: ids that the register has at both and that can do the work here.
        public var werkers: Set<String>
        /// Who leads there, for whom did not move along.
        public var leiding: String

        public init(organisatie: String, werkers: Set<String>, leiding: String) {
            self.organisatie = organisatie
            self.werkers = werkers
            self.leiding = leiding
        }

        public func partij(_ medewerker: String) -> Partij {
            Partij(organisatie: organisatie, medewerker: werkers.contains(medewerker) ? medewerker : leiding)
        }
    }

    public init(organisatie: String, opvolger: Opvolger?, vangnet: Partij, lokaalTeam: String? = nil) {
        self.organisatie = organisatie
        self.opvolger = opvolger
        self.vangnet = vangnet
        self.lokaalTeam = lokaalTeam
    }
}

extension Zaakstand {
    /// What it means for a zaak and its running handovers that an organisation stops; nothing where it has no part in them,
    /// so that hearing of it twice or late changes nothing.
    ///
    /// This is the one way by which the regie moves without acceptance: who is not there can hold nothing.
    /// - Parameter bescherming: who may not know that the former was there is not told who came instead (P1).
    public func besluit(
        _ opvolging: Opvolging, bescherming: Bescherming? = nil, now: Date
    ) throws(Weigering) -> Besluit {
        guard zaak.lopendeOverdrachten.allSatisfy({ overdrachten[$0]?.zaak == zaak.id }) else {
            throw zaak.weigering("stand-onvolledig", "Niet alle lopende overdrachten van deze zaak zijn bekend.")
        }
        var werk = Zaakwerk(self, now: now.opMilliseconde)
        werk.volgOp(opvolging, bescherming)
        return werk.besluit
    }
}

extension Zaakwerk {
    fileprivate mutating func volgOp(_ opvolging: Opvolging, _ bescherming: Bescherming?) {
        let weg = opvolging.organisatie
        // A register in which nobody is left moves nothing; it is refused before it is published.
        guard (opvolging.opvolger?.organisatie ?? opvolging.vangnet.organisatie) != weg else { return }
        let regie = stand.zaak.regie.partij
        let lopend = stand.zaak.lopendeOverdrachten.compactMap { stand.overdrachten[$0] }
        let geraakt = lopend.filter { $0.kant(van: weg) != nil }
        let nieuweRegie = regie.organisatie == weg ? opvolging.regie(na: regie, lopend) : regie
        let deel = stand.zaak.betrokken.contains {
            $0.organisatie == weg && (opvolging.opvolger != nil || !$0.wettelijkeTaak)
        }
        guard nieuweRegie != regie || !geraakt.isEmpty || deel else { return volgVerhuizing(opvolging) }

        var overnemers: Set<Partij> = nieuweRegie == regie ? [] : [nieuweRegie]
        var anderen: Set<Ontvanger> = []
        var gesloten: [UUID] = []
        for overdracht in geraakt {
            let van =
                overdracht.van.organisatie == weg
                ? opvolging.aanbieder(na: overdracht.van, regie == nieuweRegie ? nil : nieuweRegie) : overdracht.van
            if let naar = opvolging.ontvanger(na: overdracht),
                naar != van.organisatie, !staat(overdracht, naar, naast: lopend)
            {
                let werker = neemOver(overdracht, opvolging, van: van, naar: naar)
                if overdracht.naar == weg {
                    overnemers.insert(Partij(organisatie: naar, medewerker: werker))
                    anderen.insert(Ontvanger(organisatie: van.organisatie, medewerker: van.medewerker))
                } else {
                    overnemers.insert(van)
                    anderen.insert(Ontvanger(organisatie: naar, medewerker: overdracht.werkerNu))
                }
            } else {
                // O6: back at a named person of the sender; or nothing is left to hand over, since both are one now.
                gebeurt(overdracht, .ingetrokken(.init(door: nil, reden: .organisatieGestopt, instemming: nil)))
                gesloten.append(overdracht.id)
                overnemers.insert(van)
            }
        }
        anderen.insert(Ontvanger(organisatie: nieuweRegie.organisatie, medewerker: nieuweRegie.medewerker))
        for betrokkene in stand.zaak.betrokken.map(\.organisatie)
        where !anderen.contains(where: { $0.organisatie == betrokkene }) {
            anderen.insert(Ontvanger(organisatie: betrokkene, medewerker: nil))
        }
        let zelf = Set(overnemers.map(\.organisatie)).union([weg])
        zaak.gebeurt(
            .organisatieGestopt(
                .init(
                    organisatie: weg, opvolger: opvolging.opvolger?.organisatie,
                    regieWas: nieuweRegie == regie ? nil : regie,
                    urgentie: geraakt.contains { $0.urgentie == .spoed } ? .spoed : .regulier,
                    overnemers: overnemers.sorted { ($0.organisatie, $0.medewerker) < ($1.organisatie, $1.medewerker) },
                    anderen: anderen.filter {
                        !zelf.contains($0.organisatie)
                            && bescherming?.zicht(voor: $0.organisatie).ziet(organisatie: weg) != false
                    }.sorted { ($0.organisatie, $0.medewerker ?? "") < ($1.organisatie, $1.medewerker ?? "") })),
            regie: nieuweRegie)
        volgVerhuizing(opvolging)
        for id in gesloten { sluit(id, "ingetrokken") }
    }

    /// O22: where the family moved is offered to who is the lokaal team there by now; nothing is left to offer where that is
    /// who holds the regie.
    private mutating func volgVerhuizing(_ opvolging: Opvolging) {
        guard let verhuizing = zaak.stand.verhuizing, verhuizing.isOpen else { return }
        let team = verhuizing.lokaalTeam == opvolging.organisatie ? opvolging.lokaalTeam : verhuizing.lokaalTeam
        let klaar = team == zaak.stand.regie.organisatie
        guard team != verhuizing.lokaalTeam || klaar else { return }
        zaak.gebeurt(
            .verhuizingOpgevolgd(
                .init(lokaalTeam: team, verhuizing: klaar || verhuizing.aanbod != nil ? nil : true)))
    }

    /// Whether the successor has an open offer of this zaak already, which then is the one that it answers.
    private func staat(_ overdracht: Overdracht, _ naar: String, naast lopend: [Overdracht]) -> Bool {
        overdracht.naar != naar && overdracht.status.isOpenAanbod
            && lopend.contains { $0.naar == naar && $0.status.isOpenAanbod }
    }

    /// - Returns: who has it now on the receiver's side.
    private mutating func neemOver(
        _ overdracht: Overdracht, _ opvolging: Opvolging, van: Partij, naar: String
    ) -> String {
        let kant: Kant = overdracht.naar == opvolging.organisatie ? .ontvanger : .aanbieder
        let werker = overdracht.werkerNu.flatMap { oud in
            kant == .ontvanger ? opvolging.opvolger?.partij(oud).medewerker : nil
        }
        var verloop = Verloop(overdracht, now)
        verloop.gebeurt(
            .opgevolgd(.init(kant: kant, vorige: opvolging.organisatie, werker: werker)),
            kanten: (van: van, naar: naar))
        noteer(overdracht.id, verloop.events)
        return werker ?? opvolging.opvolger?.leiding ?? ""
    }
}

extension Opvolging {
    /// The successor's; without one back at who offered the handover that ran, else with the region's named person.
    fileprivate func regie(na regie: Partij, _ lopend: [Overdracht]) -> Partij {
        if let opvolger { return opvolger.partij(regie.medewerker) }
        let afzender = lopend.first { $0.naar == organisatie && $0.status.isAanvaard }?.van
        return afzender ?? vangnet
    }

    /// - Parameter regie: who holds it now, where the former held it.
    fileprivate func aanbieder(na van: Partij, _ regie: Partij?) -> Partij {
        opvolger?.partij(van.medewerker) ?? regie ?? vangnet
    }

    /// Nil where nobody comes in the receiver's place.
    fileprivate func ontvanger(na overdracht: Overdracht) -> String? {
        overdracht.naar == organisatie ? opvolger?.organisatie : overdracht.naar
    }
}
