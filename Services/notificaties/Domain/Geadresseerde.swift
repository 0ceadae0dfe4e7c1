/// Whose task it is: a person's, or that of a team's list (N5).
public enum Geadresseerde: Hashable, Sendable, Codable {
    case medewerker(Medewerker)
    /// A team of the organisation, by its id in the register.
    case team(String)

    private enum CodingKeys: String, CodingKey {
        case medewerker, team
    }

    /// Written as one of two fields, so that it can stand flat in an event.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .medewerker(let medewerker): try container.encode(medewerker, forKey: .medewerker)
        case .team(let team): try container.encode(team, forKey: .team)
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let medewerker = try container.decodeIfPresent(Medewerker.self, forKey: .medewerker) {
            self = .medewerker(medewerker)
        } else {
            self = .team(try container.decode(String.self, forKey: .team))
        }
    }

    /// A person sees their own task; anyone of the organisation may take one from a team's list.
    func magGezienWordenDoor(_ medewerker: Medewerker) -> Bool {
        switch self {
        case .medewerker(let eigenaar): eigenaar == medewerker
        case .team: true
        }
    }
}
