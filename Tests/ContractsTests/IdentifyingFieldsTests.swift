import Contracts
import Testing

@Suite("Identificerende gegevens vallen op")
struct IdentifyingFieldsTests {
    @Test(
        "namen van velden die iemand aanwijzen",
        arguments: [
            "bsn", "BSN", "kindBsn", "naam", "voornaam", "achternaam", "moeder_naam", "geboorteDatum", "geboortedatum",
            "adres", "straat", "huis-nummer", "postcode", "telefoon", "telefoonNummer", "eMail", "e-mail", "email",
        ])
    func names(name: String) {
        #expect(identifyingFields(in: ["x": .array([.object([name: "a"])])]) == ["/x/0/\(name)"])
        #expect(identifyingFields(in: .object([name: .null])) == [])
    }

    @Test(
        "gewone namen van velden niet",
        arguments: [
            "melding", "kenmerk", "eigenKenmerk", "namens", "geadresseerd", "bezorgd", "inhoud", "betrokkenen",
            "pseudoniem", "leeftijdsgroep", "gemeente", "organisatie", "medewerker", "naar", "soort", "deelnemers",
        ])
    func plain(name: String) {
        #expect(identifyingFields(in: .object([name: "a"])) == [])
    }

    @Test(
        "waarden die een BSN, mailadres of mobiel nummer zijn",
        arguments: [
            "123456782", "1234.56.782", "123 456 782", "BSN 123456782", "bsn:999990019", "jan@voorbeeld.nl",
            "06-12345678", "0612345678", "+31 6 12345678", .integer(123_456_782),
        ] as [JSON])
    func values(value: JSON) {
        #expect(identifyingFields(in: ["a/b": ["c": value]]) == ["/a~1b/c"])
    }

    @Test(
        "waarden die er alleen op lijken niet",
        arguments: [
            "123456789", "00000099000000001000", "01900000-0000-7000-8000-000000000001", "2026-11-21",
            "2026-11-21T07:00:00.123Z", "M-7K3F-9QD-2", "0202", "Z-2026-123456782", "12345678", "1234567820",
            "000000000", "https://a@voorbeeld.nl", "@", .integer(123_456_789), .integer(-123_456_782), .number(1.5),
            .bool(true), .null,
        ] as [JSON])
    func lookalikes(value: JSON) {
        #expect(identifyingFields(in: ["x": value]) == [])
    }

    @Test("een BSN als naam van een veld wordt niet in de plaats herhaald")
    func member() {
        #expect(identifyingFields(in: ["x": ["123456782": 1]]) == ["/x"])
    }
}
