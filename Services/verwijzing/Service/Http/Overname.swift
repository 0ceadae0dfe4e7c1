import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain
import Web

/// O8: that a statement was taken from elsewhere. It keeps the original's id, and says whose the original is.
struct Overname: Contract {
    var origineel: EigenKenmerk
    var organisatie: OIN?
    var auteur: MedewerkerId?

    static var title: String { "Overgenomen uit een andere verklaring" }
    static var fields: [String: String] {
        [
            "origineel": "Kenmerk van het origineel bij de bron; van een verklaring in Keten haar id.",
            "organisatie": "Van welke organisatie het origineel is; van een verklaring in Keten vult Keten dit in.",
            "auteur": "Welke medewerker van die organisatie het schreef.",
        ]
    }
    static var example: Overname {
        Overname(origineel: .placeholder, organisatie: .placeholder, auteur: .placeholder)
    }
}

/// O8: where a statement was taken from, and since when the original says something else (O9).
struct OvernameStand: Contract {
    var origineel: EigenKenmerk
    var organisatie: OIN?
    var auteur: MedewerkerId?
    var gewijzigdOp: Date?

    static var title: String { "Waaruit een verklaring is overgenomen" }
    static var fields: [String: String] {
        [
            "origineel": "Kenmerk van het origineel.",
            "organisatie": "Van welke organisatie het origineel is; afwezig als die voor u afgeschermd is.",
            "auteur": "Wie het schreef, als dat bekend is en niet afgeschermd.",
            "gewijzigdOp": "Sinds wanneer het origineel iets anders zegt; afwezig als dat niet zo is (O9).",
        ]
    }
    static var example: OvernameStand {
        OvernameStand(
            origineel: .placeholder, organisatie: .placeholder, auteur: .placeholder, gewijzigdOp: .placeholder)
    }
}

extension OvernameStand {
    /// - Parameter originelen: what became of those that are statements in Keten.
    init(_ overname: Dossier.Overname, _ originelen: [UUID: Verklaringloop], _ zicht: Zicht) throws {
        let later = overname.keten.flatMap { keten in
            originelen[keten.verklaring]?.correcties.first { $0.versie > keten.versie }
        }
        self.init(
            origineel: try .van(overname.origineel),
            organisatie: zicht.ziet(organisatie: overname.organisatie) ? try .van(overname.organisatie) : nil,
            auteur: try zicht.medewerker(overname.auteur, overname.organisatie), gewijzigdOp: later?.sinds)
    }
}

extension Verklaringlezer {
    /// What a statement is taken from; nil for one that somebody of the zaak made.
    /// - Throws: `Invalid` where it says something else than the original does, or its writer never had that.
    func overname(_ body: VerklaringVerzoek, voor door: Handelend) async throws -> Dossier.Overname? {
        guard let gevraagd = body.overgenomen else { return nil }
        if body.vervangt != nil {
            throw Invalid(
                pointer: "/overgenomen", code: "nieuwe-versie",
                detail: "Een nieuwe versie houdt het origineel waaruit de eerste is overgenomen.")
        }
        guard let id = UUID(uuidString: gevraagd.origineel.text), let origineel = try await origineel(id, voor: door)
        else {
            guard let organisatie = gevraagd.organisatie else {
                throw Invalid(
                    pointer: "/overgenomen/organisatie", code: "bron-ontbreekt",
                    detail: "Dit origineel staat niet in Keten. Noem van welke organisatie het is.")
            }
            return Dossier.Overname(
                origineel: gevraagd.origineel.text, organisatie: organisatie.text, auteur: gevraagd.auteur?.text)
        }
        let (nieuwste, zaak) = (origineel.nieuwste, origineel.zaak)
        let voorIedereen = Toegang.zichtVanGezin(origineel.bescherming)
        // A copy says what its original says: whose it is, of which day, and whether it is a fact.
        let afwijkend: [(String, Bool)] = [
            ("/overgenomen/organisatie", gevraagd.organisatie.map { $0.text == nieuwste.organisatie } ?? true),
            ("/overgenomen/auteur", gevraagd.auteur.map { $0.text == nieuwste.door } ?? true),
            ("/soort", body.soort == nieuwste.soort), ("/datum", body.datum.text == nieuwste.datum.description),
        ]
        var fouten = afwijkend.filter { !$0.1 }.map {
            Violation(
                pointer: $0.0, code: "wijkt-af-van-origineel",
                detail: "Dit is anders dan bij het origineel; een kopie houdt wat daar staat.")
        }
        if body.afschermen == nil, !voorIedereen.ziet(inhoud: id, van: nieuwste.organisatie) {
            fouten.append(
                Violation(
                    pointer: "/afschermen", code: "origineel-afgeschermd",
                    detail: "Het origineel is afgeschermd; scherm de kopie ook af."))
        }
        if !fouten.isEmpty { throw Invalid(fouten) }
        // A copy of a copy is one of the first.
        let eerste = nieuwste.overname
        let auteur = voorIedereen.ziet(medewerker: nieuwste.door, van: nieuwste.organisatie) ? nieuwste.door : nil
        return Dossier.Overname(
            origineel: eerste?.origineel ?? id.text, organisatie: eerste?.organisatie ?? nieuwste.organisatie,
            auteur: eerste == nil ? auteur : eerste?.auteur,
            keten: eerste?.keten ?? .init(zaak: zaak.id, verklaring: id, versie: nieuwste.versie))
    }
}

extension Scope {
    /// O9: a correction of the original reaches this copy from here on. The original's zaak and its row must be among the
    /// needs, as `Dossier.Overname.nodig` names them.
    mutating func neemOver(_ overname: Dossier.Overname?, als kopie: UUID, door: Actor) throws {
        guard let keten = overname?.keten, let origineel = try load(Verklaringloop.self, keten.verklaring) else {
            return
        }
        try decide(.neemOver(door: door, kopie: kopie, versie: keten.versie), over: origineel.feiten)
    }

    /// Whoever writes a new version of a copy goes by the original as it is now.
    func bijgewerkt(_ overname: Dossier.Overname?) throws -> Dossier.Overname? {
        guard var overname, let keten = overname.keten,
            let origineel = try load(Verklaringloop.self, keten.verklaring)
        else { return overname }
        overname.keten?.versie = origineel.versie
        return overname
    }
}

extension Dossier.Overname {
    var nodig: [AggregateRef] {
        keten.map { [AggregateRef(Zaak.self, $0.zaak), AggregateRef(Verklaringloop.self, $0.verklaring)] } ?? []
    }
}
