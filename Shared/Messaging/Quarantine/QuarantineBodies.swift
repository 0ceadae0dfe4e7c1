import Contracts
import Foundation
import Kafka
import Postgres

/// The contents of what was set aside: shown masked, given only after that was recorded, and edited under the rules of
/// the consumer that must handle them (MESSAGING.md §6).
public struct QuarantineBodies: Sendable {
    private let pool: PostgresPool
    private let seal: any BodySeal
    private let intakes: [String: Intake]

    public init(engine: Engine, consumers: [ConsumerDefinition]) {
        pool = engine.pool
        seal = engine.seal
        intakes = Dictionary(uniqueKeysWithValues: consumers.map { ($0.name, Intake(definition: $0)) })
    }

    /// A content that may be given.
    public struct Opened: Sendable {
        public let bytes: [UInt8]
        /// How often it was edited; 0 for the content as it came.
        public let edits: Int
        /// What the edits together changed, where it was edited and the edited content is asked for.
        public let changes: [(pointer: String, before: JSON?, after: JSON?)]
    }

    // MARK: - Showing

    /// Its form, without a value that says anything of anybody.
    public func redacted(_ id: UUID) async throws -> (form: JSON, edits: Int) {
        let row = try await row(id, on: pool.query(Self.select(id, locking: false)))
        return (Redaction.redacted(try body(of: row, original: false)), row.edits)
    }

    /// The content itself. The record of the processing is committed first; where that fails nothing is given.
    /// - Parameter records: what is written before, for the people that the content names by pseudonym.
    public func open(
        _ id: UUID, original: Bool, by operator: OperatorAct, recording records: (Set<String>) -> [SQL]
    ) async throws -> Opened {
        let row = try await row(id, on: pool.query(Self.select(id, locking: false)))
        let body = try body(of: row, original: original)
        let subjects = Pseudonym.all(in: .object(body.members ?? [:]))
        try await pool.transaction { transaction in
            _ = try await transaction.commit(
                records(subjects) + [
                    `operator`.record(original ? "unmask-original" : "unmask", target: id.text, count: 1)
                ])
        }
        var changes: [Difference.Change] = []
        if !original, let difference = row.difference {
            changes = Difference(try JSON.parse(seal.open(difference, messageID: row.messageID))).changes
        }
        return Opened(
            bytes: body.bytes, edits: original ? 0 : row.edits,
            changes: changes.map { ($0.pointer, $0.before, $0.after) })
    }

    // MARK: - Editing

    /// What an edit changed: places only, since the values are content.
    public struct Edited: Sendable {
        public let edits: Int
        public let places: [String]
        /// The redrive that lets it be handled; nil where it was only tried out.
        public let redrive: UUID?
    }

    /// Lets the message be handled with another body. The one that came is kept, and so is each edit; who, when and why
    /// are kept with it. A refused message comes back as a failed one, and its id is free again.
    /// - Parameters:
    ///   - edits: how often it had been edited when the editor read it.
    ///   - dryRun: judge only, change nothing.
    /// - Throws: `Invalid` with everything that is wrong, or `QuarantineError`; nothing was changed.
    public func edit(
        _ id: UUID, to edited: [UInt8], after edits: Int, dryRun: Bool, by operator: OperatorAct
    ) async throws -> Edited {
        try await pool.transaction { transaction in
            // The position first, as everywhere (MESSAGING.md §5): a try that runs now is over before this.
            let rows = try await transaction.exchange([
                """
                select p.last_sequence from position p join quarantine q using (consumer, source, topic, key)
                where q.id = \(id) and q.sequence is not null for update of p
                """, Self.select(id, locking: true), "select date_trunc('milliseconds', clock_timestamp())",
            ])
            let row = try row(id, on: rows[1])
            guard let now = try rows[2].first?.decode(Date.self) else { throw EngineError.stopped }
            let (body, original) = (try self.body(of: row, original: false), try self.body(of: row, original: true))
            let places = try judge(edited, instead: original, now: body, of: row, after: edits)
            if dryRun { return Edited(edits: row.edits, places: places, redrive: nil) }
            let after = try JSON.parse(edited)
            let difference = Difference(from: original.members.map(JSON.object) ?? .null, to: after)
            var statements: [SQL] = [
                """
                insert into quarantine_edit (quarantine, number, body, difference, organisation, operator, reason, at)
                values (\(id), \(Int32(row.edits + 1)), \(try seal.seal(edited, messageID: row.messageID)),
                    \(try seal.seal(difference.json.encoded(), messageID: row.messageID)), \(`operator`.organisation),
                    \(`operator`.person), \(`operator`.reason), \(now))
                """,
                """
                update quarantine set edits = edits + 1, status = 'failed', resolved_at = null,
                    type = \(after["type"]?.string ?? row.type)
                where id = \(id)
                """,
            ]
            if row.status == .refused {
                // Its id was used up by the refusal; whichever comes first now, this or the sender's own, counts.
                statements.append(
                    "delete from inbox where consumer = \(row.consumer) and message_id = \(row.messageID)")
            }
            statements.append(`operator`.record("edit", target: id.text, count: places.count))
            _ = try await transaction.exchange(statements)
            let redrive = UUID.v7()
            try await Operations.start(
                redrive, RedriveSelection(ids: [id]), rate: Herstartopdracht.gewoonTempo, cutOff: now, by: `operator`,
                in: transaction)
            _ = try await transaction.commit()
            return Edited(edits: row.edits + 1, places: places, redrive: redrive)
        }
    }

