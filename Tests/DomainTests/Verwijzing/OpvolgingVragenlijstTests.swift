import Contracts
import Foundation
import Testing
import VerwijzingDomain

/// Question lists of an organisation that stopped (O16).
extension OpvolgingNaastTests {
    private static func lijst(_ commands: [VragenlijstCommand]) throws -> Vragenlijst {
        let zaak = try Verhaal().zaak
        let opgesteld = VragenlijstCommand.stelOp(
            door: R.anna, id: Verhaal.tweede, over: "onderzoek", vragen: Verhaal.inhoud, aantal: 2, uit: nil)
        var stand: Vragenlijst?
        for command in [opgesteld] + commands {
            for event in try Vragenlijst.decide(stand, in: zaak, command, now: Verhaal.begin) {
                stand = .evolve(stand, event)
            }
        }
        return try #require(stand)
    }

    private static func vraagAan(_ door: VerwijzingDomain.Actor) -> VragenlijstCommand {
        .vraagAan(door: door, grondslag: .wettelijkeTaak, inZaak: true, bekend: true)
    }

    private static func deel(_ met: String) -> VragenlijstCommand {
        .deel(door: R.anna, met: met, grondslag: .wettelijkeTaak, inZaak: true)
    }

    /// Over the wire and folded; the second time nothing happens.
    private func na(_ stand: Vragenlijst, _ opvolging: Opvolging) throws -> (Vragenlijst, VragenlijstEvent.Opgevolgd?) {
        let events = Vragenlijst.decide(stand, opvolging, now: Verhaal.begin + 60)
        let na = try events.reduce(stand) {
            .evolve($0, try Post.heenEnWeer($1, $1.naam, domein: "overdrachten"))
        }
        #expect(Vragenlijst.decide(na, opvolging, now: Verhaal.begin + 60).isEmpty)
        #expect(events.count <= 1)
        if case .opgevolgd(let feit)? = events.first?.feit { return (try Post.bewaard(na), feit) }
        return (try Post.bewaard(na), nil)
    }

