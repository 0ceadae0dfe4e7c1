/// Every event type that travels over the chain's topics: one list per domain, appended by whoever owns the domain.
public enum EventCatalogue {
    public static let all: [any EventData.Type] =
        RegisterEvents.all + MeldingenEvents.all + CasussenEvents.all + OverdrachtenEvents.all
        + BevestigingenEvents.all + InkomendEvents.all + NotificatiesEvents.all

    private static let byName = Dictionary(
        all.map { ($0.eventType.type, $0) }, uniquingKeysWith: { first, _ in first })

    /// nil for a type or version that the chain does not know.
    public static func type(named name: String) -> (any EventData.Type)? { byName[name] }
}
