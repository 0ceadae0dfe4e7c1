import Contracts
import Foundation
import Messaging
import VerwijzingDomain

extension OverdrachtenEvents.Ingetrokken {
    /// The answer to a request that could not become an offer: for its casus the handover is over.
    static func nietAangeboden(
        _ verzoek: CasussenEvents.OverdrachtVerzocht, _ weigering: Weigering, op tijdstip: Date
    ) throws -> Self {
        let elders = weigering.code == "geen-regie"
        let reden: OverdrachtenEvents.Intrekkingsreden = elders ? .regieElders : .anders
        var velden: JSON.Members = [
            "overdracht": .string(verzoek.overdracht.text), "zaak": .string(verzoek.zaak.text),
            "kenmerk": verzoek.kenmerk.json, "regio": verzoek.regio.json, "oefening": .bool(verzoek.oefening),
            "urgentie": verzoek.urgentie.json, "van": verzoek.van.json, "naar": verzoek.naar.json,
            "status": OverdrachtenEvents.Status.ingetrokken.json, "tijdstip": tijdstip.json,
            "reden": reden.json,
        ]
        // Only where the regie is elsewhere is it the chain's own rule; otherwise it counts as the act of who asked.
        if !elders { velden["door"] = verzoek.van.medewerker.json }
        return try decode(.object(velden), .strict)
    }
}
