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
}
