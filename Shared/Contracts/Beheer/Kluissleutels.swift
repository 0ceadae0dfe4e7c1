/// Which key-encryption keys a service knows, and what is sealed with each.
public struct Kluissleutels: Contract {
    /// Wraps what is new.
    public var huidig: String
    public var versies: [Kluissleutel]
    /// Nothing waits to be wrapped anew.
    public var omgezet: Bool

    public init(huidig: String, versies: [Kluissleutel], omgezet: Bool) {
        self.huidig = huidig
        self.versies = versies
        self.omgezet = omgezet
    }

    public static var title: String { "Sleutels van een dienst" }
    public static var fields: [String: String] {
        [
            "huidig": "Versie waarmee nieuwe sleutels worden versleuteld.", "versies": "Bekende en gebruikte versies.",
            "omgezet": "Of alles met de huidige versie is versleuteld.",
        ]
    }
    public static var example: Kluissleutels {
        Kluissleutels(huidig: "v1", versies: [.example], omgezet: true)
    }
}

public struct Kluissleutel: Contract {
    public var versie: String
    /// Whether this service can open what it sealed.
    public var bekend: Bool
    public var sleutels: Int
    /// Set-aside messages.
    public var berichten: Int

    public init(versie: String, bekend: Bool, sleutels: Int, berichten: Int) {
        self.versie = versie
        self.bekend = bekend
        self.sleutels = sleutels
        self.berichten = berichten
    }

    public static var title: String { "Versie van de sleutels" }
    public static var fields: [String: String] {
        [
            "versie": "De versie.", "bekend": "Of de dienst deze sleutel heeft.",
            "sleutels": "Hoeveel levende sleutels ermee versleuteld zijn.",
            "berichten": "Hoeveel opzijgezette berichten ermee versleuteld zijn.",
        ]
    }
    public static var example: Kluissleutel { Kluissleutel(versie: "v1", bekend: true, sleutels: 1, berichten: 0) }
}
