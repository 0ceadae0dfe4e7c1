import Contracts
import Web

/// How people of a family are called on the pages of professionals.
enum Gezinsleden {
    /// By name; without it by role and place in the list.
    static func naam(_ lid: JSON, _ plaats: Int, _ words: Words) -> String {
        lid["naam"]?.string ?? "\(words[lid["rol"]?.string ?? ""]) \(plaats + 1)"
    }
}
