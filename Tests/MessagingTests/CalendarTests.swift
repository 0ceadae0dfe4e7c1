import Contracts
import Foundation
import Messaging
import Testing

@testable import Register

@Suite("Dutch working days (O5)")
struct CalendarTests {
    private let calendar = Werkkalender()

    /// Local time in Amsterdam.
    static func local(_ text: String) -> Date {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "Europe/Amsterdam")
        format.dateFormat = "yyyy-MM-dd HH:mm"
        return format.date(from: text.count == 10 ? text + " 00:00" : text) ?? .distantPast
    }

    @Test(
        "official holidays are none",
        arguments: [
            "2026-01-01", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25", "2027-03-29",
            "2027-05-06",
            "2027-05-17", "2025-04-21", "2025-05-05", "2025-05-29", "2025-06-09", "2030-05-05",
        ])
    func holidays(day: String) { #expect(!calendar.isWorkingDay(Self.local(day + " 12:00"))) }

    @Test(
        "weekends are none, and days around holidays are",
        arguments: [
            ("2026-11-21", false), ("2026-11-22", false), ("2026-11-20", true), ("2026-05-05", true),
            ("2026-04-03", true),
            ("2026-12-24", true), ("2026-12-31", true), ("2026-05-15", true),
        ])
    func others(day: String, isWorking: Bool) {
        #expect(calendar.isWorkingDay(Self.local(day + " 12:00")) == isWorking)
    }

    @Test("every day of 1990 to 2060 is what the calendar says of it, from its first moment to its last")
    func days() {
        var own = Calendar(identifier: .gregorian)
        own.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let end = Self.local("2061-01-01")
        var day = Self.local("1990-01-01")
        while day < end {
            let next = own.startOfDay(for: own.date(byAdding: .hour, value: 30, to: day) ?? end)
            let parts = own.dateComponents([.year, .month, .day, .weekday], from: day)
            let holiday = Werkkalender.DayOfYear(month: parts.month ?? 0, day: parts.day ?? 0)
            let isWorking =
                parts.weekday != 1 && parts.weekday != 7
                && !Werkkalender.holidays(parts.year ?? 0).contains(holiday)
            #expect(calendar.isWorkingDay(day) == isWorking, "\(day)")
            #expect(calendar.isWorkingDay(next.addingTimeInterval(-0.001)) == isWorking, "\(day)")
            if isWorking {
                #expect(calendar.endOfWorkingDay(1, after: day.addingTimeInterval(-1)) == next, "\(day)")
            }
            day = next
        }
    }

    @Test("an instant outside all years is no trap")
    func outside() {
        for date in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: 1e15)] {
            _ = calendar.isWorkingDay(date)
            _ = calendar.endOfWorkingDay(5, after: date)
        }
    }

    @Test("King's Day moves to the 26th when the 27th is a Sunday: 2025 and 2031; otherwise it is the 27th")
    func kingsDay() {
        // In 2038 the 26th is Easter Monday.
        for year in 2014...2060 where year != 2038 {
            let sunday = CalendarTests.weekday("\(year)-04-27") == 1
            #expect(Werkkalender.holidays(year).contains(.init(month: 4, day: sunday ? 26 : 27)))
            #expect(!Werkkalender.holidays(year).contains(.init(month: 4, day: sunday ? 27 : 26)))
        }
        #expect(Werkkalender.holidays(2025).contains(.init(month: 4, day: 26)))
    }

    @Test(
        "Easter by the Gregorian rule",
        arguments: [
            (1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ])
    func easter(year: Int, month: Int, day: Int) {
        #expect(Werkkalender.easterSunday(year) == .init(month: month, day: day))
    }

    @Test(
        "the end of a working day is local midnight, over weekends, holidays and both changes of the clock",
        arguments: [
            (1, "2026-11-20 23:59", "2026-11-24"), (1, "2026-11-20 09:00", "2026-11-24"),
            (1, "2026-11-21 09:00", "2026-11-24"),
            (5, "2026-12-23 12:00", "2027-01-01"), (6, "2026-12-23 12:00", "2027-01-05"),
            (1, "2026-03-27 12:00", "2026-03-31"), (1, "2026-10-23 12:00", "2026-10-27"),
            (2, "2026-04-02 16:00", "2026-04-08"), (1, "2025-04-25 10:00", "2025-04-29"),
        ])
    func ends(count: Int, start: String, end: String) {
        #expect(calendar.endOfWorkingDay(count, after: Self.local(start)) == Self.local(end))
    }

    @Test("a reminder that falls on a free day waits for nine o'clock on the next working day")
    func mornings() {
        #expect(calendar.orNextWorkingMorning(Self.local("2026-11-21 03:00")) == Self.local("2026-11-23 09:00"))
        #expect(calendar.orNextWorkingMorning(Self.local("2026-03-29 01:30")) == Self.local("2026-03-30 09:00"))
        #expect(calendar.orNextWorkingMorning(Self.local("2026-11-20 03:00")) == Self.local("2026-11-20 03:00"))
    }

    @Test("weeks keep the hour over the change of the clock")
    func weeks() {
        #expect(calendar.adding(weeks: 6, to: Self.local("2026-03-02 14:15")) == Self.local("2026-04-13 14:15"))
    }

    static func weekday(_ day: String) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return calendar.component(.weekday, from: local(day + " 12:00"))
    }
}

