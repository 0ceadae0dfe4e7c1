import Foundation

public enum VerklaringCommand: Equatable, Sendable {
    /// The first version was written into the dossier.
    case legVast
    /// P3: `vraag` is the encrypted question. `leest` says whether who asks may read the statement now (P5).
    case vraagCorrectie(
        door: Actor, id: UUID, aard: Correctieaard, gevraagdDoor: Correctievrager, vraag: UUID, leest: Bool)
    /// P3: `toelichting` is the encrypted reason.
    case weigerCorrectie(door: Actor, verzoek: UUID, reden: Correctieweigerreden, toelichting: UUID)
    /// O9: a new version stands in the dossier. `ontvangers` are those who received an earlier one; `verzoek` the
    /// request that it carries out.
    case corrigeer(door: Actor, versie: Int, aard: Correctieaard, verzoek: UUID?, ontvangers: [Ontvanger])
    /// O9: a named person of a receiver knows the correction.
    case bevestigCorrectie(door: Actor, versie: Int)
    /// O8.
    case beantwoordGeldigheid(door: Actor, Geldigheidsantwoord)
    /// O7: a receiver fetched the file of the newest version and compared it. `leest` as for a request.
    case controleerBestand(door: Actor, versie: Int, klopt: Bool, leest: Bool)
    /// O8: who has the statement wrote it down elsewhere, as `kopie`, which keeps its id. A correction reaches the copy (O9).
    case neemOver(door: Actor, kopie: UUID, versie: Int)
    /// A term of `lopendeTermijnen` went off. No longer running: nothing happens.
    case termijnVerstreken(soort: String, sinds: Date, stadium: Int)
}

/// The statement as its zaak and dossier have it: what the first event on it needs to stand alone.
public struct Verklaringfeiten: Equatable, Sendable {
    public var id: UUID
    public var zaak: UUID
    public var kenmerk: String
    public var regio: String
    public var oefening: Bool
    public var blok: Dossierblok
    /// The author of the newest version.
    public var bron: Partij

    public init(
        id: UUID, zaak: UUID, kenmerk: String, regio: String, oefening: Bool, blok: Dossierblok, bron: Partij
    ) {
        self.id = id
        self.zaak = zaak
        self.kenmerk = kenmerk
        self.regio = regio
        self.oefening = oefening
        self.blok = blok
        self.bron = bron
    }
}

extension Verklaringloop {
    /// O23: whoever comes in the place of the source, of a receiver that has not said that it knows of the correction, or
    /// of who wrote down what the family asked. Without a successor who holds the regie answers for the statement, and
    /// tells the family.
    public static func decide(
        _ state: Verklaringloop, _ opvolging: Opvolging, regie: Partij, now: Date
    ) -> [VerklaringEvent] {
        let weg = opvolging.organisatie
        let ontvanger = state.nietBevestigd.first { $0.organisatie == weg }
        let vroeg = state.verzoeken.first { $0.isOpen && $0.aanvrager.organisatie == weg }
        let kopie = state.kopieen?.last { $0.door.organisatie == weg }
        guard regie.organisatie != weg,
            state.bron.organisatie == weg || ontvanger != nil || vroeg != nil || kopie != nil
        else { return [] }
        let bron = state.bron
        let kop = VerklaringEvent.Kop(
            verklaring: state.id, zaak: state.zaak, kenmerk: state.kenmerk, regio: state.regio,
            oefening: state.oefening, urgentie: .regulier, blok: state.blok,
            bron: bron.organisatie == weg ? opvolging.opvolger?.partij(bron.medewerker) ?? regie : bron, door: nil,
            tijdstip: now.opMilliseconde)
        let opvolger = opvolging.opvolger.map {
            let wie = $0.partij(ontvanger?.medewerker ?? kopie?.door.medewerker ?? "")
            return Ontvanger(organisatie: wie.organisatie, medewerker: wie.medewerker)
        }
        let aanvrager = vroeg.map { opvolging.opvolger?.partij($0.aanvrager.medewerker) ?? regie }
        return [
            VerklaringEvent(
                kop: kop, feit: .opgevolgd(.init(vorige: weg, opvolger: opvolger, aanvrager: aanvrager)))
        ]
    }