    @Test(
        "O16, O23: de opvolger deelt, vraagt en krijgt wat de gestopte organisatie deed; termijnen lopen door"
    )
    func vragenlijsten() throws {
        let stand = try Self.lijst([Self.vraagAan(R.bram), Self.deel(R.zorg)])
        let (eigen, _) = try na(stand, Self.opvolging(R.wijkteam, R.buurteam, werkers: ["mw-anna"]))
        #expect(eigen.eigenaar == Partij(organisatie: R.buurteam, medewerker: "mw-anna"))
        #expect(
            eigen.aanvragen == stand.aanvragen && eigen.lopendeTermijnen[0].sinds == stand.lopendeTermijnen[0].sinds)
        #expect(eigen.mogelijk(voor: R.buurteam, inZaak: true).contains("vragenlijst-weigeren"))
        #expect(eigen.mogelijk(voor: R.wijkteam, inZaak: false) == [])
        let (vrager, _) = try na(stand, Self.opvolging(R.gi, R.buurteam))
        #expect(vrager.aanvragen.map(\.door) == [Partij(organisatie: R.buurteam, medewerker: "mw-leiding")])
        #expect(vrager.aanvragen.map(\.sinds) == stand.aanvragen.map(\.sinds))
        let (ontvanger, _) = try na(stand, Self.opvolging(R.zorg, R.buurteam))
        #expect(ontvanger.mogelijk(voor: R.buurteam, inZaak: true) == ["vragenlijst-ontvangen"])
        #expect(ontvanger.isGedeeld(met: R.zorg) == false)
        // Two become one: nobody asks itself, and nobody gets it twice.
        let (een, feit) = try na(stand, Self.opvolging(R.wijkteam, R.gi))
        #expect(
            een.eigenaar.organisatie == R.gi && een.aanvragen == [] && feit?.wachtend == 0 && feit?.teOntvangen == 1)
        let (samen, _) = try na(stand, Self.opvolging(R.gi, R.zorg))
        #expect(samen.aanvragen == [] && samen.delingen.map(\.met) == [R.zorg])
    }

    @Test("O16, O17: zonder opvolger deelt niemand haar meer: wie vroeg hoort dat, wie haar kreeg houdt haar")
    func vragenlijstZonder() throws {
        let ontvang = VragenlijstCommand.ontvang(door: R.cato)
        let stand = try Self.lijst([Self.vraagAan(R.bram), Self.deel(R.zorg), ontvang])
        let (eigen, feit) = try na(stand, Self.opvolging(R.wijkteam, nil))
        #expect(feit?.vervallen == [R.bram.partij] && feit?.opvolger == nil)
        #expect(eigen.aanvragen == [] && eigen.lopendeTermijnen.isEmpty && eigen.delingen == stand.delingen)
        #expect(eigen.mogelijk(voor: R.gi, inZaak: true) == [] && eigen.mogelijk(voor: R.wijkteam, inZaak: true) == [])
        #expect(throws: Weigering.self) {
            try Vragenlijst.decide(eigen, in: Verhaal().zaak, Self.vraagAan(R.bram), now: Verhaal.begin + 90)
        }
        // Named later after all, somebody shares it again.
        let (weer, _) = try na(eigen, Self.opvolging(R.wijkteam, R.buurteam))
        #expect(weer.mogelijk(voor: R.gi, inZaak: true) == ["vragenlijst-aanvragen"])
        let (vrager, geen) = try na(stand, Self.opvolging(R.gi, nil))
        #expect(vrager.aanvragen == [] && geen?.vervallen == [] && geen?.wachtend == 0)
        #expect(try na(stand, Self.opvolging(R.zorg, nil)).0 == stand, "what it received is history")
    }

    @Test("O5, O16, O17, O23: wie er ook stopt, daarna is bij een vragenlijst niemand van haar nog aan zet")
    func vragenlijsteigenschappen() throws {
        var kans = Dobbelsteen(20_261_130)
        var (stopte, gingOver, verviel) = (0, 0, 0)
        for _ in 0..<600 {
            var stand = try Self.lijst([])
            for _ in 0..<Int.random(in: 0...6, using: &kans) {
                let command: VragenlijstCommand =
                    [
                        Self.vraagAan(persoon(Self.wie.een(&kans))), Self.deel(Self.wie.een(&kans)),
                        .ontvang(door: persoon(Self.wie.een(&kans))),
                    ].een(&kans)
                // What does not fit is refused, and changes nothing.
                let events = try? Vragenlijst.decide(stand, in: Verhaal().zaak, command, now: Verhaal.begin)
                stand = (events ?? []).reduce(stand) { .evolve($0, $1) }
            }
            for _ in 0..<Int.random(in: 1...3, using: &kans) {
                let voor = stand
                let weg = Self.wie.een(&kans)
                let opvolger = kans.ja(3) ? nil : Self.wie.filter { $0 != weg }.een(&kans)
                let feit: VragenlijstEvent.Opgevolgd?
                (stand, feit) = try na(voor, Self.opvolging(weg, opvolger))
                if feit == nil { #expect(stand == voor) } else { gingOver += 1 }
                if stand.eigenaarGestopt == true { stopte += 1 }
                verviel += feit?.vervallen.count ?? 0
                #expect(stand.mogelijk(voor: weg, inZaak: false).isEmpty)
                #expect(stand.lopendeTermijnen.allSatisfy { $0.organisatie != weg })
                #expect(!stand.aanvragen.contains { $0.door.organisatie == weg })
                let ontvangers = stand.delingen.map(\.met)
                let vragers = stand.aanvragen.map(\.door.organisatie)
                #expect(
                    Set(ontvangers + vragers + [stand.eigenaar.organisatie]).count == ontvangers.count + vragers.count
                        + 1)
                #expect(stand.eigenaarGestopt != true || vragers.isEmpty)
                #expect(
                    stand.lopendeTermijnen.allSatisfy { termijn in
                        voor.lopendeTermijnen.contains { $0.soort == termijn.soort && $0.sinds == termijn.sinds }
                    }, "due when it was due")
            }
        }
        #expect(stopte >= 20 && gingOver >= 200 && verviel >= 20, "\(stopte) \(gingOver) \(verviel)")
    }
}
