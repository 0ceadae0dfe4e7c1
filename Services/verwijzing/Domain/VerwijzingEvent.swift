import Foundation

/// Something that happened to a verwijzing. References and codes only; its JSON is flat.
public struct VerwijzingEvent: Equatable, Sendable {
    public let kop: Kop
    public let feit: Feit

    public struct Kop: Codable, Equatable, Sendable {
        public var verwijzing: UUID
        public var zaak: UUID
        public var kenmerk: String
        public var regio: String
        public var oefening: Bool
        public var urgentie: Urgentie
        public var van: Partij
        public var naar: String
        /// Absent when the clock or a system did it.
        public var door: Partij?
        public var tijdstip: Date
    }

    public enum Feit: Equatable, Sendable {
        case gevraagd(Gevraagd)
        case bezorgd
        case gezien
        case uitgesteld(Uitgesteld)
        case wachtlijstberichtGegeven(WachtlijstberichtGegeven)
        case wachtlijstberichtGemist(OverdrachtEvent.WachtlijstberichtGemist)
        case aanvaard(Aanvaard)
        case geweigerd(Geweigerd)
        case ingetrokken(Ingetrokken)
        case gestart(Gestart)
        case voortgangGemeld(VoortgangGemeld)
        case werkerGewisseld(WerkerGewisseld)
        case vragerGewisseld(VragerGewisseld)
        case vragerVerplaatst(VragerVerplaatst)
        case beeindigd(Beeindigd)
        case opgevolgd(Opgevolgd)
        case termijnHerinnerd(TermijnHerinnerd)
        case termijnGeescaleerd(OverdrachtEvent.TermijnGeescaleerd)
    }

    /// The contract's event name.
    public var naam: String { feit.beschrijving.naam }

    public struct Gevraagd: Codable, Equatable, Sendable {
        /// The kind of help, from the register.
        public var hulp: String
        public var regime: Regime
        public var richting: Richting
        public var gekozenOp: Keuzegrond
        /// The encrypted account of what is missing where it was chosen because it was there.
        public var watMist: UUID?
        /// Absent for freely accessible help (V2).
        public var route: String?
        /// With whom the asker consulted, where the route asks that.
        public var overlegMet: String?
        /// The encrypted need.
        public var behoefte: UUID
        /// Whom it is for: ids of the zaak's own.
        public var kinderen: [UUID]
        /// R13: help that ran when it was asked, and was seen by who asked.
        public var lopend: [UUID]
        /// O16: where the same began before, seen by who asked; absent where it did not.
        public var eerder: [UUID]?
    }

    public struct Uitgesteld: Codable, Equatable, Sendable {
        public var reden: Uitstelreden
        public var nieuweDatum: Dag
        /// The encrypted account of what happens meanwhile.
        public var bericht: UUID
    }

    public struct WachtlijstberichtGegeven: Codable, Equatable, Sendable {
        /// The encrypted message for who asked and the family.
        public var bericht: UUID
        /// A new expected date, when it changed.
        public var volgendeDatum: Dag?
    }

    public struct Aanvaard: Codable, Equatable, Sendable {
        public var werker: String
        public var startdatum: Dag
    }

    public struct Geweigerd: Codable, Equatable, Sendable {
        public var reden: Weigerreden
        public var alternatief: String
        public var alternatieveOrganisatie: String?
        public var toelichting: UUID?
    }

    public struct Ingetrokken: Codable, Equatable, Sendable {
        public var reden: Intrekkingsreden
    }

    public struct Gestart: Codable, Equatable, Sendable {
        public var werker: String
    }

    public struct VoortgangGemeld: Codable, Equatable, Sendable {
        public var bericht: UUID
    }

    public struct WerkerGewisseld: Codable, Equatable, Sendable {
        public var vorigeWerker: String
        public var werker: String
    }

    /// N5: the head names who asks now at the same organisation.
    public struct VragerGewisseld: Codable, Equatable, Sendable {
        public var vorige: String
        /// Who is told of it, with the person where one is known; absent once it ended.
        public var ontvanger: Ontvanger?
    }

    /// O22: the regie is another organisation's, and the head names who asks on there.
    public struct VragerVerplaatst: Codable, Equatable, Sendable {
        public var vorige: Partij
        /// Who is told of it, with the person where one is known.
        public var ontvanger: Ontvanger
    }

    public struct Beeindigd: Codable, Equatable, Sendable {
        public var reden: Hulpeinde
        /// Who gave the help until then.
        public var werker: String
        /// R13: the new help for which it was stopped.
        public var vervangenDoor: UUID?
    }

    /// O23: the head names the two sides as they are now.
    public struct Opgevolgd: Codable, Equatable, Sendable {
        public var kant: Kant
        public var vorige: String
        /// Who has the work now at who was asked, where it was promised.
        public var werker: String?
    }

