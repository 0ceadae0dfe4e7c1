import Contracts
import Foundation

/// What a region or organisation may lay down beside terms, with where it comes from.
public struct Instelling<Waarde: Sendable>: Sendable {
    public let waarde: Waarde
    /// Shown with what follows from it.
    public let herkomst: String
}

extension RegisterSnapshot {
    /// O6: from which hop on the region hears that a zaak is sent on and on.
    public func kastjeNaarDeMuur(regio: String) -> Instelling<Int> {
        if let eigen = Codewoord(regio).flatMap({ region($0) })?.kastjeNaarDeMuur {
            return Instelling(waarde: eigen, herkomst: "afspraak van de regio")
        }
        return Instelling(waarde: 3, herkomst: "afspraak van de keten (O6)")
    }

    /// P2, V6: the ages at which someone of a family looks along. That parental access ends at 18 at the latest is law, as a
    /// secondary source has it; the age from which a child has a page of its own follows consent (DOMAIN.md N7, P2).
    public func inzage(regio: String) -> Instelling<RegisterEvents.Inzageleeftijden> {
        if let eigen = Codewoord(regio).flatMap({ region($0) })?.inzage {
            return Instelling(waarde: eigen, herkomst: "afspraak van de regio")
        }
        return Instelling(
            waarde: .init(kindVanaf: 12, ouderTot: 18), herkomst: "afspraak van de keten (N7, P2, V6)")
    }

    /// O5: when an organisation is at its office.
    public func kantooruren(_ oin: OIN) -> Instelling<RegisterEvents.Kantooruren> {
        let organisatie = organisation(oin)
        if let eigen = organisatie?.kantooruren {
            return Instelling(waarde: eigen, herkomst: "opgave van de organisatie")
        }
        if let regio = organisatie.flatMap({ region($0.regio) })?.kantooruren {
            return Instelling(waarde: regio, herkomst: "afspraak van de regio")
        }
        return Instelling(
            waarde: .init(van: Kloktijd(minuten: 8 * 60 + 30), tot: Eindtijd(minuten: 17 * 60)),
            herkomst: "afspraak van de keten (O5)")
    }
}

extension RegisterEvents.Kantooruren {
    /// Whether an instant lies in them.
    public func geldt(op moment: Date, _ kalender: Werkkalender = Werkkalender()) -> Bool {
        guard iedereDag == true || kalender.isWorkingDay(moment) else { return false }
        let minuut = Werkkalender.minuut(moment)
        return van.minuten <= minuut && minuut < tot.minuten
    }
}
