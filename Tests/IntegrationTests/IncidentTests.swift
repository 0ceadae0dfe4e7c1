import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    @Suite(.serialized) struct IncidentTests {
        @Test("C4: het logboek van een incident staat op rol, tijd en fase, en is alleen aan te vullen")
        func logboek() async throws {
            let chain = try await IntegrationTests.chain()
            let wie = ["--role", "ketenbeheer", "--by", "mw-keten-leider"]
            let geopend = try await chain.keten(["incident", "open", "--text", "een sleutel ligt op straat"] + wie)
            let id = try #require(geopend.lines.first, "\(geopend)")
            for (fase, tekst) in [
                ("oordeelsvorming", "zij kunnen zelf niet ingrijpen"), ("besluitvorming", "afsluiten"),
            ] {
                let gelogd = try await chain.keten(["incident", "log", id, "--phase", fase, "--text", tekst] + wie)
                #expect(gelogd.status == 0, "\(gelogd)")
            }
            for daad in [["disconnect", "--cause", "beveiligingsincident"], ["connect"]] {
                let gedaan = try await chain.keten(
                    ["organisation", daad[0], Deelnemer.school.rawValue, "--incident", id, "--by", "mw-keten-leider"]
                        + ["--reason", "sleutel"] + daad.dropFirst())
                #expect(gedaan.status == 0, "\(gedaan)")
            }
            let fout = try await chain.keten(["incident", "log", id, "--phase", "iets", "--text", "x"] + wie)
            #expect(fout.status == 64)
            let naam = try await chain.keten(
                ["incident", "log", id, "--phase", "opdracht", "--text", "bel \(Verzonnen.bsn())"] + wie)
            #expect(naam.status == 1, "a person's number is refused: \(naam)")

            let getoond = try await chain.keten("incident", "show", id, "--json")
            let regels = try JSON.parse((getoond.lines.last ?? "").utf8).array ?? []
            #expect(
                regels.compactMap { $0["aantekening"]?["fase"]?.string } == [
                    "beeldvorming", "oordeelsvorming", "besluitvorming", "opdracht", "opdracht",
                ])
            #expect(regels.compactMap { $0["op"]?.string } == regels.compactMap { $0["op"]?.string }.sorted())
            #expect(regels.allSatisfy { $0["aantekening"]?["rol"]?.string == "ketenbeheer" })
            let lijst = try await chain.keten("incident", "list", "--json")
            #expect(lijst.lines.last?.contains(id) == true)

            for recht in ["update", "delete", "truncate"] {
                let rows = try await chain.query(
                    "select has_table_privilege('notificaties', 'notificaties.incident_entry', \(recht))")
                let mag: Bool? = try rows.first?.decode(Bool.self)
                #expect(mag == false, "\(recht)")
            }
        }
    }
}
