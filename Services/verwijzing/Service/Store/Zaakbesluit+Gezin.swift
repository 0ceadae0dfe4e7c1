import Foundation
import Messaging
import VerwijzingDomain

extension Scope {
    /// Decides an act on the contact with the family; the zaak and `AggregateRef.contact` must be among the needs,
    /// and for a question the open offers.
    mutating func decide(_ command: GezinscontactCommand, over zaak: UUID) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        let id = Gezinscontact.id(van: zaak)
        var open: [Overdracht] = []
        if case .stelNavraag = command {
            open = try stand.openAanbiedingen.compactMap { try load(Overdracht.self, $0) }
        }
        try append(
            Gezinscontact.decide(
                load(Gezinscontact.self, id), over: stand,
                gezin: load(Bescherming.self, Bescherming.id(van: zaak)), open: open, command, now: now),
            to: Gezinscontact.self, id)
    }

    /// P2: where no child is recorded, help that starts says what it rests on.
    mutating func eisKindOfGrond(_ zaak: UUID, hulp: UUID, _ grond: Hulpgrond?, door: Actor) throws {
        let gezin = try load(Bescherming.self, Bescherming.id(van: zaak))
        try Gezinscontact.eisKindOfGrond(gezin, grond)
        guard let grond, gezin?.kinderen.isEmpty != false else { return }
        try decide(GezinscontactCommand.legHulpgrondVast(door: door, hulp: hulp, grond: grond), over: zaak)
    }

    /// P2: whether the help that runs still rests on consent, after somebody said something about it.
    /// - Parameters:
    ///   - verwijzingen: those of the zaak; they, and the handover that runs, must be among the needs.
    ///   - geboren: the birth dates of the zaak's children, opened for this decision.
    mutating func toetsToestemming(in zaak: UUID, verwijzingen: [UUID], geboren: [UUID: Dag]) throws {
        guard let gezin = try load(Bescherming.self, Bescherming.id(van: zaak)) else { return }
        var lopend: [(hulp: UUID, helper: Partij, kinderen: [UUID])] = []
        if let overdracht = try aanvaard(in: zaak), case .gestart(let werk) = overdracht.status {
            lopend.append(
                (overdracht.id, Partij(organisatie: overdracht.naar, medewerker: werk.werker), gezin.kinderen))
        }
        for id in verwijzingen {
            guard let verwijzing = try load(Verwijzing.self, id), case .gestart(let hulp) = verwijzing.stand else {
                continue
            }
            lopend.append(
                (
                    id, Partij(organisatie: verwijzing.naar, medewerker: hulp.werker),
                    verwijzing.kinderen(in: gezin)
                ))
        }
        for (hulp, helper, kinderen) in lopend {
            let geweigerd = kinderen.contains { kind in
                let oordeel = gezin.oordeel(
                    kind: kind, organisatie: helper.organisatie, geboren: geboren[kind], now: now)
                return if case .geweigerd = oordeel { true } else { false }
            }
            try decide(
                GezinscontactCommand.toetsToestemming(hulp: hulp, helper: helper, geweigerd: geweigerd), over: zaak)
        }
    }

    /// Who gives the help that an act touched, for who sees to it that it rests on consent (P2); nil where it ended.
    func helpers(
        overdracht: UUID?, verwijzingen: [UUID], lopend eerder: UUID?, _ zaak: UUID
    ) throws -> [UUID: Partij?] {
        var helpers: [UUID: Partij?] = [:]
        if let id = overdracht, let stand = try load(Overdracht.self, id) {
            var werk = stand.status.uitvoering
            if case .teruggegeven(let teruggave) = stand.status { werk = teruggave.uitvoering }
            helpers[id] = .some(werk.map { Partij(organisatie: stand.naar, medewerker: $0.werker) })
        }
        // What was under way and no longer is: another handover took over.
        if let eerder, try load(Zaak.self, zaak)?.lopend != eerder { helpers[eerder] = .some(nil) }
        for id in verwijzingen {
            guard let stand = try load(Verwijzing.self, id) else { continue }
            helpers[id] = .some(stand.hulp.map { Partij(organisatie: stand.naar, medewerker: $0.werker) })
        }
        return helpers
    }

    /// Decides an act on what stays the same for the children; the zaak and `AggregateRef.contact` must be among the
    /// needs.
    mutating func decide(_ command: ContinuiteitCommand, over zaak: UUID) throws {
        guard let stand = try load(Zaak.self, zaak) else { throw Weigering.onbekend("zaak") }
        let id = Continuiteit.id(van: zaak)
        try append(
            Continuiteit.decide(
                load(Continuiteit.self, id), over: stand,
                gezin: load(Bescherming.self, Bescherming.id(van: zaak)), command, now: now),
            to: Continuiteit.self, id)
    }

    /// V5: who helps now under a handover, for all children of the zaak, or under a verwijzing, for those it is for.
    mutating func telWerker(_ zaak: UUID, overdracht: UUID?, verwijzing: UUID?) throws {
        let gezin = try load(Bescherming.self, Bescherming.id(van: zaak))
        if let overdracht, let stand = try load(Overdracht.self, overdracht), let uitvoering = stand.status.uitvoering {
            let werker = Partij(organisatie: stand.naar, medewerker: uitvoering.werker)
            try decide(.telWerker(hulp: overdracht, werker: werker, kinderen: gezin?.kinderen ?? []), over: zaak)
        }
        if let verwijzing, let stand = try load(Verwijzing.self, verwijzing), let hulp = stand.hulp {
            let werker = Partij(organisatie: stand.naar, medewerker: hulp.werker)
            try decide(.telWerker(hulp: verwijzing, werker: werker, kinderen: stand.kinderen(in: gezin)), over: zaak)
        }
    }
}
