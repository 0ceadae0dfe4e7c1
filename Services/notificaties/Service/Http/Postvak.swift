import Contracts
import Foundation
import Web

/// What waits for somebody: as many tasks as were asked for, and how many there are.
struct Postvak: Contract {
    var resultaten: [TaakStand]
    var volgende: String?
    var aantal: Int
    var teLaat: Int

    static var title: String { "Postvak" }
    static var fields: [String: String] {
        [
            "resultaten": "De taken die wachten: eerst spoed, dan wat het eerst om is.",
            "volgende": "Waarde voor after om verder te lezen; ontbreekt op de laatste pagina.",
            "aantal": "Hoeveel taken er wachten, over alle pagina's.",
            "teLaat": "Van hoeveel daarvan de termijn om is.",
        ]
    }
    static var lists: [String: ClosedRange<Int>] { ["resultaten": 0...PageRequest.limits.upperBound] }
    static var example: Postvak { Postvak(resultaten: [.example], volgende: nil, aantal: 1, teLaat: 0) }
}
