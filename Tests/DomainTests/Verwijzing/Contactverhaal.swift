import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// A zaak, who belong to the family, and the contact with it; a clock that the test moves.
struct Contactverhaal {
    var contact: Gezinscontact?
    var zaak: Zaak
    var gezin: Bescherming?
    var nu = Verhaal.begin
    /// The offers that wait when a question is asked.
    var open: [Overdracht] = []

    static let vraag = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    static let tekst = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))
    static let informatie = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3))
    static let toegang = UUID(uuid: (6, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 4))
    static let regie = Rolbezetting.anna
    static let ouders: Set<UUID> = [Beschermverhaal.vader, Beschermverhaal.moeder]
    static let allen = Verteld(
        aan: [Beschermverhaal.vader, Beschermverhaal.moeder], wijze: .telefoon, moetenHoren: ouders)

    init(metGezin: Bool = true) throws {
        var verhaal = try Beschermverhaal()
        if metGezin { try verhaal.gezin() }
        zaak = verhaal.zaak
        gezin = verhaal.bescherming
    }

    @discardableResult
    mutating func als(_ command: GezinscontactCommand) throws -> [GezinscontactEvent] {
        let events = try Gezinscontact.decide(contact, over: zaak, gezin: gezin, open: open, command, now: nu)
        for event in events {
            // As it travels and as its row keeps it.
            let gelezen = try Post.heenEnWeer(event, event.naam, domein: "overdrachten")
            #expect(gelezen == event)
            contact = .evolve(contact, gelezen)
        }
        contact = try contact.map { try Post.bewaard($0) }
        return events
    }

    mutating func code(_ command: GezinscontactCommand) -> String? {
        let vooraf = contact
        do { try als(command) } catch let weigering as Weigering {
            #expect(contact == vooraf && !weigering.uitleg.isEmpty)
            return weigering.code
        } catch { Issue.record(error) }
        return nil
    }

    /// Another organisation, and another person, hold the regie from here on.
    mutating func verplaats(naar actor: VerwijzingDomain.Actor) throws -> Partij {
        let vorige = Partij(organisatie: zaak.regie.organisatie, medewerker: zaak.regie.medewerker)
        func json(_ partij: Partij) -> JSON {
            ["organisatie": .string(partij.organisatie), "medewerker": .string(partij.medewerker)]
        }
        let event: JSON = [
            "zaak": .string(zaak.id.uuidString.lowercased()), "kenmerk": .string(zaak.kenmerk),
            "regio": .string(zaak.regio), "oefening": .bool(zaak.oefening), "regie": json(actor.partij),
            "tijdstip": nu.json, "van": json(vorige), "naar": json(actor.partij),
            "overdracht": .string(Verhaal.eerste.uuidString.lowercased()), "grond": "acceptatie",
            "door": .string(actor.medewerker), "hops": 1,
        ]
        zaak = .evolve(zaak, try Post.lees(ZaakEvent.self, event, "regie-verplaatst"))
        return vorige
    }
}
