import Contracts
import Foundation
import Kafka

/// What a large partner's system does over Kafka: content over HTTPS first, then an event that refers to it.
extension Chain {
    /// A melding as an event, with its content already delivered.
    public func aangeboden(als wie: Deelnemer, bsn: String = Verzonnen.bsn(), kenmerk: String = UUID().lower)
        async throws
        -> JSON
    {
        let persoon = try await inhoud(["persoon": ["bsn": .string(bsn), "naam": .string(Verzonnen.naam)]], als: wie)
        let tekst = try await inhoud(["tekst": .string(Verzonnen.tekst)], als: wie)
        return bericht(
            "melding-aangeboden",
            [
                "eigenKenmerk": .string(kenmerk), "soort": "vt-melding", "gemeente": .string(Regio.gewoon.gemeente),
                "acuut": "nee", "besproken": "ja", "terugkoppelingGewenst": true, "waarneming": .string(tekst.lower),
                "betrokkenen": [["inhoud": .string(persoon.lower), "rol": "kind"]],
            ], als: wie)
    }

    public func inhoud(_ body: JSON, als wie: Deelnemer) async throws -> UUID {
        try await insist(.meldingIntake, "/v1/inhoud", body, as: wie.client).expect(201, 200).id()
    }

    /// A CloudEvent of an organisation's own system.
    public func bericht(_ naam: String, _ data: JSON, als wie: Deelnemer) -> JSON {
        [
            "specversion": "1.0", "id": .string(UUID().lower),
            "source": .string("urn:nld:oin:\(wie.rawValue):systeem:eigen"),
            "type": .string("nl.keten.inkomend.\(naam).v1"), "time": Date().json, "datacontenttype": "application/json",
            "data": data,
        ]
    }

    @discardableResult
    public func stuur(_ bericht: JSON, als wie: Deelnemer) async throws -> String {
        try await stuur(bericht.encoded(), als: wie)
    }

    @discardableResult
    public func stuur(_ bytes: [UInt8], als wie: Deelnemer) async throws -> String {
        try await tap.publish(
            wie.inKafka, key: UUID().lower, bytes,
            headers: [KafkaHeader(name: "content-type", value: Array("application/cloudevents+json".utf8))])
    }

    // MARK: - A handover

    /// Leaves a text with the verwijzing, for an event that refers to it.
    public func tekst(_ tekst: String = Verzonnen.tekst, als wie: Deelnemer) async throws -> JSON {
        let reply = try await insist(.verwijzing, "/v1/inhoud", ["tekst": .string(tekst)], as: wie.client)
        return .string(try reply.expect(201, 200).id().lower)
    }

    /// Asks for an act on the organisation's own topic, and waits for what became of it.
    /// - Parameter rol: of who acts; nil for what a system says itself.
    public func vraag(
        _ naam: String, _ data: JSON, als wie: Deelnemer, door rol: String? = "werker"
    ) async throws -> Uitkomst {
        let data = rol.map { data.met("door", .string(wie.medewerker($0))) } ?? data
        return try await vraag(bericht(naam, data, als: wie), als: wie)
    }

    public func vraag(_ bericht: JSON, als wie: Deelnemer) async throws -> Uitkomst {
        try await stuur(bericht, als: wie)
        return try await uitkomst(van: bericht, als: wie)
    }

    public func uitkomst(van bericht: JSON, als wie: Deelnemer) async throws -> Uitkomst {
        let id = bericht["id"]?.string
        return try await eventually(within: .seconds(30), "an answer to \(bericht.text) of \(wie)") {
            self.tap.events(wie.uitKafka).first {
                ["bericht-verwerkt", "bericht-geweigerd"].contains($0.eventType?.name)
                    && $0.data["bericht"]?.string == id
            }.map { Uitkomst(verwerkt: $0.eventType?.name == "bericht-verwerkt", data: $0.data) }
        }
    }
}

/// What became of a partner's message.
public struct Uitkomst: Sendable {
    public let verwerkt: Bool
    public let data: JSON

    public var versie: Int64? { data["versie"]?.integer }
    /// `code` and place of each error.
    public var fouten: Set<String> {
        Set(
            (data["fouten"]?.array ?? []).map {
                "\($0["code"]?.string ?? "") \($0["pointer"]?.string ?? "")"
            })
    }

    /// What it was about.
    public func gedaan() throws -> UUID {
        guard verwerkt, let id = data["onderwerp"]?.string.flatMap({ UUID(uuidString: $0) }) else {
            throw UnexpectedReply("refused: \(data.text)")
        }
        return id
    }
}
