import Chassis
import Contracts
import Foundation
import Messaging
import VerwijzingDomain

/// A casus at the veiligheidsteam is a zaak here, with the regie at the casus' regiehouder (O1).
struct CasusGeopendHandler: MessageHandler {
    func needs(_ message: Message<CasussenEvents.CasusGeopend>) -> [AggregateRef] {
        [AggregateRef(Zaak.self, message.data.zaak), Zaakgemeente.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<CasussenEvents.CasusGeopend>, in scope: inout Scope) throws {
        let data = message.data
        try scope.onthoud(data.kop)
        try scope.openIfNew(
            data.zaak, kenmerk: data.kenmerk, regio: data.regio, oefening: data.oefening, regie: data.regiehouder)
    }
}

/// O23: a casus that began without a gemeente can have one later.
struct MeldingBijgewerktHandler: MessageHandler {
    func needs(_ message: Message<CasussenEvents.MeldingBijgewerkt>) -> [AggregateRef] {
        [Zaakgemeente.ref(van: message.data.zaak)]
    }

    func decide(_ message: Message<CasussenEvents.MeldingBijgewerkt>, in scope: inout Scope) throws {
        try scope.onthoud(message.data.kop)
    }
}

/// The veiligheidsteam asks for a handover: it is offered with what the zaak's dossier holds (O7).
struct OverdrachtVerzochtHandler: MessageHandler {
    let personen: Personen

    func needs(_ message: Message<CasussenEvents.OverdrachtVerzocht>) -> [AggregateRef] {
        let data = message.data
        return [
            AggregateRef(Zaak.self, data.zaak), AggregateRef(Overdracht.self, data.overdracht),
            .dossier(van: data.zaak),
        ] + AggregateRef.contact(van: data.zaak)
    }

    func further(_ message: Message<CasussenEvents.OverdrachtVerzocht>, in scope: Scope) throws -> [AggregateRef] {
        try scope.nodig(zaak: message.data.zaak, voor: message.data.overdracht)
    }

    func decide(_ message: Message<CasussenEvents.OverdrachtVerzocht>, in scope: inout Scope) throws {
        let data = message.data
        guard try scope.load(Overdracht.self, data.overdracht) == nil else { return }
        try scope.openIfNew(
            data.zaak, kenmerk: data.kenmerk, regio: data.regio, oefening: data.oefening, regie: data.regiehouder)
        let aanbieding = Aanbieding(
            door: personen.volgensBericht(data.van), naar: data.naar.text, kenmerk: Kenmerk.make(prefix: "O").text,
            urgentie: try .van(data.urgentie), vraag: data.vraag.text, leeftijdsgroep: data.leeftijdsgroep.rawValue,
            gemeente: gemeente(data).text, reden: Overdrachtsreden(rawValue: data.vraag.text) ?? .passenderHulp,
            keuze: try data.keuze.map { try .van($0) } ?? .eersteAntwoord,
            antwoorden: try scope.antwoorden(van: data.zaak))
        do {
            try scope.metContact(data.zaak, overdracht: data.overdracht) {
                try $0.besluit(
                    .aanbieden(aanbieding), over: data.overdracht, zaak: data.zaak, register: personen.register.current)
            }
        } catch let weigering as Weigering {
            // The request can't be granted any more, such as when the regie moved on. Whoever asked hears that.
            try scope.announce(
                try OverdrachtenEvents.Ingetrokken.nietAangeboden(data, weigering, op: scope.now),
                topic: Topics.overdrachten, key: data.zaak.text, subject: data.overdracht.text,
                regio: data.regio.text, oefening: data.oefening)
        }
    }

    /// An offer always shows a gemeente: the casus' own, else one where the sender works.
    private func gemeente(_ data: CasussenEvents.OverdrachtVerzocht) -> Gemeentecode {
        let current = personen.register.current
        return data.gemeente ?? current.organisation(data.van.organisatie)?.gemeenten.first
            ?? current.region(data.regio)?.routering.first?.gemeente ?? .placeholder
    }
}

/// O4: a new melding on the zaak goes to both sides of every handover that runs, and asks for a new triage.
struct MeldingGekoppeldHandler: MessageHandler {
    func needs(_ message: Message<CasussenEvents.MeldingGekoppeld>) -> [AggregateRef] {
        [AggregateRef(Zaak.self, message.data.zaak)]
    }

