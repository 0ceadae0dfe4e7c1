import Contracts
import Foundation
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct PrivacyTests {
        @Test(
            "Geen naam, BSN of tekst in topics, logs, metrics of adressen, en in de database alleen verzegeld (N3)",
            .timeLimit(.minutes(2)))
        func nergens() async throws {
            let chain = try await IntegrationTests.chain()
            let melding = try await chain.meld(als: .school)
            let overdracht = try await chain.bied(chain.nieuweZaak(), naar: .gi)
            try await chain.stuur(chain.aangeboden(als: .school), als: .school)
            let mail = try #require(chain.setup.mail)
            let adres = "Zwaantje.Toverlantaarn@lokaal.example"
            try await chain.zetMail(
                "/v1/mailadressen/\(Deelnemer.lokaalTeam.medewerker("planner"))",
                ["adres": .string(adres), "stilleUren": MailTests.nooitStil], als: Deelnemer.lokaalTeam.client
            ).expect(204)
            _ = try await chain.bied(chain.nieuweZaak(), naar: .lokaalTeam)
            try await eventually(within: .seconds(30), "a mail") { try await !mail.mails(to: adres).isEmpty }
            try await Ledger(chain: chain, meldingen: [melding], overdrachten: [overdracht]).check()

            var places: [(String, String)] = []
            let messages = try await chain.tap.everything().filter { !$0.topic.hasPrefix("keten.in.") }
            for (topic, messages) in Dictionary(grouping: messages, by: \.topic) {
                let parts = messages.flatMap { message in
                    [message.value, message.key ?? []]
                        + message.headers.flatMap { [Array($0.name.utf8), $0.value ?? []] }
                }
                places.append((topic, parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")))
            }
            for service in ChainService.allCases {
                let log = chain.log(service.rawValue)
                let lines = log.lines + log.errorLines
                #expect(lines.count > 5)
                places.append((service.rawValue + " log", lines.joined(separator: "\n")))
                places.append(
                    (service.rawValue + " metrics", try await chain.get(service, "/metrics").expect(200).text))
            }
            // But for where it goes to.
            let mails = try await mail.mails.map { $0.content.replacing("To: <\($0.to)>", with: "") }
            places.append(("mails", mails.joined(separator: "\n")))
            let dump = try await chain.postgres.dump(chain.database)
            #expect(dump.contains("INSERT INTO verwijzing.event"))
            places.append(("dump", dump))
            #expect(places.contains { $0.0 == Topics.bevestigingen })

            // Looking finds what does stand there.
            #expect(
                Set(places.filter { $0.1.contains(overdracht.lower) }.map(\.0)).isSuperset(of: [
                    Topics.overdrachten, Topics.bevestigingen, "dump",
                ]))
            #expect(!places.contains { $0.1.utf8.contains(0) })

            let secrets = Verzonnen.geheim.flatMap(Verzonnen.schrijfwijzen)
            #expect(secrets.count > 10)
            for (place, text) in places {
                text.withCString { text in
                    for secret in secrets where strstr(text, secret) != nil {
                        Issue.record("\(secret) stands in \(place)")
                    }
                }
            }
        }
    }
}

extension Verzonnen {
    /// Everything that was sent as content, in this process, by whichever test.
    static var geheim: [String] {
        ["Zwaantje", "Toverlantaarn", "kwartelgefluister", "bijkeuken", geboortedatum, Ongepast.naam, Ongepast.bsn]
            + bsns
    }

    /// As text, and as a dump shows bytes.
    static func schrijfwijzen(_ text: String) -> [String] {
        [text, Data(text.utf8).map { String(format: "%02x", $0) }.joined()]
    }
}
