import Contracts
import Foundation

/// The file with the key-encryption keys, and what a monthly change of keys does to it next (P4). A change is made in steps,
/// each of which is safe to stop after: what happened when stands in the file itself, as comments that services pass over.
struct KeyFile: Equatable {
    /// A key, with when it was made and since when nothing is sealed with it.
    struct Key: Equatable {
        let version: String
        let secret: String
        var since: Date?
        var unusedSince: Date?
    }

    /// Oldest first; the last one seals what is new. One that is made later stands above it until every replica has it.
    private(set) var keys: [Key]
    /// Comments that are not ours, on top.
    private var remarks: [String] = []

    /// - Throws: `Misread` where a service would refuse it.
    init(_ text: String) throws(Misread) {
        var (keys, since, unused): ([Key], [String: Date], [String: Date]) = ([], [:], [:])
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                let words = line.dropFirst().split(separator: " ").map(String.init)
                let date = words.last.flatMap(RFC3339.date)
                switch (words.count, words.dropFirst().first, date) {
                case (3, "since", let date?): since[words[0]] = date
                case (3, "unused", let date?): unused[words[0]] = date
                default: remarks.append(String(line))
                }
                continue
            }
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 2, Data(base64Encoded: parts[1])?.count == 32 else {
                throw Misread(description: "a line of the key file is not a version and 32 bytes in base64")
            }
            guard !keys.contains(where: { $0.version == parts[0] }) else {
                throw Misread(description: "version \(parts[0]) stands in the key file twice")
            }
            keys.append(Key(version: parts[0], secret: parts[1]))
        }
        guard !keys.isEmpty else { throw Misread(description: "the key file holds no key") }
        self.keys = keys.map { key in
            Key(
                version: key.version, secret: key.secret, since: since[key.version],
                unusedSince: unused[key.version])
        }
    }

    struct Misread: Error, CustomStringConvertible { let description: String }

    var current: Key { keys[keys.count - 1] }

    var text: String {
        let lines = keys.flatMap { key -> [String] in
            (key.since.map { ["# \(key.version) since \(RFC3339.text($0))"] } ?? [])
                + (key.unusedSince.map { ["# \(key.version) unused \(RFC3339.text($0))"] } ?? [])
                + ["\(key.version) \(key.secret)"]
        }
        return (remarks + lines).joined(separator: "\n") + "\n"
    }

    /// What is done next, one at a time.
    enum Step: Equatable {
        /// From now on the age of the current key is known.
        case date
        /// A new key that opens and does not seal yet.
        case add
        /// The new key seals from now on; services wrap what lives anew by themselves.
        case use(String)
        /// Nothing is sealed with it any more; backups of before still are.
        case unused(String)
        /// No backup that is kept needs it. What was destroyed is now unreadable in older copies, too.
        case remove(String)
        case wait(String)
    }

    /// How long things take.
    struct Plan {
        /// A key seals for so long.
        var every: TimeInterval
        /// In which every replica has read the file.
        var settle: TimeInterval
        /// For so long backups are kept.
        var horizon: TimeInterval
    }

    /// - Parameter services: what each says of its keys; all of them, or nothing is known.
    func next(_ plan: Plan, _ services: [String: Kluissleutels], now: Date) -> Step {
        guard let since = current.since else { return .date }
        func old(_ date: Date?, _ length: TimeInterval) -> Bool {
            date.map { now.timeIntervalSince($0) >= length } ?? false
        }
        func known(_ version: String) -> Bool {
            services.values.allSatisfy { $0.versies.contains { $0.versie == version && $0.bekend } }
        }
        func used(_ version: String) -> Bool {
            services.values.contains {
                $0.huidig == version
                    || $0.versies.contains { $0.versie == version && ($0.sleutels > 0 || $0.berichten > 0) }
            }
        }
        // One that was made after the current one began to seal waits for its turn.
        if let next = keys.dropLast().first(where: { $0.since.map { $0 > since } ?? false }) {
            guard known(next.version) else { return .wait("not every service has read \(next.version) yet") }
            return old(next.since, plan.settle)
                ? .use(next.version) : .wait("replicas are given time to read \(next.version)")
        }
        for key in keys.dropLast() where !used(key.version) {
            guard let unused = key.unusedSince else { return .unused(key.version) }
            if now.timeIntervalSince(unused) >= plan.horizon { return .remove(key.version) }
        }
        if old(since, plan.every) { return .add }
        if let busy = keys.dropLast().first(where: { used($0.version) }) {
            return .wait("\(busy.version) is still in use")
        }
        return .wait("nothing is due")
    }

    /// - Parameter secret: 32 new bytes, for `add`.
    mutating func apply(_ step: Step, secret: [UInt8], now: Date) {
        switch step {
        case .date: keys[keys.count - 1].since = now
        case .add:
            let day = "k" + RFC3339.text(now).prefix(10).filter { $0 != "-" }
            let names = Set(keys.map(\.version))
            let name = ([day] + (2...99).map { "\(day)-\($0)" }).first { !names.contains($0) } ?? UUID().uuidString
            keys.insert(
                Key(version: name, secret: Data(secret).base64EncodedString(), since: now), at: keys.count - 1)
        case .use(let version):
            guard let place = keys.firstIndex(where: { $0.version == version }) else { return }
            var key = keys.remove(at: place)
            key.since = now
            keys.append(key)
        case .unused(let version):
            guard let place = keys.firstIndex(where: { $0.version == version }) else { return }
            keys[place].unusedSince = now
        case .remove(let version): keys.removeAll { $0.version == version }
        case .wait: break
        }
    }
}
