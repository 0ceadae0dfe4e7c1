import Contracts
import Foundation
import VerwijzingDomain

/// O8: that a receiver does not go by what others stated in a block, and why, as the family reads it.
struct Gezinsterzijde: Contract {
    var blok: OverdrachtenEvents.Dossierblok
    var reden: OverdrachtenEvents.Terzijdereden
    var toelichting: Tekst?
    var organisatie: OIN
    var naam: Organisatienaam?
    var door: MedewerkerId?
    var vastgelegdOp: Date

    static var title: String { "Terzijde gelegd, voor het gezin" }
    static var fields: [String: String] {
        [
            "blok": "Over welk blok van het dossier het gaat.", "reden": "Waarom.",
            "toelichting": "De uitleg; afwezig als die hier niet te lezen is.",
            "organisatie": "Wie dit terzijde legde.", "naam": "Haar naam in het register.",
            "door": "Welke medewerker; afwezig als die is afgeschermd.", "vastgelegdOp": "Wanneer.",
        ]
    }
    static var example: Gezinsterzijde {
        Gezinsterzijde(
            blok: .feiten, reden: .verouderd, toelichting: .placeholder, organisatie: .placeholder,
            naam: .placeholder, door: .placeholder, vastgelegdOp: .placeholder)
    }
}

extension Gezinsterzijde {
    /// Something that was set aside, with where its explanation is; nil where that says something of what is shielded.
    struct Gevonden: Sendable {
        let overdracht: Overdracht
        let terzijde: Overdracht.Terzijdelegging
        let toelichting: UUID?

        func stand(_ teksten: [UUID: Tekst], _ zicht: Gezinszicht) throws -> Gezinsterzijde? {
            guard let wie = try zicht.wie(Partij(organisatie: overdracht.naar, medewerker: terzijde.feit.door)) else {
                return nil
            }
            return Gezinsterzijde(
                blok: try .van(terzijde.feit.blok), reden: try .van(terzijde.feit.reden),
                toelichting: toelichting.flatMap { teksten[$0] }, organisatie: wie.organisatie, naam: nil,
                door: try wie.medewerker.map { try .van($0) }, vastgelegdOp: terzijde.op)
        }
    }

    /// What the family sees of it, the newest first: nothing that is shielded (P1), and nothing of an investigation that
    /// runs (S3). Where one of the statements is shielded, the explanation could tell what it says.
    static func gevonden(
        _ overdrachten: [Overdracht], _ dossier: Dossier?, _ zicht: Gezinszicht
    ) -> [Gevonden] {
        let bron = Dictionary((dossier?.geldig ?? []).map { ($0.id, $0.organisatie) }, uniquingKeysWith: { $1 })
        func ziet(_ verklaring: UUID) -> Bool {
            bron[verklaring].map { zicht.ziet(inhoud: verklaring, van: $0) } ?? false
        }
        return overdrachten.filter { Toegang.gezinZietTerzijde(in: $0) && zicht.ziet(organisatie: $0.naar) }
            .flatMap { overdracht in
                (overdracht.terzijde ?? []).filter { $0.feit.verklaringen.contains(where: ziet) }.map { terzijde in
                    let feit = terzijde.feit
                    let open =
                        feit.verklaringen.allSatisfy(ziet)
                        && zicht.ziet(inhoud: feit.toelichting, van: overdracht.naar)
                    return Gevonden(
                        overdracht: overdracht, terzijde: terzijde, toelichting: open ? feit.toelichting : nil)
                }
            }
            .sorted { $0.terzijde.op > $1.terzijde.op }
    }
}
