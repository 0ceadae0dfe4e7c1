import ArgumentParser
import Contracts
import Foundation

/// The log of incidents, which notificaties keeps.
enum Incidents {
    static func id(_ text: String) throws -> UUID {
        guard let id = UUID(uuidString: text) else { throw ValidationError("\(text) is not the id of an incident") }
        return id
    }

    static func write(_ note: Incidentaantekening, to incident: UUID, _ operator: Operator) async throws {
        let endpoint = try `operator`.endpoint(of: "notificaties")
        _ = try await `operator`.post(
            "\(endpoint.url)/v1/beheer/incidenten/\(incident.text)/aantekeningen", note, token: `operator`.token())
    }

    /// Without an id the first line of each.
    static func read(_ incident: UUID?, _ operator: Operator) async throws -> [Incidentregel] {
        let endpoint = try `operator`.endpoint(of: "notificaties")
        let token = try await `operator`.token()
        let path = incident.map { "/\($0.text)/aantekeningen" } ?? ""
        var all: [Incidentregel] = []
        var after: String?
        repeat {
            let place = after.map { "&after=\($0)" } ?? ""
            let page = try await `operator`.get(
                "\(endpoint.url)/v1/beheer/incidenten\(path)?limit=200\(place)", token: token)
            all += try (page["resultaten"]?.array ?? []).map { try .decode($0, .tolerant) }
            after = page["volgende"]?.string
        } while after != nil
        return all
    }

    static func print(_ lines: [Incidentregel], _ operator: Operator) {
        if `operator`.json { return `operator`.print(.array(lines.map(\.json))) }
        var table = Table(columns: ["incident", "time", "phase", "role", "by", "text"])
        table.rows = lines.map { line in
            let note = line.aantekening
            return [
                line.incident.text, RFC3339.text(line.op), (note.oefening ? "OEFENING " : "") + note.fase.rawValue,
                note.rol.text, note.door.text, note.tekst.text.replacing("\n", with: " "),
            ]
        }
        table.print()
    }
}
