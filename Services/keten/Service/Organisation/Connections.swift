import ArgumentParser
import Contracts
import Foundation

/// How the services see one organisation's connection.
struct Connections: Sendable {
    let oin: OIN
    var seen: [String: Organisatieaansluiting] = [:]
    /// Why a service did not tell.
    var silent: [String: String] = [:]

    static func oin(_ text: String) throws -> OIN {
        guard let oin = OIN(text) else { throw ValidationError("\(text) is not an OIN of 20 positions") }
        return oin
    }

    static func ask(_ operator: Operator, _ oin: OIN) async throws -> Connections {
        let token = try await `operator`.token()
        return await withTaskGroup(of: (String, Result<Organisatieaansluiting, any Error>).self) { group in
            for endpoint in `operator`.endpoints {
                group.addTask {
                    do {
                        let json = try await `operator`.get(endpoint.organisation(oin), token: token)
                        return (endpoint.name, .success(try .decode(json, .tolerant)))
                    } catch {
                        return (endpoint.name, .failure(error))
                    }
                }
            }
            return await group.reduce(into: Connections(oin: oin)) { all, one in
                switch one.1 {
                case .success(let seen): all.seen[one.0] = seen
                case .failure(let error): all.silent[one.0] = "\(error)"
                }
            }
        }
    }

    /// Asks until all have the version, or the time is up.
    static func wait(_ operator: Operator, _ oin: OIN, for version: Int, within limit: Duration) async throws
        -> Connections
    {
        let deadline = ContinuousClock.now + limit
        while true {
            let now = try await ask(`operator`, oin)
            if now.late(version).isEmpty || ContinuousClock.now > deadline { return now }
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    /// Every organisation, as the first service that answers tells it.
    static func list(_ operator: Operator) async throws -> [Organisatieaansluiting] {
        let token = try await `operator`.token()
        var problems: [String] = []
        for endpoint in `operator`.endpoints {
            do {
                var all: [Organisatieaansluiting] = []
                var after: String?
                repeat {
                    let place = after.map { "&after=\($0)" } ?? ""
                    let page = try await `operator`.get(
                        "\(endpoint.url)/v1/beheer/organisaties?limit=200\(place)", token: token)
                    all += try (page["resultaten"]?.array ?? []).map { try .decode($0, .tolerant) }
                    after = page["volgende"]?.string
                } while after != nil
                return all
            } catch {
                problems.append("\(endpoint.name): \(error)")
            }
        }
        throw Operator.Failure(description: "no service answered: \(problems.joined(separator: "; "))")
    }

    var newest: Organisatieaansluiting? { seen.values.max { $0.versie < $1.versie } }
    var problems: String { silent.map { "\($0.key): \($0.value)" }.sorted().joined(separator: "; ") }
    var agree: Bool { silent.isEmpty && Set(seen.values.map(\.versie)).count <= 1 }

    func late(_ version: Int) -> [String] {
        (Array(silent.keys) + seen.filter { $0.value.versie < version }.map(\.key)).sorted()
    }

    /// Leaves who and why in each service that answers; where none does, nothing is done.
    func record(_ act: Aansluithandeling, _ operator: Operator) async throws {
        let token = try await `operator`.token()
        var recorded = 0
        var failures: [String] = []
        for endpoint in `operator`.endpoints where seen[endpoint.name] != nil {
            do {
                _ = try await `operator`.post(endpoint.organisation(oin) + "/aansluitingen", act, token: token)
                recorded += 1
            } catch {
                failures.append("\(endpoint.name): \(error)")
            }
        }
        guard recorded > 0 else {
            throw Operator.Failure(
                description: "nobody could record who does this: \(failures.joined(separator: "; "))")
        }
    }

    func print(_ operator: Operator) {
        let names = `operator`.endpoints.map(\.name)
        if `operator`.json {
            return `operator`.print(
                .object([
                    "oin": .string(oin.text),
                    "services": .array(
                        names.map { name in
                            .object([
                                "name": .string(name), "seen": seen[name]?.json ?? .null,
                                "problem": silent[name].map(JSON.string) ?? .null,
                            ])
                        }),
                ]))
        }
        if let newest {
            Swift.print("\(oin.text) \(newest.naam.text): \(newest.state), reference \(newest.kenmerk?.text ?? "-")")
            if let line = newest.succession { Swift.print(line) }
            for region in newest.aanspreekpuntVan {
                Swift.print("the named person of region \(region.text) works here: call them, their tasks wait as well")
            }
        }
        var table = Table(columns: ["service", "state", "since", "waits in outbox", "open"])
        table.rows = names.map { name in
            guard let seen = seen[name] else { return [name, "?", "-", "-", silent[name] ?? "no answer"] }
            let open = seen.openstaand.map { "\($0.naam) \($0.aantal)" }.joined(separator: ", ")
            return [
                name, seen.state, seen.afgesloten ? seen.sinds.map(RFC3339.text) ?? "-" : "-",
                seen.wacht.map(String.init) ?? "-", open.isEmpty ? "-" : open,
            ]
        }
        table.print()
    }
}

extension Organisatieaansluiting {
    /// O17, O23; nil for one that goes on.
    var succession: String? {
        guard !actief || stoptOp != nil else { return nil }
        let day = stoptOp.map { actief ? "stops on \($0.text)" : "stopped on \($0.text)" } ?? "takes no part"
        let place = opvolger.map { "\($0.text) comes in its place" } ?? "nobody comes in its place: back to senders"
        return "\(day); \(place)"
    }

    var state: String { afgesloten ? "CUT OFF" : actief ? "connected" : "not active" }
}

extension Operator.Endpoint {
    fileprivate func organisation(_ oin: OIN) -> String { "\(url)/v1/beheer/organisaties/\(oin.text)" }
}
