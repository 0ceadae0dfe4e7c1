import Foundation
import Mail
import TestSupport
import Testing

@Suite("Sending through a real mail server", .timeLimit(.minutes(1)))
struct SMTPTests {
    private static let credentials = (user: "keten", password: "geheim woord")

    private func settings(
        _ server: MailServer, _ encryption: SMTPServer.Encryption = .none, trusted: Bool = true,
        credentials: (user: String, password: String)? = nil, timeout: Duration = .seconds(20)
    ) -> SMTPServer {
        SMTPServer(
            host: "localhost", port: server.port, encryption: encryption, credentials: credentials,
            authorities: trusted ? server.certificate : nil, name: "keten.example", timeout: timeout)
    }

    private func message(to: String, body: String = "tekst", id: UUID = UUID()) throws -> MailMessage {
        MailMessage(
            id: id, from: try #require(MailAddress("keten@keten.example")), to: try #require(MailAddress(to)),
            subject: "Er staat een taak voor u klaar", body: body, date: Date())
    }

    private func failure(_ outcome: SMTPOutcome) -> SMTPFailure.Reason? {
        if case .failed(let failure) = outcome { failure.reason } else { nil }
    }

    @Test("what arrives is what was sent, also where a line begins with a dot; one connection carries several")
    func arrives() async throws {
        let server = try await MailServer()
        let client = SMTPClient(settings(server))
        let first = try message(to: "planner@a.example", body: ".begin\r\n.\r\neind")
        let second = try message(to: "o'neil+x@b.example")
        #expect(await client.send(first) == .accepted)
        #expect(await client.send(second) == .accepted)
        let mails = try await server.mails
        #expect(mails.map(\.content) == [first.text, second.text].map { $0.hasSuffix("\r\n") ? $0 : $0 + "\r\n" })
        #expect(mails.map(\.to) == ["planner@a.example", "o'neil+x@b.example"])
        #expect(mails.allSatisfy { $0.from == "keten@keten.example" && $0.name == "keten.example" })
        #expect(mails.first?.header("Message-ID") == first.messageID)
        #expect(Set(mails.map(\.peer)).count == 1)
        try await server.stop()
    }

    @Test("STARTTLS and a name with password; without the right ones nothing is sent")
    func encrypted() async throws {
        let server = try await MailServer(
            .init(encryption: .starttls, user: Self.credentials.user, password: Self.credentials.password))
        let mail = try message(to: "planner@a.example")
        #expect(await SMTPClient(settings(server, .starttls, credentials: Self.credentials)).send(mail) == .accepted)
        #expect(try await server.mails.map(\.user) == [Self.credentials.user])
        #expect(try await server.mails.map(\.encrypted) == [true])

        let wrong = [
            (settings(server, .starttls, credentials: ("keten", "fout")), SMTPFailure.Reason.signIn),
            (settings(server, .starttls), .refusesUs),
            (settings(server, .starttls, trusted: false, credentials: Self.credentials), .encryption),
            (settings(server, .none, credentials: Self.credentials), nil),
        ]
        for (settings, reason) in wrong {
            let outcome = await SMTPClient(settings).send(mail)
            #expect(failure(outcome) != nil && (reason == nil || failure(outcome) == reason), "\(outcome)")
        }
        #expect(try await server.mails.count == 1)
        try await server.stop()
    }

    @Test("encrypted from the first byte; and a server that offers no encryption gets nothing that needs it")
    func implicit() async throws {
        let server = try await MailServer(.init(encryption: .implicit))
        let mail = try message(to: "planner@a.example")
        #expect(await SMTPClient(settings(server, .tls)).send(mail) == .accepted)
        #expect(try await server.mails.map(\.encrypted) == [true])
        try await server.stop()

        let plain = try await MailServer()
        #expect(failure(await SMTPClient(settings(plain, .starttls)).send(mail)) == .encryption)
        #expect(await SMTPClient(settings(plain, .offered)).send(mail) == .accepted)
        #expect(try await plain.mails.count == 1)
        try await plain.stop()
    }

    @Test("what the server answers decides: later, never for this person, never for this mail, or not from us")
    func answers() async throws {
        let server = try await MailServer()
        let client = SMTPClient(settings(server))
        func send(_ to: String) async throws -> SMTPOutcome { await client.send(try message(to: to)) }
        #expect(
            try await send("tijdelijk@a.example")
                == .failed(SMTPFailure(.notNow, SMTPReply(code: 451, enhanced: "4.3.0"))))
        #expect(
            try await send("onbekend@a.example") == .recipientRefused(SMTPReply(code: 550, enhanced: "5.1.1")))
        #expect(try await send("inhoud@a.example") == .messageRefused(SMTPReply(code: 554, enhanced: "5.6.0")))
        #expect(
            try await send("beleid@a.example")
                == .failed(SMTPFailure(.refusesUs, SMTPReply(code: 554, enhanced: "5.7.1"))))
        #expect(failure(try await send("weg@a.example")) == .connectionLost)
        // Whatever went before, the next mail goes.
        #expect(try await send("planner@a.example") == .accepted)
        try await server.stop()
    }

    @Test("a mail whose answer was lost is known again by its Message-ID when it is sent once more")
    func again() async throws {
        let server = try await MailServer()
        let client = SMTPClient(settings(server))
        let mail = try message(to: "vergeten@a.example")
        #expect(failure(await client.send(mail)) == .connectionLost)
        #expect(await client.send(mail) == .accepted)
        #expect(try await server.mails.map { $0.header("Message-ID") } == [mail.messageID, mail.messageID])
        try await server.stop()
    }

    @Test("a slow server, a dead one and none at all end in their time; cancelling ends the wait")
    func slow() async throws {
        let server = try await MailServer()
        let slow = try message(to: "traag@a.example")
        #expect(failure(await SMTPClient(settings(server, timeout: .milliseconds(400))).send(slow)) == .timeout)

        let client = SMTPClient(settings(server))
        let waiting = Task { await client.send(slow) }
        try await eventually("the server has it") { await server.heldUp == 2 }
        waiting.cancel()
        #expect(failure(await waiting.value) == .cancelled)

        let mail = try message(to: "planner@a.example")
        await server.kill()
        #expect(failure(await client.send(mail)) == .unreachable)
        try await server.restart()
        #expect(await client.send(mail) == .accepted)
        try await server.stop()
    }
}
