import Foundation

/// A step as the melder hears it (M4): when, how far it is and who deals with it, never content.
public struct Melderstap: Equatable, Sendable {
    public var op: Date
    public var status: MelderStatus
    public var behandelaar: Organisatie
    /// What came of it, with the last step.
    public var uitkomst: Uitkomst?

    public init(op: Date, status: MelderStatus, behandelaar: Organisatie, uitkomst: Uitkomst? = nil) {
        self.op = op
        self.status = status
        self.behandelaar = behandelaar
        self.uitkomst = uitkomst
    }
}

extension Melding {
    /// What a melder hears of what happened: every step; only the receipt where feedback was declined (M4).
    public static func stappenVoorMelder(_ events: [MeldingEvent]) -> [Melderstap] {
        var melding: Melding?
        var stappen: [Melderstap] = []
        for event in events {
            let na = evolve(melding, event)
            melding = na
            let stap = Melderstap(
                op: event.kop.tijdstip, status: na.statusVoorMelder, behandelaar: na.behandelaar,
                uitkomst: na.uitkomstVoorMelder)
            if let laatste = stappen.last, laatste.status == stap.status, laatste.behandelaar == stap.behandelaar {
                continue
            }
            stappen.append(stap)
        }
        return melding?.terugkoppelingGewenst == false ? Array(stappen.prefix(1)) : stappen
    }
}
