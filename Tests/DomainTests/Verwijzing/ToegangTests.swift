import Contracts
import Testing
import VerwijzingDomain

@testable import Verwijzing

/// P5: one table of who sees what, by part in the zaak, state of the handover and role.
@Suite("Toegang tot een overdracht en haar dossier (P5, O7)")
struct ToegangTests {
    enum Stand: CaseIterable {
        case aangeboden, uitgesteld, geweigerd, ingetrokken, geaccepteerd, overgedragen, gestart
    }
    enum Wie: CaseIterable { case aanbieder, ontvanger, buitenstaander }

    /// What the receiver reads of the dossier through the handover: nothing, all, or its own.
    private static let ontvanger: [Stand: String] = [
        .aangeboden: "nog-niet-geaccepteerd", .uitgesteld: "nog-niet-geaccepteerd", .geweigerd: "eigen",
        .ingetrokken: "eigen", .geaccepteerd: "alles", .overgedragen: "alles", .gestart: "alles",
    ]

    private func verhaal(_ stand: Stand) throws -> Verhaal {
        switch stand {
        case .aangeboden: return try .aangeboden()
        case .uitgesteld: return try .uitgesteld()
        case .geaccepteerd: return try .geaccepteerd()
        case .overgedragen: return try .overgedragen()
        case .gestart: return try .gestart()
        case .geweigerd:
            var verhaal = try Verhaal.aangeboden()
            try verhaal.als(
                .weigeren(
                    door: Rolbezetting.bram, reden: .geenCapaciteit, alternatief: .andereOrganisatie(Rolbezetting.zorg),
                    toelichting: nil))
            return verhaal
        case .ingetrokken:
            var verhaal = try Verhaal.aangeboden()
            try verhaal.als(.intrekken(door: Rolbezetting.anna, reden: .nietMeerNodig))
            return verhaal
        }
    }

    @Test(
        "O9, P2, P5: een verklaring is te lezen voor bron, regiehouder en wie haar kreeg; zonder toestemming niets nieuws"
    )
    func verklaring() throws {
        var v = Verklaringverhaal()
        try v.als(Verklaringverhaal.corrigeer(ontvangers: [Verklaringverhaal.zorg]))
        let zaak = try verhaal(.geaccepteerd).stand.zaak
        func inzage(_ organisatie: String, _ rollen: Set<Rol> = [.werker], _ bescherming: Bescherming? = nil) throws
            -> Toegang.Inzage?
        {
            Toegang.verklaring(
                try #require(OIN(organisatie)), rollen, bron: Rolbezetting.wijkteam, zaak: zaak, v.loop, bescherming,
                now: v.nu)
        }
        for organisatie in [Rolbezetting.wijkteam, Rolbezetting.gi, Rolbezetting.zorg] {
            #expect(try inzage(organisatie) == .alles, "\(organisatie)")
            guard case .geen? = try inzage(organisatie, [.planner]) else {
                Issue.record("a planner of \(organisatie) reads content")
                continue
            }
        }
        #expect(try inzage(Rolbezetting.buurteam) == nil)
        var b = try Beschermverhaal(zaak)
        try b.gezin()
        for besluit in [Toestemmingsbesluit.gegeven, .ingetrokken] {
            try b.als(
                .legToestemmingVast(
                    door: Rolbezetting.anna, kind: Beschermverhaal.kind, gever: Beschermverhaal.moeder,
                    organisatie: Rolbezetting.zorg, besluit: besluit, geboren: try b.geboren(5)))
        }
        #expect(try inzage(Rolbezetting.zorg, [.werker], b.bescherming) == .tot(b.nu))
        #expect(try inzage(Rolbezetting.wijkteam, [.werker], b.bescherming) == .alles)
    }

    private func oin(_ wie: Wie) throws -> OIN {
        let text =
            switch wie {
            case .aanbieder: Rolbezetting.wijkteam
            case .ontvanger: Rolbezetting.gi
            case .buitenstaander: Rolbezetting.buurteam
            }
        return try #require(OIN(text))
    }

    @Test(
        "O7: de ontvanger leest het dossier vanaf de acceptatie en niet daarvoor of daarna", arguments: Stand.allCases)
    func dossier(_ stand: Stand) throws {
        let verhaal = try verhaal(stand)
        let overdracht = try #require(verhaal.stand.overdrachten[Verhaal.eerste])
        let inzage = try Toegang.dossier(
            oin(.ontvanger), [.werker], overdracht: overdracht, zaak: verhaal.stand.zaak, nil, now: verhaal.nu)
        let gelezen =
            switch inzage {
            case .alles: "alles"
            case .tot: "tot"
            case .eigen: "eigen"
            case .geen(_, let code): code
            }
        #expect(gelezen == Self.ontvanger[stand])
    }

    @Test("Een planner krijgt in geen enkele stand inhoud te lezen", arguments: Stand.allCases, Wie.allCases)
    func planner(_ stand: Stand, _ wie: Wie) throws {
        let verhaal = try verhaal(stand)
        let overdracht = try #require(verhaal.stand.overdrachten[Verhaal.eerste])
        let inzage = try Toegang.dossier(
            oin(wie), [.planner], overdracht: overdracht, zaak: verhaal.stand.zaak, nil, now: verhaal.nu)
        guard case .geen(_, "rol-ontbreekt") = inzage else {
            Issue.record("een planner leest \(inzage)")
            return
        }
    }

    @Test("Een buitenstaander heeft geen deel: voor hem bestaat de zaak niet", arguments: Stand.allCases)
    func buitenstaander(_ stand: Stand) throws {
        let verhaal = try verhaal(stand)
        let delen = try Toegang.delen(
            oin(.buitenstaander), zaak: verhaal.stand.zaak, overdrachten: Array(verhaal.stand.overdrachten.values))
        #expect(delen.isEmpty)
        #expect(Toegang.Recht.allCases.allSatisfy { !Toegang.mag($0, delen) })
    }

    @Test(
        "Na weigering of intrekking ziet de ontvanger nog zijn eigen aanbod, en niet meer hoe het met de zaak verder gaat",
        arguments: [Stand.geweigerd, .ingetrokken])
    func geweest(_ stand: Stand) throws {
        let verhaal = try verhaal(stand)
        let delen = try Toegang.delen(
            oin(.ontvanger), zaak: verhaal.stand.zaak, overdrachten: Array(verhaal.stand.overdrachten.values))
        #expect(Toegang.mag(.overdrachtLezen, delen))
        #expect(!Toegang.mag(.zaakLezen, delen))
        #expect(!Toegang.mag(.dossierAanvullen, delen))
    }
}
