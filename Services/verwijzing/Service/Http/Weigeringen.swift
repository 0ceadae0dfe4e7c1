import Contracts
import VerwijzingDomain
import Web

extension Problem {
    /// A refusal of the domain: 404 for what is unknown, 400 for what the request itself has wrong, 409 for the rest.
    /// Each says in which state it came and what is possible now.
    static func of(_ error: any Error) -> Problem? { (error as? Weigering).map { of($0, wijst: [:]) } }

    /// - Parameter eigen: the fields of this request that refusals point at, where they differ from the usual ones.
    static func of(_ weigering: Weigering, wijst eigen: [String: String]) -> Problem {
        let stand: JSON.Members = [
            "toestand": .string(weigering.toestand), "mogelijk": .array(weigering.mogelijk.map(JSON.string)),
        ]
        if weigering.code.hasPrefix("onbekende-") || weigering.code == "onbekend-geschil" {
            return .notFound(weigering.uitleg)
        }
        guard let pointer = eigen[weigering.code] ?? velden[weigering.code] else {
            return .conflict(weigering.uitleg, code: weigering.code, extra: stand)
        }
        var problem = Problem.invalid([Violation(pointer: pointer, code: weigering.code, detail: weigering.uitleg)])
        problem.extra = stand
        return problem
    }

    /// Refusals that another request can mend, whatever the state is.
    private static let velden: [String: String] = [
        "datum-niet-in-toekomst": "", "startdatum-voorbij": "/startdatum", "gespreksdatum-onmogelijk": "/datum",
        "deelnemers-ontbreken": "/deelnemers", "alternatief-onmogelijk": "/alternatieveOrganisatie",
        "nazorg-onvolledig": "/nazorg", "nazorg-voorbij": "/nazorgOp",
        "kind-niet-vastgelegd": "/grond",
        "werker-andere-organisatie": "", "geen-werker": "",
        "reden-van-de-regel": "", "kind-onbekend": "/kind", "volwassene-onbekend": "/volwassene",
        "gezinslid-onbekend": "/gever", "einde-voor-begin": "/tot", "naar-zichzelf": "/naar",
        "geen-medewerker": "/door", "grondslag": "/grondslag",
    ]
}
