import Contracts
import Foundation
import Testing

@Suite("Tijdstippen en datums")
struct MomentTests {
    @Test(
        "ieder verschil met UTC mag erin, Z met milliseconden komt eruit",
        arguments: [
            ("2026-11-21T07:00:00Z", "2026-11-21T07:00:00.000Z"),
            ("2026-11-21t07:00:00z", "2026-11-21T07:00:00.000Z"),
            ("2026-11-21T08:00:00+01:00", "2026-11-21T07:00:00.000Z"),
            ("2026-11-21T00:30:00-07:30", "2026-11-21T08:00:00.000Z"),
            ("2026-11-21T07:00:00-00:00", "2026-11-21T07:00:00.000Z"),
            ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000Z"),
            ("2026-11-21T07:00:00.1Z", "2026-11-21T07:00:00.100Z"),
            ("2026-11-21T07:00:00.123999999999Z", "2026-11-21T07:00:00.123Z"),
            ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"),
            ("2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
            ("2017-01-01T00:59:60.5+01:00", "2017-01-01T00:00:00.000Z"),
        ])
    func accepted(text: String, normal: String) throws {
        let date = try #require(RFC3339.date(text))
        #expect(RFC3339.text(date) == normal)
    }

    @Test(
        "wat geen volledig tijdstip is, wordt geweigerd",
        arguments: [
            "", "2026-11-21", "2026-11-21T07:00Z", "2026-11-21T07:00:00", "2026-11-21 07:00:00Z",
            "2026-11-21T07:00:00.Z", "2026-11-21T07:00:00,5Z", "2026-11-21T24:00:00Z", "2026-11-21T07:60:00Z",
            "2026-11-21T07:00:61Z", "2026-11-21T07:00:60Z", "2026-11-20T23:59:60Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z",
            "2026-01-00T00:00:00Z", "0000-01-01T00:00:00Z", "2026-11-21T07:00:00+1:00", "2026-11-21T07:00:00+0100",
            "2026-11-21T07:00:00+24:00", "2026-11-21T07:00:00+01:60", "2026-11-21T07:00:00Zx", " 2026-11-21T07:00:00Z",
            "+026-11-21T07:00:00Z", "2026-1a-21T07:00:00Z", "２026-11-21T07:00:00Z", "2026-11-21T07:00:00.5",
        ])
    func refused(text: String) {
        #expect(RFC3339.date(text) == nil)
    }

    @Test("alle milliseconden gaan heen en terug, ook voor 1970", arguments: 0..<10)
    func roundTrip(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        let utc = ISO8601DateFormatter()
        utc.formatOptions = [.withInternetDateTime]
        for _ in 0..<500 {
            let milliseconds = Int64.random(in: -5_000_000_000_000...20_000_000_000_000, using: &generator)
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            let text = RFC3339.text(date)
            #expect(RFC3339.date(text) == date)
            let whole = Date(timeIntervalSince1970: (Double(milliseconds) / 1000).rounded(.down))
            #expect(RFC3339.text(whole).prefix(19) + "Z" == utc.string(from: whole))
        }
    }

    @Test("een moment buiten de kalender wordt erin gehouden")
    func bounded() {
        #expect(RFC3339.text(.distantPast) == "0001-01-01T00:00:00.000Z")
        #expect(RFC3339.text(Date(timeIntervalSince1970: 1e15)) == "9999-12-31T23:59:59.999Z")
    }

    @Test("een datum bestaat, telt en vergelijkt")
    func datum() throws {
        let day = try #require(Datum("2024-02-28"))
        #expect(day.adding(days: 2).text == "2024-03-01")
        #expect(day.adding(days: -365).text == "2023-02-28")
        #expect(day < day.adding(days: 1))
        #expect(day.days(until: day.adding(days: 4000)) == 4000)
        #expect(day.adding(days: .max).text == "9999-12-31")
        #expect(day.adding(days: .min).text == "0001-01-01")
        #expect(Datum(day.startUTC) == day)
        #expect(Datum(day.startUTC, secondsFromUTC: -1).text == "2024-02-27")
        let wrong = ["2023-02-29", "2026-2-1", "26-02-01", "2026-02-01T", "2026/02/01", "0000-01-01", "2026-13-01", ""]
        for text in wrong { #expect(Datum(text) == nil) }
    }
}
