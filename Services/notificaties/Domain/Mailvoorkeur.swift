import Foundation

/// When a person wants mail that is no spoed (N6). Times are those of Europe/Amsterdam.
public struct Mailvoorkeur: Equatable, Sendable {
    public struct StilleUren: Equatable, Sendable {
        /// Minutes since midnight; a night goes on past it. The same twice is no hours.
        public var van: Int
        public var tot: Int
        /// Saturday and Sunday as a whole.
        public var weekend: Bool

        public init(van: Int, tot: Int, weekend: Bool) {
            self.van = van
            self.tot = tot
            self.weekend = weekend
        }

        fileprivate func omvat(_ minuut: Int) -> Bool {
            van <= tot ? van <= minuut && minuut < tot : van <= minuut || minuut < tot
        }
    }

    /// Whether mails are kept and told of in one.
    public enum Verzamelmail: Equatable, Sendable {
        case uit
        case perUur
        /// Once a day, at this minute.
        case dagelijks(om: Int)
    }

    public var stilleUren: StilleUren
    public var verzamelmail: Verzamelmail

    public init(stilleUren: StilleUren, verzamelmail: Verzamelmail) {
        self.stilleUren = stilleUren
        self.verzamelmail = verzamelmail
    }

    /// For who chose nothing: no mail in the evening, at night and in the weekend.
    public static let standaard = Mailvoorkeur(
        stilleUren: StilleUren(van: 20 * 60, tot: 7 * 60, weekend: true), verzamelmail: .uit)

    /// Until when a mail waits, and why; nil: it may go.
    /// - Parameter sinds: since when there is something to tell.
    public func uitstel(van sinds: Date, nu: Date) -> (tot: Date, reden: Uitstelreden)? {
        let verzameld = verzamelmoment(na: sinds)
        let vroegst = max(verzameld ?? nu, nu)
        let tot = naStilleUren(vroegst)
        guard tot > nu else { return nil }
        return (tot, tot == vroegst ? .verzamelmail : .stilleUren)
    }

    private func verzamelmoment(na sinds: Date) -> Date? {
        switch verzamelmail {
        case .uit: return nil
        case .perUur:
            return Self.kalender.nextDate(
                after: sinds, matching: DateComponents(minute: 0, second: 0), matchingPolicy: .nextTime)
        case .dagelijks(let om):
            return Self.kalender.nextDate(
                after: sinds, matching: DateComponents(hour: om / 60, minute: om % 60, second: 0),
                matchingPolicy: .nextTime)
        }
    }

    /// The moment itself, or the first one after it that is not quiet. Where hours and weekend leave none in ten days
    /// nothing is quiet.
    private func naStilleUren(_ moment: Date) -> Date {
        let kalender = Self.kalender
        var tijd = moment
        for _ in 0..<20 {
            let delen = kalender.dateComponents([.weekday, .hour, .minute], from: tijd)
            let minuut = (delen.hour ?? 0) * 60 + (delen.minute ?? 0)
            let einde: DateComponents
            if stilleUren.weekend, delen.weekday == 1 || delen.weekday == 7 {
                einde = DateComponents(hour: 0, minute: 0, second: 0)
            } else if stilleUren.omvat(minuut) {
                einde = DateComponents(hour: stilleUren.tot / 60, minute: stilleUren.tot % 60, second: 0)
            } else {
                return tijd
            }
            guard let later = kalender.nextDate(after: tijd, matching: einde, matchingPolicy: .nextTime) else {
                return tijd
            }
            tijd = later
        }
        return moment
    }

    private static let kalender: Calendar = {
        var kalender = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: "Europe/Amsterdam") { kalender.timeZone = zone }
        return kalender
    }()
}
