import Register
import VeiligheidDomain

/// How long the steps of a casus may take, with where that comes from.
enum Casustermijnen {
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
        Maatregeltermijn.eersteContact.rawValue: .init(
            .werkdagen(5), origin: "eerste contact na de uitspraak: vijf werkdagen (R7)"),
        Maatregeltermijn.plan.rawValue: .init(.weken(6), origin: "plan na de uitspraak: zes weken (R7)"),
        Maatregeltermijn.evaluatieBegint.rawValue: .init(
            .weken(8), before: true, origin: "acht weken voor het einde van de maatregel (R7)"),
        Maatregeltermijn.evalueren.rawValue: .init(.werkdagen(10), origin: "afspraak van de keten (R7)"),
        // These two end on the day that the court named.
        Maatregeltermijn.verlengen.rawValue: .init(.weken(8), origin: "de laatste dag van de maatregel (R7)"),
        Maatregeltermijn.eindigt.rawValue: .init(.weken(52), origin: "de laatste dag van de maatregel (R7)"),
        Maatregeltermijn.toetsen.rawValue: .init(.werkdagen(10), origin: "afspraak van de keten (R7)"),
    ])
}
