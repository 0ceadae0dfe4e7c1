import Contracts
import Foundation
import Messaging
import Register
import VeiligheidDomain

/// Finds the casus that a melding belongs to, or opens one; in doubt a person decides (M7, M8).
///
/// Rows of a new melding are locked as everywhere: the persons' indexes, then the casussen that they name, then its own.
/// One that is known already is locked first, since it names its people; a deadlock over that is tried again.
struct Koppelaar: Sendable {
    let register: Register

    /// - Throws: `OrganisatieOnbekend`, so that no melding is dropped because the register came later.
    func isVeiligheidsteam(_ organisatie: OIN) throws -> Bool {
        guard let bekend = register.current.organisation(organisatie) else {
            throw OrganisatieOnbekend(organisatie: organisatie)
        }
        return bekend.soort == .rvt
    }

    // MARK: - Rows

    func indexen(_ pseudoniemen: [VeiligheidDomain.Pseudoniem], oefening: Bool) -> [AggregateRef] {
        pseudoniemen.map { AggregateRef(Persoonsindex.self, Persoonsindex.id(van: $0, oefening: oefening)) }
    }

    /// The casussen in which these people stand now, and every row that taking up the melding can touch.
    func verder(
        _ melding: UUID, _ pseudoniemen: [VeiligheidDomain.Pseudoniem], oefening: Bool, in scope: Scope
    ) throws -> [AggregateRef] {
        let zaken = try openZaken(pseudoniemen, oefening: oefening, in: scope) + [OntvangenMelding.nieuweZaak(melding)]
        return zaken.map { AggregateRef(Casus.self, $0.waarde) }
            + [AggregateRef(Meldingskoppeling.self, melding), OntvangenMelding.ref(melding)]
    }

    private func openZaken(
        _ pseudoniemen: [VeiligheidDomain.Pseudoniem], oefening: Bool, in scope: Scope
    ) throws -> [ZaakId] {
        try pseudoniemen.flatMap { pseudoniem in
            try scope.geladen(Persoonsindex.self, Persoonsindex.id(van: pseudoniem, oefening: oefening))?.openZaken
                ?? []
        }
    }

    /// The same for a melding that is known already: its row first, then those it names.
    func rijen(
        _ melding: UUID, met erbij: [VeiligheidDomain.Pseudoniem] = [], in scope: Scope
    ) throws -> [AggregateRef] {
        guard let bekend = try scope.melding(melding) else { return [] }
        var mensen = bekend.betrokkenen + erbij
        if let zaak = bekend.zaak, let casus = try scope.geladen(Casus.self, zaak.waarde) {
            mensen += casus.meldingen.filter { $0.gegevens.melding.waarde == melding }.flatMap(\.gegevens.betrokkenen)
        }
        let zaak = bekend.zaak.map { [AggregateRef(Casus.self, $0.waarde)] } ?? []
        return try indexen(mensen, oefening: bekend.oefening) + zaak
            + verder(melding, mensen, oefening: bekend.oefening, in: scope)
    }

    // MARK: - Deciding

    /// Takes up a melding that a veiligheidsteam has to deal with. One that was taken up already stays where it is.
    func neemOp(_ melding: OntvangenMelding, in scope: inout Scope) throws {
        guard melding.zaak == nil, try isVeiligheidsteam(melding.behandelaar),
            try scope.load(Meldingskoppeling.self, melding.melding) == nil
        else { return }
        let indexen =
            try Koppeling.indexeert(melding.soort)
            ? melding.betrokkenen.compactMap {
                try scope.load(Persoonsindex.self, Persoonsindex.id(van: $0, oefening: melding.oefening))
            } : []
        switch Koppeling.bepaal(soort: melding.soort, indexen: indexen) {
        case .geenCasus: return
        case .nieuweCasus: try open(melding, in: &scope)
        case .aansluiten(let zaak):
            // Another team's casus is not joined unseen: a person decides.
            if try scope.load(Casus.self, zaak.waarde)?.team.rawValue == melding.behandelaar.text {
                try sluitAan(melding, bij: zaak, in: &scope)
            } else {
                try legVoor(melding, [zaak], in: &scope)
            }
        case .voorleggen(let kandidaten): try legVoor(melding, kandidaten, in: &scope)
        }
    }