    /// - Returns: where it differs from what is handled now.
    private func judge(
        _ edited: [UInt8], instead original: SetAsideBody, now: SetAsideBody, of row: BodyRow, after edits: Int
    ) throws -> [String] {
        guard row.status == .failed || row.status == .refused else {
            throw QuarantineError.notFailed(row.id, status: row.status.rawValue)
        }
        guard edits == row.edits else { throw QuarantineError.editedMeanwhile(current: row.edits) }
        guard let intake = intakes[row.consumer] else { throw QuarantineError.notEditable(row.id) }
        // On a chain topic the number tells which message it is: one that has none or was passed has nothing to become.
        if !intake.definition.isInbound, intake.definition.isSequenced,
            row.sequence == nil || row.status == .refused
        {
            throw QuarantineError.notEditable(row.id)
        }
        let violations = intake.violations(ofEdited: edited, instead: original)
        if !violations.isEmpty { throw Invalid(violations) }
        let changes = Difference(from: now.members.map(JSON.object) ?? .null, to: try JSON.parse(edited)).changes
        if changes.isEmpty { throw QuarantineError.unchanged }
        return changes.map(\.pointer)
    }

    // MARK: - Rows

    private struct BodyRow {
        let id: UUID
        let consumer: String
        let topic: String
        let key: String
        let sequence: Int64?
        let messageID: String
        let type: String
        let status: SetAside.Status
        let headers: String
        let edits: Int
        let original: [UInt8]
        let edited: [UInt8]?
        let difference: [UInt8]?
    }

    private static func select(_ id: UUID, locking: Bool) -> SQL {
        """
        select q.consumer, q.topic, q.key, q.sequence, q.message_id, q.type, q.status, q.headers, q.edits, q.body, e.body,
            e.difference
        from quarantine q left join quarantine_edit e on e.quarantine = q.id and e.number = q.edits
        where q.id = \(id) \(locking ? SQL(verbatim: "for update of q") : SQL(verbatim: ""))
        """
    }

    private func row(_ id: UUID, on rows: Rows) throws -> BodyRow {
        guard let row = rows.first else { throw QuarantineError.unknown(id) }
        let (
            consumer, topic, key, sequence, messageID, type, status, headers, edits, original, edited, difference
        ) = try row.decode(
            String.self, String.self, String.self, Int64?.self, String.self, String.self, String.self, String.self,
            Int32.self, [UInt8]?.self, [UInt8]?.self, [UInt8]?.self)
        guard let original else { throw QuarantineError.noBody(id) }
        guard let status = SetAside.Status(rawValue: status) else { throw QuarantineError.unknown(id) }
        return BodyRow(
            id: id, consumer: consumer, topic: topic, key: key, sequence: sequence, messageID: messageID, type: type,
            status: status, headers: headers, edits: Int(edits), original: original, edited: edited,
            difference: difference)
    }

    private func body(of row: BodyRow, original: Bool) throws -> SetAsideBody {
        let edited = original ? nil : row.edited
        return SetAsideBody(
            topic: row.topic, key: row.key, body: try seal.open(edited ?? row.original, messageID: row.messageID),
            headers: edited == nil ? QuarantineStore.headers(row.headers) : [])
    }
}

/// The pseudonyms in a content: whom it concerns, as far as it says.
enum Pseudonym {
    static func all(in json: JSON) -> Set<String> {
        switch json {
        case .string(let text): Pseudoniem(text) == nil ? [] : [text]
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(all(in: $1)) }
        case .object(let members): members.values.reduce(into: []) { $0.formUnion(all(in: $1)) }
        default: []
        }
    }
}
