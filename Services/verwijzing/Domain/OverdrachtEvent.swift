import Foundation

/// Something that happened to one handover. Its JSON is flat: the head's fields beside the fact's own.
public struct OverdrachtEvent: Equatable, Sendable {
    public internal(set) var kop: Kop
    public let feit: Feit

    /// What a reader can use without knowing earlier events.
    public struct Kop: Codable, Equatable, Sendable {
        public var overdracht: UUID
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        /// After the event.
        public var urgentie: Urgentie
        public var van: Partij
        public var naar: String
        /// The status after the event.
        public var status: String
        public var tijdstip: Date
        /// Who must act now; absent when nobody must.
        public var organisatie: String?
        public var medewerker: String?
    }

    public enum Feit: Equatable, Sendable {
        case aangeboden(Aangeboden)
        case bezorgd
        case gezien(Door)
        case uitgesteld(Uitgesteld)
        case wachtlijstberichtGegeven(WachtlijstberichtGegeven)
        case wachtlijstberichtGemist(WachtlijstberichtGemist)
        case veiligheidNietTeHouden(VeiligheidNietTeHouden)
        case veiligheidHersteld(VeiligheidHersteld)
        case signaalOntvangen(SignaalOntvangen)
        case triageHerzien(Door)
        case voorstelGedaan(VoorstelGedaan)
        case voorstelGekozen(VoorstelGekozen)
        case geaccepteerd(Geaccepteerd)
        case geweigerd(Geweigerd)
        case intrekkingGevraagd(IntrekkingGevraagd)
        case intrekkingAfgewezen(IntrekkingAfgewezen)
        case ingetrokken(Ingetrokken)
        case gesprekBevestigd(GesprekBevestigd)
        case overgedragen
        case gestart(Door)
        case voortgangGemeld(VoortgangGemeld)
        case werkerGewisseld(WerkerGewisseld)
        case afzenderGewisseld(AfzenderGewisseld)
        case dossierBijgewerkt(DossierBijgewerkt)
        case terzijdeGelegd(TerzijdeGelegd)
        case afgerond(Afgerond)
        case voortijdigBeeindigd(VoortijdigBeeindigd)
        case teruggegeven(Teruggegeven)
        case teruggaveIngetrokken(Door)
        case teruggaveAanvaard(TeruggaveAanvaard)
        case regieBesloten(RegieBesloten)
        case opgevolgd(Opgevolgd)
        case termijnHerinnerd(TermijnHerinnerd)
        case termijnGeescaleerd(TermijnGeescaleerd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }
}

extension OverdrachtEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        feit = try Feit(naam: naam, from: decoder)
    }
}

