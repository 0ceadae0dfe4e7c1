import Foundation

extension RegisterEvents {
    /// O5: when an organisation is at its office, in the time of the Netherlands. Outside it spoed goes to the
    /// bereikbaarheidsdienst.
    public struct Kantooruren: Contract, Hashable {
        public var van: Kloktijd
        /// The first moment that is outside; with the same as `van` it is never at its office.
        public var tot: Eindtijd
        /// Nil or false: on working days only.
        public var iedereDag: Bool?

        public init(van: Kloktijd, tot: Eindtijd, iedereDag: Bool? = nil) {
            self.van = van
            self.tot = tot
            self.iedereDag = iedereDag
        }

        public static var title: String { "Kantooruren" }
        public static var fields: [String: String] {
            [
                "van": "Vanaf hoe laat.", "tot": "Tot hoe laat, 24:00 voor de hele dag; gelijk aan van is nooit.",
                "iedereDag": "Ook in het weekend en op feestdagen.",
            ]
        }
        public static var example: Kantooruren {
            Kantooruren(van: Kloktijd(minuten: 510), tot: Eindtijd(minuten: 1_020), iedereDag: false)
        }

        public func check() -> [Violation] {
            van.minuten <= tot.minuten
                ? []
                : [
                    Violation(
                        pointer: "/tot", code: Violation.Codes.value, detail: "Dit ligt niet voor het begin.")
                ]
        }
    }
}