    public struct TermijnHerinnerd: Codable, Equatable, Sendable {
        public var soort: String
        public var sinds: Date
        public var stadium: Int
        public var organisatie: String
        public var medewerker: String?
    }
}

extension VerwijzingEvent: Encodable, DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try kop.encode(to: encoder)
        try feit.beschrijving.inhoud?.encode(to: encoder)
    }

    /// - Parameter naam: the contract's event name; unknown ones throw `DecodingError`.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        kop = try Kop(from: decoder)
        switch naam {
        case "verwijzing-gevraagd": feit = .gevraagd(try Gevraagd(from: decoder))
        case "verwijzing-bezorgd": feit = .bezorgd
        case "verwijzing-gezien": feit = .gezien
        case "verwijzing-uitgesteld": feit = .uitgesteld(try Uitgesteld(from: decoder))
        case "verwijzing-wachtlijstbericht-gegeven":
            feit = .wachtlijstberichtGegeven(try WachtlijstberichtGegeven(from: decoder))
        case "verwijzing-wachtlijstbericht-gemist":
            feit = .wachtlijstberichtGemist(try OverdrachtEvent.WachtlijstberichtGemist(from: decoder))
        case "verwijzing-aanvaard": feit = .aanvaard(try Aanvaard(from: decoder))
        case "verwijzing-geweigerd": feit = .geweigerd(try Geweigerd(from: decoder))
        case "verwijzing-ingetrokken": feit = .ingetrokken(try Ingetrokken(from: decoder))
        case "verwijzing-gestart": feit = .gestart(try Gestart(from: decoder))
        case "verwijzing-voortgang-gemeld": feit = .voortgangGemeld(try VoortgangGemeld(from: decoder))
        case "verwijzing-werker-gewisseld": feit = .werkerGewisseld(try WerkerGewisseld(from: decoder))
        case "verwijzing-vrager-gewisseld": feit = .vragerGewisseld(try VragerGewisseld(from: decoder))
        case "verwijzing-vrager-verplaatst": feit = .vragerVerplaatst(try VragerVerplaatst(from: decoder))
        case "verwijzing-beeindigd": feit = .beeindigd(try Beeindigd(from: decoder))
        case "verwijzing-opgevolgd": feit = .opgevolgd(try Opgevolgd(from: decoder))
        case "verwijzingtermijn-herinnerd": feit = .termijnHerinnerd(try TermijnHerinnerd(from: decoder))
        case "verwijzingtermijn-geescaleerd":
            feit = .termijnGeescaleerd(try OverdrachtEvent.TermijnGeescaleerd(from: decoder))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "onbekend verwijzingfeit"))
        }
    }
}

extension VerwijzingEvent.Feit {
    fileprivate var beschrijving: (naam: String, inhoud: (any Encodable)?) {
        switch self {
        case .gevraagd(let inhoud): ("verwijzing-gevraagd", inhoud)
        case .bezorgd: ("verwijzing-bezorgd", nil)
        case .gezien: ("verwijzing-gezien", nil)
        case .uitgesteld(let inhoud): ("verwijzing-uitgesteld", inhoud)
        case .wachtlijstberichtGegeven(let inhoud): ("verwijzing-wachtlijstbericht-gegeven", inhoud)
        case .wachtlijstberichtGemist(let inhoud): ("verwijzing-wachtlijstbericht-gemist", inhoud)
        case .aanvaard(let inhoud): ("verwijzing-aanvaard", inhoud)
        case .geweigerd(let inhoud): ("verwijzing-geweigerd", inhoud)
        case .ingetrokken(let inhoud): ("verwijzing-ingetrokken", inhoud)
        case .gestart(let inhoud): ("verwijzing-gestart", inhoud)
        case .voortgangGemeld(let inhoud): ("verwijzing-voortgang-gemeld", inhoud)
        case .werkerGewisseld(let inhoud): ("verwijzing-werker-gewisseld", inhoud)
        case .vragerGewisseld(let inhoud): ("verwijzing-vrager-gewisseld", inhoud)
        case .vragerVerplaatst(let inhoud): ("verwijzing-vrager-verplaatst", inhoud)
        case .beeindigd(let inhoud): ("verwijzing-beeindigd", inhoud)
        case .opgevolgd(let inhoud): ("verwijzing-opgevolgd", inhoud)
        case .termijnHerinnerd(let inhoud): ("verwijzingtermijn-herinnerd", inhoud)
        case .termijnGeescaleerd(let inhoud): ("verwijzingtermijn-geescaleerd", inhoud)
        }
    }
}

extension Verwijzing {
    /// Applies what happened; total.
    public static func evolve(_ state: Verwijzing?, _ event: VerwijzingEvent) -> Verwijzing {
        var stand = state ?? Verwijzing(event.kop)
        stand.pasToe(event)
        return stand
    }

