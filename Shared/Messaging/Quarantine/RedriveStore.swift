import Contracts
import Foundation
import Postgres

/// The tables of redrives.
enum RedriveStore {
    /// Given and not decided yet, at the most: a redrive never gets far ahead of what the handlers can do.
    static let outstanding = 500
    /// How often a job of a high rate gives; a job of a low rate gives one at a time.
    static let beat: Double = 0.2

    // MARK: - Starting

    static func start(_ id: UUID, _ selection: RedriveSelection, rate: Int, cutOff: Date, by operator: OperatorAct)
        -> [SQL]
    {
        [
            """
            insert into redrive (id, status, selection, rate, cut_off, total, next_at, organisation, operator, reason)
            values (\(id), 'running', \(selection.text), \(Int32(rate)), \(cutOff), 0, clock_timestamp(),
                \(`operator`.organisation), \(`operator`.person), \(`operator`.reason))
            """,
            // In the order in which they were set aside, so that the messages of a key without numbers keep theirs too.
            """
            insert into redrive_message (redrive, place, quarantine)
            select \(id), row_number() over (order by q.id), q.id from quarantine q
            where \(selection.condition) and q.created_at <= \(cutOff)
                and not exists (select from redrive_message m where m.quarantine = q.id and m.outcome is null)
            order by q.id
            on conflict (quarantine) where outcome is null do nothing
            """,
            """
            update redrive set total = (select count(*) from redrive_message where redrive = \(id)) where id = \(id)
            returning total::bigint
            """,
        ]
    }

    /// What a redrive would take: how many of each consumer and fingerprint, and how many another one has already.
    static func preview(_ selection: RedriveSelection) -> SQL {
        """
        select q.consumer, q.fingerprint, count(*) filter (where m.quarantine is null), count(m.quarantine)
        from quarantine q left join redrive_message m on m.quarantine = q.id and m.outcome is null
        where \(selection.condition) group by q.consumer, q.fingerprint order by 3 desc, 1, 2
        """
    }

    // MARK: - Going on

    /// The next job whose moment has come and that no other replica has in hand.
    static let due: SQL = """
        select id, status, rate from redrive where finished_at is null and next_at <= clock_timestamp()
        order by next_at limit 1 for update skip locked
        """

    static let soon: SQL = """
        select count(*) from redrive where finished_at is null and next_at < clock_timestamp() + interval '2 s'
        """

    /// What became of the messages that the job let go.
    static func observe(_ id: UUID) -> SQL {
        """
        update redrive_message m set outcome = seen.outcome, error = seen.error
        from (
            select m.place, case when q.status in ('failed', 'refused') then q.error end as error,
                case when q.id is null then 'gone'
                    when q.status = 'resolved' then 'succeeded'
                    when q.status in ('refused', 'discarded') then q.status
                    when q.status <> 'failed' then 'gone'
                    when q.attempts > m.tries then 'failed' end as outcome
            from redrive_message m left join quarantine q on q.id = m.quarantine
            where m.redrive = \(id) and m.outcome is null and m.tries is not null
        ) seen
        where m.redrive = \(id) and m.place = seen.place and seen.outcome is not null
        """
    }

    static func given(_ id: UUID) -> SQL {
        "select count(*) from redrive_message where redrive = \(id) and outcome is null and tries is not null"
    }

    /// The next messages and their places, to be locked before they are let go.
    static func next(_ id: UUID, limit: Int) -> SQL {
        """
        select q.id, q.consumer, q.source, q.topic, q.key, q.sequence
        from (
            select place, quarantine from redrive_message
            where redrive = \(id) and outcome is null and tries is null order by place limit \(limit)
        ) m join quarantine q on q.id = m.quarantine
        order by m.place
        """
    }

    /// Lets messages go whose positions are locked: the sweeper brings them back. One that is in hand right now is left
    /// for the next time.
    static func give(_ id: UUID, _ messages: [UUID]) -> SQL {
        """
        with free as (
            select q.id, q.attempts from quarantine q where q.id = any(\(messages)) order by q.id for update skip locked
        ), let_go as (
            update quarantine q set next_at = clock_timestamp() from free
            where q.id = free.id and q.status = 'failed' and q.resolved_at is null
        )
        update redrive_message m set tries = free.attempts from free
        where m.redrive = \(id) and m.quarantine = free.id and m.outcome is null
        """
    }

    /// Messages that are in quarantine no more, since they were settled long ago.
    static func passOverGone(_ id: UUID) -> SQL {
        """
        update redrive_message m set outcome = 'gone'
        where m.redrive = \(id) and m.outcome is null and not exists (select from quarantine q where q.id = m.quarantine)
        """
    }

    /// When the job goes on, and whether it is over.
    static func goOn(_ id: UUID, after pause: Double) -> SQL {
        """
        update redrive r set
            status = case when left_over.messages or r.status = 'cancelled' then r.status else 'done' end,
            finished_at = case when not left_over.messages then clock_timestamp() end,
            next_at = case when r.status = 'running' or left_over.given
                then clock_timestamp() + \(pause) * interval '1 s' else 'infinity' end
        from (
            select exists (select from redrive_message where redrive = \(id) and outcome is null) as messages,
                exists (select from redrive_message where redrive = \(id) and outcome is null and tries is not null) as given
        ) left_over
        where r.id = \(id)
        """
    }

    // MARK: - Acts

    static func lock(_ id: UUID) -> SQL { "select status, finished_at from redrive where id = \(id) for update" }

    static func set(_ status: RedriveStatus, _ id: UUID) -> [SQL] {
        let state: SQL = "update redrive set status = \(status.rawValue), next_at = clock_timestamp() where id = \(id)"
        guard status == .cancelled else { return [state] }
        return [
            state,
            """
            update redrive_message set outcome = 'cancelled'
            where redrive = \(id) and outcome is null and tries is null
            """,
        ]
    }
}

public enum RedriveStatus: String, Sendable { case running, paused, cancelled, done }
