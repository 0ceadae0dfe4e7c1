import Contracts
import Runtime
import Web

/// The settings of pages that are open to all, and the limits that follow from them.
public enum PublicSettings {
    public static let together = Setting(
        "public-quota", default: 300, in: 1...1_000_000,
        "Meldingen per minute that citizens may make together, apart from what organisations may; as many looks at a code, and as many questions by families."
    )
    public static let client = Setting(
        "public-quota-client", default: 30, in: 1...1_000_000,
        "Of those, as many per minute from one network address.")
    public static let proxies = Setting<[AddressRange]>(
        "trusted-proxies", default: [],
        "Addresses or ranges, separated by commas, whose `X-Forwarded-For` says where a citizen's request comes from.")

    public static let all: [any SettingDeclaration] = [together, client, proxies]
}

/// How much people without an account may ask: each by their address, and all of them together, so that a flood leaves
/// organisations their share. Per process.
public struct Toeloop: Sendable {
    private let samen: Quota<String>
    private let client: Quota<ClientAddress>

    public init(_ settings: Settings) {
        let (all, one) = (settings[PublicSettings.together], settings[PublicSettings.client])
        samen = Quota(perSecond: Double(all) / 60, burst: max(all / 5, 20))
        client = Quota(perSecond: Double(one) / 60, burst: one)
    }

    /// Before anything is looked at.
    /// - Throws: `Problem` 429.
    public func klopAan(_ visitor: Visitor) throws(Problem) { try client.take(visitor.address) }

    /// Before something is kept or looked up.
    /// - Throws: `Problem` 429.
    public func kom() throws(Problem) { try samen.take("burgers") }
}
