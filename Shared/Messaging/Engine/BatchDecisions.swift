import Contracts
import Crypto
import Foundation
import Postgres

extension Batch {
    /// Decides one piece of work against what is loaded and what earlier work of the batch changed.
    /// - Throws: only what fails the whole batch; a refusal or a failure of this work is its outcome.
    mutating func decide(_ work: Work) throws -> Outcome {
        switch work.origin {
        case .command(let key): try command(work, key)
        case .message(let inbound): try message(work, inbound)
        case .term(let id, let handler): try term(work, id, handler)
        }
    }

    // MARK: - Commands

    private mutating func command(_ work: Work, _ key: IdempotencyKey) throws -> Outcome {
        if reusedKeys.contains(key) { return .rejected(CommandError.idempotencyKeyReused) }
        if let earlier = answers[key] { return .answered(earlier, repeated: true) }
        if answers.keys.contains(where: { $0.organisation == key.organisation && $0.key == key.key }) {
            return .rejected(CommandError.idempotencyKeyReused)
        }
        do {
            guard let answer = try run(work) else { return .handled }
            answers[key] = answer
            newAnswers.append((key, answer))
            return .answered(answer, repeated: false)
        } catch let error where mustRunAlone(error) {
            throw error
        } catch {
            return .rejected(error)
        }
    }

    /// Runs the decision on a copy of what the batch knows and keeps the copy only if it succeeds.
    @discardableResult
    private mutating func run(_ work: Work, muted: Bool = false) throws -> StoredAnswer? {
        var scope = Scope(now: now, writer: writer, slots: slots, trace: work.trace)
        scope.muted = muted
        do {
            let answer = try work.decide(&scope)
            keep(&scope)
            return answer
        } catch let refused as Refused {
            if let answer = refused.answer {
                var scope = Scope(now: now, writer: writer, slots: slots, trace: work.trace)
                try answer(&scope)
                keep(&scope)
            }
            throw refused
        }
    }

    /// What work needs may follow from what earlier work of this batch changed; by itself, after that was committed,
    /// it finds it.
    private func mustRunAlone(_ error: any Error) -> Bool {
        if case EngineError.notDeclared = error { !isAlone } else { false }
    }

    private mutating func keep(_ scope: inout Scope) {
        for (id, slot) in scope.finish() { slots[id] = slot }
        events += scope.appended
        beside += scope.beside
        rowsBeside += scope.rows
    }

    // MARK: - Messages

    private mutating func message(_ work: Work, _ inbound: Inbound) throws -> Outcome {
        if let row = inbound.row {
            // Since it was read it was settled, or tried, edited or laid away: what comes next is read anew.
            guard let now = brought[row.id] else { return .duplicate }
            guard now == row.state else { return .parked }
        }
        guard let sequence = inbound.sequence else { return try unsequenced(work, inbound) }
        var inbound = inbound
        if inbound.row == nil { inbound.row = row(of: inbound, sequence) }
        var position = positions[inbound.position] ?? Position()
        defer { positions[inbound.position] = position }
        switch position.arrival(sequence, life: inbound.life, setAside: inbound.row?.status) {
        case .duplicate:
            if let row = inbound.row { resolved.append(row.id) }
            return .duplicate
        case .conflict:
            position.notice(sequence, conflicting: true)
            // Also one that waited: its row then stands where the operator looks.
            setAside.append(try aside(inbound, .conflict))
            return .parked
        case .park, .wait:
            position.notice(sequence)
            if inbound.row == nil {
                setAside.append(try aside(inbound, position.held ? .waiting : .parked))
            }
            return .parked
        case .passOver:
            finish(inbound, sequence, &position)
            return .skipped
        case .decide:
            let outcome = try attempt(work, inbound, muted: sequence <= position.effectsTo)
            if case .failed = outcome {
                position.notice(sequence, holding: true)
            } else {
                finish(inbound, sequence, &position)
            }
            return outcome
        }
    }

    /// Its row from before, if that is of the same history.
    private func row(of inbound: Inbound, _ sequence: Int64) -> QuarantineRow? {
        let own = (rows[inbound.position]?[sequence] ?? []).filter {
            $0.incarnation == nil || $0.incarnation == inbound.life?.incarnation
        }
        return own.first { $0.status == .discarded } ?? own.first
    }

    private mutating func unsequenced(_ work: Work, _ inbound: Inbound) throws -> Outcome {
        if known.contains(inbound.inboxKey) {
            if let row = inbound.row { resolved.append(row.id) }
            return .duplicate
        }
        let outcome = try attempt(work, inbound, muted: false)
        if case .failed = outcome { return outcome }
        known.insert(inbound.inboxKey)
        inboxAdded.others.append(inbound.inboxKey)
        if let row = inbound.row { resolved.append(row.id) }
        return outcome
    }

    private mutating func attempt(_ work: Work, _ inbound: Inbound, muted: Bool) throws -> Outcome {
        do {
            try run(work, muted: muted)
            return .handled
        } catch is Skipped {
            return .skipped
        } catch let refused as Refused {
            setAside.append(
                try aside(inbound, .refused, refused.violations.map(\.code).joined(separator: " ")))
            return .refused(refused.violations)
        } catch let error where mustRunAlone(error) {
            throw error
        } catch {
            setAside.append(try aside(inbound, .failed, "\(error)"))
            return .failed(error)
        }
    }

    private mutating func finish(_ inbound: Inbound, _ sequence: Int64, _ position: inout Position) {
        position.finish(sequence, life: inbound.life)
        inboxAdded.numbered.append(inbound.inboxKey)
        if let row = inbound.row { resolved.append(row.id) }
    }

    private func aside(
        _ inbound: Inbound, _ status: SetAside.Status, _ error: String? = nil
    ) throws -> SetAside {
        let cause = error.map { "\(inbound.type) \($0)" }
        return SetAside(
            inbound: inbound, status: status, error: error.map { String($0.prefix(2_000)) },
            fingerprint: cause.map {
                SHA256.hash(data: Data($0.utf8)).prefix(6).map { String(format: "%02x", $0) }.joined()
            },
            sealed: inbound.row == nil
                ? try seal.seal(
                    status == .refused ? Array(inbound.body.prefix(CloudEvent.limit)) : inbound.body,
                    messageID: inbound.messageID) : [])
    }

    // MARK: - Terms

    /// Fires only if, under the lock, the row still runs and its moment has come.
    private mutating func term(_ work: Work, _ id: UUID, _ handler: TermHandler) throws -> Outcome {
        guard let row = dueTerms[id], firedTerms[id] == nil else { return .skipped }
        let due = row.dueStages(at: now)
        guard !due.isEmpty else { return .skipped }
        var scope = Scope(now: now, writer: writer, slots: slots, trace: work.trace)
        for stage in due { try handler.fire(row.fired(stage), &scope) }
        keep(&scope)
        firedTerms[id] = row.advanced(at: now)
        return .handled
    }
}

/// A message of a type that this consumer does not know: its number is taken, nothing else happens (MESSAGING.md §9).
struct Skipped: Error {}
