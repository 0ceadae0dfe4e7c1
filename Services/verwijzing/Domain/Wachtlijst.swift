import Foundation

/// O19: the order in which what waits for a receiver is answered, an offer or a question for help. The more urgent need goes first; of needs that are equally
/// urgent a child under a measure; then who waits longest.
public struct Wachtplaats: Equatable, Sendable {
    /// Why an offer stands where it does.
    public enum Reden: String, Sendable, CaseIterable {
        case nietVeilig = "niet-veilig"
        case spoed, maatregel
        case wachttijd
    }

    /// The handover or the verwijzing.
    public let id: UUID
    public let reden: Reden
    public let wachtSinds: Date

    /// - Parameter maatregel: whether a child of the zaak is under a measure now.
    public init(_ overdracht: Overdracht, maatregel: Bool) {
        id = overdracht.id
        wachtSinds = overdracht.wachtSinds
        onderMaatregel = maatregel
        reden =
            overdracht.veiligheid != nil
            ? .nietVeilig : overdracht.urgentie == .spoed ? .spoed : maatregel ? .maatregel : .wachttijd
    }

    /// - Parameter maatregel: whether a child of the zaak is under a measure now.
    public init(_ verwijzing: Verwijzing, maatregel: Bool) {
        id = verwijzing.id
        wachtSinds = verwijzing.gevraagdOp
        onderMaatregel = maatregel
        reden = verwijzing.urgentie == .spoed ? .spoed : maatregel ? .maatregel : .wachttijd
    }

    /// Also where something more urgent gave the place: it goes first among those.
    private let onderMaatregel: Bool

    private var rang: (Int, Int, Date, String) {
        let urgentie = reden == .nietVeilig ? 0 : reden == .spoed ? 1 : 2
        return (urgentie, onderMaatregel ? 0 : 1, wachtSinds, id.uuidString)
    }

    public static func volgorde(_ plaatsen: [Wachtplaats]) -> [Wachtplaats] {
        plaatsen.sorted { $0.rang < $1.rang }
    }
}

extension Overdracht {
    /// The receiver still owes its answer; a proposal is one, on which the offerer chooses (O14).
    public var wachtOpOntvanger: Bool { status.isOpenAanbod && voorstel == nil }
}

extension Bescherming {
    /// Whether a child of the zaak is under a measure at this moment.
    public func heeftMaatregel(now: Date) -> Bool { kaders.contains { $0.loopt(op: Dag(now)) } }
}
