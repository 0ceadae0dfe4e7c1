import Foundation
import Testing

@testable import Contracts

@Suite("Nummers en kenmerken")
struct IdentifierTests {
    @Test("BSN: alleen negen cijfers die aan de elfproef voldoen")
    func bsn() {
        for valid in ["999990019", "123456782", "111222333"] { #expect(BSN(valid) != nil) }
        for wrong in ["123456789", "000000000", "12345678", "1234567820", "12345678a", "", "１23456782"] {
            #expect(BSN(wrong) == nil)
        }
    }

    @Test("BSN: ieder fout cijfer en iedere verwisseling van buren valt op")
    func elfproef() throws {
        for number in stride(from: 999_990_000, to: 999_999_999, by: 7) {
            guard BSN(String(number)) != nil else { continue }
            let digits = Array(String(number).utf8)
            for index in 0..<9 {
                for digit in UInt8(48)...57 where digit != digits[index] {
                    var other = digits
                    other[index] = digit
                    #expect(BSN(String(decoding: other, as: UTF8.self)) == nil)
                }
                if index < 8, digits[index] != digits[index + 1], index != 7 {
                    var other = digits
                    other.swapAt(index, index + 1)
                    #expect(BSN(String(decoding: other, as: UTF8.self)) == nil)
                }
            }
        }
    }

    @Test("BSN: wordt nooit getoond")
    func hidden() throws {
        let bsn = try #require(BSN("123456782"))
        var dumped = ""
        dump(bsn, to: &dumped)
        for text in ["\(bsn)", String(reflecting: bsn), String(describing: [bsn]), dumped] {
            #expect(!text.contains("123456782"))
        }
    }

    @Test("OIN: prefix, hoofdnummer en nullen")
    func oin() {
        for valid in [
            "00000099000000001000", "00000001003214345000", "00000003123456780000", "00000004ABCDEF123000",
        ] { #expect(OIN(valid) != nil, "\(valid)") }
        for wrong in [
            "", "0000009900000000100", "000000990000000010000", "00000099000000001001", "00000098000000001000",
            "0000000300ABCDEF0000", "00000003123456781000", "00000001ABCDEF123000", "10000099000000001000",
            "00000099 00000001000", "00000004abcdef123000",
        ] { #expect(OIN(wrong) == nil, "\(wrong)") }
    }

    @Test("Kloktijd en Eindtijd: alleen een einde kan 24:00 zijn, zodat een dag heel kan zijn")
    func tijden() {
        for tijd in ["00:00", "08:30", "23:59"] {
            #expect(Kloktijd(tijd)?.text == tijd && Eindtijd(tijd)?.text == tijd)
        }
        #expect(Kloktijd("24:00") == nil)
        #expect(Eindtijd("24:00")?.minuten == 1_440 && Eindtijd("24:00")?.text == "24:00")
        for fout in ["24:01", "25:00", "8:30", "08:60", "0830", "", "-1:00", "24:000"] {
            #expect(Kloktijd(fout) == nil && Eindtijd(fout) == nil, "\(fout)")
        }
    }

    @Test("Kenmerk: klopt zoals het gemaakt is, in iedere letter")
    func kenmerk() throws {
        var generator = SplitMix64(state: 1)
        for _ in 0..<200 {
            let kenmerk = Kenmerk.make(prefix: "M", using: &generator)
            #expect(Kenmerk(kenmerk.text) == kenmerk)
            #expect(Kenmerk(kenmerk.text.lowercased()) == kenmerk)
            #expect(kenmerk.text.dropFirst().allSatisfy { !"01OILUS".contains($0) })
            #expect(SchemaCheck.faults(kenmerk.json, Kenmerk.schema) == [])
            let characters = Array(kenmerk.text)
            let capitals = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            let alphabet = Kenmerk.alphabet.map { Character(Unicode.Scalar($0)) }
            for index in characters.indices where characters[index] != "-" {
                for letter in index == 0 ? capitals : alphabet where letter != characters[index] {
                    var other = characters
                    other[index] = letter
                    #expect(Kenmerk(String(other)) == nil)
                }
                for next in characters.indices where next > index && index > 0 && characters[next] != "-" {
                    var other = characters
                    other.swapAt(index, next)
                    #expect(characters[index] == characters[next] || Kenmerk(String(other)) == nil)
                }
            }
        }
        for wrong in ["", "M-7K3F-9QD", "M7K3F9QD2", "1-2222-222-2", "AA-2222-222-2", "A-2222-222-2-"] {
            #expect(Kenmerk(wrong) == nil)
        }
    }

    @Test("UUIDv7: versie, variant en volgorde in de tijd")
    func uuid() throws {
        var previous = ""
        for step in 0..<1000 {
            let date = Date(timeIntervalSince1970: 1_800_000_000 + Double(step) / 1000)
            let text = UUID.v7(at: date).text
            #expect(Array(text)[14] == "7")
            #expect("89ab".contains(Array(text)[19]))
            #expect(text > previous)
            #expect(Int(text.replacing("-", with: "").prefix(12), radix: 16) == 1_800_000_000_000 + step)
            previous = text
        }
        #expect(Set((0..<10_000).map { _ in UUID.v7() }).count == 10_000)
        let first = UUID.v7()
        #expect(first.text.prefix(13) <= UUID.v7().text.prefix(13))
        #expect(UUID.v7(at: .distantPast).text.hasPrefix("00000000-0000-7"))
    }

    @Test("codewoorden, medewerkers en verwijzingen volgen hun notatie")
    func notations() {
        for (isValid, expected) in [
            (Codewoord("overdracht-beantwoorden") != nil, true), (Codewoord("a--b") != nil, false),
            (Codewoord("A") != nil, false), (Codewoord("-a") != nil, false), (Codewoord("a-") != nil, false),
            (Codewoord("1a") != nil, false), (Codewoord(String(repeating: "a", count: 65)) != nil, false),
            (MedewerkerId("mw-7k3f9q") != nil, true), (MedewerkerId("jan-de-vries") != nil, false),
            (EigenKenmerk("Z-2026.001_a") != nil, true), (EigenKenmerk("123456782") != nil, false),
            (EigenKenmerk("a b") != nil, false), (BerichtId("123456782") != nil, false),
            (BerichtId("a:b/c") != nil, true), (Pad("/v1/taken/1") != nil, true), (Pad("/a?b=c") != nil, false),
            (Pad("//kwaad.example") != nil, false), (Pad("/../x") != nil, false), (Plaats("") != nil, true),
            (Plaats("/data/x~1y") != nil, true), (Plaats("data") != nil, false),
            (Gemeentecode("0202") != nil, true), (Gemeentecode("202") != nil, false),
            (Gemeentecode("0000") != nil, false), (Pseudoniem("p1:" + String(repeating: "a", count: 64)) != nil, true),
            (Pseudoniem("p1:" + String(repeating: "A", count: 64)) != nil, false), (Pseudoniem("p:x") != nil, false),
            (Duur("P10W") != nil, true), (Duur("PT4H") != nil, true), (Duur("P4H") != nil, false),
            (Duur("PT5D") != nil, false), (Duur("P0D") != nil, false), (Duur("P1D2") != nil, false),
            (Duur("P") != nil, false), (Duur("PT") != nil, false),
            (KorteTekst("  \n ") != nil, false), (KorteTekst("a\nb") != nil, false), (Tekst("a\nb") != nil, true),
            (Tekst("a\u{7}b") != nil, false), (Organisatienaam("Veilig Thuis Gelderland-Midden") != nil, true),
            (Organisatienaam("<b>") != nil, false),
        ] { #expect(isValid == expected) }
        #expect(KorteTekst(" a ")?.text == "a")
        #expect(Duur("PT15M")?.seconds == 900)
    }

    @Test("ieder teken van een voorbeeld voldoet aan zijn eigen schema")
    func placeholders() {
        let types: [any Described.Type] = [
            OIN.self, Gemeentecode.self, BSN.self, Datum.self, KorteTekst.self, Tekst.self, Kenmerk.self, UUID.self,
            Date.self, Codewoord.self, MedewerkerId.self, Organisatienaam.self, EigenKenmerk.self, BerichtId.self,
            Pseudoniem.self, Plaats.self, Pad.self, Duur.self, Bool.self, Int.self, Double.self, String.self,
        ]
        for type in types {
            func check<D: Described>(_ type: D.Type) {
                #expect((try? D(described: D.placeholder.json)) == D.placeholder, "\(type)")
                #expect(SchemaCheck.faults(D.placeholder.json, D.schema) == [], "\(type)")
                #expect(throws: Mismatch.self, "\(type)") { try D(described: .array([])) }
            }
            check(type)
        }
    }
}