    /// A new casus, with the lokaal team of the gemeente involved at once (M7).
    func open(_ melding: OntvangenMelding, in scope: inout Scope) throws {
        let zaak = OntvangenMelding.nieuweZaak(melding.melding)
        guard let team = register.current.organisation(melding.behandelaar) else {
            throw OrganisatieOnbekend(organisatie: melding.behandelaar)
        }
        let opening = Opening(
            zaak: zaak, kenmerk: Kenmerk.make(prefix: "C").text, regio: melding.regio, gemeente: melding.gemeente,
            melding: melding.gegevens,
            regiehouder: try team.regiehouder(urgentie: melding.acuut == .ja ? .spoed : .regulier, op: scope.now),
            lokaalTeam: lokaalTeam(melding.gemeente, naast: melding.behandelaar, oefening: melding.oefening),
            oefening: melding.oefening)
        try scope.decide(.openen(opening), on: zaak)
        try noteer(melding, in: zaak, &scope)
    }

    /// What became known later: in the casus where it stands, else it may now belong to one.
    func werkBij(
        _ id: UUID, soort: Meldingsoort?, gemeente: String?, erbij: [VeiligheidDomain.Pseudoniem], in scope: inout Scope
    ) throws {
        guard var melding = try scope.melding(id) else { return }
        melding.soort = soort ?? melding.soort
        melding.gemeente = melding.gemeente ?? gemeente
        guard let zaak = melding.zaak else {
            melding.voegToe(erbij)
            try scope.bewaar(melding)
            return try neemOp(melding, in: &scope)
        }
        try scope.bewaar(melding)
        guard let casus = try scope.load(Casus.self, zaak.waarde), !casus.isGesloten,
            var gegevens = casus.meldingen.first(where: { $0.gegevens.melding.waarde == id })?.gegevens
        else { return }
        gegevens.soort = melding.soort
        for pseudoniem in erbij where !gegevens.betrokkenen.contains(pseudoniem) {
            gegevens.betrokkenen.append(pseudoniem)
        }
        try scope.decide(.meldingBijwerken(gegevens, gemeente: melding.gemeente), on: zaak)
        if Koppeling.indexeert(melding.soort) { try indexeer(gegevens.betrokkenen, in: zaak, casus, &scope) }
        try betrekLokaalTeam(melding.gemeente, bij: zaak, in: &scope)
    }

    func sluitAan(_ melding: OntvangenMelding, bij zaak: ZaakId, in scope: inout Scope) throws {
        try scope.decide(.meldingKoppelen(melding.gegevens, gemeente: melding.gemeente), on: zaak)
        try betrekLokaalTeam(melding.gemeente, bij: zaak, in: &scope)
        try noteer(melding, in: zaak, &scope)
    }

    /// M7, also for a gemeente that came later.
    func betrekLokaalTeam(_ gemeente: String?, bij zaak: ZaakId, in scope: inout Scope) throws {
        guard let casus = try scope.load(Casus.self, zaak.waarde), !casus.isGesloten,
            let team = lokaalTeam(gemeente, naast: OIN(casus.team.rawValue), oefening: casus.oefening)
        else { return }
        try scope.decide(.lokaalTeamBetrekken(team, door: nil), on: zaak)
    }

    /// Keeps the people for later meldingen (M8).
    func indexeer(
        _ pseudoniemen: [VeiligheidDomain.Pseudoniem], in zaak: ZaakId, _ casus: Casus, _ scope: inout Scope
    ) throws {
        for pseudoniem in pseudoniemen {
            try scope.decide(
                .opnemen(pseudoniem, zaak: zaak, regio: casus.regio, oefening: casus.oefening),
                on: Persoonsindex.id(van: pseudoniem, oefening: casus.oefening))
        }
    }

    private func legVoor(_ melding: OntvangenMelding, _ kandidaten: [ZaakId], in scope: inout Scope) throws {
        let vraag = Koppelvraag(
            kenmerk: melding.kenmerk, regio: melding.regio, gemeente: melding.gemeente, oefening: melding.oefening,
            organisatie: Organisatie(melding.behandelaar.text), gegevens: melding.gegevens, kandidaten: kandidaten)
        try scope.decide(.vragen(vraag), on: MeldingId(melding.melding))
    }

    private func noteer(_ melding: OntvangenMelding, in zaak: ZaakId, _ scope: inout Scope) throws {
        if Koppeling.indexeert(melding.soort), let casus = try scope.load(Casus.self, zaak.waarde) {
            try indexeer(melding.betrokkenen, in: zaak, casus, &scope)
        }
        var melding = melding
        melding.zaak = zaak
        melding.betrokkenen = []
        try scope.bewaar(melding)
    }

    /// In an exercise only one that takes part (C3).
    private func lokaalTeam(_ gemeente: String?, naast team: OIN?, oefening: Bool) -> Organisatie? {
        let current = register.current
        guard let lokaal = gemeente.flatMap(Gemeentecode.init).flatMap(current.lokaalTeam), lokaal.oin != team,
            current.deelnamefout(lokaal.oin, oefening: oefening, "") == nil
        else { return nil }
        return Organisatie(lokaal.oin.text)
    }
}