    private init(_ kop: VerwijzingEvent.Kop) {
        id = kop.verwijzing
        zaak = kop.zaak
        kenmerk = kop.kenmerk
        regio = kop.regio
        oefening = kop.oefening
        urgentie = kop.urgentie
        van = kop.van
        naar = kop.naar
        gevraagdOp = kop.tijdstip
        stand = .gevraagd
        sinds = kop.tijdstip
    }

    private mutating func pasToe(_ event: VerwijzingEvent) {
        let op = event.kop.tijdstip
        switch event.feit {
        case .gevraagd(let feit): vraag = feit
        case .bezorgd: bezorgdOp = op
        case .gezien:
            bezorgdOp = bezorgdOp ?? op
            gezien = Gezien(door: event.kop.door?.medewerker ?? "", op: op)
        case .uitgesteld(let feit):
            ga(
                .uitgesteld(
                    Uitstel(
                        reden: feit.reden, nieuweDatum: feit.nieuweDatum, overbrugging: feit.bericht, berichtSinds: op,
                        laatsteBericht: nil, gemisteBerichten: 0)), op)
        case .wachtlijstberichtGegeven(let feit):
            wijzigUitstel {
                $0.berichtSinds = op
                $0.laatsteBericht = feit.bericht
                $0.nieuweDatum = feit.volgendeDatum ?? $0.nieuweDatum
            }
        case .wachtlijstberichtGemist(let feit): wijzigUitstel { $0.gemisteBerichten = feit.aantal }
        case .aanvaard(let feit):
            ga(
                .aanvaard(
                    Hulp(
                        werker: feit.werker, startdatum: feit.startdatum, aanvaardOp: op, gestartOp: nil,
                        voortgangSinds: op, bericht: nil)), op)
        case .geweigerd(let feit): ga(.geweigerd(feit), op)
        case .ingetrokken(let feit): ga(.ingetrokken(feit.reden), op)
        case .gestart:
            guard var hulp else { return }
            (hulp.gestartOp, hulp.voortgangSinds) = (op, op)
            ga(.gestart(hulp), op)
        case .voortgangGemeld(let feit):
            wijzig {
                $0.bericht = feit.bericht
                $0.voortgangSinds = op
            }
        case .werkerGewisseld(let feit): wijzig { $0.werker = feit.werker }
        case .vragerGewisseld: van = event.kop.van
        case .vragerVerplaatst(let feit):
            let eerste = eersteVrager?.organisatie ?? feit.vorige.organisatie
            van = event.kop.van
            eersteVrager = eerste == van.organisatie ? nil : EersteVrager(organisatie: eerste, tot: op)
        case .beeindigd(let feit):
            guard let hulp else { return }
            ga(.beeindigd(feit.reden, hulp), op)
        case .opgevolgd(let feit): volgOp(feit, event.kop)
        case .termijnHerinnerd(let feit): noteer(feit.soort, feit.sinds, feit.stadium)
        case .termijnGeescaleerd(let feit):
            noteer(feit.soort, feit.sinds, feit.stadium)
            // The duty begins again after its last stage, so that silence is never final.
            if feit.soort == Verwijzingtermijn.wachtlijstbericht, feit.stadium >= Termijnsoort.laatsteStadium {
                wijzigUitstel { $0.berichtSinds = op }
            }
        }
        let lopend = lopendeTermijnen
        afgegaan.removeAll { af in !lopend.contains { $0.soort == af.soort && $0.sinds.zelfdeMoment(als: af.sinds) } }
    }

    /// What was asked, promised and given goes on; what only the former one's people did with it does not.
    private mutating func volgOp(_ feit: VerwijzingEvent.Opgevolgd, _ kop: VerwijzingEvent.Kop) {
        (van, naar) = (kop.van, kop.naar)
        guard feit.kant == .ontvanger else { return }
        overgenomenOp = kop.tijdstip
        (bezorgdOp, gezien) = (nil, nil)
        if let werker = feit.werker { wijzig { $0.werker = werker } }
    }

    private mutating func ga(_ nieuw: Stand, _ op: Date) {
        stand = nieuw
        sinds = op
    }

    private mutating func wijzigUitstel(_ wijziging: (inout Uitstel) -> Void) {
        guard case .uitgesteld(var uitstel) = stand else { return }
        wijziging(&uitstel)
        stand = .uitgesteld(uitstel)
    }

    private mutating func wijzig(_ wijziging: (inout Hulp) -> Void) {
        switch stand {
        case .aanvaard(var hulp):
            wijziging(&hulp)
            stand = .aanvaard(hulp)
        case .gestart(var hulp):
            wijziging(&hulp)
            stand = .gestart(hulp)
        default: break
        }
    }

    private mutating func noteer(_ soort: String, _ sinds: Date, _ stadium: Int) {
        afgegaan.removeAll { $0.soort == soort }
        afgegaan.append(.init(soort: soort, sinds: sinds, stadium: stadium))
    }
}
