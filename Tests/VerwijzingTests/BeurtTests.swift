import Chassis
import Logging
import Testing

@Suite("Een beurt die mislukt houdt geen ander op")
struct BeurtTests {
    private struct Kapot: Error {}

    @Test("wie na een mislukte beurt komt is gewoon aan de beurt")
    func verder() async throws {
        var klaar: [Int] = []
        for nummer in 1...3 {
            try await beurt(Logger(label: "test"), "looked at again", ["number": "\(nummer)"]) {
                if nummer == 2 { throw Kapot() }
                klaar.append(nummer)
            }
        }
        #expect(klaar == [1, 3])
    }

    @Test("wie stopt, stopt ook midden in een beurt")
    func gestopt() async {
        let ronde = Task {
            try await beurt(Logger(label: "test"), "looked at again", [:]) {
                try await Task.sleep(for: .seconds(60))
            }
        }
        ronde.cancel()
        await #expect(throws: CancellationError.self) { try await ronde.value }
    }
}
