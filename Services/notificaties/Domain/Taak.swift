import Foundation

/// One thing to do for one person. Later events on the same subject update it (N1). It holds references only (N3).
public struct Taak: Codable, Equatable, Sendable {
    public enum Fase: Codable, Hashable, Sendable {
        case open
        case bezorgd(Kanaal)
        case gezien(door: Medewerker, op: Date)
        case gedaan(op: Date)
        case vervallen(op: Date, reden: Vervalreden)
    }

    public var id: TaakId
    public var onderwerp: OnderwerpId
    public var soort: Taaksoort
    public var organisatie: Organisatie
    /// For whom it was made; the id follows from this, whoever has it now.
    public var bestemd: Medewerker
    public var voor: Geadresseerde
    public var kenmerk: String
    public var zaak: ZaakId?
    public var regio: String
    public var oefening: Bool
    public var urgentie: Urgentie
    /// In the order in which they were tried.
    public var kanalen: [Kanaal]
    public var trede: Trede
    /// The event that made or last updated it.
    public var aanleiding: BerichtId
    /// From when this step of reaching someone counts.
    public var wachtSinds: Date
    /// N6: the message to whoever has it waits until then, and so does the term of this step.
    public var bezorgenNa: Date?
    public var fase: Fase

    public var isAfgesloten: Bool {
        switch fase {
        case .gedaan, .vervallen: true
        case .open, .bezorgd, .gezien: false
        }
    }

    /// The state as people know it: open → bezorgd → gezien → gedaan | vervallen.
    public var status: String {
        switch fase {
        case .open: "open"
        case .bezorgd: "bezorgd"
        case .gezien: "gezien"
        case .gedaan: "gedaan"
        case .vervallen: "vervallen"
        }
    }

    /// N1: one per person per thing to do, so the same three always give the same id (a UUID of version 8).
    public static func id(onderwerp: OnderwerpId, soort: Taaksoort, medewerker: Medewerker) -> TaakId {
        let naam = "keten.taak\n\(onderwerp)\n\(soort.rawValue)\n\(medewerker.rawValue)"
        var b = Vingerafdruk.sha256(Array(naam.utf8))
        b[6] = b[6] & 0x0F | 0x80
        b[8] = b[8] & 0x3F | 0x80
        return TaakId(
            UUID(
                uuid: (
                    b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
                )))
    }

    /// The one term that runs; none when it is gedaan or vervallen.
    public var lopendeTermijnen: [LopendeTermijn] {
        let (soort, sinds): (Termijnsoort, Date)
        switch fase {
        case .open: (soort, sinds) = (.bezorgen, bezorgenNa ?? wachtSinds)
        case .bezorgd: (soort, sinds) = (.bevestigen, bezorgenNa ?? wachtSinds)
        case .gezien(_, let op): (soort, sinds) = (.uitvoeren, op)
        case .gedaan, .vervallen: return []
        }
        return [LopendeTermijn(soort: soort.rawValue, sinds: sinds, spoed: urgentie == .spoed)]
    }
}
