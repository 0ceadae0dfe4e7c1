import Contracts
import Foundation
import Register

/// A month of the calendar in the Netherlands: `2026-10`.
struct Maand: DescribedText {
    let jaar: Int
    let maand: Int
    var text: String { String(format: "%04d-%02d", jaar, maand) }

    init?(_ text: String) {
        let delen = text.split(separator: "-", omittingEmptySubsequences: false)
        guard delen.count == 2, delen[0].utf8.count == 4, delen[1].utf8.count == 2, let jaar = UInt16(delen[0]),
            let maand = UInt8(delen[1]), (2000...9998).contains(jaar), (1...12).contains(maand)
        else { return nil }
        self.jaar = Int(jaar)
        self.maand = Int(maand)
    }

    /// The month in which an instant falls.
    init(_ moment: Date) {
        let dag = Werkkalender.dag(moment).text
        self = Maand(String(dag.prefix(7))) ?? .placeholder
    }

    private init(maanden: Int) {
        jaar = maanden / 12
        maand = maanden % 12 + 1
    }

    func plus(_ maanden: Int) -> Maand { Maand(maanden: jaar * 12 + maand - 1 + maanden) }

    /// From its first instant until the first of the next.
    var duur: Range<Date> { begin..<plus(1).begin }

    private var begin: Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return calendar.date(from: DateComponents(year: jaar, month: maand, day: 1)) ?? .distantPast
    }

    static var pattern: String? { "^[0-9]{4}-(0[1-9]|1[0-2])$" }
    static var expected: String { "een maand, zoals 2026-10" }
    static var placeholder: Maand { Maand(maanden: 2026 * 12 + 9) }
}