    /// - Parameter now: the clock, read after the locks; used at whole milliseconds.
    /// - Throws: `Weigering`; nothing changes then.
    public static func decide(
        _ state: Verklaringloop?, over feiten: Verklaringfeiten, _ command: VerklaringCommand, now: Date
    ) throws(Weigering) -> [VerklaringEvent] {
        let now = now.opMilliseconde
        func gebeurt(_ door: Partij?, _ feit: VerklaringEvent.Feit, bron: Partij? = nil) -> [VerklaringEvent] {
            let kop = VerklaringEvent.Kop(
                verklaring: feiten.id, zaak: feiten.zaak, kenmerk: feiten.kenmerk, regio: feiten.regio,
                oefening: feiten.oefening, urgentie: .regulier, blok: feiten.blok, bron: bron ?? feiten.bron,
                door: door, tijdstip: now)
            return [VerklaringEvent(kop: kop, feit: feit)]
        }
        let bron = feiten.bron.organisatie
        switch command {
        case .legVast:
            guard state == nil else { return [] }
            return gebeurt(feiten.bron, .vastgelegd)
        case .vraagCorrectie(let door, let id, let aard, let gevraagdDoor, let vraag, let leest):
            try eisInhoud(door, state)
            guard leest || door.organisatie == bron else {
                throw .verklaring("leest-niet", "U kunt dit vragen over wat u zelf mag lezen.", state, door)
            }
            guard state?.verzoek(id) == nil else {
                throw .verklaring("al-gedaan", "Dit verzoek is al vastgelegd.", state, door)
            }
            return gebeurt(
                door.partij,
                .correctieGevraagd(.init(verzoek: id, aard: aard, gevraagdDoor: gevraagdDoor, vraag: vraag)))
        case .weigerCorrectie(let door, let id, let reden, let toelichting):
            try eisBron(door, bron, state)
            let verzoek = try openVerzoek(id, state, door)
            return gebeurt(
                door.partij,
                .correctieGeweigerd(
                    .init(verzoek: id, reden: reden, toelichting: toelichting, aanvrager: verzoek.aanvrager)))
        case .corrigeer(let door, let versie, let aard, let verzoek, let ontvangers):
            try eisBron(door, bron, state)
            var aanvrager: Partij?
            if let verzoek { aanvrager = try openVerzoek(verzoek, state, door).aanvrager }
            guard versie > (state?.versie ?? 1) else {
                throw .verklaring("al-gedaan", "Deze versie is al verspreid.", state, door)
            }
            return gebeurt(
                door.partij,
                .gecorrigeerd(
                    .init(
                        versie: versie, aard: aard, verzoek: verzoek, aanvrager: aanvrager,
                        ontvangers: Self.zonder(bron, state?.alleOntvangers ?? [], ontvangers))),
                bron: door.partij)
        case .bevestigCorrectie(let door, let versie):
            guard let correctie = state?.correcties.last,
                correctie.ontvangers.contains(where: { $0.organisatie == door.organisatie })
            else {
                throw .verklaring("geen-correctie", "Er is geen correctie die u bevestigt.", state, door)
            }
            try eisInhoud(door, state)
            guard correctie.versie == versie else {
                throw .verklaring(
                    "verklaring-gewijzigd", "Intussen is er een nieuwere versie; bevestig die.", state, door)
            }
            guard correctie.nietBevestigd.contains(where: { $0.organisatie == door.organisatie }) else {
                throw .verklaring("al-gedaan", "Uw organisatie heeft deze correctie al bevestigd.", state, door)
            }
            return gebeurt(
                door.partij,
                .correctieBevestigd(
                    .init(
                        versie: versie, organisatie: door.organisatie,
                        nietBevestigd: correctie.nietBevestigd.count - 1)))
        case .beantwoordGeldigheid(let door, let antwoord):
            try eisBron(door, bron, state)
            guard state?.isNietMeer != true else {
                throw .verklaring("al-gedaan", "Er staat al dat dit niet meer geldt.", state, door)
            }
            return gebeurt(door.partij, .geldigheidBeantwoord(.init(antwoord: antwoord)))
        case .controleerBestand(let door, let versie, let klopt, let leest):
            guard door.organisatie != bron else {
                throw .verklaring("eigen-bestand", "Dit zegt wie het bestand van u kreeg.", state, door)
            }
            try eisInhoud(door, state)
            guard leest else {
                throw .verklaring("leest-niet", "U mag deze verklaring niet lezen.", state, door)
            }
            let eerder = state?.bestandscontroles ?? []
            guard !eerder.contains(where: { $0.door.organisatie == door.organisatie && $0.klopt == klopt }) else {
                throw .verklaring("al-gedaan", "Uw organisatie heeft dit al gezegd.", state, door)
            }
            let anderen = eerder.filter { $0.door.organisatie != door.organisatie && !$0.klopt }.count
            return gebeurt(
                door.partij,
                .bestandGecontroleerd(
                    .init(
                        versie: versie, organisatie: door.organisatie, klopt: klopt,
                        nietKloppend: anderen + (klopt ? 0 : 1))))
        case .neemOver(let door, let kopie, let versie):
            try eisInhoud(door, state)
            guard versie == state?.versie ?? 1 else {
                throw .verklaring(
                    "origineel-gewijzigd", "Het origineel is intussen gewijzigd; neem de nieuwste versie over.", state,
                    door)
            }
            let bekend = state?.kopieen?.contains {
                $0.verklaring == kopie && $0.versie == versie && $0.door.organisatie == door.organisatie
            }
            return bekend == true ? [] : gebeurt(door.partij, .overgenomen(.init(kopie: kopie, versie: versie)))
        case .termijnVerstreken(let soort, let sinds, let percentage):
            return state?.verstrijk(soort, sinds, percentage).flatMap { gebeurt(nil, $0) } ?? []
        }
    }