extension OverdrachtEvent.Feit {
    /// Name and payload of each fact, in one table.
    var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .aangeboden(let inhoud): ("overdracht-aangeboden", inhoud)
        case .bezorgd: ("overdracht-bezorgd", nil)
        case .gezien(let inhoud): ("overdracht-gezien", inhoud)
        case .uitgesteld(let inhoud): ("overdracht-uitgesteld", inhoud)
        case .wachtlijstberichtGegeven(let inhoud): ("wachtlijstbericht-gegeven", inhoud)
        case .wachtlijstberichtGemist(let inhoud): ("wachtlijstbericht-gemist", inhoud)
        case .veiligheidNietTeHouden(let inhoud): ("veiligheid-niet-te-houden", inhoud)
        case .veiligheidHersteld(let inhoud): ("veiligheid-hersteld", inhoud)
        case .signaalOntvangen(let inhoud): ("signaal-ontvangen", inhoud)
        case .triageHerzien(let inhoud): ("triage-herzien", inhoud)
        case .voorstelGedaan(let inhoud): ("voorstel-gedaan", inhoud)
        case .voorstelGekozen(let inhoud): ("voorstel-gekozen", inhoud)
        case .geaccepteerd(let inhoud): ("overdracht-geaccepteerd", inhoud)
        case .geweigerd(let inhoud): ("overdracht-geweigerd", inhoud)
        case .intrekkingGevraagd(let inhoud): ("intrekking-gevraagd", inhoud)
        case .intrekkingAfgewezen(let inhoud): ("intrekking-afgewezen", inhoud)
        case .ingetrokken(let inhoud): ("overdracht-ingetrokken", inhoud)
        case .gesprekBevestigd(let inhoud): ("gesprek-bevestigd", inhoud)
        case .overgedragen: ("overdracht-overgedragen", nil)
        case .gestart(let inhoud): ("overdracht-gestart", inhoud)
        case .voortgangGemeld(let inhoud): ("voortgang-gemeld", inhoud)
        case .werkerGewisseld(let inhoud): ("werker-gewisseld", inhoud)
        case .afzenderGewisseld(let inhoud): ("afzender-gewisseld", inhoud)
        case .dossierBijgewerkt(let inhoud): ("dossier-bijgewerkt", inhoud)
        case .terzijdeGelegd(let inhoud): ("verklaringen-terzijde-gelegd", inhoud)
        case .afgerond(let inhoud): ("overdracht-afgerond", inhoud)
        case .voortijdigBeeindigd(let inhoud): ("overdracht-voortijdig-beeindigd", inhoud)
        case .teruggegeven(let inhoud): ("overdracht-teruggegeven", inhoud)
        case .teruggaveIngetrokken(let inhoud): ("teruggave-ingetrokken", inhoud)
        case .teruggaveAanvaard(let inhoud): ("teruggave-aanvaard", inhoud)
        case .regieBesloten(let inhoud): ("regie-besloten", inhoud)
        case .opgevolgd(let inhoud): ("overdracht-opgevolgd", inhoud)
        case .termijnHerinnerd(let inhoud): ("termijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("termijn-geescaleerd", inhoud)
        }
    }

    init(naam: String, from decoder: any Decoder) throws {
        typealias E = OverdrachtEvent
        self =
            switch naam {
            case "overdracht-aangeboden": .aangeboden(try E.Aangeboden(from: decoder))
            case "overdracht-bezorgd": .bezorgd
            case "overdracht-gezien": .gezien(try E.Door(from: decoder))
            case "overdracht-uitgesteld": .uitgesteld(try E.Uitgesteld(from: decoder))
            case "wachtlijstbericht-gegeven": .wachtlijstberichtGegeven(try E.WachtlijstberichtGegeven(from: decoder))
            case "wachtlijstbericht-gemist": .wachtlijstberichtGemist(try E.WachtlijstberichtGemist(from: decoder))
            case "veiligheid-niet-te-houden": .veiligheidNietTeHouden(try E.VeiligheidNietTeHouden(from: decoder))
            case "veiligheid-hersteld": .veiligheidHersteld(try E.VeiligheidHersteld(from: decoder))
            case "signaal-ontvangen": .signaalOntvangen(try E.SignaalOntvangen(from: decoder))
            case "triage-herzien": .triageHerzien(try E.Door(from: decoder))
            case "voorstel-gedaan": .voorstelGedaan(try E.VoorstelGedaan(from: decoder))
            case "voorstel-gekozen": .voorstelGekozen(try E.VoorstelGekozen(from: decoder))
            case "overdracht-geaccepteerd": .geaccepteerd(try E.Geaccepteerd(from: decoder))
            case "overdracht-geweigerd": .geweigerd(try E.Geweigerd(from: decoder))
            case "intrekking-gevraagd": .intrekkingGevraagd(try E.IntrekkingGevraagd(from: decoder))
            case "intrekking-afgewezen": .intrekkingAfgewezen(try E.IntrekkingAfgewezen(from: decoder))
            case "overdracht-ingetrokken": .ingetrokken(try E.Ingetrokken(from: decoder))
            case "gesprek-bevestigd": .gesprekBevestigd(try E.GesprekBevestigd(from: decoder))
            case "overdracht-overgedragen": .overgedragen
            case "overdracht-gestart": .gestart(try E.Door(from: decoder))
            case "voortgang-gemeld": .voortgangGemeld(try E.VoortgangGemeld(from: decoder))
            case "werker-gewisseld": .werkerGewisseld(try E.WerkerGewisseld(from: decoder))
            case "afzender-gewisseld": .afzenderGewisseld(try E.AfzenderGewisseld(from: decoder))
            case "dossier-bijgewerkt": .dossierBijgewerkt(try E.DossierBijgewerkt(from: decoder))
            case "verklaringen-terzijde-gelegd": .terzijdeGelegd(try E.TerzijdeGelegd(from: decoder))
            case "overdracht-afgerond": .afgerond(try E.Afgerond(from: decoder))
            case "overdracht-voortijdig-beeindigd": .voortijdigBeeindigd(try E.VoortijdigBeeindigd(from: decoder))
            case "overdracht-teruggegeven": .teruggegeven(try E.Teruggegeven(from: decoder))
            case "teruggave-ingetrokken": .teruggaveIngetrokken(try E.Door(from: decoder))
            case "teruggave-aanvaard": .teruggaveAanvaard(try E.TeruggaveAanvaard(from: decoder))
            case "regie-besloten": .regieBesloten(try E.RegieBesloten(from: decoder))
            case "overdracht-opgevolgd": .opgevolgd(try E.Opgevolgd(from: decoder))
            case "termijn-herinnerd": .termijnHerinnerd(try E.TermijnHerinnerd(from: decoder))
            case "termijn-geescaleerd": .termijnGeescaleerd(try E.TermijnGeescaleerd(from: decoder))
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "onbekend overdrachtfeit"))
            }
    }
}