    func further(_ message: Message<CasussenEvents.MeldingGekoppeld>, in scope: Scope) throws -> [AggregateRef] {
        try scope.lopend(zaak: message.data.zaak)
    }

    func decide(_ message: Message<CasussenEvents.MeldingGekoppeld>, in scope: inout Scope) throws {
        guard !message.muted else { return }
        for overdracht in try scope.load(Zaak.self, message.data.zaak)?.lopendeOverdrachten ?? [] {
            try scope.decide(
                .meldSignaal(melding: message.data.melding, acuut: message.data.acuut == .ja), on: overdracht)
        }
    }
}

/// M7, O1: the lokaal team that the veiligheidsteam involves stays visible with its part.
struct LokaalTeamHandler: MessageHandler {
    let personen: Personen

    func needs(_ message: Message<CasussenEvents.LokaalTeamBetrokken>) -> [AggregateRef] {
        [AggregateRef(Zaak.self, message.data.zaak)]
    }

    func decide(_ message: Message<CasussenEvents.LokaalTeamBetrokken>, in scope: inout Scope) throws {
        let data = message.data
        guard !message.muted, let zaak = try scope.load(Zaak.self, data.zaak),
            data.organisatie.text != zaak.regie.organisatie
        else {
            return
        }
        try scope.alsHetNogKan { scope in
            try scope.decide(
                ZaakCommand.betrek(
                    door: personen.volgensBericht(data.door ?? data.regiehouder), organisatie: data.organisatie.text,
                    grond: .afspraak),
                on: data.zaak)
        }
    }
}

/// A closed casus has nothing to hand over: the offers that its team still had open are taken back. That it closed is
/// remembered, for what is kept of the zaak then has an end (P4).
struct CasusGeslotenHandler: MessageHandler {
    let personen: Personen

    func needs(_ message: Message<CasussenEvents.CasusGesloten>) -> [AggregateRef] {
        let zaak = message.data.zaak
        return [
            AggregateRef(Zaak.self, zaak), AggregateRef(projection: Casussluiting.self, Casussluiting.id(van: zaak)),
        ] + AggregateRef.contact(van: zaak)
    }

    func further(_ message: Message<CasussenEvents.CasusGesloten>, in scope: Scope) throws -> [AggregateRef] {
        try scope.lopend(zaak: message.data.zaak)
    }

    func decide(_ message: Message<CasussenEvents.CasusGesloten>, in scope: inout Scope) throws {
        let data = message.data
        try scope.put(
            Casussluiting(zaak: data.zaak, regio: data.regio.text, op: data.tijdstip), Casussluiting.id(van: data.zaak))
        guard !message.muted else { return }
        for overdracht in try scope.load(Zaak.self, data.zaak)?.openAanbiedingen ?? [] {
            try scope.alsHetNogKan { scope in
                try scope.metContact(data.zaak, overdracht: overdracht) {
                    try $0.besluit(
                        .intrekken(door: personen.volgensBericht(data.door), reden: .nietMeerNodig), over: overdracht,
                        zaak: data.zaak)
                }
            }
        }
    }
}

extension Scope {
    /// O23: where the zaak is as long as nobody offered it.
    fileprivate mutating func onthoud(_ kop: CasussenEvents.Casuskop) throws {
        if let gemeente = kop.gemeente { try onthoud(gemeente, van: kop.zaak, regio: kop.regio) }
    }

    fileprivate mutating func openIfNew(
        _ zaak: UUID, kenmerk: Kenmerk, regio: Codewoord, oefening: Bool, regie: Contracts.Persoon
    ) throws {
        guard try load(Zaak.self, zaak) == nil else { return }
        let partij = Partij(organisatie: regie.organisatie.text, medewerker: regie.medewerker.text)
        try decide(
            ZaakCommand.open(zaak: zaak, kenmerk: kenmerk.text, regio: regio.text, oefening: oefening, regie: partij),
            on: zaak)
    }

    /// For facts from elsewhere: what the rules no longer allow is simply late.
    mutating func alsHetNogKan(_ act: (inout Scope) throws -> Void) throws {
        do { try act(&self) } catch is Weigering {}
    }
}
