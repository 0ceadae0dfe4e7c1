/// Who may import what of ours (transitive imports do compile, so only this holds it).
enum ImportTable {
    /// Libraries in C. Their names may stand in the rows below only.
    static let c: Set<String> = ["BindShim", "CCurl", "CLibpq", "CRdkafka"]

    static let shared: [String: Set<String>] = [
        "Postgres": ["CLibpq"],
        "Kafka": ["CRdkafka"],
        "Mail": ["CCurl"],
        "Contracts": [],
        "Runtime": [],
        "Web": ["Contracts", "Runtime"],
        "Messaging": ["Contracts", "Kafka", "Postgres"],
        "Register": ["Contracts", "Messaging", "Postgres"],
        "Content": ["Contracts", "Postgres"],
        "Chassis": ["Content", "Contracts", "Kafka", "Messaging", "Postgres", "Register", "Runtime", "Web"],
    ]

    /// The folder of each service or tool, with its modules.
    static let services: [String: (domain: String?, executable: String)] = [
        "melding-intake": ("MeldingDomain", "MeldingIntake"),
        "regionaal-veiligheidsteam": ("VeiligheidDomain", "RegionaalVeiligheidsteam"),
        "verwijzing": ("VerwijzingDomain", "Verwijzing"),
        "notificaties": ("NotificatieDomain", "Notificaties"),
        "keten": (nil, "Keten"),
        "keten-dev": (nil, "KetenDev"),
    ]

    private static let tools: [String: Set<String>] = [
        "Keten": ["Contracts", "Kafka", "Runtime", "Web"],
        "KetenDev": ["BindShim", "CRdkafka", "Contracts", "Runtime"],
    ]

    /// What a service's executable may use of Shared.
    private static let service: Set<String> = [
        "Chassis", "Content", "Contracts", "Messaging", "Postgres", "Register", "Runtime", "Web",
    ]

    /// Modules that import Foundation and nothing else at all.
    static let foundationOnly: Set<String> = Set(services.values.compactMap(\.domain)).union(["Contracts"])

    static let ours: Set<String> = c.union(shared.keys).union(services.values.map(\.executable))
        .union(services.values.compactMap(\.domain)).union(["TestSupport"])

    /// The module that a Swift file belongs to; nil for Package.swift, which belongs to none.
    static func module(of path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        switch parts.first {
        case "Shared" where parts.count > 2: return parts[1]
        // A package of its own.
        case "Tests" where parts.count > 2 && parts[1] == "Benchmarks": return nil
        case "Tests" where parts.count > 2: return parts[1] == "Support" ? "TestSupport" : parts[1]
        case "Services" where parts.count > 3:
            guard let modules = services[parts[1]] else { return parts[1] }
            return parts[2] == "Domain" ? modules.domain : modules.executable
        default: return nil
        }
    }

    /// nil: the module stands in no row.
    static func allowed(to module: String) -> Set<String>? {
        if let row = shared[module] ?? tools[module] { return row }
        if module.hasSuffix("Tests") || module == "TestSupport" { return ours.subtracting(c) }
        for modules in services.values {
            if module == modules.domain { return [] }
            guard module == modules.executable, let domain = modules.domain else { continue }
            // One of them speaks to people outside the chain.
            return service.union(module == "Notificaties" ? [domain, "Mail"] : [domain])
        }
        return nil
    }

    /// What a file imports against the table, in words.
    static func violations(in file: Repository.File) -> [String] {
        guard let module = module(of: file.path) else { return [] }
        guard let allowed = allowed(to: module) else {
            return ["\(file.path): the module \(module) is not in the table"]
        }
        return imports(of: file.text).filter { name in
            if name == module { return false }
            if foundationOnly.contains(module) { return name != "Foundation" }
            return ours.contains(name) && !allowed.contains(name)
        }.map { "\(file.path): \(module) may not import \($0)" }
    }

    /// The modules that a source text imports, whatever stands before or after the word.
    static func imports(of source: String) -> [String] {
        source.all(
            #/
            (?m) ^ \h*
            (?: @\w+ (?: \( [^)]* \) )? \s+ | (?: public | package | internal | fileprivate | private ) \s+ )*
            import \s+
            (?: (?: struct | class | enum | protocol | func | var | let | typealias ) \s+ )?
            (\w+)
            /#)
    }
}
