import Chassis
import Contracts
import Foundation
import Messaging
import NotificatieDomain
import Register

extension RegisterSnapshot {
    /// Whether something may go out to an organisation: an exercise only to who takes part (C3).
    func bereikt(_ organisatie: Organisatie, oefening: Bool) -> Bool {
        !oefening || OIN(organisatie.rawValue).map(oefent) ?? false
    }
}

extension Scope {
    /// Offers a task to the organisation's own system, where the register names that channel: a reference that opens
    /// after signing in, nothing else (N3).
    mutating func bied(_ event: TaakEvent, register: RegisterSnapshot) throws {
        switch event.feit {
        case .aangemaakt, .bijgewerkt, .overgedragen: break
        case .kanaalToegevoegd(let feit): guard feit.kanaal == .kafka else { return }
        case .bezorgd, .bezorgingUitgesteld, .gezien, .gedaan, .vervallen, .herinnerd, .termijnHerinnerd,
            .termijnGeescaleerd:
            return
        }
        let kop = event.kop
        guard !kop.soort.isBesloten, let organisatie = register.organisatie(kop.organisatie),
            organisatie.kanalen.contains(.kafka),
            register.bereikt(kop.organisatie, oefening: kop.oefening)
        else { return }
        let medewerker: MedewerkerId?
        let team: Codewoord?
        switch event.voor {
        case .medewerker(let id): (medewerker, team) = (try .van(id.rawValue), nil)
        case .team(let id): (medewerker, team) = (nil, try .van(id))
        }
        let taak = kop.taak.description
        try announce(
            NotificatiesEvents.TaakAangeboden(
                taak: kop.taak.waarde, soort: .van(kop.soort.rawValue), kenmerk: .van(kop.kenmerk),
                urgentie: .van(kop.urgentie), medewerker: medewerker, team: team, link: .van("/v1/taken/\(taak)"),
                onderwerp: kop.onderwerp.waarde, zaak: kop.zaak?.waarde, oefening: kop.oefening, tijdstip: kop.tijdstip),
            topic: Topics.uit(organisatie.oin), key: (kop.zaak?.description ?? kop.onderwerp.description),
            subject: taak,
            regio: kop.regio, oefening: kop.oefening)
    }

    /// What became of a message, told to who sent it on its own topic. Who is not in the register has none.
    mutating func meldUitkomst(
        _ uitkomst: some EventData, aan organisatie: OIN, bericht: Contracts.BerichtId, oefening: Bool,
        register: RegisterSnapshot
    ) throws {
        guard register.organisation(organisatie) != nil else { return }
        try announce(
            uitkomst, topic: Topics.uit(organisatie), key: organisatie.text, subject: bericht.text, regio: "",
            oefening: oefening)
    }
}

/// Tells its sender that the verwijzing carried a message out.
struct VerwerktHandler: MessageHandler {
    let register: Register

    func needs(_ message: Message<OverdrachtenEvents.BerichtVerwerkt>) -> [AggregateRef] { [] }

    func decide(_ message: Message<OverdrachtenEvents.BerichtVerwerkt>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        let data = message.data
        try scope.meldUitkomst(
            NotificatiesEvents.BerichtVerwerkt(
                bericht: data.bericht, onderwerp: data.onderwerp, versie: data.versie, oefening: data.oefening,
                tijdstip: data.tijdstip),
            aan: data.organisatie, bericht: data.bericht, oefening: data.oefening, register: register.current)
    }
}

/// Passes on to its sender what the verwijzing refused.
struct NietUitgevoerdHandler: MessageHandler {
    let register: Register

    func needs(_ message: Message<OverdrachtenEvents.BerichtGeweigerd>) -> [AggregateRef] { [] }

    func decide(_ message: Message<OverdrachtenEvents.BerichtGeweigerd>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        let data = message.data
        try scope.meldUitkomst(
            NotificatiesEvents.BerichtGeweigerd(
                bericht: data.bericht, fouten: data.fouten, toestand: data.toestand, mogelijk: data.mogelijk,
                versie: data.versie, oefening: data.oefening, tijdstip: data.tijdstip),
            aan: data.organisatie, bericht: data.bericht, oefening: data.oefening, register: register.current)
    }
}
