/// What an organisation can do with a casus now.
extension Casus {
    public func mogelijk(voor organisatie: Organisatie) -> [String] {
        var handelingen: [String] = []
        let isTeam = organisatie == team
        if !isGesloten {
            if lokaleTeams.contains(where: { $0.organisatie == organisatie && $0.bevestiging == nil }) {
                handelingen.append("lokaal-team-bevestigen")
            }
            if isTeam, !meldingen.isEmpty { handelingen.append("beoordelen") }
            if isTeam, regiehouder.organisatie == team, !aanbodZonderKeuze { handelingen.append("overdracht-starten") }
            if isTeam { handelingen.append("lokaal-team-betrekken") }
            if isBetrokken(organisatie) {
                handelingen.append(uitBeeld == nil ? "uit-beeld-melden" : "weer-in-beeld-melden")
            }
        }
        // R7: what the court decided stands apart from what becomes of the casus.
        if isBetrokken(organisatie) { handelingen += ["overleg-plannen", "maatregel-vastleggen"] }
        if !beoordelingen.isEmpty { handelingen.append("meningsverschil-vastleggen") }
        if isTeam, !isGesloten, uitBeeld == nil, onbeoordeeld.isEmpty, lopendeOverdrachten.isEmpty {
            handelingen.append("sluiten")
        }
        return handelingen
    }

    /// Whoever follows the family, or was asked to.
    func isBetrokken(_ organisatie: Organisatie) -> Bool {
        ([team, regiehouder.organisatie] + lokaleTeams.map(\.organisatie) + overdrachten.map(\.naar))
            .contains(organisatie)
    }
}
