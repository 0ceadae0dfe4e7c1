import Register
import VerwijzingDomain

extension TermLengths {
    /// O5's lengths; a region's register may say otherwise. What O5 does not name has a length of the chain's own.
    static let verwijzing = TermLengths([
        Termijnsoort.bezorgen: .init(.minuten(15), origin: keten),
        Termijnsoort.zien: .init(.werkdagen(1), urgent: .minuten(30), origin: keten),
        Termijnsoort.beantwoorden: .init(.werkdagen(5), urgent: .uren(4), origin: keten),
        Termijnsoort.kiezen: .init(.werkdagen(5), urgent: .uren(4), origin: "afspraak van de keten (O14)"),
        Termijnsoort.spreken: .init(.werkdagen(5), urgent: .uren(24), origin: keten),
        Termijnsoort.wachtlijstbericht: .init(.werkdagen(10), origin: "afspraak van de keten (O4)"),
        // These two end on the day that was promised; the length is for a promise without one.
        Termijnsoort.uitstel: .init(.werkdagen(10), origin: "de datum die de ontvanger noemde (O3)"),
        Termijnsoort.starten: .init(.werkdagen(5), origin: "de startdatum die de ontvanger noemde (O21)"),
        Termijnsoort.voortgang: .init(.weken(6), urgent: .weken(2), origin: keten),
        Termijnsoort.teruggave: .init(.werkdagen(5), urgent: .uren(4), origin: "afspraak van de keten (O21)"),
        Termijnsoort.intrekking: .init(.werkdagen(5), urgent: .uren(4), origin: "afspraak van de keten (O21)"),
        Termijnsoort.veiligheid: .init(.uren(4), origin: "afspraak van de keten (O4)"),
        Termijnsoort.triage: .init(.werkdagen(1), urgent: .uren(4), origin: "afspraak van de keten (O4)"),
        Termijnsoort.dossier: .init(.werkdagen(5), urgent: .uren(24), origin: "afspraak van de keten (O7)"),
        Verklaringtermijn.bevestigen: .init(.werkdagen(5), origin: "afspraak van de keten (O9)"),
        Verklaringtermijn.verzoek: .init(.weken(4), origin: "afspraak van de keten (P3)"),
        Verklaringtermijn.geldigheid: .init(.weken(52), origin: "afspraak van de keten (O8)"),
        Verklaringtermijn.geldigheidAntwoord: .init(.werkdagen(10), origin: "afspraak van de keten (O8)"),
        Verklaringtermijn.bestand: .init(.werkdagen(5), origin: "afspraak van de keten (O7)"),
        Geschiltermijn.overig: .init(.werkdagen(10), urgent: .uren(48), origin: "afspraak van de keten (O12)"),
        Geschiltermijn.regie: .init(.werkdagen(5), urgent: .uren(24), origin: "afspraak van de keten (O13)"),
        Consultatietermijn.beantwoorden: .init(
            .werkdagen(5), urgent: .uren(4), origin: "afspraak van de keten (O15)"),
        Consultatietermijn.afsluiten: .init(.werkdagen(10), origin: "afspraak van de keten (O15)"),
        Vragenlijsttermijn.delen: .init(.werkdagen(5), origin: "afspraak van de keten (O16)"),
        Vragenlijsttermijn.ontvangen: .init(.werkdagen(5), origin: "afspraak van de keten (O16)"),
        Zaaktermijn.verhuizing: .init(.werkdagen(5), origin: "afspraak van de keten (O22)"),
        Vervangtermijn.bevestigen: .init(.werkdagen(10), origin: "de dag waarop de organisatie stopt (V7)"),
        Verwijzingtermijn.bezorgen: .init(.minuten(15), origin: "afspraak van de keten (V3)"),
        Verwijzingtermijn.zien: .init(.werkdagen(1), urgent: .minuten(30), origin: "afspraak van de keten (V3)"),
        Verwijzingtermijn.beantwoorden: .init(.werkdagen(5), urgent: .uren(4), origin: "afspraak van de keten (V3)"),
        Verwijzingtermijn.uitstel: .init(.werkdagen(10), origin: "de datum die de ontvanger noemde (O3)"),
        Verwijzingtermijn.wachtlijstbericht: .init(.werkdagen(10), origin: "afspraak van de keten (O4)"),
        Verwijzingtermijn.starten: .init(.werkdagen(5), origin: "de startdatum die de ontvanger noemde (O21)"),
        Verwijzingtermijn.voortgang: .init(.weken(6), urgent: .weken(2), origin: "afspraak van de keten (V3)"),
        Termijnsoort.navraag: .init(.werkdagen(5), origin: "afspraak van de keten (N7)"),
        Termijnsoort.informeren: .init(.werkdagen(2), origin: "afspraak van de keten (N7)"),
        Termijnsoort.zonderToestemming: .init(.werkdagen(2), origin: "afspraak van de keten (P2)"),
        Termijnsoort.nazorg: .init(.weken(6), origin: "de dag die bij het afsluiten is genoemd (O11)"),
        Termijnsoort.bestemming: .init(.weken(6), origin: "afspraak van de keten (V6)"),
        Termijnsoort.gezinstoegang: .init(.weken(13), origin: "afspraak van de keten (N7)"),
    ])

    private static let keten = "afspraak van de keten (O5)"
}
