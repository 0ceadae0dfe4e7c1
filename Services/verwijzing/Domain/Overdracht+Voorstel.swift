import Foundation

extension Overdracht {
    /// O14, O21: a candidate says what it can give, with whom and from when. Nothing moves until the offerer chooses.
    func doeVoorstel(
        _ door: Actor, _ werker: Actor, _ startdatum: Dag, _ aanbod: UUID, _ verloop: inout Verloop, _ now: Date
    ) throws(Weigering) {
        try eis(door, .ontvanger)
        guard status.isOpenAanbod else {
            throw kanNietNu("Een voorstel kan alleen zolang het aanbod op antwoord wacht.", voor: door.organisatie)
        }
        guard kiestAfzender else {
            throw weigering(
                "geen-keuze", "De afzender vraagt geen voorstel maar een antwoord: accepteer, stel uit of weiger.",
                voor: door.organisatie)
        }
        if let voorstel, voorstel.aanbod == aanbod, voorstel.werker == werker.medewerker,
            voorstel.startdatum == startdatum
        {
            throw weigering("al-gedaan", "Dit voorstel is al gedaan.", voor: door.organisatie)
        }
        try eisWerker(werker, van: .ontvanger, door: door)
        guard startdatum >= Dag(now) else {
            throw weigering("startdatum-voorbij", "Noem een startdatum vanaf vandaag.", voor: door.organisatie)
        }
        verloop.gebeurt(
            .voorstelGedaan(
                .init(door: door.medewerker, werker: werker.medewerker, startdatum: startdatum, aanbod: aanbod)),
            aanZet: (van.organisatie, van.medewerker))
    }
}
