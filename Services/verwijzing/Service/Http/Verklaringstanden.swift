import Contracts
import Foundation
import Messaging
import Register
import VerwijzingDomain

/// What a reader sees of what became of a statement: the texts it may read, the organisations that it may know (P1).
struct Verklaringbeeld {
    let gevonden: Verklaringlezer.Gevonden
    let oin: OIN

    /// The texts about the statement that this reader may open: questions of the family and the answers.
    var teksten: [UUID] {
        guard gevonden.leest(oin) else { return [] }
        return Self.teksten(gevonden.loop, gevonden.recht, bron: gevonden.nieuwste.organisatie, oin, gevonden.zicht)
    }

    static func teksten(
        _ loop: Verklaringloop?, _ recht: Toegang.Inzage, bron: String, _ oin: OIN, _ zicht: Zicht
    ) -> [UUID] {
        (loop?.verzoeken ?? []).flatMap { verzoek -> [UUID] in
            var ids: [UUID] = []
            if Toegang.geeft(
                recht, verzoek.vraag, van: verzoek.aanvrager.organisatie, op: verzoek.sinds, oin, zicht)
            {
                ids.append(verzoek.vraag)
            }
            if case .geweigerd(_, let toelichting, _, let op)? = verzoek.antwoord,
                Toegang.geeft(recht, toelichting, van: bron, op: op, oin, zicht)
            {
                ids.append(toelichting)
            }
            return ids
        }
    }
}

extension VerklaringVerloop {
    init(
        _ gevonden: Verklaringlezer.Gevonden, _ teksten: [UUID: Tekst], _ originelen: [UUID: Verklaringloop],
        _ regels: [TermView], _ register: RegisterSnapshot, voor oin: OIN
    ) throws {
        let (zicht, loop) = (gevonden.zicht, gevonden.loop)
        let zichtbaar = gevonden.versies.filter { gevonden.ziet($0, oin) }
        let leest = !zichtbaar.isEmpty
        let (code, sinds) = Self.geldigheid(loop, gevonden.nieuwste)
        self.init(
            verklaring: gevonden.nieuwste.id, zaak: gevonden.zaak.id, kenmerk: try .van(gevonden.zaak.kenmerk),
            blok: leest ? try .van(gevonden.nieuwste.blok) : nil,
            bron: try .van((gevonden.nieuwste.organisatie, gevonden.nieuwste.door), zicht),
            versies: try zichtbaar.compactMap { versie in
                try teksten[versie.inhoud].map { try VerklaringInhoud(versie, $0, teksten, originelen, zicht) }
            },
            inhoudGestopt: zichtbaar.count < gevonden.versies.count, geldigheid: code, geldigheidSinds: sinds,
            correctie: try loop.flatMap { try CorrectieStand($0, gevonden.zaak, voor: oin, zicht) },
            verzoeken: try CorrectieverzoekStand.alle(loop, teksten, zicht),
            bestandscontroles: try BestandscontroleStand.alle(loop, gevonden.zaak, voor: oin, zicht),
            termijnen: try Self.termijnen(loop, regels, register, voor: oin, zicht),
            mogelijk: try (loop ?? Verklaringloop(zonderVerloop: gevonden.feiten, sinds: sinds))
                .mogelijk(voor: oin.text, leest: leest, bestand: zichtbaar.last?.bestand != nil)
                .map { try .van($0) })
    }

    static func geldigheid(_ loop: Verklaringloop?, _ nieuwste: Dossier.Verklaring) -> (Geldigheid, Date) {
        switch loop?.geldigheid {
        case .sinds(let sinds): (.geldig, sinds)
        case .gevraagd(let sinds): (.gevraagd, sinds)
        case .nietMeer(let sinds): (.nietMeer, sinds)
        case nil: (.geldig, nieuwste.vastgelegdOp)
        }
    }

    private static func termijnen(
        _ loop: Verklaringloop?, _ regels: [TermView], _ register: RegisterSnapshot, voor oin: OIN, _ zicht: Zicht
    ) throws -> [BordTermijn] {
        guard let loop else { return [] }
        return try loop.lopendeTermijnen.compactMap { termijn in
            // A receiver knows its own term, not who else must acknowledge.
            let wachtOpMij =
                termijn.soort == Verklaringtermijn.bevestigen
                && loop.nietBevestigd.contains { $0.organisatie == oin.text }
            let wie = wachtOpMij ? oin.text : termijn.organisatie
            guard wie == oin.text || loop.bron.organisatie == oin.text || termijn.organisatie == loop.bron.organisatie,
                zicht.ziet(organisatie: wie),
                let regel = regels.running(termijn.soort, since: termijn.sinds)
            else { return nil }
            return BordTermijn(
                soort: try .van(termijn.soort), organisatie: try .van(wie),
                medewerker: wachtOpMij ? nil : try zicht.medewerker(termijn.medewerker, termijn.organisatie),
                sinds: regel.since, verloopt: regel.due, stadium: regel.stage,
                herkomst: TermLengths.verwijzing.origin(termijn.soort, regio: loop.regio, register)
                    .flatMap { KorteTekst($0) })
        }
    }
}

