import Contracts
import Runtime
import Web

/// The settings of the pages for citizens, and the limits that follow from them.
enum Burgerinstellingen {
    static let samen = Setting(
        "public-quota", default: 300, in: 1...1_000_000,
        "Meldingen per minute that citizens may make together, apart from what organisations may; and as many looks at a code."
    )
    static let client = Setting(
        "public-quota-client", default: 30, in: 1...1_000_000,
        "Of those, as many per minute from one network address.")
    static let proxies = Setting<[AddressRange]>(
        "trusted-proxies", default: [],
        "Addresses or ranges, separated by commas, whose `X-Forwarded-For` says where a citizen's request comes from.")

    static let all: [any SettingDeclaration] = [samen, client, proxies]
}

/// How much citizens may ask: each by their address, and all of them together, so that a flood leaves organisations their
/// share. Per process.
struct Toeloop: Sendable {
    private let samen: Quota<String>
    private let client: Quota<ClientAddress>

    init(_ settings: Settings) {
        let (all, one) = (settings[Burgerinstellingen.samen], settings[Burgerinstellingen.client])
        samen = Quota(perSecond: Double(all) / 60, burst: max(all / 5, 20))
        client = Quota(perSecond: Double(one) / 60, burst: one)
    }

    /// Before anything is looked at.
    /// - Throws: `Problem` 429.
    func klopAan(_ visitor: Visitor) throws(Problem) { try client.take(visitor.address) }

    /// Before something is kept or looked up.
    /// - Throws: `Problem` 429.
    func kom() throws(Problem) { try samen.take("burgers") }
}
