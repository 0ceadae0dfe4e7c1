import Register
import VeiligheidDomain

/// How long the steps of a casus may take, with where that comes from.
enum Casustermijnen {
    /// N4: how long before a meeting its invitations are there; it flags late ones and reminds nobody.
    static let uitnodigen = "overleg-uitnodigen"

    static let lengten = TermLengths([
        Termijnsoort.veiligheidsbeoordeling.rawValue: .init(
            .werkdagen(5), urgent: .uren(4), origin: "Uitvoeringsbesluit Wmo 2015, artikel 4.1.7 (M6)"),
        Termijnsoort.beoordelen.rawValue: .init(.werkdagen(5), urgent: .uren(4), origin: "afspraak van de keten (O5)"),
        Termijnsoort.lokaalTeamBetrekken.rawValue: .init(
            .werkdagen(1), urgent: .uren(1), origin: "afspraak van de keten (M7)"),
        Termijnsoort.lokaalTeamBevestigen.rawValue: .init(
            .werkdagen(1), urgent: .uren(4), origin: "afspraak van de keten (M7)"),
        Termijnsoort.zichtOpVeiligheid.rawValue: .init(.weken(13), origin: "afspraak van de keten (R3)"),
        Termijnsoort.uitBeeld.rawValue: .init(.uren(4), origin: "afspraak van de keten (R11)"),
        Termijnsoort.koppelingBeslissen.rawValue: .init(
            .werkdagen(1), urgent: .uren(1), origin: "afspraak van de keten (M8)"),
        Overlegtermijn.verslag.rawValue: .init(.werkdagen(2), origin: "afspraak van de keten (O20)"),
        Overlegtermijn.besluit.rawValue: .init(.werkdagen(2), origin: "afspraak van de keten (R6)"),
        Overlegtermijn.terugmelden.rawValue: .init(.weken(13), origin: "afspraak van de jeugdbeschermingstafel (R6)"),
        Overlegtermijn.nieuwGesprek.rawValue: .init(.werkdagen(5), origin: "afspraak van de keten (R6)"),
        Overlegtermijn.onderzoek.rawValue: .init(.werkdagen(5), origin: "afspraak van de keten (R6)"),
        Overlegtermijn.afspraakUren.rawValue: .init(.uren(4), origin: "afspraak van het overleg (V8)"),
        Overlegtermijn.afspraakDagen.rawValue: .init(.werkdagen(4), origin: "afspraak van het overleg (V8)"),
        Overlegtermijn.afspraakWeken.rawValue: .init(.weken(4), origin: "afspraak van het overleg (V8)"),
        Overlegtermijn.afspraakMaanden.rawValue: .init(.weken(17), origin: "afspraak van het overleg (V8)"),
        uitnodigen: .init(.uren(240), before: true, origin: "tien dagen van tevoren, ontleend aan het strafrecht (N4)"),
        Maatregeltermijn.eersteContact.rawValue: .init(
            .werkdagen(5), origin: "norm voor de GI, in de keten afgesproken (R7)"),
        Maatregeltermijn.plan.rawValue: .init(
            .weken(6), origin: "norm voor de GI, in de keten afgesproken (R7)"),
        Maatregeltermijn.evaluatieBegint.rawValue: .init(
            .weken(8), before: true, origin: "afspraak van de keten over verlenging (R7)"),
        Maatregeltermijn.evalueren.rawValue: .init(.werkdagen(10), origin: "afspraak van de keten (R7)"),
        // These two end on the day that the court named.
        Maatregeltermijn.verlengen.rawValue: .init(.weken(8), origin: "de uitspraak van de rechter (R7)"),
        Maatregeltermijn.eindigt.rawValue: .init(.weken(52), origin: "de uitspraak van de rechter (R7)"),
        Maatregeltermijn.toetsen.rawValue: .init(.werkdagen(10), origin: "afspraak van de keten (R7)"),
    ])
}
