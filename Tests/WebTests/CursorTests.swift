import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Reading on in a list")
struct CursorTests {
    @Test("a cursor gives back the keys that it was made of")
    func roundTrip() throws {
        let id = UUID()
        let cursor = try #require(Cursor(Cursor(after: Int64(7), id, "naam").description))
        let (number, uuid, name) = try cursor.key(Int64.self, UUID.self, String.self)
        #expect(number == 7)
        #expect(uuid == id)
        #expect(name == "naam")
    }

    @Test("a changed cursor is refused, whichever character was changed")
    func tampering() {
        let text = Cursor(after: Int64(7), "naam").description
        for index in text.indices {
            var changed = text
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(Cursor(changed) == nil, "\(changed)")
        }
        #expect(Cursor("") == nil)
        #expect(Cursor(text + "A") == nil)
        #expect(Cursor(String(repeating: "A", count: 600)) == nil)
    }

    @Test("a cursor of another list is refused")
    func otherList() throws {
        let cursor = Cursor(after: Int64(7))
        #expect(throws: Invalid.self) { try cursor.key(UUID.self) }
        #expect(throws: Invalid.self) { try cursor.key(Int64.self, Int64.self) }
        #expect(throws: Invalid.self) { try Cursor(after: Int64(7), Int64(8)).key(Int64.self) }
    }

    @Test("following the pages gives every item once, in order, and then ends")
    func pages() async throws {
        let things = Things()
        let names = try await things.serve { client in
            var names: [String] = []
            var next: String? = ""
            while let after = next {
                let response = try await client.execute(
                    uri: "/v1/dingen?limit=2" + (after.isEmpty ? "" : "&after=\(after)"), method: .get,
                    headers: try things.headers())
                #expect(response.status == .ok)
                names += (response.json["resultaten"]?.array ?? []).compactMap { $0["naam"]?.string }
                next = response.json["volgende"]?.string
            }
            return names
        }
        #expect(names == (0..<5).map { "ding \($0)" })
    }
}
