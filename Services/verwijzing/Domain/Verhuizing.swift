import Foundation

/// O22: the family lives in another gemeente. The zaak stays where it is until the lokaal team there accepts; until it was
/// offered somebody must do that.
public struct Verhuizing: Codable, Equatable, Sendable {
    public let gemeente: String
    public let vanaf: Dag
    /// OIN of the lokaal team there, as the register names it; nil where it names none.
    public internal(set) var lokaalTeam: String?
    /// Since when it must be offered: since it was recorded, or since an offer came back.
    public internal(set) var sinds: Date
    /// The offer that waits for an answer.
    public internal(set) var aanbod: UUID?
    /// When the lokaal team there had it, or was involved.
    public internal(set) var klaarOp: Date?
    /// What the family waited for and since when, by the question: a new offer of it keeps the date (O19).
    public let wacht: [Wacht]
    /// How far the term went off.
    public internal(set) var stadium: Int = 0

    public struct Wacht: Codable, Equatable, Sendable {
        public var vraag: String
        public var sinds: Date
    }

    public var isOpen: Bool { klaarOp == nil }

    func wachtSinds(_ vraag: String) -> Date? { wacht.filter { $0.vraag == vraag }.map(\.sinds).min() }
}

public enum Zaaktermijn {
    public static let verhuizing = "verhuizing-aanbieden"
    public static let alle = [verhuizing]
}

extension Zaak {
    /// O5: a move that nobody offered yet.
    public var lopendeTermijnen: [LopendeTermijn] {
        guard let verhuizing, verhuizing.isOpen, verhuizing.aanbod == nil else { return [] }
        return [
            LopendeTermijn(
                soort: Zaaktermijn.verhuizing, sinds: verhuizing.sinds, spoed: false, uiterlijk: nil,
                organisatie: regie.organisatie, medewerker: regie.medewerker)
        ]
    }

    /// A term of `lopendeTermijnen` went off: remind who holds the regie, then its team lead and that of the lokaal team
    /// there, then the region's named person; each once.
    public static func verstrijk(
        _ state: Zaak, soort: String, sinds: Date, stadium percentage: Int, now: Date
    ) -> [ZaakEvent] {
        guard let stadium = Termijnsoort.stadia.last(where: { $0 <= percentage }),
            stadium > state.verhuizing?.stadium ?? 0,
            let termijn = state.lopendeTermijnen.first(where: {
                $0.soort == soort && $0.sinds.zelfdeMoment(als: sinds)
            })
        else { return [] }
        var verloop = Zaakverloop(state, now.opMilliseconde)
        if stadium < 100 {
            verloop.gebeurt(
                .termijnHerinnerd(
                    .init(soort: soort, sinds: termijn.sinds, stadium: stadium, urgentie: .regulier)))
        } else {
            let regio = stadium == Termijnsoort.laatsteStadium
            let wie = Set([state.regie.organisatie] + (state.verhuizing?.lokaalTeam.map { [$0] } ?? []))
            verloop.gebeurt(
                .termijnGeescaleerd(
                    .init(
                        soort: soort, sinds: termijn.sinds, stadium: stadium, urgentie: .regulier,
                        niveau: regio ? .regio : .teamleiders, escalatieNaar: regio ? [] : wie.sorted())))
        }
        return verloop.events
    }

    mutating func volgVerhuizing(_ event: ZaakEvent) {
        guard var stand = verhuizing, stand.isOpen else { return }
        let op = event.kop.tijdstip
        switch event.feit {
        case .aanbodGeopend(let feit) where feit.verhuizing == true: stand.aanbod = feit.overdracht
        case .aanbodGesloten(let feit) where feit.overdracht == stand.aanbod:
            (stand.aanbod, stand.sinds, stand.stadium) = (nil, op, 0)
        case .regieVerplaatst(let feit):
            if feit.overdracht == stand.aanbod || feit.naar.organisatie == stand.lokaalTeam {
                stand.klaarOp = op
            }
        case .betrokken(let feit) where feit.organisatie == stand.lokaalTeam: stand.klaarOp = op
        case .verhuizingOpgevolgd(let feit):
            stand.lokaalTeam = feit.lokaalTeam
            if feit.lokaalTeam == regie.organisatie { stand.klaarOp = op }
        case .termijnHerinnerd(let feit): stand.stadium = feit.stadium
        case .termijnGeescaleerd(let feit): stand.stadium = feit.stadium
        default: return
        }
        verhuizing = stand
    }
}

extension Zaakstand {
    /// O22: where the family lives from then on; a fact, that moves nothing.
    /// - Parameter lokaalTeam: that of the gemeente, as the register has it.
    public func besluit(
        verhuizing naar: String, vanaf: Dag, lokaalTeam: String?, door: Actor, now: Date
    ) throws(Weigering) -> Besluit {
        guard door.isPersoon, door.organisatie == zaak.regie.organisatie || zaak.isBetrokken(door.organisatie) else {
            throw zaak.weigering("geen-regie", "Een verhuizing legt vast wie de regie heeft of betrokken is.")
        }
        guard zaak.verhuizing?.gemeente != naar || zaak.verhuizing?.vanaf != vanaf else {
            throw zaak.weigering("al-gedaan", "Deze verhuizing is al vastgelegd.")
        }
        guard zaak.openAanbiedingen.allSatisfy({ overdrachten[$0]?.zaak == zaak.id }) else {
            throw zaak.weigering("stand-onvolledig", "Niet alle lopende overdrachten van deze zaak zijn bekend.")
        }
        let wacht = zaak.openAanbiedingen.compactMap { overdrachten[$0] }.filter { $0.id != zaak.verhuizing?.aanbod }
            .map { Verhuizing.Wacht(vraag: $0.aanbod.vraag, sinds: $0.wachtSinds) }
        // What was waited for before an earlier move counts on.
        let eerder = (zaak.verhuizing?.wacht ?? []).filter { oud in !wacht.contains { $0.vraag == oud.vraag } }
        var werk = Zaakwerk(self, now: now.opMilliseconde)
        werk.zaak.gebeurt(
            .verhuisd(
                .init(
                    gemeente: naar, vanaf: vanaf, lokaalTeam: lokaalTeam, door: door.partij, wacht: wacht + eerder,
                    urgentie: .regulier)))
        return werk.besluit
    }
}

extension Overdracht {
    /// Since when the family waits for this; earlier than the offer where it moved meanwhile (O22).
    public var wachtSinds: Date { aanbod.wachtSinds ?? aangebodenOp }
}
