import Contracts
import Testing

@testable import Web

@Suite("A table beside JSON")
struct TableTests {
    @Test("is written as RFC 4180 has it")
    func csv() {
        let table = Table(
            header: ["naam", "aantal"],
            rows: [["zonder", "1"], ["komma, en \"aanhaling\"", ""], ["twee\r\nregels", "3"]])
        #expect(
            table.csv
                == "naam,aantal\r\nzonder,1\r\n\"komma, en \"\"aanhaling\"\"\",\r\n\"twee\r\nregels\",3\r\n")
    }

    @Test("runs nothing in the program that opens it", arguments: ["=1+1", "+31", "-2", "@som", "\tx"])
    func formula(cell: String) {
        #expect(Table(header: ["a"], rows: [[cell]]).csv == "a\r\n'\(cell)\r\n")
    }

    @Test(
        "is given to who would rather have it",
        arguments: [
            (nil, Vorm.json), ("*/*", .json), ("application/json", .json), ("text/csv", .csv),
            ("text/csv, application/json", .json), ("text/csv, application/json;q=0.5", .csv),
            ("text/csv;q=0, */*", .json), ("TEXT/CSV; charset=utf-8", .csv),
            ("application/json, text/csv;q=0.9", .json),
        ] as [(String?, Vorm)])
    func accept(header: String?, form: Vorm) {
        #expect(Vorm(accept: header) == form)
    }
}
