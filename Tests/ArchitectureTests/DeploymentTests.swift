import Foundation
import Testing

@Suite("What deploys agrees with the code")
struct DeploymentTests {
    @Test("the image holds the products but for the development stand-ins")
    func image() throws {
        let text = try Repository.text("deploy/Dockerfile")
        let production = try Deployment.products().filter { $0 != "keten-dev" }
        #expect(production.count == 5)
        #expect(
            text.all(/for product in ([^;]+); do/).map { $0.split(separator: " ").map(String.init) } == [production])
        #expect(
            text.all(/cp ([a-z -]+) \/products\//).map { $0.split(separator: " ").map(String.init) } == [production])
        let stages = text.matches(of: #/(?m)^FROM (\S+) AS (\S+)$/#).map { String($0.output.2) }
        #expect(stages.last == "production")
        let last = text.components(separatedBy: "FROM ").last ?? ""
        #expect(!last.contains("keten-dev") && last.contains("COPY --from=build /products/"))
    }

    @Test("compose runs each service as it is named, on its port, with its own role", arguments: Deployment.services)
    func compose(service: String) throws {
        let compose = try Deployment.Compose()
        let block = compose.service(service)
        let migrate = compose.service("\(service)-migrate")
        let role = Deployment.schema(service)
        let port = try #require(Deployment.port(service).first, "the definition of \(service) names no port")
        #expect(Deployment.port(service).count == 1)
        #expect(block.contains(#"command: ["\#(service)", "serve"]"#))
        #expect(block.contains(#"ports: ["127.0.0.1:\#(port):\#(port)"]"#))
        #expect(block.contains("http://127.0.0.1:\(port)/health/ready"))
        #expect(block.contains("KETEN_DATABASE_PASSWORD_FILE: /run/secrets/\(role)-password"))
        #expect(block.contains("secrets: [\(role)-password,"))
        #expect(migrate.contains(#"command: ["\#(service)", "migrate"]"#))
        #expect(migrate.contains("KETEN_DATABASE_PASSWORD_FILE: /run/secrets/\(role)_owner-password"))
        #expect(compose.text.contains("\(service)=http://\(service):\(port)"))
        #expect(try Repository.text("deploy/prometheus/prometheus.yml").contains("- \(service):\(port)\n"))
        #expect(try Repository.text("deploy/lib/stack.sh").contains("[\(service)]=\(port)"))
        #expect(
            try Repository.text("Shared/Chassis/ServiceSettings.swift").contains("\(service)=http://127.0.0.1:\(port)"))
    }

    @Test("compose and the scripts set only variables that the code reads, and all that it requires")
    func variables() throws {
        let shared = Deployment.variables(under: "Shared/Chassis/")
        let known = shared.union(Deployment.variables(under: "Services/"))
        let required = Deployment.requiredVariables(under: "Shared/Chassis/")
        #expect(shared.count > 15 && required == ["KETEN_KEYS_FILE", "KETEN_PSEUDONYM_FILE"])
        let compose = Set(try Deployment.Compose().text.all(#/(?m)^ +(KETEN_[A-Z_]+):/#))
        #expect(compose.subtracting(known) == [])
        #expect(required.subtracting(compose) == [])
        let stack = try Repository.text("deploy/lib/stack.sh")
        let body =
            stack.components(separatedBy: "export_settings() {\n").last?.components(separatedBy: "\n}\n").first ?? ""
        let scripts = Set(body.all(/\b(KETEN_[A-Z_]+)\b/)).subtracting(["KETEN_HOME"])
        #expect(scripts.count > 5)
        #expect(scripts.subtracting(known) == [])
        #expect(required.subtracting(scripts) == [])
    }

    @Test("every secret that compose uses is declared")
    func secrets() throws {
        let compose = try Deployment.Compose().text
        let declared = Set(compose.all(#/(?m)^  ([a-z_-]+): \{ file: /#))
        let lists = compose.all(/secrets: \[([^\]]+)\]/).flatMap { $0.split(separator: ",").map { $0.trimming } }
        let used = Set(lists + compose.all(#/(?m)^      - ([a-z_]+-password)$/#))
        #expect(used.count > 10)
        #expect(used == declared)
        for role in Deployment.services.map(Deployment.schema) {
            #expect(declared.isSuperset(of: ["\(role)-password", "\(role)_owner-password"]))
        }
    }

    @Test("roles.sql makes the schemas of the services")
    func roles() throws {
        for path in ["deploy/postgres/roles.sql", "deploy/postgres/apply-roles"] {
            let text = try Repository.text(path)
            for service in Deployment.services {
                #expect(text.contains(Deployment.schema(service)), "\(path): \(service)")
            }
        }
    }

    @Test("the topics are those of the contracts, wide and safe enough, and the register is kept for ever")
    func topics() throws {
        let source = try Repository.text("Shared/Contracts/Events/Topics.swift")
        let partitions = try #require(source.all(/partitions = (\d+)/).first)
        let topics = try Deployment.topics()
        #expect(Set(topics.map(\.name)) == Set(source.all(/static let \w+ = "(keten\.[a-z]+)"/)))
        #expect(topics.count == 5)
        for topic in topics {
            #expect(topic.partitions == partitions && topic.replication == "3")
            #expect(topic.settings.isSuperset(of: ["min.insync.replicas=2", "cleanup.policy=delete"]))
            #expect(topic.settings.contains("retention.ms=-1") == (topic.name == "keten.register"))
        }
    }
}

extension Substring {
    fileprivate var trimming: String { String(drop { $0 == " " }) }
}
