import Contracts
import Testing

@Suite("De leden van een object gedragen zich als een woordenboek")
struct JSONMembersTests {
    @Test(
        "willekeurige bewerkingen geven wat een woordenboek geeft, gesorteerd op naam",
        arguments: 0..<50 as Range<UInt64>)
    func asDictionary(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        var members = JSON.Members()
        var expected: [String: JSON] = [:]
        for step in 0..<200 {
            let name =
                ["a", "ab", "é", "e\u{301}", "een-lange-naam-van-meer-dan-vijftien-tekens", "Z", "", "😀"].map {
                    $0 + String(Int.random(in: 0..<4, using: &random))
                }.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<3, using: &random) {
            case 0: #expect(members.removeValue(forKey: name) == expected.removeValue(forKey: name))
            case 1:
                let value = JSON.integer(Int64(step))
                #expect(members.updateValue(value, forKey: name) == expected.updateValue(value, forKey: name))
            default:
                members[name] = .string(name)
                expected[name] = .string(name)
            }
            #expect(members[name] == expected[name])
        }
        #expect(members.map(\.key) == expected.keys.sorted())
        for (name, value) in members { #expect(expected[name] == value) }
        let shuffled = expected.map { ($0.key, $0.value) }.shuffled(using: &random)
        #expect(JSON.Members(shuffled) == members)
        #expect(JSON.Members(shuffled).hashValue == members.hashValue)
        // However the members were ordered when they were read.
        let written = shuffled.map { name, value in "\(JSON.string(name).text):\(value.text)" }
        let text = "{\(written.joined(separator: ","))}"
        #expect(try JSON.parse(text) == .object(members))
    }

    @Test("namen worden gelezen als een woordenboek ze sorteert, of geweigerd als er een dubbel is", arguments: 0..<50)
    func read(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        for _ in 0..<50 {
            // Few letters, so that many begin alike; others than ASCII, and such as stand beside a quote.
            let names = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
                String(
                    (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                        "ab !#é\"".randomElement(using: &random) ?? "a"
                    })
            }
            for order in [names, names.sorted()] {
                let written = order.map { "\(JSON.string($0).text):\(JSON.string($0).text)" }
                let text = "{\(written.joined(separator: ","))}"
                if Set(names).count == names.count {
                    let members = try #require(try JSON.parse(text).object)
                    #expect(members.map(\.key) == names.sorted())
                    for name in names { #expect(members[name] == .string(name)) }
                } else {
                    #expect { try JSON.parse(text) } throws: { ($0 as? JSONSyntaxError)?.reason == .duplicate }
                }
            }
        }
    }

    @Test("van een naam die tweemaal komt telt de laatste, of de gekozen waarde")
    func twice() {
        let pairs: [(String, JSON)] = [("b", 1), ("a", 2), ("b", 3)]
        #expect(JSON.Members(pairs) == ["a": 2, "b": 3])
        #expect(JSON.Members(pairs, uniquingKeysWith: { first, _ in first }) == ["a": 2, "b": 1])
    }

    @Test("honderdduizend leden in de ongunstigste volgorde kosten geen minuten")
    func many() throws {
        let written = (0..<100_000).reversed().map { "\"veld-\($0 + 100_000)\":null" }
        let text = "{\(written.joined(separator: ","))}"
        let begun = ContinuousClock.now
        #expect(try JSON.parse(text).object?.count == 100_000)
        let time = ContinuousClock.now - begun
        #expect(time < .seconds(10))
    }
}
