import Contracts

/// What an edit changed in a body, place by place.
struct Difference: Sendable, Equatable {
    struct Change: Sendable, Equatable {
        let pointer: String
        /// Nil: it was not there.
        let before: JSON?
        /// Nil: it is there no more.
        let after: JSON?
    }

    var changes: [Change] = []

    init(from before: JSON, to after: JSON) { compare(before, after, "") }

    private mutating func compare(_ before: JSON?, _ after: JSON?, _ pointer: String) {
        switch (before, after) {
        case (.object(let old)?, .object(let new)?):
            for name in Set(old.keys).union(new.keys).sorted() {
                compare(old[name], new[name], pointer + "/" + JSONPointer.escape(name))
            }
        case (.array(let old)?, .array(let new)?):
            for index in 0..<max(old.count, new.count) {
                compare(
                    old.indices.contains(index) ? old[index] : nil, new.indices.contains(index) ? new[index] : nil,
                    "\(pointer)/\(index)")
            }
        default:
            if before != after { changes.append(Change(pointer: pointer, before: before, after: after)) }
        }
    }

    var json: JSON {
        .array(
            changes.map { change in
                var members: JSON.Members = ["pointer": .string(change.pointer)]
                members["before"] = change.before
                members["after"] = change.after
                return .object(members)
            })
    }

    /// Reads what `json` wrote.
    init(_ json: JSON) {
        changes = (json.array ?? []).map {
            Change(pointer: $0["pointer"]?.string ?? "", before: $0["before"], after: $0["after"])
        }
    }
}
