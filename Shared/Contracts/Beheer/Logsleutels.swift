import Foundation

/// How far a service's log is, per key of a topic; for a consumer that wants to miss nothing.
public struct Logsleutels: Contract {
    public var bron: String
    public var sleutels: [Logsleutel]

    public init(bron: String, sleutels: [Logsleutel]) {
        self.bron = bron
        self.sleutels = sleutels
    }

    public static var title: String { "Sleutels van een topic" }
    public static var fields: [String: String] {
        ["bron": "Wie ze schrijft.", "sleutels": "Een bladzijde, op volgorde van sleutel."]
    }
    public static var lists: [String: ClosedRange<Int>] { ["sleutels": 0...1_000] }
    public static var example: Logsleutels {
        Logsleutels(bron: "urn:nld:oin:00000099000000001000:systeem:verwijzing", sleutels: [.example])
    }
}

/// How far one key is.
public struct Logsleutel: Contract {
    public var sleutel: String
    public var laatste: Int
    /// The last number from before the instant that was asked about.
    public var ervoor: Int

    public init(sleutel: String, laatste: Int, ervoor: Int) {
        self.sleutel = sleutel
        self.laatste = laatste
        self.ervoor = ervoor
    }

    public static var title: String { "Sleutel" }
    public static var fields: [String: String] {
        [
            "sleutel": "De sleutel.", "laatste": "Het laatste gepubliceerde volgnummer.",
            "ervoor": "Het laatste volgnummer van voor het gevraagde moment; 0 als er geen is.",
        ]
    }
    public static var example: Logsleutel { Logsleutel(sleutel: "-", laatste: 5, ervoor: 0) }
}
