import Contracts
import Foundation
import TestSupport

/// An organisation's system as it should be: what it has to say it says again, with the same key, until somebody
/// answers; and it does not wait for ever for one answer.
struct Afzender: Sendable {
    let chain: Chain
    let boek: Boekhouding
    let wie: Deelnemer
    /// After this it gives up, which is a finding.
    static let geduld: Duration = .seconds(240)

    func lees(_ service: ChainService, _ path: String) async throws -> Reply {
        try await vraag("GET", service, path, [], nil)
    }

    /// - Returns: the answer, also one that refuses.
    func stuur(_ service: ChainService, _ path: String, _ body: JSON, key: String, ifMatch: Int64? = nil) async throws
        -> Reply
    {
        var headers = [("content-type", "application/json"), ("idempotency-key", key)]
        if let ifMatch { headers.append(("if-match", "\"\(ifMatch)\"")) }
        let reply = try await vraag("POST", service, path, headers, body.encoded())
        guard (200...299).contains(reply.status) else { return reply }
        boek.antwoord(key, "\(wie) \(path)", reply.text)
        // Some send it once more, though they were answered.
        if Int.random(in: 0..<10) == 0 {
            let again = try await vraag("POST", service, path, headers, body.encoded())
            boek.antwoord(key, "\(wie) \(path)", (200...299).contains(again.status) ? again.text : "\(again)")
        }
        return reply
    }

    /// Reads, acts on what it read, and reads again where somebody else was first.
    func doe(_ service: ChainService, _ path: String, _ deel: String, _ body: JSON) async throws -> Reply {
        let key = UUID().uuidString
        return try await wacht("\(deel) on \(path)") {
            let stand = try await lees(service, path).expect(200)
            let reply = try await stuur(service, "\(path)/\(deel)", body, key: key, ifMatch: stand.etag)
            return reply.status == 412 ? nil : reply
        }
    }

    /// Asks now and then; a partner polls in seconds, not in milliseconds.
    func wacht<T: Sendable>(_ what: String, _ value: () async throws -> T?) async throws -> T {
        let limit = ContinuousClock.now + Self.geduld
        while true {
            if let value = try await value() { return value }
            guard ContinuousClock.now < limit else { throw UnexpectedReply("not within \(Self.geduld): \(what)") }
            try await Task.sleep(for: .milliseconds(Int.random(in: 400...900)))
        }
    }

    private func vraag(
        _ method: String, _ service: ChainService, _ path: String, _ headers: [(String, String)], _ body: [UInt8]?
    ) async throws -> Reply {
        try await wacht("\(service.rawValue) answers \(method) \(path)") {
            do {
                let authorization = try await chain.authorization(wie.client)
                let reply = try await chain.send(
                    method, service, path, headers: authorization + headers, body: body,
                    timeout: .milliseconds(Int.random(in: 2_000...8_000)))
                switch reply.status {
                case 502, 503, 504: break
                case 500...599:
                    boek.gezien(Finding(.stuck, "\(service.rawValue) answered \(method) \(path) with \(reply)"))
                default: return reply
                }
            } catch let error where !(error is CancellationError) {
                // Refused, broken off or no answer in time: what was asked may have been done all the same.
            }
            boek.opnieuw()
            return nil
        }
    }
}
