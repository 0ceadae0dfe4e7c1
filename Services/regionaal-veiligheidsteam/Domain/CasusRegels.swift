import Foundation

/// The rules of a casus, one function per command. Nil: it was already so.
extension Casus {
    func koppel(_ gegevens: MeldingGegevens, gemeente: String?) throws(Weigering) -> CasusFeit? {
        guard !meldingen.contains(where: { $0.gegevens.melding == gegevens.melding }) else { return nil }
        try eisOpen()
        return .meldingGekoppeld(MeldingGekoppeld(gegevens, gemeente: gemeente))
    }

    /// Its kind decides which term runs (M6). What comes too late changes nothing.
    func werkBij(_ gegevens: MeldingGegevens, gemeente: String?) -> CasusFeit? {
        guard !isGesloten, let bekend = meldingen.first(where: { $0.gegevens.melding == gegevens.melding }),
            bekend.gegevens != gegevens || (self.gemeente == nil && gemeente != nil)
        else { return nil }
        return .meldingBijgewerkt(MeldingGekoppeld(gegevens, gemeente: gemeente))
    }

    /// M7.
    func betrek(_ organisatie: Organisatie, door: Persoon?) throws(Weigering) -> CasusFeit? {
        try eisOpen()
        if let door { try eisTeam(door) }
        guard !lokaleTeams.contains(where: { $0.organisatie == organisatie }) else { return nil }
        return .lokaalTeamBetrokken(LokaalTeamBetrokken(organisatie: organisatie, door: door))
    }

    /// M7: only a named person of that team acknowledges.
    func bevestig(door: Persoon) throws(Weigering) -> CasusFeit? {
        guard let betrokkenheid = lokaleTeams.first(where: { $0.organisatie == door.organisatie }) else {
            throw weiger(
                "team-niet-betrokken", "Uw organisatie is niet bij deze casus betrokken.",
                mogelijk: ["het veiligheidsteam vragen"])
        }
        guard betrokkenheid.bevestiging == nil else { return nil }
        try eisOpen()
        return .lokaalTeamBevestigd(LokaalTeamBevestigd(organisatie: door.organisatie, door: door))
    }

    /// R2: with reasons, on meldingen of this casus.
    func beoordeel(_ nieuw: Beoordeling) throws(Weigering) -> CasusFeit? {
        guard !beoordelingen.contains(where: { $0.beoordeling.beoordeling == nieuw.beoordeling }) else { return nil }
        try eisOpen()
        try eisTeam(nieuw.door)
        let bekend = Set(meldingen.map(\.gegevens.melding))
        guard !nieuw.meldingen.isEmpty, bekend.isSuperset(of: nieuw.meldingen) else {
            throw weiger(
                "meldingen-niet-in-casus", "Noem de meldingen van deze casus waarop de beoordeling berust.",
                mogelijk: ["beoordelen met meldingen van deze casus"])
        }
        return .beoordeeld(nieuw)
    }

    /// O1: only who holds the regie hands over. Without spoed an assessment comes first (R2).
    func verzoekOverdracht(_ verzoek: Overdrachtsverzoek) throws(Weigering) -> CasusFeit? {
        guard !overdrachten.contains(where: { $0.overdracht == verzoek.overdracht }) else { return nil }
        try eisOpen()
        guard verzoek.van.organisatie == regiehouder.organisatie, verzoek.van.organisatie == team else {
            throw weiger(
                "niet-de-regiehouder", "Alleen de organisatie met de regie draagt over.",
                mogelijk: ["de regiehouder vragen"])
        }
        let bezwaren = bezwaren(tegen: verzoek)
        guard let eerste = bezwaren.first else { return .overdrachtVerzocht(verzoek) }
        throw Weigering(
            code: eerste.fout.code, uitleg: eerste.fout.uitleg, toestand: "open", mogelijk: bezwaren.map(\.mogelijk),
            fouten: bezwaren.map(\.fout))
    }

    /// O14: a regular offer that goes to who accepts first is the only one.
    var aanbodZonderKeuze: Bool {
        overdrachten.contains { $0.stand.isOpenAanbod && $0.urgentie == .regulier && $0.keuze != .besteVoorstel }
    }

