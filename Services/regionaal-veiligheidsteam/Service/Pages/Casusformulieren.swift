import Chassis
import Contracts
import Register
import Web

/// The forms of what can be done with a casus now; each calls the operation of its name.
struct Casusformulieren {
    let stand: JSON
    let delen: Casusdelen
    let version: Int64?
    let register: RegisterSnapshot

    func alle(_ visit: Visit, _ namen: Namen, _ words: Words) -> [ActionForm] {
        let mogelijk = Set(stand["mogelijk"]?.strings ?? [])
        let keuzes = keuzes(visit.caller.organisation.text, namen, words)
        // What there is nothing to choose from is not asked.
        let leeg = Set(keuzes.filter(\.value.isEmpty).keys)
        return Casuswoorden.handelingen.filter { handeling in
            // Without a choice there is nothing to send.
            mogelijk.contains(handeling.code) && handeling.keuze.map { keuzes[$0]?.isEmpty == false } ?? true
        }.map { handeling in
            ActionForm(
                operation: handeling.operation, title: handeling.titel, explanation: handeling.uitleg,
                action: "/casussen/" + visit.onderwerp, path: ["id": visit.onderwerp], version: version,
                choices: keuzes, omitted: leeg.union(["/soortHulp"]))
        }
    }

    private func organisaties(_ soort: RegisterEvents.Organisatiesoort, _ namen: Namen) -> [ActionForm.Choice] {
        namen.organisaties.filter { keuze in OIN(keuze.value).flatMap { register.organisation($0) }?.soort == soort }
    }

    private func keuzes(_ eigen: String, _ namen: Namen, _ words: Words) -> [String: [ActionForm.Choice]] {
        let betrokken = Set((stand["lokaleTeams"]?.array ?? []).compactMap { $0["organisatie"]?.string })
        return [
            "/meldingen": (stand["meldingen"]?.array ?? []).compactMap { melding in
                melding["id"]?.string.map { ActionForm.Choice($0, Casusoverzicht.melding(melding)(words)) }
            },
            "/naar": namen.organisaties.filter { $0.value != eigen },
            "/vraag": Casuswoorden.vragen.map { ActionForm.Choice($0, words[$0]) },
            "/organisatie": namen.organisaties.filter { keuze in
                !betrokken.contains(keuze.value)
                    && OIN(keuze.value).flatMap { register.organisation($0) }?.soort == .lokaalTeam
            },
            "/kind": delen.kinderen(words), "/organisaties": namen.organisaties, "/gezinsleden": delen.leden(words),
            "/vertrouwenspersonenVan": delen.leden(words), "/vorige": delen.vorige(words),
            "/uitvoerder": organisaties(.gi, namen), "/raad": organisaties(.rvdk, namen),
            "/beoordeling": (stand["beoordelingen"]?.array ?? []).reversed().compactMap { besluit in
                besluit["id"]?.string.map {
                    ActionForm.Choice(
                        $0,
                        words[besluit["uitkomst"]?.string ?? ""]
                            + (besluit["beoordeeldOp"]?.tijdstip.map { " van " + Tijd.moment($0) } ?? ""))
                }
            },
        ]
    }
}
