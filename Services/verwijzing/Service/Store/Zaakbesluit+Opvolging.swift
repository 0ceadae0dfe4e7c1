import Foundation
import Messaging
import VerwijzingDomain

extension Scope {
    /// O17, O23: lets a zaak and what stands in and beside it go on without an organisation that stopped. All of them
    /// must be among the needs, with `AggregateRef.contact`; the handovers as `lopend` names them.
    mutating func volgOp(_ opvolging: Opvolging, stoptOp: Dag?, in naast: Opvolgingszaak) throws {
        let zaak = naast.id
        guard let voor = try load(Zaak.self, zaak) else { return }
        let bescherming = try load(Bescherming.self, Bescherming.id(van: zaak))
        var overdrachten: [UUID: Overdracht] = [:]
        for id in voor.lopendeOverdrachten { overdrachten[id] = try load(Overdracht.self, id) }
        let hielp = try aanvaard(in: zaak)?.naar == opvolging.organisatie
        let stand = Zaakstand(zaak: voor, overdrachten: overdrachten)
        let besluit = try stand.besluit(opvolging, bescherming: bescherming, now: now)
        let na = stand.na(besluit).zaak
        let (vorige, regie) = (voor.regie.partij, na.regie.partij)
        // First what protects the family, so that no reader of the events sees anybody too early (P1).
        if let bescherming, let plaats = opvolging.opvolger?.organisatie ?? (regie == vorige ? nil : regie.organisatie)
        {
            try append(
                Bescherming.decide(
                    bescherming, over: na, opvolger: plaats, van: opvolging.organisatie,
                    alleenAfscherming: opvolging.opvolger == nil, now: now),
                to: Bescherming.self, Bescherming.id(van: zaak))
        }
        for (id, events) in besluit.overdrachten { try append(events, to: Overdracht.self, id) }
        try append(besluit.zaak, to: Zaak.self, zaak)
        let hulp = try volgOpNaast(opvolging, stoptOp: stoptOp, naast, na, bescherming)
        guard hulp || !besluit.zaak.isEmpty else { return }
        if hielp {
            let id = Vervanging.id(van: zaak)
            try decide(
                VervangingCommand.zoek(id: id, vorige: opvolging.organisatie, stoptOp: stoptOp), on: id, over: zaak)
        }
        try volgVervanging(zaak, overdracht: nil)
        // N5: a destination that is missing is looked for by who holds the regie now (V6).
        try decide(ContinuiteitCommand.volg, over: zaak)
        // N7: the family hears who it is now.
        try decide(
            GezinscontactCommand.volg(
                vorigeRegie: vorige, stap: hulp || !besluit.overdrachten.isEmpty,
                contact: Gezinscontact.informatie(van: zaak), geraakt: Array(stand.na(besluit).overdrachten.values),
                hulp: helpers(
                    overdracht: na.lopend, verwijzingen: naast.verwijzingen, lopend: voor.lopend, zaak)),
            over: zaak)
    }

    /// What stands beside the handovers, each by its own events.
    /// - Parameter zaak: as it stands by then.
    /// - Returns: whether help for the family is another's now, or ended.
    private mutating func volgOpNaast(
        _ opvolging: Opvolging, stoptOp: Dag?, _ naast: Opvolgingszaak, _ zaak: Zaak, _ bescherming: Bescherming?
    ) throws -> Bool {
        let regie = zaak.regie.partij
        for id in naast.geschillen {
            guard let geschil = try load(Geschil.self, id) else { continue }
            try append(Geschil.decide(geschil, opvolging, now: now), to: Geschil.self, id)
        }
        for id in naast.verklaringen {
            guard let loop = try load(Verklaringloop.self, id) else { continue }
            try append(
                Verklaringloop.decide(loop, opvolging, regie: regie, now: now), to: Verklaringloop.self, id)
        }
        // P1: what may not be known to who holds the regie is asked on by the region's named person.
        func vrager(_ van: Partij, _ naar: String) -> Partij {
            let zicht = bescherming?.zicht(voor: regie.organisatie) ?? .vrij
            return [van.organisatie, naar].allSatisfy { zicht.ziet(organisatie: $0) } ? regie : opvolging.vangnet
        }
        var hulp = false
        for id in naast.verwijzingen {
            guard let verwijzing = try load(Verwijzing.self, id) else { continue }
            let events = Verwijzing.decide(
                verwijzing, opvolging, vrager: vrager(verwijzing.van, verwijzing.naar), now: now)
            hulp = hulp || !events.isEmpty
            try append(events, to: Verwijzing.self, id)
            // V7: whom it helped stands on the list, also where a successor goes on or nobody does.
            if verwijzing.naar == opvolging.organisatie, verwijzing.hulp != nil, let na = try load(Verwijzing.self, id)
            {
                let plaats = Vervanging.id(vanHulp: id)
                try decide(
                    VervangingCommand.zoek(id: plaats, vorige: opvolging.organisatie, stoptOp: stoptOp, hulp: na),
                    on: plaats, over: zaak.id)
            }
        }
        try volg(hulp: naast.verwijzingen, in: zaak.id)
        for id in naast.consultaties {
            guard let vraag = try load(Consultatie.self, id) else { continue }
            try append(
                Consultatie.decide(vraag, opvolging, vrager: vrager(vraag.van, vraag.naar), now: now),
                opConsultatie: id)
        }
        for id in naast.vragenlijsten {
            guard let lijst = try load(Vragenlijst.self, id) else { continue }
            try append(Vragenlijst.decide(lijst, opvolging, now: now), to: Vragenlijst.self, id)
        }
        try volg(vragenlijsten: naast.vragenlijsten, in: zaak.id)
        if let stand = try load(Continuiteit.self, Continuiteit.id(van: zaak.id)) {
            try append(
                Continuiteit.decide(stand, over: zaak, opvolging, now: now), to: Continuiteit.self,
                Continuiteit.id(van: zaak.id))
        }
        if let contact = try load(Gezinscontact.self, Gezinscontact.id(van: zaak.id)) {
            try append(
                Gezinscontact.decide(contact, over: zaak, opvolging, now: now), to: Gezinscontact.self,
                Gezinscontact.id(van: zaak.id))
        }
        return hulp
    }
}
