import Chassis
import Contracts
import Foundation
import Web

/// What belongs to a casus and has a page of its own, and whom of the family it can name.
struct Casusdelen {
    private let gezin: [JSON]
    private let maatregelen: [JSON]

    init(_ visit: Visit) async throws {
        let pad = ["id": visit.onderwerp]
        gezin = try await visit.read("gezinsledenLezen", path: pad).body["gezinsleden"]?.array ?? []
        maatregelen = try await visit.read("casusmaatregelenLezen", path: pad).body["maatregelen"]?.array ?? []
    }

    /// Without a name: "Kind 2", as the pages of the zaak count those of whom no name is known.
    func lid(_ id: String?, _ words: Words) -> String {
        guard let plaats = gezin.firstIndex(where: { $0["id"]?.string == id }) else { return "Gezinslid" }
        return "\(words[gezin[plaats]["rol"]?.string ?? ""]) \(plaats + 1)"
    }

    func kinderen(_ words: Words) -> [ActionForm.Choice] {
        gezin.filter { $0["rol"]?.string == "kind" }.compactMap { $0["id"]?.string }.map {
            ActionForm.Choice($0, lid($0, words))
        }
    }

    func values(_ namen: Namen, _ words: Words) -> [String: PageValue] {
        [
            "heeftMaatregelen": .flag(!maatregelen.isEmpty),
            "maatregelen": .list(
                maatregelen.map { maatregel in
                    .group([
                        "adres": .text("/maatregelen/" + (maatregel["id"]?.string ?? "")),
                        "soort": .text(words[maatregel["soort"]?.string ?? ""]),
                        "kind": .text(lid(maatregel["kind"]?.string, words)),
                        "loopt": .flag(maatregel["status"]?.string == "loopt"),
                        "tot": PageValue(maatregel["einddatum"]?.string.map { Tijd.day($0) }),
                        "uitvoerder": .text(
                            maatregel["uitvoerder"]?.string.map { namen.organisatie($0) }
                                ?? "Een afgeschermde organisatie"),
                    ])
                }),
        ]
    }
}
