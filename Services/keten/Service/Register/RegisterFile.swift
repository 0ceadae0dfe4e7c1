import Contracts
import Foundation
import Yams

/// A register file: its version, regions and organisations, checked as a whole.
struct RegisterFile {
    let version: Int
    let regions: [RegisterEvents.RegioVastgelegd]
    let organisations: [RegisterEvents.OrganisatieVastgelegd]

    /// - Throws: `Invalid` with everything that is wrong, each with its place in the file.
    init(yaml: String) throws {
        let json: JSON
        do {
            json = try JSON(yaml: try Yams.load(yaml: yaml))
        } catch {
            throw Invalid(pointer: "", code: Violation.Codes.json, detail: "Geen geldige YAML: \(error)")
        }
        guard let version = json["versie"]?.integer, version > 0 else {
            throw Invalid(
                pointer: "/versie", code: Violation.Codes.missing,
                detail: "Geef het register een versie, een getal vanaf 1.")
        }
        var violations: [Violation] = []
        regions = Self.entries(json, "regios", version, &violations)
        organisations = Self.entries(json, "organisaties", version, &violations)
        self.version = Int(version)
        violations += Self.references(regions, organisations)
        if !violations.isEmpty { throw Invalid(violations) }
    }

    private static func entries<E: EventData>(
        _ json: JSON, _ name: String, _ version: Int64, _ violations: inout [Violation]
    ) -> [E] {
        (json[name]?.array ?? []).enumerated().compactMap { index, entry in
            guard case .object(var members) = entry else {
                violations.append(
                    Violation(
                        pointer: "/\(name)/\(index)", code: Violation.Codes.type, detail: "Hier hoort een object."))
                return nil
            }
            members["versie"] = .integer(version)
            do throws(Invalid) {
                return try E.decode(.object(members), .strict)
            } catch {
                violations += error.violations.map {
                    Violation(pointer: "/\(name)/\(index)\($0.pointer)", code: $0.code, detail: $0.detail)
                }
                return nil
            }
        }
    }

    /// What one entry says of another must be there.
    private static func references(
        _ regions: [RegisterEvents.RegioVastgelegd], _ organisations: [RegisterEvents.OrganisatieVastgelegd]
    ) -> [Violation] {
        let known = Dictionary(organisations.map { ($0.oin, $0) }, uniquingKeysWith: { a, _ in a })
        var violations: [Violation] = []
        func require(_ holds: Bool, _ pointer: String, _ detail: String) {
            if !holds { violations.append(Violation(pointer: pointer, code: Violation.Codes.value, detail: detail)) }
        }
        require(known.count == organisations.count, "/organisaties", "Een OIN staat er meer dan eens in.")
        for (index, region) in regions.enumerated() {
            let place = "/regios/\(index)"
            let contact = known[region.aanspreekpunt.organisatie]
            require(
                contact?.medewerkers.contains { $0.id == region.aanspreekpunt.medewerker } ?? false,
                place + "/aanspreekpunt",
                "Dit aanspreekpunt staat niet in het register.")
            for (number, route) in region.routering.enumerated() {
                require(
                    known[route.organisatie] != nil, place + "/routering/\(number)/organisatie",
                    "Deze organisatie staat niet in het register.")
            }
        }
        for (index, organisation) in organisations.enumerated() {
            require(
                regions.contains { $0.code == organisation.regio }, "/organisaties/\(index)/regio",
                "Deze regio staat niet in het register.")
        }
        return violations + succession(regions, organisations, known)
    }

    /// O17, O23: what an organisation has must be somebody's on the day that it stops.
    private static func succession(
        _ regions: [RegisterEvents.RegioVastgelegd], _ organisations: [RegisterEvents.OrganisatieVastgelegd],
        _ known: [OIN: RegisterEvents.OrganisatieVastgelegd]
    ) -> [Violation] {
        var violations: [Violation] = []
        func require(_ holds: Bool, _ pointer: String, _ detail: String) {
            if !holds { violations.append(Violation(pointer: pointer, code: Violation.Codes.value, detail: detail)) }
        }
        for (index, region) in regions.enumerated() {
            require(
                known[region.aanspreekpunt.organisatie].map { $0.actief && $0.stoptOp == nil } ?? true,
                "/regios/\(index)/aanspreekpunt/organisatie",
                "Wie stopt kan het aanspreekpunt niet houden: daar komt terecht wat niemand overneemt.")
        }
        for (index, organisation) in organisations.enumerated() {
            let place = "/organisaties/\(index)"
            let partly = organisation.opvolgers ?? []
            require(
                partly.isEmpty || organisation.opvolger != nil, place + "/opvolger",
                "Noem bij een splitsing ook wie de rest overneemt.")
            for (pointer, named) in [(place + "/opvolger", organisation.opvolger)]
                + partly.enumerated().map({ ("\(place)/opvolgers/\($0)/organisatie", $1.organisatie) })
            {
                guard let named else { continue }
                require(known[named] != nil, pointer, "Deze opvolger staat niet in het register.")
                require(
                    known[named]?.medewerkers.isEmpty != true, pointer,
                    "Bij deze opvolger werkt niemand die het oppakt.")
                require(
                    ends(at: named, from: organisation.oin, known), pointer,
                    "Dit komt nooit uit bij een organisatie die meedoet.")
            }
        }
        return violations
    }

    /// Whether following successors comes to one that goes on.
    private static func ends(
        at first: OIN, from stopped: OIN, _ known: [OIN: RegisterEvents.OrganisatieVastgelegd]
    ) -> Bool {
        var seen: Set = [stopped]
        var next: OIN? = first
        while let oin = next, seen.insert(oin).inserted, let organisation = known[oin] {
            if organisation.actief, organisation.stoptOp == nil { return true }
            next = organisation.opvolger
        }
        return false
    }

    /// What is said of organisations that stop, for who applies it.
    var stops: [String] {
        organisations.filter { !$0.actief || $0.stoptOp != nil }.map { organisation in
            let day = organisation.stoptOp.map { "stops on \($0.text)" } ?? "takes no part"
            let split = (organisation.opvolgers ?? []).map {
                ", gemeente \($0.gemeente.text) to \($0.organisatie.text)"
            }
            let successor =
                organisation.opvolger.map { "to \($0.text)" } ?? "no successor: back to senders, or to the region"
            return "\(organisation.oin.text) \(day): \(successor)\(split.joined())"
        }
    }

    /// Regions first: organisations refer to them.
    func events() -> [(key: String, subject: String, type: EventType, data: JSON)] {
        regions.map { ($0.code.text, $0.code.text, RegisterEvents.RegioVastgelegd.eventType, $0.json) }
            + organisations.map { ($0.oin.text, $0.oin.text, RegisterEvents.OrganisatieVastgelegd.eventType, $0.json) }
    }
}

extension JSON {
    /// What Yams read.
    init(yaml value: Any?) throws {
        switch value {
        case nil, is NSNull: self = .null
        case let value as Bool: self = .bool(value)
        case let value as Int: self = .integer(Int64(value))
        case let value as Double: self = .number(value)
        case let value as String: self = .string(value)
        case let value as [Any]: self = .array(try value.map { try JSON(yaml: $0) })
        case let value as [String: Any]: self = .object(Members(try value.map { ($0.key, try JSON(yaml: $0.value)) }))
        default:
            throw Invalid(
                pointer: "", code: Violation.Codes.type,
                detail: "Dit soort waarde hoort niet in een register; zet er aanhalingstekens om.")
        }
    }
}
