import Contracts
import Foundation
import Testing
import VerwijzingDomain
import Web

@testable import Verwijzing

/// The FHIR R4 read view (STANDARDS.md §3): each state as a Task and a ServiceRequest, and nothing of the family in it.
@Suite("FHIR-beeld van een overdracht")
struct FhirTests {
    /// Status and reason of the Task, and status of the ServiceRequest, by our state.
    private static let verwacht: [String: (task: String, reden: String?, aanvraag: String)] = [
        "aangeboden": ("requested", nil, "active"),
        "uitgesteld": ("on-hold", "wachtlijst", "on-hold"),
        "geaccepteerd": ("accepted", nil, "active"),
        "overgedragen": ("in-progress", nil, "active"),
        "gestart": ("in-progress", nil, "active"),
        "teruggegeven": ("failed", "geen-werker", "active"),
        "teruggave-aanvaard": ("failed", nil, "revoked"),
        "geweigerd": ("rejected", "niet-passend", "revoked"),
        "ingetrokken": ("cancelled", "niet-meer-nodig", "revoked"),
        "afgerond": ("completed", nil, "completed"),
        "voortijdig-beeindigd": ("failed", "gezin-stopt", "revoked"),
    ]
    private static let termijn = Date(timeIntervalSince1970: 1_795_330_800)

    private func beeld(_ overdracht: Overdracht, _ zicht: Zicht = .vrij) -> FhirBeeld {
        FhirBeeld(overdracht: overdracht, version: 4, antwoordVoor: Self.termijn, zicht: zicht)
    }

    private func code(_ concept: JSON?) -> String? { concept?["coding"]?.array?.first?["code"]?.string }

