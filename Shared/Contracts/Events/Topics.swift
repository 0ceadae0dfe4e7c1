/// The Kafka topics, each with one writer.
public enum Topics {
    public static let register = "keten.register"
    public static let meldingen = "keten.meldingen"
    public static let casussen = "keten.casussen"
    public static let overdrachten = "keten.overdrachten"
    public static let bevestigingen = "keten.bevestigingen"

    /// The chain's own topics, in order of flow.
    public static let chain = [register, meldingen, casussen, overdrachten, bevestigingen]

    /// Of each chain topic; changing it moves keys to other partitions.
    public static let partitions = 64

    /// Of each topic of an organisation.
    public static let organisationPartitions = 4

    /// The one system that writes a chain topic (DESIGN.md); nil for topics of organisations.
    public static func writer(of topic: String) -> String? {
        switch topic {
        case register: "keten"
        case meldingen: "melding-intake"
        case casussen: "regionaal-veiligheidsteam"
        case overdrachten: "verwijzing"
        case bevestigingen: "notificaties"
        default: nil
        }
    }

    /// What an organisation sends, and may write alone.
    public static func `in`(_ oin: OIN) -> String { "keten.in.\(oin.text)" }

    /// What an organisation receives, and may read alone.
    public static func uit(_ oin: OIN) -> String { "keten.uit.\(oin.text)" }

    /// For subscribing to every inbound topic with librdkafka's regular expressions.
    public static let inboundPattern = "^keten\\.in\\.[0-9A-Z]{20}$"

    /// nil when the topic is not an organisation's inbound one.
    public static func organisation(ofInbound topic: String) -> OIN? {
        guard topic.hasPrefix("keten.in.") else { return nil }
        return OIN(String(topic.dropFirst("keten.in.".count)))
    }
}