    /// Everything that stands in the way of a request, with what can be done instead.
    private func bezwaren(tegen verzoek: Overdrachtsverzoek) -> [(fout: Weigering.Fout, mogelijk: String)] {
        var bezwaren: [(fout: Weigering.Fout, mogelijk: String)] = []
        func bezwaar(_ veld: String, _ code: String, _ uitleg: String, mogelijk: String) {
            bezwaren.append((.init(veld: veld, code: code, uitleg: uitleg), mogelijk))
        }
        if verzoek.naar == team {
            bezwaar(
                "/naar", "overdracht-aan-zichzelf", "Kies een andere organisatie dan het eigen team.",
                mogelijk: "een andere organisatie kiezen")
        }
        if verzoek.urgentie == .regulier, beoordelingen.isEmpty {
            bezwaar(
                "/urgentie", "beoordeling-nodig", "Leg eerst een beoordeling vast, of draag met spoed over.",
                mogelijk: "beoordelen")
        }
        let open = overdrachten.filter(\.stand.isOpenAanbod)
        if open.contains(where: { $0.naar == verzoek.naar }) {
            bezwaar(
                "/naar", "al-gedaan", "Bij deze organisatie ligt al een aanbod voor deze casus.",
                mogelijk: "een andere organisatie kiezen")
        }
        // O14: as the verwijzing decides it; only for spoed the first answer wins.
        let zonderKeuze =
            aanbodZonderKeuze
            || (!open.isEmpty && verzoek.urgentie == .regulier && verzoek.keuze != .besteVoorstel)
        if zonderKeuze {
            bezwaar(
                "/keuze", "keuze-nodig",
                "Er ligt al een aanbod. Vraag kandidaten om een voorstel en kies; wie het eerst komt telt alleen bij spoed.",
                mogelijk: "om een voorstel vragen")
        }
        return bezwaren
    }

    /// R12: any organisation may disagree, also afterwards; the decision stands.
    func leg(_ nieuw: Meningsverschil) throws(Weigering) -> CasusFeit? {
        guard !meningsverschillen.contains(where: { $0.meningsverschil == nieuw.meningsverschil }) else { return nil }
        guard beoordelingen.contains(where: { $0.beoordeling.beoordeling == nieuw.beoordeling }) else {
            throw weiger(
                "beoordeling-onbekend", "Deze beoordeling hoort niet bij deze casus.",
                mogelijk: ["beoordelen"] + beoordelingen.map { "beoordeling \($0.beoordeling.beoordeling) noemen" })
        }
        return .meningsverschil(nieuw)
    }

    /// R11, O11: out of sight never closes a casus, and nothing that waits is closed away.
    func sluit(door: Persoon, nazorg: Nazorg, toelichting: InhoudId) throws(Weigering) -> CasusFeit? {
        guard !isGesloten else { return nil }
        try eisTeam(door)
        guard uitBeeld == nil else {
            throw weiger(
                "gezin-uit-beeld", "Het gezin is uit beeld; dan sluit een casus niet (R11).",
                mogelijk: ["weer in beeld melden"])
        }
        guard onbeoordeeld.isEmpty else {
            throw weiger(
                "melding-niet-beoordeeld", "Er is een melding waarop nog geen beoordeling is.",
                mogelijk: ["beoordelen"])
        }
        guard lopendeOverdrachten.isEmpty else {
            throw weiger(
                "overdracht-loopt", "Er loopt een overdracht; wacht tot die gestart of geëindigd is.",
                mogelijk: ["overdracht volgen", "overdracht intrekken"])
        }
        return .gesloten(CasusGesloten(door: door, nazorg: nazorg, toelichting: toelichting))
    }

    func eisOpen() throws(Weigering) {
        guard !isGesloten else {
            throw weiger("casus-gesloten", "Deze casus is gesloten.", mogelijk: ["nieuwe casus openen"])
        }
    }

    func eisTeam(_ door: Persoon) throws(Weigering) {
        guard door.organisatie == team else {
            throw weiger(
                "niet-van-het-team", "Alleen een medewerker van het veiligheidsteam kan dit doen.",
                mogelijk: ["het veiligheidsteam vragen"])
        }
    }

    /// Whoever follows the family may say that it is out of sight.
    func eisBetrokken(_ door: Persoon) throws(Weigering) {
        guard isBetrokken(door.organisatie) else {
            throw weiger(
                "niet-betrokken", "Uw organisatie is niet bij deze casus betrokken.",
                mogelijk: ["het veiligheidsteam vragen"])
        }
    }

    func weiger(_ code: String, _ uitleg: String, mogelijk: [String]) -> Weigering {
        Weigering(code: code, uitleg: uitleg, toestand: isGesloten ? "gesloten" : "open", mogelijk: mogelijk)
    }
}
