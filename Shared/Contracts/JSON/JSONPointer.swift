/// A place in a JSON document (RFC 6901), built while walking down and only written out when something is wrong there.
indirect enum Path: Sendable {
    case root
    case member(Path, String)
    case element(Path, Int)

    /// From a value to one inside it, or to none.
    enum Step {
        case here
        case member(String)
        case element(Int)
    }

    func to(_ step: Step) -> Path {
        switch step {
        case .here: self
        case .member(let name): .member(self, name)
        case .element(let index): .element(self, index)
        }
    }

    var pointer: String {
        switch self {
        case .root: ""
        case .member(let parent, let name): parent.pointer + "/" + JSONPointer.escape(name)
        case .element(let parent, let index): parent.pointer + "/\(index)"
        }
    }
}

public enum JSONPointer {
    /// One reference token: `~` becomes `~0` and `/` becomes `~1`.
    public static func escape(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
