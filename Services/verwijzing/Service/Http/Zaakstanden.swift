import Chassis
import Contracts
import Foundation
import VerwijzingDomain

/// Who holds the regie, who else has a part, and which offers wait for an answer (O1).
struct ZaakStand: Contract {
    var id: UUID
    var kenmerk: Kenmerk
    var regio: Codewoord
    var oefening: Bool
    var regie: AanZet?
    var regieSinds: Date
    var betrokken: [BetrokkeneStand]
    var openAanbiedingen: [AanbodStand]
    var lopend: AanbodStand?
    var hops: Int
    var verhuizing: VerhuizingStand?

    static var title: String { "Stand van een zaak" }
    static var fields: [String: String] {
        [
            "id": "Id van de zaak.", "kenmerk": "Kort kenmerk voor de telefoon.", "regio": "Code van de regio.",
            "oefening": "Of dit een oefening is.",
            "regie": "Wie de regie heeft; afwezig als dat voor u afgeschermd is.",
            "regieSinds": "Sinds wanneer deze organisatie de regie heeft.",
            "betrokken": "Wie verder betrokken is; afwezig voor wie alleen een aanbod kreeg.",
            "openAanbiedingen": "Aanbiedingen die op antwoord wachten, voor zover u die mag zien.",
            "lopend": "De overdracht waaronder nu gewerkt wordt, als u die mag zien.",
            "hops": "Hoe vaak de zaak verder ging.",
            "verhuizing": "Waar het gezin het laatst heen verhuisde, als dat voor u niet is afgeschermd.",
        ]
    }
    static var example: ZaakStand {
        ZaakStand(
            id: .placeholder, kenmerk: .placeholder, regio: .placeholder, oefening: false, regie: .example,
            regieSinds: .placeholder, betrokken: [.example], openAanbiedingen: [.example], lopend: nil, hops: 0,
            verhuizing: .example)
    }

    /// - Parameter overdrachten: those that the reader may see.
    init(_ zaak: Zaak, _ overdrachten: [Overdracht], _ delen: Set<Toegang.Deel>, _ zicht: Zicht) throws {
        let ziet = !delen.isDisjoint(with: [.regiehouder, .betrokkene])
        self.init(
            id: zaak.id, kenmerk: try .van(zaak.kenmerk), regio: try .van(zaak.regio), oefening: zaak.oefening,
            regie: try .van((zaak.regie.organisatie, zaak.regie.medewerker), zicht), regieSinds: zaak.regie.sinds,
            betrokken: ziet
                ? try zaak.betrokken.filter { zicht.ziet(organisatie: $0.organisatie) }.map { try BetrokkeneStand($0) }
                : [],
            openAanbiedingen: try overdrachten.filter { zaak.openAanbiedingen.contains($0.id) }.map {
                try AanbodStand($0)
            },
            lopend: try overdrachten.first { $0.id == zaak.lopend }.map { try AanbodStand($0) }, hops: zaak.hops,
            verhuizing: ziet ? try zaak.verhuizing.flatMap { try VerhuizingStand($0, zicht) } : nil)
    }

    private init(
        id: UUID, kenmerk: Kenmerk, regio: Codewoord, oefening: Bool, regie: AanZet?, regieSinds: Date,
        betrokken: [BetrokkeneStand], openAanbiedingen: [AanbodStand], lopend: AanbodStand?, hops: Int,
        verhuizing: VerhuizingStand?
    ) {
        self.id = id
        self.kenmerk = kenmerk
        self.regio = regio
        self.oefening = oefening
        self.regie = regie
        self.regieSinds = regieSinds
        self.betrokken = betrokken
        self.openAanbiedingen = openAanbiedingen
        self.lopend = lopend
        self.hops = hops
        self.verhuizing = verhuizing
    }
}

struct BetrokkeneStand: Contract {
    var organisatie: OIN
    var wettelijkeTaak: Bool
    var sinds: Date

    static var title: String { "Betrokken organisatie" }
    static var fields: [String: String] {
        [
            "organisatie": "De organisatie.", "wettelijkeTaak": "Of zij een wettelijke taak heeft.",
            "sinds": "Sinds wanneer.",
        ]
    }
    static var example: BetrokkeneStand {
        BetrokkeneStand(organisatie: .placeholder, wettelijkeTaak: false, sinds: .placeholder)
    }
}

extension BetrokkeneStand {
    init(_ betrokkene: Zaak.Betrokkene) throws {
        self.init(
            organisatie: try .van(betrokkene.organisatie), wettelijkeTaak: betrokkene.wettelijkeTaak,
            sinds: betrokkene.sinds)
    }
}

/// A handover of the zaak in one line.
struct AanbodStand: Contract {
    var overdracht: UUID
    var naar: OIN
    var status: OverdrachtenEvents.Status
    var sinds: Date

    static var title: String { "Overdracht van een zaak" }
    static var fields: [String: String] {
        ["overdracht": "De overdracht.", "naar": "De ontvanger.", "status": "De toestand.", "sinds": "Sinds wanneer."]
    }
    static var example: AanbodStand {
        AanbodStand(overdracht: .placeholder, naar: .placeholder, status: .aangeboden, sinds: .placeholder)
    }
}

extension AanbodStand {
    init(_ overdracht: Overdracht) throws {
        self.init(
            overdracht: overdracht.id, naar: try .van(overdracht.naar), status: try .van(overdracht.status.code),
            sinds: overdracht.sinds)
    }
}

/// O22: where the family moved, and how far the zaak is in following it.
struct VerhuizingStand: Contract {
    var gemeente: Gemeentecode
    var vanaf: Datum
    var lokaalTeam: OIN?
    var aanbod: UUID?
    var klaarOp: Date?

    static var title: String { "Verhuizing" }
    static var fields: [String: String] {
        [
            "gemeente": "De nieuwe gemeente.", "vanaf": "De eerste dag daar.",
            "lokaalTeam": "Het lokale team daar, als het register er een kent.",
            "aanbod": "Het aanbod daar dat op antwoord wacht.", "klaarOp": "Wanneer dat team erbij kwam.",
        ]
    }
    static var example: VerhuizingStand {
        VerhuizingStand(
            gemeente: .placeholder, vanaf: .placeholder, lokaalTeam: .placeholder, aanbod: nil, klaarOp: nil)
    }
}

extension VerhuizingStand {
    /// Nil where the reader may not know the gemeente (P1).
    init?(_ verhuizing: Verhuizing, _ zicht: Zicht) throws {
        guard zicht.ziet(gemeente: verhuizing.gemeente) else { return nil }
        self.init(
            gemeente: try .van(verhuizing.gemeente), vanaf: try .van(verhuizing.vanaf.description),
            lokaalTeam: try verhuizing.lokaalTeam.flatMap {
                zicht.ziet(organisatie: $0) ? try .van($0) : nil
            }, aanbod: verhuizing.aanbod, klaarOp: verhuizing.klaarOp)
    }
}
