import Foundation
import Mail
import Runtime
import Testing

@testable import Notificaties

@Suite("Instellingen en woorden van mail")
struct MailinstellingenTests {
    private func mailpost(_ arguments: String...) async throws -> Mailpost? {
        try Mailinstellingen.mailpost(await Settings.load(Mailinstellingen.all, arguments: arguments, environment: [:]))
    }

    private func wrong(_ arguments: String...) async throws -> [String] {
        let settings = try await Settings.load(Mailinstellingen.all, arguments: arguments, environment: [:])
        do {
            _ = try Mailinstellingen.mailpost(settings)
            return []
        } catch let error as SettingsError {
            return error.problems.map(\.variable)
        }
    }

    @Test("Zonder server is er geen mail; met een server moet alles bij elkaar passen")
    func samenhang() async throws {
        #expect(try await mailpost() == nil)
        let post = try await mailpost("--mail-host", "mail.example", "--mail-from", "keten@keten.example")
        #expect(post?.server.encryption == .starttls && post?.server.name == "keten.example")
        #expect(post?.oefenadres == nil)
        #expect(try await wrong("--mail-host", "mail.example") == ["KETEN_MAIL_FROM"])
        let file = NSTemporaryDirectory() + UUID().uuidString
        try Data("geheim\n".utf8).write(to: URL(filePath: file))
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: file) } }
        let basis = ["--mail-host", "mail.example", "--mail-from", "keten@keten.example", "--mail-user", "keten"]
        let los = try await Settings.load(Mailinstellingen.all, arguments: basis, environment: [:])
        #expect(throws: SettingsError.self) { try Mailinstellingen.mailpost(los) }
        // A password never goes in the clear, nor where the server may leave encryption out.
        for (encryption, goed) in [("none", false), ("offered", false), ("starttls", true), ("tls", true)] {
            let settings = try await Settings.load(
                Mailinstellingen.all,
                arguments: basis + ["--mail-password-file", file, "--mail-encryption", encryption], environment: [:])
            if goed {
                #expect(try Mailinstellingen.mailpost(settings)?.server.credentials?.password == "geheim")
            } else {
                #expect(throws: SettingsError.self) { try Mailinstellingen.mailpost(settings) }
            }
        }
    }

    @Test("Na iedere mislukking twee keer zo lang: een server die weg is tot vijf minuten, een ontvanger tot twee uur")
    func wachttijd() async throws {
        let post = try #require(
            try await mailpost("--mail-host", "mail.example", "--mail-from", "keten@keten.example"))
        #expect((1...4).map { post.wachttijd(na: $0, .notNow) } == [60, 120, 240, 480].map { .seconds($0) })
        #expect((1...4).map { post.wachttijd(na: $0, .unreachable) } == [60, 120, 240, 300].map { .seconds($0) })
        #expect(post.wachttijd(na: 1_000_000, .notNow) == .seconds(7_200))
    }

    @Test("Een mail zegt dat er iets te doen is en waar, en verder niets; er zijn vier onderwerpen")
    func tekst() {
        var onderwerpen: Set<String> = []
        for spoed in [false, true] {
            for oefening in [false, true] {
                let tekst = Mailtekst(aantal: 3, spoed: spoed, oefening: oefening, link: "https://taken.example/")
                onderwerpen.insert(tekst.onderwerp)
                #expect(tekst.tekst.contains("Er staan 3 taken voor u klaar."))
                #expect(tekst.tekst.contains("\nhttps://taken.example/\n"))
                #expect(tekst.tekst.contains("OEFENING") == oefening && tekst.tekst.contains("spoed") == spoed)
            }
        }
        #expect(onderwerpen.count == 4)
    }
}
