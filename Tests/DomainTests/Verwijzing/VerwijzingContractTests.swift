import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// The domain's events are the published contracts, now and as they were written before.
@Suite("Overdrachten: de gebeurtenissen zijn de contracten")
struct VerwijzingContractTests {
    typealias E = OverdrachtenEvents

    @Test("Domein en contract hebben dezelfde codes")
    func codes() {
        func gelijk<A: RawRepresentable<String> & CaseIterable, B: RawRepresentable<String> & CaseIterable>(
            _ domein: A.Type, _ contract: B.Type
        ) {
            #expect(domein.allCases.map(\.rawValue) == contract.allCases.map(\.rawValue))
        }
        gelijk(Kant.self, E.Kant.self)
        gelijk(VerwijzingDomain.Urgentie.self, Contracts.Urgentie.self)
        gelijk(Overdrachtsreden.self, E.Overdrachtsreden.self)
        gelijk(Uitstelreden.self, E.Uitstelreden.self)
        gelijk(Weigerreden.self, E.Weigerreden.self)
        gelijk(Intrekkingsreden.self, E.Intrekkingsreden.self)
        gelijk(Terzijdereden.self, E.Terzijdereden.self)
        gelijk(Teruggavereden.self, E.Teruggavereden.self)
        gelijk(Beeindigingsreden.self, E.Beeindigingsreden.self)
        gelijk(AfwezigheidGezin.self, E.AfwezigheidGezin.self)
        gelijk(GeenNazorgReden.self, E.GeenNazorgReden.self)
        gelijk(WegTerug.self, E.WegTerug.self)
        gelijk(Hulpgrond.self, E.Hulpgrond.self)
        gelijk(Toestemmingsherstel.self, E.Toestemmingsherstel.self)
        gelijk(NietVerteldReden.self, E.NietVerteldReden.self)
        gelijk(Dossierblok.self, E.Dossierblok.self)
        gelijk(VerwijzingDomain.Escalatieniveau.self, Contracts.Escalatieniveau.self)
        gelijk(Regiegrond.self, E.Regiegrond.self)
        gelijk(Betrokkengrond.self, E.Betrokkengrond.self)
        gelijk(EindeBetrokkenheid.self, E.EindeBetrokkenheid.self)
        gelijk(Afschermsoort.self, E.Afschermsoort.self)
        gelijk(Afschermreden.self, E.Afschermreden.self)
        gelijk(Opheffingsreden.self, E.Opheffingsreden.self)
        gelijk(Gezinsrol.self, E.Gezinsrol.self)
        gelijk(Gezagsbron.self, E.Gezagsbron.self)
        gelijk(Toestemmingsbesluit.self, E.Toestemmingsbesluit.self)
        gelijk(Correctieaard.self, E.Correctieaard.self)
        gelijk(Correctievrager.self, E.Correctievrager.self)
        gelijk(Correctieweigerreden.self, E.Correctieweigerreden.self)
        gelijk(Geldigheidsantwoord.self, E.Geldigheidsantwoord.self)
        gelijk(Geschilsoort.self, E.Geschilsoort.self)
        gelijk(Vervanguitkomst.self, E.Vervanguitkomst.self)
        gelijk(Consultatiesoort.self, E.Consultatiesoort.self)
        gelijk(Consultatieuitkomst.self, E.Consultatieuitkomst.self)
        gelijk(Vragenlijstweigerreden.self, E.Vragenlijstweigerreden.self)
        gelijk(Deelgrond.self, MeldingenEvents.Grondslag.self)
        gelijk(Geschiluitkomst.self, E.Geschiluitkomst.self)
        gelijk(Regime.self, E.Regime.self)
        gelijk(Richting.self, E.Richting.self)
        gelijk(Keuzegrond.self, E.Keuzegrond.self)
        gelijk(Hulpeinde.self, E.Hulpeinde.self)
        gelijk(Woonplekcode.self, E.Woonplek.self)
        gelijk(Verhuisreden.self, E.Verhuisreden.self)
        gelijk(Woonbestemming.self, E.Woonbestemming.self)
        gelijk(Zorgbestemming.self, E.Zorgbestemming.self)
        gelijk(VerwijzingDomain.Informeeraanleiding.self, E.Informeeraanleiding.self)
        gelijk(VerwijzingDomain.Gezinskanaal.self, E.Gezinskanaal.self)
        let alternatieven: [Alternatief] = [
            .andereOrganisatie(""), .consultatie, .meekijken, .laterOpnieuw, .hulpBijAanbieder,
        ]
        #expect(alternatieven.map(\.code) == E.Alternatief.allCases.map(\.rawValue))
    }

    @Test(
        "Elk contract keurt zijn eigen voorbeeld goed en legt elk veld uit", arguments: OverdrachtenEvents.all.indices)
    func voorbeeld(index: Int) throws {
        func keur<C: EventData>(_ type: C.Type) throws {
            try Post.keur(C.example.json, C.eventType.name, domein: "overdrachten")
            guard case .object(let schema) = C.jsonSchema, case .object(let velden)? = schema["properties"] else {
                Issue.record("\(C.eventType) heeft geen schema")
                return
            }
            #expect(Set(velden.keys) == Set(C.fields.keys))
        }
        try keur(E.all[index])
    }

    @Test("Elk type heeft een vastgelegd bericht dat contract en domein blijven lezen", arguments: E.all.indices)
    func vastgelegd(index: Int) throws {
        let type = E.all[index].eventType
        let json = try Post.golden(type.name, domein: type.domain)
        try Post.keur(json, type.name, domein: type.domain)
        // An answer to what an organisation sent is of no aggregate.
        if E.berichten.contains(where: { $0.eventType == type }) { return }
        if let event = try? Post.lees(OverdrachtEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(BeschermingEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(VerklaringEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(GeschilEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(VerwijzingEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(ContinuiteitEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(GezinscontactEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(ConsultatieEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(VragenlijstEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else if let event = try? Post.lees(VervangingEvent.self, json, type.name) {
            #expect(JSON(encoding: event) == json)
        } else {  // it is the zaak's
            #expect(JSON(encoding: try Post.lees(ZaakEvent.self, json, type.name)) == json)
        }
    }
}
