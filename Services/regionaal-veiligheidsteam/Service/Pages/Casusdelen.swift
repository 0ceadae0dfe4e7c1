import Chassis
import Contracts
import Foundation
import Web

/// What belongs to a casus and has a page of its own, and whom of the family it can name.
struct Casusdelen {
    private let gezin: [JSON]
    private let maatregelen: [JSON]
    private let overleggen: [JSON]

    init(_ visit: Visit) async throws {
        let pad = ["id": visit.onderwerp]
        gezin = try await visit.read("gezinsledenLezen", path: pad).body["gezinsleden"]?.array ?? []
        maatregelen = try await visit.read("casusmaatregelenLezen", path: pad).body["maatregelen"]?.array ?? []
        overleggen = try await visit.read("overleggenLezen", path: pad).body["overleggen"]?.array ?? []
    }

    /// Without a name: "Kind 2", as the pages of the zaak count those of whom no name is known.
    static func lid(_ id: String?, _ gezin: [JSON], _ words: Words) -> String {
        guard let plaats = gezin.firstIndex(where: { $0["id"]?.string == id }) else { return "Gezinslid" }
        return "\(words[gezin[plaats]["rol"]?.string ?? ""]) \(plaats + 1)"
    }

    func kinderen(_ words: Words) -> [ActionForm.Choice] {
        keuzes(gezin.filter { $0["rol"]?.string == "kind" }, words)
    }

    func leden(_ words: Words) -> [ActionForm.Choice] { keuzes(gezin, words) }

    /// Those after which the viewer plans the new talk (R6).
    func vorige(_ words: Words) -> [ActionForm.Choice] {
        overleggen.filter { $0["vervolgPlannen"]?.bool == true }.compactMap { overleg in
            overleg["id"]?.string.map { ActionForm.Choice($0, wanneer(overleg, words)) }
        }
    }

    private func keuzes(_ leden: [JSON], _ words: Words) -> [ActionForm.Choice] {
        leden.compactMap { $0["id"]?.string }.map { ActionForm.Choice($0, Self.lid($0, gezin, words)) }
    }

    private func wanneer(_ overleg: JSON, _ words: Words) -> String {
        words[overleg["soort"]?.string ?? ""] + (overleg["geplandOp"]?.tijdstip.map { ", " + Tijd.moment($0) } ?? "")
    }

    func values(_ namen: Namen, _ words: Words) -> [String: PageValue] {
        [
            "heeftOverleggen": .flag(!overleggen.isEmpty),
            "overleggen": .list(
                overleggen.reversed().map { overleg in
                    .group([
                        "adres": .text("/overleggen/" + (overleg["id"]?.string ?? "")),
                        "naam": .text(wanneer(overleg, words)),
                        "status": .text(words[overleg["status"]?.string ?? ""]),
                        "uitkomst": PageValue(overleg["uitkomst"]?.string.map { words[$0] }),
                    ])
                }),
            "heeftMaatregelen": .flag(!maatregelen.isEmpty),
            "maatregelen": .list(
                maatregelen.map { maatregel in
                    .group([
                        "adres": .text("/maatregelen/" + (maatregel["id"]?.string ?? "")),
                        "soort": .text(words[maatregel["soort"]?.string ?? ""]),
                        "kind": .text(Self.lid(maatregel["kind"]?.string, gezin, words)),
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
