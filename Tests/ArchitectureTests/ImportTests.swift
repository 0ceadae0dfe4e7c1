import Testing

@Suite("Imports follow the table")
struct ImportTests {
    @Test("no module imports one that the table does not give it")
    func table() {
        let sources = Repository.files.filter { $0.path.hasSuffix(".swift") && $0.path.contains("/") }
        #expect(sources.count > 100)
        #expect(sources.flatMap(ImportTable.violations) == [])
    }

    @Test("every folder of Shared and Services stands in the table")
    func complete() throws {
        let shared = try Repository.names(in: "Shared").filter { !ImportTable.c.contains($0) }
        #expect(shared == ImportTable.shared.keys.sorted())
        #expect(try Repository.names(in: "Services") == ImportTable.services.keys.sorted())
    }

    @Test(
        "an import is seen in every form that Swift allows",
        arguments: [
            "import Kafka", "  import Kafka", "@testable import Kafka", "@_implementationOnly import Kafka",
            "@preconcurrency public import Kafka", "internal import Kafka", "import struct Kafka.KafkaError",
            "import Foundation\nimport Kafka // why", "@_spi(Tests) import Kafka",
        ])
    func forms(source: String) {
        #expect(ImportTable.imports(of: source).last == "Kafka")
    }

    @Test(
        "what the table forbids is refused",
        arguments: [
            ("Shared/Web/API.swift", "import Postgres"), ("Shared/Postgres/Pool.swift", "import Contracts"),
            ("Shared/Messaging/Relay.swift", "import CRdkafka"), ("Shared/Contracts/JSON.swift", "import Logging"),
            ("Services/verwijzing/Domain/Zaak.swift", "import Contracts"),
            ("Services/verwijzing/Service/Main.swift", "import MeldingDomain"),
            ("Services/verwijzing/Service/Main.swift", "import Kafka"),
            ("Services/notificaties/Service/Main.swift", "import Verwijzing"),
            ("Services/verwijzing/Service/Main.swift", "import Mail"), ("Shared/Mail/A.swift", "import Postgres"),
            ("Services/notificaties/Service/Main.swift", "import CCurl"),
            ("Services/keten/Service/Main.swift", "import Postgres"), ("Tests/KafkaTests/A.swift", "import CRdkafka"),
            ("Shared/New/A.swift", "import Foundation"),
        ])
    func refused(path: String, source: String) {
        #expect(ImportTable.violations(in: Repository.File(path: path, text: source)).count == 1)
    }
}