extension CorrectieStand {
    /// Nil where nothing was corrected. Who else received the statement is for its source and for who holds the regie.
    init?(_ loop: Verklaringloop, _ zaak: Zaak, voor oin: OIN, _ zicht: Zicht) throws {
        guard let correctie = loop.correcties.last else { return nil }
        let alle = [loop.bron.organisatie, zaak.regie.organisatie].contains(oin.text)
        self.init(
            versie: correctie.versie, aard: try .van(correctie.aard),
            door: try .van((correctie.door.organisatie, correctie.door.medewerker), zicht), op: correctie.sinds,
            ontvangers: try correctie.ontvangers.filter {
                ($0.organisatie == oin.text || alle) && zicht.ziet(organisatie: $0.organisatie)
            }.map { ontvanger in
                let bevestiging = correctie.bevestigd.first { $0.door.organisatie == ontvanger.organisatie }
                return OntvangerStand(
                    organisatie: try .van(ontvanger.organisatie),
                    medewerker: try zicht.medewerker(
                        bevestiging?.door.medewerker ?? ontvanger.medewerker, ontvanger.organisatie),
                    bevestigdOp: bevestiging?.op)
            })
    }
}

extension BestandscontroleStand {
    /// Who else fetched it is for its source and for who holds the regie.
    static func alle(_ loop: Verklaringloop?, _ zaak: Zaak, voor oin: OIN, _ zicht: Zicht) throws
        -> [BestandscontroleStand]
    {
        let alle = [loop?.bron.organisatie, zaak.regie.organisatie].contains(oin.text)
        return try (loop?.bestandscontroles ?? []).filter {
            ($0.door.organisatie == oin.text || alle) && zicht.ziet(organisatie: $0.door.organisatie)
        }.map {
            BestandscontroleStand(
                door: try .van(($0.door.organisatie, $0.door.medewerker), zicht), klopt: $0.klopt, op: $0.op)
        }
    }
}

extension CorrectieverzoekStand {
    /// Those whose question this reader may read; oldest first.
    static func alle(_ loop: Verklaringloop?, _ teksten: [UUID: Tekst], _ zicht: Zicht) throws
        -> [CorrectieverzoekStand]
    {
        try (loop?.verzoeken ?? []).compactMap { verzoek in
            guard let vraag = teksten[verzoek.vraag] else { return nil }
            var stand = CorrectieverzoekStand(
                id: verzoek.id, aard: try .van(verzoek.aard), gevraagdDoor: try .van(verzoek.gevraagdDoor),
                vraag: vraag,
                aanvrager: try .van((verzoek.aanvrager.organisatie, verzoek.aanvrager.medewerker), zicht),
                sinds: verzoek.sinds, status: .open, beantwoordOp: nil, reden: nil, toelichting: nil)
            switch verzoek.antwoord {
            case nil: break
            case .uitgevoerd(_, let op):
                stand.status = .uitgevoerd
                stand.beantwoordOp = op
            case .geweigerd(let reden, let toelichting, _, let op):
                stand.status = .geweigerd
                stand.beantwoordOp = op
                stand.reden = try .van(reden)
                stand.toelichting = teksten[toelichting]
            }
            return stand
        }
    }
}

extension DossierVerklaring {
    init(
        _ verklaring: Dossier.Verklaring, _ tekst: Tekst, _ loop: Verklaringloop?, _ teksten: [UUID: Tekst],
        _ originelen: [UUID: Verklaringloop], _ zaak: Zaak, voor oin: OIN, _ zicht: Zicht
    ) throws {
        let inhoud = try VerklaringInhoud(verklaring, tekst, teksten, originelen, zicht)
        let (geldigheid, sinds) = VerklaringVerloop.geldigheid(loop, verklaring)
        self.init(
            id: inhoud.id, versie: inhoud.versie, blok: inhoud.blok, soort: inhoud.soort, datum: inhoud.datum,
            organisatie: inhoud.organisatie, door: inhoud.door, vastgelegdOp: inhoud.vastgelegdOp,
            onbekend: inhoud.onbekend, tekst: tekst, bestand: inhoud.bestand, overgenomen: inhoud.overgenomen,
            geldigheid: geldigheid,
            geldigheidSinds: sinds,
            correctie: try loop.flatMap { try CorrectieStand($0, zaak, voor: oin, zicht) },
            verzoeken: try CorrectieverzoekStand.alle(loop, teksten, zicht))
    }
}
