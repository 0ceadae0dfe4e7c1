import Contracts
import Foundation
import Postgres

// Letting what failed be tried again, as a job that can be followed, paused and broken off (MESSAGING.md §6).
extension Operations {
    /// What a redrive would take now; nothing changes.
    public func previewRedrive(_ selection: RedriveSelection) async throws -> Herstartproef {
        var (total, busy) = (0, 0)
        var consumers: [String: Int] = [:]
        var fingerprints: [String: Int] = [:]
        for row in try await pool.query(RedriveStore.preview(selection)) {
            let (consumer, fingerprint, free, taken) = try row.decode(
                String.self, String?.self, Int64.self, Int64.self)
            total += Int(free)
            busy += Int(taken)
            if free > 0 {
                consumers[consumer, default: 0] += Int(free)
                fingerprints[fingerprint ?? "-", default: 0] += Int(free)
            }
        }
        func listed(_ counts: [String: Int]) -> [Aantal] {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(200).map {
                Aantal(naam: $0.key, aantal: $0.value)
            }
        }
        return Herstartproef(
            aantal: total, bezig: busy, perAfnemer: listed(consumers), perVingerafdruk: listed(fingerprints))
    }

    /// Starts a redrive of what is selected now; what is set aside later is not in it, and what another one has in hand
    /// neither, so that asking twice does nothing twice.
    /// - Throws: `QuarantineError` where a message that is named is not for this.
    public func startRedrive(_ selection: RedriveSelection, rate: Int, by operator: OperatorAct) async throws -> UUID {
        let id = UUID.v7()
        try await pool.transaction { transaction in
            let asked = try await transaction.exchange(
                ["select date_trunc('milliseconds', clock_timestamp())"]
                    + (selection.ids.map { ["select id, status from quarantine where id = any(\($0))"] } ?? []))
            if let ids = selection.ids { try Self.requireFailed(ids, asked[1]) }
            guard let cutOff = try asked[0].first?.decode(Date.self) else { throw EngineError.stopped }
            try await Self.start(id, selection, rate: rate, cutOff: cutOff, by: `operator`, in: transaction)
            _ = try await transaction.commit()
        }
        return id
    }

    static func start(
        _ id: UUID, _ selection: RedriveSelection, rate: Int, cutOff: Date, by operator: OperatorAct,
        in transaction: Transaction
    ) async throws {
        let started = try await transaction.exchange(
            RedriveStore.start(id, selection, rate: rate, cutOff: cutOff, by: `operator`))
        let total = try started[2].number()
        _ = try await transaction.query(
            `operator`.record("redrive", target: "\(id.text) \(selection.text)", count: total))
    }

    /// What was settled meanwhile is no mistake of whoever asks for it twice; what is not for a redrive is.
    private static func requireFailed(_ ids: [UUID], _ rows: Rows) throws {
        var found: Set<UUID> = []
        for row in rows {
            let (id, status) = try row.decode(UUID.self, String.self)
            found.insert(id)
            guard ["failed", "resolved", "discarded"].contains(status) else {
                throw QuarantineError.notFailed(id, status: status)
            }
        }
        if let missing = ids.first(where: { !found.contains($0) }) { throw QuarantineError.unknown(missing) }
    }

    /// Holds a redrive up, lets it go on, or breaks it off: what it let go already is tried all the same.
    public func setRedrive(_ id: UUID, _ status: RedriveStatus, by operator: OperatorAct) async throws {
        try await pool.transaction { transaction in
            guard let row = try await transaction.query(RedriveStore.lock(id)).first else {
                throw QuarantineError.unknown(id)
            }
            let (now, finished) = try row.decode(String.self, Date?.self)
            guard finished == nil, now != RedriveStatus.cancelled.rawValue else {
                throw QuarantineError.over(id, status: now)
            }
            _ = try await transaction.commit(
                RedriveStore.set(status, id) + [
                    `operator`.record("redrive-\(status.rawValue)", target: id.text, count: 1)
                ])
        }
    }

    /// Newest first.
    /// - Returns: one more than the limit where there is a next page.
    public func redrives(open: Bool, after: UUID?, limit: Int) async throws -> [Herstart] {
        try await redrives(
            """
            where (not \(open) or r.finished_at is null) and (\(after)::uuid is null or r.id < \(after))
            order by r.id desc limit \(limit + 1)
            """)
    }

    /// With what failed again, and the keys that are still held.
    public func redrive(_ id: UUID) async throws -> Herstart? {
        guard var found = try await redrives("where r.id = \(id)").first else { return nil }
        let more = try await pool.exchange([
            """
            select quarantine, error from redrive_message
            where redrive = \(id) and outcome in ('failed', 'refused') order by place limit \(Herstart.shown)
            """,
            """
            select count(*) from (
                select distinct p.consumer, p.source, p.topic, p.key
                from redrive_message m join quarantine q on q.id = m.quarantine
                join position p using (consumer, source, topic, key)
                where m.redrive = \(id) and p.held
            ) held
            """,
        ])
        found.mislukkingen = try more[0].map { row in
            let (message, error) = try row.decode(UUID.self, String?.self)
            return Herstartmislukking(bericht: message, fout: error ?? "")
        }
        found.vastgehouden = try more[1].number()
        return found
    }

    private func redrives(_ condition: SQL) async throws -> [Herstart] {
        try await pool.query(
            """
            select r.id, r.status, r.selection, r.rate, r.cut_off, r.operator, r.reason, r.finished_at, r.total, m.succeeded,
                m.failed, m.elsewhere, m.cancelled, m.remaining
            from redrive r left join lateral (
                select count(*) filter (where outcome = 'succeeded') as succeeded,
                    count(*) filter (where outcome in ('failed', 'refused')) as failed,
                    count(*) filter (where outcome in ('discarded', 'gone')) as elsewhere,
                    count(*) filter (where outcome = 'cancelled') as cancelled,
                    count(*) filter (where outcome is null) as remaining
                from redrive_message where redrive = r.id
            ) m on true
            \(condition)
            """
        ).map { row in
            let (
                id, status, selection, rate, cutOff, person, reason, finished, total, succeeded, failed, elsewhere,
                cancelled, remaining
            ) = try row.decode(
                UUID.self, String.self, String.self, Int32.self, Date.self, String.self, String.self, Date?.self,
                Int32.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self)
            return Herstart(
                id: id, dienst: service, toestand: status, selectie: selection, tempo: Int(rate), grensOp: cutOff,
                begonnenDoor: person, reden: reason, klaarOp: finished, aantal: Int(total), gelukt: Int(succeeded),
                opnieuwMislukt: Int(failed), elders: Int(elsewhere), afgebroken: Int(cancelled), teGaan: Int(remaining),
                vastgehouden: nil, mislukkingen: nil)
        }
    }
}
