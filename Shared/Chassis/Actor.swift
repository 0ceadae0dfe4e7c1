import Contracts
import Foundation
import HTTPTypes
import Messaging
import Register
import Runtime
import Web

/// A named person of an organisation who does something: from a person's own token, or named by the organisation's system.
public struct Handelend: Sendable, Equatable {
    public let organisatie: OIN
    public let medewerker: MedewerkerId
    public let rollen: Set<RegisterEvents.Rol>
    public let mandaten: Set<String>
}

extension Context {
    /// Who acts in this request.
    /// - Parameter door: the person that a system names; a person who signed in acts as herself only.
    /// - Throws: `Problem` 400 where a system names nobody, 403 where the register does not know the person there.
    public func handelend(_ caller: Caller, door: MedewerkerId?) throws -> Handelend {
        let id: MedewerkerId
        if let person = caller.person.flatMap(MedewerkerId.init) {
            guard door == nil || door == person else {
                throw Problem.forbidden("U handelt alleen namens uzelf.", code: "andere-medewerker")
            }
            id = person
        } else if let door {
            id = door
        } else {
            throw Invalid(pointer: "/door", code: Violation.Codes.missing, detail: "Noem de medewerker die dit doet.")
        }
        guard let known = register.current.person(caller.organisation, id) else {
            throw Problem.forbidden(
                "Deze medewerker staat niet in het register bij uw organisatie.", code: "onbekende-medewerker")
        }
        return Handelend(
            organisatie: caller.organisation, medewerker: id, rollen: Set(known.rollen),
            mandaten: Set(known.mandaten.map(\.text)))
    }
}

extension Request where Body: Contract {
    /// The Idempotency-Key with a digest of what was asked.
    public func idempotency(_ operation: String, _ path: String = "") -> IdempotencyKey? {
        idempotencyKey.map { key in
            let asked = operation + " " + path + " " + String(decoding: body.encoded(), as: UTF8.self)
            return IdempotencyKey(
                organisation: caller.organisation.text, key: key, fingerprint: UUID(named: asked).text)
        }
    }
}

extension Request {
    /// What links the events of this command to the request.
    public var cause: Messaging.Trace { Trace(traceparent: trace.traceparent, correlation: trace.correlationID) }
}

extension Answer {
    /// As the answer to the request; a repeated command is told with 200 and its first answer.
    public var response: Response<Body> {
        Response(body, status: repeated ? .ok : HTTPResponse.Status(code: status), etag: etag, location: location)
    }
}

/// A request in which a system may name the person that acts.
public protocol Handeling: Contract {
    var door: MedewerkerId? { get }
}

/// What `door` means, for the fields of such a request.
public let doorUitleg = "Wie dit doet; alleen nodig als een systeem het namens een medewerker doet."