    @Test("iedere toestand heeft haar Task en ServiceRequest, met reden, partijen en groep")
    func toestanden() throws {
        var gezien: Set<String> = []
        for stand in OvergangTests.standen {
            let overdracht = try stand.verhaal().overdracht()
            let toestand = overdracht.status.code
            gezien.insert(toestand)
            let verwacht = try #require(Self.verwacht[toestand])
            let task = beeld(overdracht).task
            #expect(task["resourceType"] == "Task" && task["intent"] == "order", "\(stand.naam)")
            #expect(task["status"]?.string == verwacht.task, "\(stand.naam)")
            #expect(code(task["statusReason"]) == verwacht.reden, "\(stand.naam)")
            #expect(code(task["businessStatus"]) == toestand, "\(stand.naam)")
            #expect(
                task["requester"]?["identifier"]
                    == ["system": "urn:nld:oin", "value": .string(Rolbezetting.wijkteam)])
            #expect(task["owner"]?["identifier"] == ["system": "urn:nld:oin", "value": .string(Rolbezetting.gi)])
            #expect(task["for"]?["identifier"]?["value"]?.string == overdracht.zaak.uuidString.lowercased())
            #expect(task["groupIdentifier"]?["value"]?.string != overdracht.id.uuidString.lowercased())
            #expect(
                task["focus"]?["reference"]?.string == "ServiceRequest/\(overdracht.id.uuidString.lowercased())")
            let aanvraag = beeld(overdracht).serviceRequest
            #expect(aanvraag["status"]?.string == verwacht.aanvraag, "\(stand.naam)")
            #expect(code(aanvraag["code"]) == "veiligheid-thuis" && aanvraag["intent"] == "order")
            #expect(aanvraag["subject"]?["identifier"] == task["for"]?["identifier"])
            #expect(aanvraag["requisition"] == task["groupIdentifier"])
        }
        #expect(gezien == Set(OverdrachtenEvents.Status.allCases.map(\.rawValue)))
        #expect(gezien == Set(Self.verwacht.keys))
    }

    @Test("O14: kandidaten die tegelijk gevraagd zijn delen hun groep; een volgende ronde heeft een andere")
    func ronde() throws {
        var verhaal = try Verhaal()
        func groep(_ id: UUID) throws -> JSON? { beeld(try verhaal.overdracht(id)).task["groupIdentifier"] }
        try verhaal.als(Verhaal.aanbod(keuze: .besteVoorstel), Verhaal.eerste)
        try verhaal.als(Verhaal.aanbod(naar: Rolbezetting.zorg, keuze: .besteVoorstel), Verhaal.tweede)
        #expect(try groep(Verhaal.eerste) == groep(Verhaal.tweede))
        // The round goes on while one of it is open, also without its first.
        try verhaal.als(.intrekken(door: Rolbezetting.anna, reden: .nietMeerNodig), Verhaal.eerste)
        try verhaal.als(Verhaal.aanbod(naar: Rolbezetting.buurteam, keuze: .besteVoorstel), Verhaal.derde)
        #expect(try groep(Verhaal.derde) == groep(Verhaal.eerste))
        for id in [Verhaal.tweede, Verhaal.derde] {
            try verhaal.als(.intrekken(door: Rolbezetting.anna, reden: .nietMeerNodig), id)
        }
        let volgende = UUID()
        try verhaal.als(Verhaal.aanbod(), volgende)
        #expect(try groep(volgende) != groep(Verhaal.eerste))
    }

    @Test("tot wanneer een antwoord mag wachten: de termijn, of de datum die beloofd is")
    func beperking() throws {
        let aangeboden = beeld(try Verhaal.aangeboden().overdracht()).task
        #expect(aangeboden["restriction"]?["period"]?["end"] == Self.termijn.json)
        let uitgesteld = beeld(try Verhaal.uitgesteld().overdracht()).task
        #expect(
            uitgesteld["restriction"]?["period"]?["end"]?.string == Verhaal.overTweeWeken.description)
        let gestart = beeld(try Verhaal.gestart().overdracht()).task
        #expect(gestart["restriction"] == nil)
        #expect(gestart["executionPeriod"]?["start"]?.string == Verhaal.vandaag.description)
    }

    @Test("geen medewerker, geen inhoud, geen naam van een veld dat iemand aanwijst")
    func nietsVanHetGezin() throws {
        for stand in OvergangTests.standen {
            let overdracht = try stand.verhaal().overdracht()
            for resource in [beeld(overdracht).task, beeld(overdracht).serviceRequest] {
                #expect(identifyingFields(in: resource) == [], "\(stand.naam)")
                #expect(!resource.text.contains("mw-"), "\(stand.naam)")
                #expect(!resource.text.contains(Verhaal.inhoud.uuidString.lowercased()), "\(stand.naam)")
            }
        }
    }

    @Test("P1: een afgeschermde gemeente staat er niet in")
    func afgeschermd() throws {
        let verhaal = try Verhaal.aangeboden()
        let overdracht = try verhaal.overdracht()
        #expect(code(beeld(overdracht).serviceRequest["locationCode"]?.array?.first) == "0202")
        let wat = try #require(Afgeschermde(.plaatsing, organisatie: Rolbezetting.zorg, gemeente: "0202"))
        let events = try Bescherming.decide(
            nil, over: verhaal.zaak,
            .schermAf(
                door: Rolbezetting.anna, id: Verhaal.derde, wat: wat, reden: .veiligheidGezin, toelichting: nil,
                ookBekendBij: []), now: verhaal.nu)
        let bescherming = try #require(events.reduce(nil) { Bescherming.evolve($0, $1) })
        func plaats(voor lezer: String) -> JSON? {
            beeld(overdracht, bescherming.zicht(voor: lezer)).serviceRequest["locationCode"]
        }
        #expect(plaats(voor: Rolbezetting.gi) == nil)
        #expect(plaats(voor: Rolbezetting.wijkteam) != nil)
    }

    @Test("zoeken op status vindt precies de toestanden die zo heten")
    func zoeken() throws {
        for stand in OvergangTests.standen {
            let status = try stand.verhaal().overdracht().status
            let taakstatus = try #require(Fhir.Taakstatus(rawValue: status.fhirTaskStatus))
            #expect(taakstatus.toestanden.map(\.rawValue).contains(status.code))
        }
        let alle = Fhir.Taakstatus.allCases.flatMap(\.toestanden)
        #expect(Set(alle) == Set(OverdrachtenEvents.Status.allCases) && Set(alle).count == alle.count)
    }

    @Test("een probleem is een OperationOutcome, met iedere fout apart")
    func problemen() throws {
        let ongeldig = Fhir.operationOutcome(
            .invalid([
                Violation(pointer: "/query/a", code: "ongeldig", detail: "Een."),
                Violation(pointer: "/query/b", code: "ontbreekt", detail: "Twee."),
            ]))
        #expect(ongeldig.mediaType == "application/fhir+json")
        let outcome = try JSON.parse(ongeldig.bytes)
        #expect(outcome["resourceType"] == "OperationOutcome")
        #expect(outcome["issue"]?.array?.map { $0["diagnostics"]?.string } == ["/query/a", "/query/b"])
        #expect(outcome["issue"]?.array?.allSatisfy { $0["code"] == "invalid" && $0["severity"] == "error" } == true)
        let nietGevonden = try JSON.parse(Fhir.operationOutcome(.notFound("Weg.")).bytes)
        #expect(nietGevonden["issue"]?.array?.first?["code"] == "not-found")
        #expect(nietGevonden["issue"]?.array?.first?["details"]?["text"] == "Weg.")
    }
}
