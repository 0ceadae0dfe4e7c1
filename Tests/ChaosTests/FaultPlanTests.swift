import Foundation
import TestSupport
import Testing

@Suite("The plan of the faults")
struct FaultPlanTests {
    private let instances = ChainService.allCases.map { ChainInstance($0) } + [ChainInstance(.verwijzing, 2)]

    private func plan(_ seed: UInt64) -> FaultPlan {
        FaultPlan(seed: seed, lasting: .seconds(600), instances: instances)
    }

    @Test("the same seed gives the same plan, another seed another")
    func repeatable() {
        #expect(plan(7).steps == plan(7).steps)
        #expect(plan(7).steps != plan(8).steps)
    }

    @Test("ten minutes hold every kind of fault, and hit every process")
    func complete() {
        let faults = plan(1).steps.map(\.fault)
        #expect(Set(faults.map(\.kind)).count == 13)
        #expect(Set(faults.flatMap(\.targets)).count == instances.count + 3)
    }

    @Test("the broker is away for a bounded part of the time", arguments: 1...20)
    func brokerBounded(seed: UInt64) {
        let away = plan(seed).steps.reduce(Duration.zero) { sum, step in
            if case .brokerDown(let lasting) = step.fault { sum + lasting } else { sum }
        }
        #expect(away < .seconds(180))
    }
}
