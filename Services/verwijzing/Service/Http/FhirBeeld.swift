import Contracts
import Foundation
import VerwijzingDomain

/// A handover as a FHIR Task, and the question behind it as a ServiceRequest: references, codes and organisations, nothing
/// of the family, whoever reads it.
struct FhirBeeld {
    let overdracht: Overdracht
    let version: Int64
    /// When the answer must be there, as long as it is awaited.
    let antwoordVoor: Date?
    let zicht: Zicht

    // MARK: - Task

    var task: JSON {
        let (status, uitvoering) = (overdracht.status, overdracht.status.uitvoering)
        return Fhir.object([
            "resourceType": "Task", "id": .string(overdracht.id.text), "meta": meta,
            "identifier": [Fhir.identifier("overdracht", overdracht.kenmerk)],
            // One Task per candidate; those who are asked together share a group (O14).
            "groupIdentifier": ronde,
            "status": .string(status.fhirTaskStatus), "statusReason": reden,
            "businessStatus": Fhir.concept("overdrachtstatus", status.code),
            "intent": "order", "priority": prioriteit,
            "code": [
                "coding": [["system": "http://hl7.org/fhir/CodeSystem/task-code", "code": "fulfill"]]
            ],
            "focus": Fhir.verwijzing(naar: "ServiceRequest", overdracht.id),
            "for": Fhir.gezin(van: overdracht.zaak), "authoredOn": overdracht.aangebodenOp.json,
            "requester": Fhir.organisatie(overdracht.van.organisatie), "owner": Fhir.organisatie(overdracht.naar),
            "restriction": beperking,
            "executionPeriod": uitvoering.map { ["start": .string($0.startdatum.description)] },
        ])
    }

    /// Why it waits, was refused, taken back, given back or stopped.
    private var reden: JSON? {
        switch overdracht.status {
        case .uitgesteld(let uitstel): Fhir.concept("uitstelreden", uitstel.reden.rawValue)
        case .geweigerd(let afwijzing): Fhir.concept("weigerreden", afwijzing.reden.rawValue)
        case .ingetrokken(let reden): Fhir.concept("intrekkingsreden", reden.rawValue)
        case .teruggegeven(let teruggave): Fhir.concept("teruggavereden", teruggave.reden.rawValue)
        case .voortijdigBeeindigd(let reden, _): Fhir.concept("beeindigingsreden", reden.rawValue)
        case .aangeboden, .geaccepteerd, .overgedragen, .gestart, .afgerond, .teruggaveAanvaard: nil
        }
    }

    /// Until when an answer may wait: the date that was promised, or else the term.
    private var beperking: JSON? {
        let einde: JSON? =
            switch overdracht.status {
            case .uitgesteld(let uitstel): .string(uitstel.nieuweDatum.description)
            case .aangeboden: antwoordVoor?.json
            default: nil
            }
        return einde.map { ["period": ["start": overdracht.aangebodenOp.json, "end": $0]] }
    }

    // MARK: - ServiceRequest

    var serviceRequest: JSON {
        let gemeente = overdracht.aanbod.gemeente
        return Fhir.object([
            "resourceType": "ServiceRequest", "id": .string(overdracht.id.text), "meta": meta,
            "identifier": [Fhir.identifier("overdracht", overdracht.kenmerk)],
            "requisition": ronde, "status": .string(aanvraagstatus),
            "intent": "order", "priority": prioriteit,
            "category": [Fhir.concept("leeftijdsgroep", overdracht.aanbod.leeftijdsgroep)],
            "code": Fhir.concept("vraag", overdracht.aanbod.vraag), "subject": Fhir.gezin(van: overdracht.zaak),
            "authoredOn": overdracht.aangebodenOp.json, "requester": Fhir.organisatie(overdracht.van.organisatie),
            "performer": [Fhir.organisatie(overdracht.naar)],
            "locationCode": zicht.ziet(gemeente: gemeente) ? [Fhir.concept("gemeente", gemeente)] : nil,
            "reasonCode": [Fhir.concept("overdrachtsreden", overdracht.aanbod.reden.rawValue)],
        ])
    }

    private var aanvraagstatus: String {
        switch overdracht.status {
        case .aangeboden, .geaccepteerd, .overgedragen, .gestart, .teruggegeven: "active"
        case .uitgesteld: "on-hold"
        case .afgerond: "completed"
        case .geweigerd, .ingetrokken, .teruggaveAanvaard, .voortijdigBeeindigd: "revoked"
        }
    }

    // MARK: - Both

    /// Of its own kind: the id of another candidate's offer would say that there is one (P1).
    private var ronde: JSON {
        Fhir.identifier("kandidatenronde", UUID(named: "kandidatenronde \(overdracht.ronde.text)").text)
    }

    private var prioriteit: JSON { overdracht.urgentie == .spoed ? "urgent" : "routine" }

    private var meta: JSON {
        Fhir.object([
            "versionId": .string(String(version)),
            // C3: an exercise is marked everywhere.
            "tag": overdracht.oefening ? [Fhir.coding("oefening", "oefening")] : nil,
        ])
    }
}