@Suite("O5, O6: what a region or organisation may lay down")
struct InstellingTests {
    private let uren = RegisterSnapshot().kantooruren(.placeholder).waarde

    private func op(_ moment: String) -> Date { RFC3339.date(moment) ?? .distantPast }

    @Test("O5: office hours are those of Dutch working days by the clock on the wall, also in summer")
    func officeHours() {
        // Winter: an hour ahead of UTC.
        #expect(!uren.geldt(op: op("2026-11-30T07:29:59Z")))
        #expect(uren.geldt(op: op("2026-11-30T07:30:00Z")))
        #expect(uren.geldt(op: op("2026-11-30T15:59:59Z")))
        #expect(!uren.geldt(op: op("2026-11-30T16:00:00Z")))
        // Summer: two.
        #expect(uren.geldt(op: op("2026-07-01T06:30:00Z")) && !uren.geldt(op: op("2026-07-01T15:00:00Z")))
        // A Saturday, Christmas, King's Day.
        for dag in ["2026-11-28", "2026-12-25", "2027-04-27"] { #expect(!uren.geldt(op: op(dag + "T11:00:00Z"))) }
    }

    @Test("O5: an organisation's own hours come before the region's, and those before the chain's; each says so")
    func origin() throws {
        func snapshot(_ own: RegisterEvents.Kantooruren?, _ region: RegisterEvents.Kantooruren?) -> RegisterSnapshot {
            let code = Codewoord("midden") ?? .placeholder
            var organisation = OrganisatieVastgelegd.example
            (organisation.regio, organisation.kantooruren) = (code, own)
            let regio = RegioVastgelegd(
                code: code, versie: 1, naam: .placeholder, routering: [], aanspreekpunt: .example, beslissers: [],
                termijnen: [:], kastjeNaarDeMuur: region == nil ? nil : 5, kantooruren: region,
                inzage: region == nil ? nil : .init(kindVanaf: 13, ouderTot: 16))
            return RegisterSnapshot(organisations: [organisation], regions: [regio])
        }
        let never = RegisterEvents.Kantooruren(van: Kloktijd(minuten: 0), tot: Eindtijd(minuten: 0))
        let always = RegisterEvents.Kantooruren(
            van: Kloktijd(minuten: 0), tot: Eindtijd(minuten: 1_440), iedereDag: true)
        let own = snapshot(always, never).kantooruren(.placeholder)
        #expect(own.waarde == always && own.herkomst == "opgave van de organisatie")
        // The whole day, with its last minute: in winter that begins at 22:59 UTC.
        for moment in ["03:00:00", "22:59:59", "23:00:00"] {
            #expect(own.waarde.geldt(op: op("2026-12-25T\(moment)Z")))
        }
        let regional = snapshot(nil, never)
        #expect(regional.kantooruren(.placeholder).herkomst == "afspraak van de regio")
        #expect(!regional.kantooruren(.placeholder).waarde.geldt(op: op("2026-11-30T11:00:00Z")))
        #expect(snapshot(nil, nil).kantooruren(.placeholder).herkomst.contains("O5"))
        #expect(regional.kastjeNaarDeMuur(regio: "midden").waarde == 5)
        let general = snapshot(nil, nil).kastjeNaarDeMuur(regio: "midden")
        #expect(general.waarde == 3 && general.herkomst.contains("O6"))
        #expect(regional.inzage(regio: "midden").waarde == .init(kindVanaf: 13, ouderTot: 16))
        let ages = snapshot(nil, nil).inzage(regio: "midden")
        #expect(ages.waarde == .init(kindVanaf: 12, ouderTot: 18) && ages.herkomst.contains("V6"))
        #expect(!RegisterEvents.Inzageleeftijden(kindVanaf: 12, ouderTot: 21).check().isEmpty)
        #expect(never.check().isEmpty)
        #expect(!RegisterEvents.Kantooruren(van: never.van.later, tot: never.tot).check().isEmpty)
    }
}

extension Kloktijd {
    fileprivate var later: Kloktijd { Kloktijd(minuten: minuten + 1) }
}

@Suite("Terms by register and calendar (O5)")
struct RegisterTermsTests {
    private func terms(_ own: [String: RegisterEvents.Termijnduur] = [:]) -> RegisterTerms {
        let region = RegioVastgelegd(
            code: Codewoord("midden")!, versie: 1, naam: .placeholder, routering: [], aanspreekpunt: .example,
            beslissers: [],
            termijnen: own)
        let snapshot = RegisterSnapshot(organisations: [], regions: [region])
        return RegisterTerms(
            lengths: TermLengths([
                "antwoord": .init(.werkdagen(5), urgent: .uren(4), origin: "proef"),
                "uitvoering": .init(.weken(6), origin: "proef"),
                "evaluatie": .init(.weken(8), before: true, origin: "proef"),
                "uitnodiging": .init(.werkdagen(3), before: true, origin: "proef"),
            ])
        ) { snapshot }
    }

