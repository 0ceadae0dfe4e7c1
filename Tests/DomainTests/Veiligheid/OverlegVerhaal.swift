import Contracts
import Foundation
import Testing
import VeiligheidDomain

/// The cast and the given of the stories about a meeting; invented.
enum Tafel {
    typealias Persoon = VeiligheidDomain.Persoon

    static let raad = Organisatie("00000099000000007000")
    static let rik = Persoon(organisatie: raad, medewerker: Medewerker("mw-rik"))
    static let wilma = Persoon(organisatie: Rvt.wijkteam, medewerker: Medewerker("mw-wilma"))
    static let begin = Rvt.begin
    static let gepland = begin.addingTimeInterval(20 * 86_400)
    static let daarna = gepland.addingTimeInterval(3_600)
    static let (noor, sam) = (GezinslidId(Rvt.uuid(231)), GezinslidId(Rvt.uuid(232)))
    static let moeder = Gezinsdeelnemer(lid: GezinslidId(Rvt.uuid(233)), als: .gezinslid)
    static let reden = InhoudId(Rvt.uuid(240))

    static func plan(
        _ soort: VeiligheidDomain.Overlegsoort = .jeugdbeschermingstafel, _ n: UInt8 = 1,
        uitgenodigd: [Organisatie]? = nil, gezin: [Gezinsdeelnemer] = [moeder], gepland: Date = gepland
    ) throws -> Overlegplan {
        Overlegplan(
            overleg: OverlegId(Rvt.uuid(210 + n)), casus: try Rvt.casus(), soort: soort, gepland: gepland, raad: raad,
            uitgenodigd: (uitgenodigd ?? [raad, Rvt.gi]).map { .init(organisatie: $0, rol: "gi") }, gezin: gezin)
    }

    static func verslag(
        gezin: [Gezinsdeelnemer] = [moeder], geenGezin: InhoudId? = nil, noor: (Bool, Bool) = (true, true),
        nietGehoord: InhoudId? = nil
    ) -> Verslag {
        Verslag(
            aanwezig: [raad, Rvt.wijkteam], gezinAanwezig: gezin, geenGezin: geenGezin,
            kinderen: [
                .init(kind: Self.noor, onder12: false, gehoord: noor.0, voorbereid: noor.1),
                .init(kind: sam, onder12: true, gehoord: false, voorbereid: false),
            ], nietGehoord: nietGehoord)
    }

    static func vastleggen(_ verslag: Verslag) -> OverlegCommand {
        .vastleggen(verslag, kinderen: [noor, sam], door: Rvt.wim)
    }

    static func afspraak(
        _ n: UInt8 = 1, _ horizon: VeiligheidDomain.Horizon = .dagen, eigenaar: Persoon = Rvt.gijs,
        kring: [Persoon] = [], door: Persoon = Rvt.wim
    ) -> OverlegCommand {
        .afspraakMaken(
            Afspraakplan(
                afspraak: AfspraakId(Rvt.uuid(245 + n)), horizon: horizon, eigenaar: eigenaar, tekst: reden,
                kring: kring), door: door)
    }

    /// A meeting that the lokaal team called; what follows happens after its planned time.
    static func overleg(
        _ soort: VeiligheidDomain.Overlegsoort = .jeugdbeschermingstafel, _ meer: OverlegCommand...
    ) throws -> Overleg {
        let plan = try plan(soort)
        var state: Overleg?
        for event in try Overleg.decide(nil, .plannen(plan, door: Rvt.wim), now: begin) {
            state = Overleg.evolve(state, event)
        }
        for command in meer {
            for event in try Overleg.decide(state, command, now: daarna) { state = Overleg.evolve(state, event) }
        }
        return try #require(state)
    }

    static func fouten(
        _ state: Overleg?, _ command: OverlegCommand, regie: Organisatie? = nil, now: Date = daarna
    ) -> [String] {
        do {
            _ = try Overleg.decide(state, command, regie: regie, now: now)
            return []
        } catch {
            return error.fouten.isEmpty ? [error.code] : error.fouten.map { "\($0.veld) \($0.code)" }
        }
    }

    static func termijn(_ overleg: Overleg, _ soort: Overlegtermijn) -> Overleg.Termijn? {
        overleg.lopendeTermijnen.first { $0.termijn.soort == soort.rawValue }
    }

    static func na(_ stadium: Int, van soort: Overlegtermijn, _ overleg: Overleg) throws -> OverlegFeit? {
        let gezocht = termijn(overleg, soort)
        let lopend = try #require(gezocht).termijn
        return try Overleg.decide(
            overleg, .termijnVerstreken(soort: lopend.soort, sinds: lopend.sinds, stadium: stadium), now: daarna
        ).first?.feit
    }
}