    /// Everyone who ever received a version, with the newest person known; never the source itself.
    private static func zonder(_ bron: String, _ eerder: [Ontvanger], _ nu: [Ontvanger]) -> [Ontvanger] {
        Dictionary((eerder + nu).map { ($0.organisatie, $0) }) { oud, nieuw in nieuw.medewerker == nil ? oud : nieuw }
            .values.filter { $0.organisatie != bron }.sorted { $0.organisatie < $1.organisatie }
    }

    /// Who received a version before, or holds a copy.
    var alleOntvangers: [Ontvanger] {
        correcties.flatMap(\.ontvangers)
            + (kopieen ?? []).map {
                Ontvanger(organisatie: $0.door.organisatie, medewerker: $0.door.medewerker)
            }
    }

    private static func eisInhoud(_ door: Actor, _ state: Verklaringloop?) throws(Weigering) {
        guard door.kentInhoud else {
            throw .verklaring(
                "rol-ontbreekt", "Dit doet een werker, de teamleider of de bereikbaarheidsdienst.", state, door)
        }
    }

    /// O9: a statement is corrected where it comes from, and nowhere else.
    private static func eisBron(_ door: Actor, _ bron: String, _ state: Verklaringloop?) throws(Weigering) {
        guard door.organisatie == bron else {
            throw .verklaring("niet-de-bron", "Dit doet de organisatie van wie de verklaring is.", state, door)
        }
        try eisInhoud(door, state)
    }

    private static func openVerzoek(
        _ id: UUID, _ state: Verklaringloop?, _ door: Actor
    ) throws(Weigering) -> Correctieverzoek {
        guard let verzoek = state?.verzoek(id) else {
            throw .verklaring("onbekend-verzoek", "Dit verzoek is hier niet bekend.", state, door)
        }
        guard verzoek.isOpen else {
            throw .verklaring("al-gedaan", "Dit verzoek is al beantwoord.", state, door)
        }
        return verzoek
    }

    /// O5: remind whoever must act, then their team leads and the source's, then the region's named person; once each.
    private func verstrijk(_ soort: String, _ sinds: Date, _ percentage: Int) -> [VerklaringEvent.Feit] {
        guard let stap = Termijnstap(soort, sinds: sinds, percentage: percentage, lopendeTermijnen, afgegaan) else {
            return []
        }
        if soort == Verklaringtermijn.geldigheid { return stap.isVerstreken ? [.geldigheidGevraagd] : [] }
        let wie = aanZet(soort)
        guard stap.isVerstreken else { return wie.map { .termijnHerinnerd(stap.herinnering(aan: $0)) } }
        return [.termijnGeescaleerd(stap.escalatie(naar: wie + [bron.organisatie]))]
    }
}

extension Weigering {
    fileprivate static func verklaring(
        _ code: String, _ uitleg: String, _ state: Verklaringloop?, _ door: Actor
    ) -> Weigering {
        Weigering(
            code: code, uitleg: uitleg, toestand: state?.nietBevestigd.isEmpty == false ? "gecorrigeerd" : "geldig",
            mogelijk: state?.mogelijk(voor: door.organisatie, leest: false) ?? ["correctie-vragen"])
    }
}
