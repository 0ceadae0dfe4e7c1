import Content
import Contracts
import Foundation
import Testing

/// Keys made for a test.
func keyRing(_ versions: [String] = ["k1"]) throws -> KeyRing {
    try KeyRing(file: file(versions))
}

func file(_ versions: [String]) -> String {
    versions.map { "\($0) \(Data(bytes(seed: $0)).base64EncodedString())" }.joined(separator: "\n")
}

/// 32 bytes that differ by seed; tests need no secret ones.
private func bytes(seed: String) -> [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: seed.utf8.reduce($0) { $0 &* 31 &+ Int($1) }) }
}

@Suite("Keys and pseudonyms")
struct KeyTests {
    @Test("A key file that is wrong is refused without showing a key", arguments: ["", "k1 kort", "k1", "k1 AAAA\n"])
    func badFile(_ text: String) {
        #expect(throws: ContentError.self) { try KeyRing(file: text) }
    }

    @Test("A key file that was replaced is taken over by all who hold the keys, unless it lacks what is still needed")
    func reloaded() throws {
        let keys = try keyRing(["k1"])
        let bodies = SealedBodies(keys: keys)
        let before = try bodies.seal([1], messageID: "m")
        #expect(try !keys.reload(file: file(["k1"]), isNeeded: ["k1"]))
        #expect(try keys.isCurrent(file: file(["k1"])) && !keys.isCurrent(file: file(["k1", "k2"])))
        #expect(throws: ContentError.keys("key version k1 is still in use and stands no longer in the key file")) {
            try keys.reload(file: file(["k2"]), isNeeded: ["k1"])
        }
        #expect(throws: ContentError.self) { try keys.reload(file: "k2 kort", isNeeded: []) }
        #expect(keys.versions == ["k1"] && keys.current == "k1")
        #expect(try keys.reload(file: file(["k2", "k1"]), isNeeded: ["k1"]))
        #expect(keys.current == "k1" && keys.versions == ["k2", "k1"])
        #expect(try keys.reload(file: file(["k1", "k2"]), isNeeded: ["k1"]))
        #expect(keys.current == "k2")
        let after = try bodies.seal([2], messageID: "m")
        #expect(try bodies.open(before, messageID: "m") == [1] && bodies.open(after, messageID: "m") == [2])
        #expect(try keys.reload(file: file(["k2"]), isNeeded: ["k2"]))
        // Derived keys of what is gone are forgotten, too.
        #expect(throws: ContentError.keys("key version k1 is not in the key file")) {
            try bodies.open(before, messageID: "m")
        }
    }

    @Test("The same BSN has the same pseudonym, another BSN or another key another, and none shows the BSN")
    func pseudonyms() throws {
        let file = { (seed: String) in "1 \(Data(bytes(seed: seed)).base64EncodedString())" }
        let (one, other) = (try Pseudonyms(file: file("a")), try Pseudonyms(file: file("b")))
        let bsn = try #require(BSN("999990019"))
        #expect(one.pseudonym(of: bsn) == one.pseudonym(of: bsn))
        #expect(one.pseudonym(of: bsn) != other.pseudonym(of: bsn))
        #expect(Pseudoniem(one.pseudonym(of: bsn)) != nil)
        #expect(!one.pseudonym(of: bsn).contains("999990019"))
    }

    @Test("A quarantined body opens only for its own message")
    func sealedBodies() throws {
        let bodies = SealedBodies(keys: try keyRing())
        let sealed = try bodies.seal(Array("lichaam".utf8), messageID: "bron 1")
        #expect(try bodies.open(sealed, messageID: "bron 1") == Array("lichaam".utf8))
        #expect(throws: ContentError.tampered) { try bodies.open(sealed, messageID: "bron 2") }
    }

    @Test(
        "A body that was set aside under an earlier key opens after a newer key was added, and new ones use the newer")
    func rotatedBodies() throws {
        let old = SealedBodies(keys: try keyRing(["k1"]))
        let before = try old.seal(Array("eerder".utf8), messageID: "bron 1")
        let newer = SealedBodies(keys: try keyRing(["k1", "k2"]))
        #expect(try newer.open(before, messageID: "bron 1") == Array("eerder".utf8))
        let after = try newer.seal(Array("later".utf8), messageID: "bron 2")
        #expect(throws: ContentError.keys("key version k2 is not in the key file")) {
            try old.open(after, messageID: "bron 2")
        }
    }

    @Test("A new key above the last one opens and does not seal yet, so that replicas can be given it one by one")
    func firstRound() throws {
        let first = SealedBodies(keys: try keyRing(["k2", "k1"]))
        let second = SealedBodies(keys: try keyRing(["k1", "k2"]))
        let sealed = try first.seal(Array("eerder".utf8), messageID: "bron 1")
        #expect(try SealedBodies(keys: keyRing(["k1"])).open(sealed, messageID: "bron 1") == Array("eerder".utf8))
        let later = try second.seal(Array("later".utf8), messageID: "bron 1")
        #expect(try first.open(later, messageID: "bron 1") == Array("later".utf8))
    }

    @Test("A pseudonym file with two keys is refused: a person has one pseudonym in the whole chain")
    func onePseudonymKey() {
        let line = { (seed: String) in "1 \(Data(bytes(seed: seed)).base64EncodedString())" }
        #expect(throws: ContentError.self) { try Pseudonyms(file: line("a") + "\n" + line("b")) }
    }
}
