import Contracts
import Foundation
import Testing

@testable import Verwijzing

@Suite("Wat een partner op zijn eigen topic vraagt")
struct OpdrachtTests {
    @Test("ieder bericht is één daad, en wijst zijn pad en zijn teksten aan met velden die het heeft")
    func daden() throws {
        var daden: [String] = []
        for type in InkomendEvents.overdracht {
            let opdracht = try #require(type as? any Opdracht.Type, "\(type.eventType.name)")
            daden.append(opdracht.daad)
            let velden = Set(type.fields.keys)
            #expect(velden.isSuperset(of: opdracht.pad.keys), "\(type.eventType.name)")
            #expect(velden.isSuperset(of: opdracht.teksten), "\(type.eventType.name)")
            // Every other id names something that exists; a text is only ever the id of what was left before.
            for (veld, uitleg) in type.fields {
                #expect(uitleg.hasPrefix("Inhoud-id van ") == opdracht.teksten.contains(veld), "\(type) \(veld)")
            }
        }
        #expect(Set(daden).count == daden.count)
    }

    @Test("O1: ieder bericht noemt wie het doet, behalve dat een systeem iets heeft")
    func persoon() {
        for type in InkomendEvents.overdracht where type != InkomendEvents.OverdrachtBezorgdGemeld.self {
            guard case .contract(_, let fields) = type.shape else { continue }
            #expect(fields.contains { $0.name == "door" && $0.isRequired }, "\(type.eventType.name)")
        }
    }
}
