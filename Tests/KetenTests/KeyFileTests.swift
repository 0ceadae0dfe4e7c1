import Contracts
import Foundation
import Testing

@testable import Keten

@Suite("P4: changing the key-encryption keys, a step at a time")
struct KeyFileTests {
    private static let secret = Data((0..<32).map { UInt8($0) }).base64EncodedString()
    private static let day: TimeInterval = 86_400
    private static let plan = KeyFile.Plan(every: 30 * day, settle: 3_600, horizon: 35 * day)
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    /// Services as they are some time after the file was written: they read it, and wrap anew what lives.
    private struct Services {
        var known: [String]
        var used: [String: Int]

        var report: [String: Kluissleutels] {
            let versions = known.map {
                Kluissleutel(versie: $0, bekend: true, sleutels: used[$0] ?? 0, berichten: 0)
            }
            let keys = Kluissleutels(
                huidig: known.last ?? "", versies: versions, omgezet: used.keys.allSatisfy { $0 == known.last })
            return ["verwijzing": keys, "notificaties": keys]
        }

        mutating func read(_ file: KeyFile) { known = file.keys.map(\.version) }
        mutating func rewrap() { used = [known.last ?? "": used.values.reduce(0, +)] }
    }

    @Test("A month's change: added, in use, the earlier one unused, and removed after the backup horizon")
    func month() throws {
        var (file, now) = (try KeyFile("v1 \(Self.secret)\n"), Self.start)
        var services = Services(known: ["v1"], used: ["v1": 3])
        func next() -> KeyFile.Step { file.next(Self.plan, services.report, now: now) }
        func go(_ step: KeyFile.Step) {
            file.apply(step, secret: [UInt8](repeating: 7, count: 32), now: now)
        }
        #expect(next() == .date)
        go(.date)
        #expect(next() == .wait("nothing is due"))
        now += 30 * Self.day
        #expect(next() == .add)
        go(.add)
        #expect(file.current.version == "v1" && file.keys.count == 2)
        let new = file.keys[0].version
        #expect(new.hasPrefix("k20"))
        #expect(next() == .wait("not every service has read \(new) yet"))
        services.read(file)
        #expect(next() == .wait("replicas are given time to read \(new)"))
        now += 3_600
        #expect(next() == .use(new))
        go(.use(new))
        #expect(file.current.version == new)
        services.read(file)
        #expect(next() == .wait("v1 is still in use"))
        services.rewrap()
        #expect(next() == .unused("v1"))
        go(.unused("v1"))
        // What is written can be read back, with what happened when.
        #expect(try KeyFile(file.text) == file)
        now += 34 * Self.day
        #expect(next() == .add)
        var waiting = file
        waiting.apply(.add, secret: [UInt8](repeating: 8, count: 32), now: now)
        now += Self.day
        #expect(next() == .remove("v1"))
        go(.remove("v1"))
        #expect(file.keys.map(\.version) == [new] && !file.text.contains("v1"))
    }

    @Test("Remarks of others stay, and a file that no service would read is refused")
    func read() throws {
        let file = try KeyFile("# van de kluis\nv1 \(Self.secret)\n")
        #expect(file.text == "# van de kluis\nv1 \(Self.secret)\n")
        for wrong in ["", "v1 kort\n", "v1\n", "v1 \(Self.secret)\nv1 \(Self.secret)\n"] {
            #expect(throws: KeyFile.Misread.self) { try KeyFile(wrong) }
        }
    }

    @Test(
        "Whatever comes when: no key goes that is in use or current, or before its horizon; none seals unread",
        arguments: 0..<200)
    func anyOrder(_ seed: Int) throws {
        var random = Dice(UInt64(seed) &+ 1)
        var (file, now) = (try KeyFile("v1 \(Self.secret)\n"), Self.start)
        var services = Services(known: ["v1"], used: ["v1": 5])
        var unusedAt: [String: Date] = [:]
        for _ in 0..<300 {
            now += TimeInterval(Int.random(in: 0...20, using: &random)) * 43_200
            switch Int.random(in: 0..<4, using: &random) {
            case 0: services.read(file)
            case 1: services.rewrap()
            default: break
            }
            let step = file.next(Self.plan, services.report, now: now)
            switch step {
            case .use(let version): #expect(services.known.contains(version))
            case .unused(let version):
                #expect(services.used[version] ?? 0 == 0)
                unusedAt[version] = now
            case .remove(let version):
                #expect(version != file.current.version && services.used[version] ?? 0 == 0)
                #expect(unusedAt[version].map { now.timeIntervalSince($0) >= Self.plan.horizon } ?? false)
            case .add: #expect(file.keys.last?.since.map { now.timeIntervalSince($0) >= Self.plan.every } ?? false)
            case .date, .wait: break
            }
            file.apply(step, secret: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }, now: now)
            #expect(Set(services.used.keys).isSubset(of: file.keys.map(\.version)))
            #expect(try KeyFile(file.text).keys.map(\.version) == file.keys.map(\.version))
        }
    }

    /// A generator that repeats itself by seed.
    private struct Dice: RandomNumberGenerator {
        private var state: UInt64
        init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }
}
