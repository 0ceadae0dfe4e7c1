import Foundation
import Synchronization
import TestSupport

/// Somebody of a family at a browser, with its cookies.
final class Gezinsbezoek: Sendable {
    let chain: Chain
    private let url: String
    private let bezoek: String
    private let sessie = Mutex<String?>(nil)
    /// A network of its own, so that no other test has its limit.
    private let adres = "2001:db8:" + String(Int.random(in: 0x1000...0xffff), radix: 16) + ":7::1"

    init(_ chain: Chain) async throws {
        self.chain = chain
        url = chain.url(.verwijzing)
        let begin = try await chain.send("GET", .verwijzing, "/gezin").expect(200)
        bezoek = String((begin.headers["set-cookie"] ?? "").prefix { $0 != ";" })
    }

    private var cookie: (String, String) {
        ("cookie", [bezoek, sessie.withLock { $0 }].compactMap { $0 }.joined(separator: "; "))
    }

    func bladzijde() async throws -> Reply {
        try await chain.send("GET", .verwijzing, "/gezin", headers: [cookie, ("x-forwarded-for", adres)])
    }

    func open(_ code: String) async throws -> Reply {
        sessie.withLock { $0 = nil }
        let reply = try await stuur("/gezin", ["code": code], bladzijde())
        if reply.status == 303, let gezet = reply.headers["set-cookie"] {
            sessie.withLock { $0 = String(gezet.prefix { $0 != ";" }) }
        }
        return reply
    }

    func vraag(_ tekst: String, _ form: Reply? = nil) async throws -> Reply {
        let form = if let form { form } else { try await bladzijde() }
        return try await stuur(
            "/gezin/vragen", ["tekst": tekst, "sleutel": form.part(#/name="sleutel" value="([^"]+)"/#)], form)
    }

    func plan(_ zelf: String, _ netwerk: String) async throws -> Reply {
        let form = try await bladzijde()
        return try await stuur(
            "/gezin/plan",
            [
                "zelf": zelf, "netwerk": netwerk, "professioneel": "Iemand die uitlegt hoe het verder gaat.",
                "sleutel": form.part(#/name="sleutel" value="(plan [^"]+)"/#),
            ], form)
    }

    func trekPlanIn() async throws -> Reply {
        let form = try await bladzijde()
        return try await stuur(
            "/gezin/plan/intrekken", ["sleutel": form.part(#/name="sleutel" value="(intrekken [^"]+)"/#)], form)
    }

    func afmelden() async throws -> Reply { try await stuur("/gezin/afmelden", [:], bladzijde()) }

    private func stuur(_ pad: String, _ velden: [String: String], _ form: Reply) async throws -> Reply {
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        let body = try velden.merging(["formulier": form.part(#/name="formulier" value="([^"]+)"/#)]) { $1 }
            .map { "\(encoded($0.key))=\(encoded($0.value))" }
        return try await chain.send(
            "POST", .verwijzing, pad,
            headers: [
                ("content-type", "application/x-www-form-urlencoded"), ("origin", url), cookie,
                ("x-forwarded-for", adres),
            ], body: Array(body.joined(separator: "&").utf8), stays: true)
    }
}
