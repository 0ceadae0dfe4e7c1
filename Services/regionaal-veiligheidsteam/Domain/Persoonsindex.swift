import Foundation

/// In which zaken one person stands, by pseudonym. Locking it makes two meldingen on one person take turns.
public struct Persoonsindex: Codable, Equatable, Sendable {
    public struct Vermelding: Codable, Hashable, Sendable {
        public var zaak: ZaakId
        public var open: Bool
    }

    public var pseudoniem: Pseudoniem
    public var regio: String
    public var oefening: Bool
    public var vermeldingen: [Vermelding]

    public var openZaken: [ZaakId] { vermeldingen.filter(\.open).map(\.zaak) }

    /// The row's id: the first half of the pseudonym's digest, marked as a UUID of version 8. An exercise has rows of its
    /// own, so that it never meets a real casus (C3).
    public static func id(van pseudoniem: Pseudoniem, oefening: Bool) -> UUID {
        let cijfers = Array(pseudoniem.rawValue.utf8.suffix(64).prefix(32))
        var bytes: [UInt8] = stride(from: 0, to: cijfers.count - 1, by: 2).map { index in
            waarde(cijfers[index]) << 4 | waarde(cijfers[index + 1])
        }
        if oefening { bytes[15] ^= 0xFF }
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8], bytes[9],
                bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }

    private static func waarde(_ cijfer: UInt8) -> UInt8 {
        cijfer < UInt8(ascii: "a") ? cijfer - UInt8(ascii: "0") : cijfer - UInt8(ascii: "a") + 10
    }
}

public enum PersoonsindexCommand: Equatable, Sendable {
    case opnemen(Pseudoniem, zaak: ZaakId, regio: String, oefening: Bool)
    case sluiten(zaak: ZaakId)
}

/// Says only that a pseudonym stands in a zaak; for the veiligheidsteam itself, no other service needs it.
public struct PersoonsindexEvent: Encodable, Equatable, Sendable {
    public enum Naam: String, Codable, Sendable, CaseIterable {
        case opgenomen = "persoon-in-zaak-opgenomen"
        case gesloten = "persoon-in-zaak-gesloten"
    }

    struct Kop: Codable {
        var pseudoniem: Pseudoniem
        var zaak: ZaakId
        var regio: String
        var oefening: Bool
        var tijdstip: Date
    }

    public var soort: Naam
    public var pseudoniem: Pseudoniem
    public var zaak: ZaakId
    public var regio: String
    public var oefening: Bool
    public var tijdstip: Date

    public var naam: String { soort.rawValue }
}

extension PersoonsindexEvent: DecodableWithConfiguration {
    public func encode(to encoder: any Encoder) throws {
        try Kop(pseudoniem: pseudoniem, zaak: zaak, regio: regio, oefening: oefening, tijdstip: tijdstip)
            .encode(to: encoder)
    }

    /// - Parameter naam: the name in the event type.
    public init(from decoder: any Decoder, configuration naam: String) throws {
        guard let soort = Naam(rawValue: naam) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "unknown event \(naam)"))
        }
        let kop = try Kop(from: decoder)
        self.init(
            soort: soort, pseudoniem: kop.pseudoniem, zaak: kop.zaak, regio: kop.regio, oefening: kop.oefening,
            tijdstip: kop.tijdstip)
    }
}

extension Persoonsindex {
    public static func decide(
        _ state: Persoonsindex?, _ command: PersoonsindexCommand, now: Date
    ) throws(Weigering) -> [PersoonsindexEvent] {
        let now = now.opMilliseconde
        switch command {
        case .opnemen(let pseudoniem, let zaak, let regio, let oefening):
            guard state?.vermeldingen.contains(where: { $0.zaak == zaak && $0.open }) != true else { return [] }
            return [
                PersoonsindexEvent(
                    soort: .opgenomen, pseudoniem: pseudoniem, zaak: zaak, regio: regio, oefening: oefening,
                    tijdstip: now)
            ]
        case .sluiten(let zaak):
            guard let state, state.openZaken.contains(zaak) else { return [] }
            return [
                PersoonsindexEvent(
                    soort: .gesloten, pseudoniem: state.pseudoniem, zaak: zaak, regio: state.regio,
                    oefening: state.oefening, tijdstip: now)
            ]
        }
    }

    public static func evolve(_ state: Persoonsindex?, _ event: PersoonsindexEvent) -> Persoonsindex {
        var index =
            state
            ?? Persoonsindex(
                pseudoniem: event.pseudoniem, regio: event.regio, oefening: event.oefening, vermeldingen: [])
        index.vermeldingen.removeAll { $0.zaak == event.zaak }
        index.vermeldingen.append(Vermelding(zaak: event.zaak, open: event.soort == .opgenomen))
        return index
    }

    /// An index waits for nobody.
    public var lopendeTermijnen: [LopendeTermijn] { [] }
}