    private func term(_ kind: String, _ since: String, urgent: Bool = false, until: String? = nil) -> RunningTerm {
        RunningTerm(
            kind: kind, since: CalendarTests.local(since), urgent: urgent, until: until.map(CalendarTests.local))
    }

    @Test("regular: working days; urgent: hours by the clock, also on Sunday")
    func lengths() {
        #expect(
            terms().schedule(term("antwoord", "2026-11-20 15:00"), regio: "midden").due
                == CalendarTests.local("2026-11-28"))
        let urgent = terms().schedule(term("antwoord", "2026-11-22 15:00", urgent: true), regio: "midden")
        #expect(urgent.due == CalendarTests.local("2026-11-22 19:00"))
        #expect(
            urgent.moments.map(\.at)
                == ["17:00", "18:12", "19:00", "21:00"].map { CalendarTests.local("2026-11-22 " + $0) })
    }

    @Test("the region's own length goes before the default; without a length for urgent the regular one holds")
    func region() {
        let own = terms(["antwoord": .init(regulier: .werkdagen(2), spoed: nil)])
        for urgent in [false, true] {
            #expect(
                own.schedule(term("antwoord", "2026-11-23 15:00", urgent: urgent), regio: "midden").due
                    == CalendarTests.local("2026-11-26"))
        }
        #expect(
            own.schedule(term("antwoord", "2026-11-23 15:00"), regio: "elders").due == CalendarTests.local("2026-12-01")
        )
        #expect(
            own.schedule(term("onbekend", "2026-11-23 15:00"), regio: "midden").due == CalendarTests.local("2026-12-01")
        )
    }

    @Test("a promised date is the deadline itself")
    func promised() {
        let schedule = terms().schedule(
            term("antwoord", "2026-11-23 15:00", until: "2026-12-04 12:00"), regio: "midden")
        #expect(schedule.due == CalendarTests.local("2026-12-04 12:00"))
    }

    @Test("what must be so long before a date counts back from it, and is due at once where that is past (R7, N4)")
    func before() {
        func due(_ kind: String, _ since: String, _ until: String) -> Date {
            terms().schedule(term(kind, since, until: until), regio: "midden").due
        }
        #expect(due("evaluatie", "2026-01-01", "2026-11-30") == CalendarTests.local("2026-10-05"))
        // Over the end of summer time.
        #expect(due("evaluatie", "2026-01-01", "2026-12-01") == CalendarTests.local("2026-10-06"))
        #expect(due("evaluatie", "2026-11-01", "2026-11-30") == CalendarTests.local("2026-11-01"))
        #expect(due("uitnodiging", "2026-01-01", "2026-11-25 10:00") == CalendarTests.local("2026-11-20 10:00"))
    }

    @Test("stages rise from the start to the deadline and past it, and no reminder falls on a free day")
    func moments() {
        var random = SystemRandomNumberGenerator()
        let calendar = Werkkalender()
        for _ in 0..<2_000 {
            let since = CalendarTests.local("2025-01-01").addingTimeInterval(
                .random(in: 0...200_000_000, using: &random))
            let kind = ["antwoord", "uitvoering"].randomElement(using: &random) ?? "antwoord"
            let urgent = Bool.random(using: &random)
            let schedule = terms().schedule(RunningTerm(kind: kind, since: since, urgent: urgent), regio: "midden")
            let at = schedule.moments.map(\.at)
            #expect(schedule.moments.map(\.stage) == [50, 80, 100, 150])
            #expect(at[2] == schedule.due && at[3] > at[2])
            #expect(since < at[0] && at[0] <= at[1] && at[1] <= at[2], "\(kind) \(since) \(at)")
            if !(urgent && kind == "antwoord") {
                for moment in at[0...1] where moment < schedule.due { #expect(calendar.isWorkingDay(moment)) }
            }
        }
    }
}
