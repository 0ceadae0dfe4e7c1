import Runtime

/// What each metric of the chain means, and the buckets of those whose values are no fractions of a second.
enum ChainMetrics {
    static func describe(on registry: PrometheusRegistry = .shared) {
        for (name, help) in helps { registry.describe(name, help) }
        registry.describe(
            "keten_batch_messages", "Pieces of work in one transaction.",
            buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500])
        registry.describe(
            "keten_consumer_message_age_seconds",
            "Age of messages when they were decided, by the broker's timestamp.",
            buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400])
    }

    private static let helps = [
        "keten_build_info": "Always 1; the labels say which program runs and how many migrations it knows.",
        "keten_gauges_read_timestamp_seconds": "When the gauges that come from the database were last read, Unix time.",
        "keten_outbox_events": "Recorded events that the broker has not confirmed.",
        "keten_outbox_failed_events": "Those of them that the broker refused; each holds its key.",
        "keten_outbox_held_events": "Those that wait on purpose, for an organisation that is cut off.",
        "keten_outbox_oldest_age_seconds": "Age of the oldest event that should be published; 0 without one.",
        "keten_relay_leader": "1 in the process whose relay publishes.",
        "keten_relay_lease_held": "1 while some process holds the relay's lease, by the database's clock.",
        "keten_relay_published_total": "Events that the broker confirmed.",
        "keten_refill_published_total": "Events that went out again to a broker that had lost its data.",
        "keten_quarantine_messages": "Messages set aside and not resolved, by consumer and status.",
        "keten_consumer_messages_total": "Messages by how they ended.",
        "keten_consumer_handling_seconds": "From taking a message to its decision.",
        "keten_consumer_lag_messages": "Messages that this member has yet to finish, in the partitions that it has.",
        "keten_consumer_gap_keys": "Keys of which a later message came before an earlier one.",
        "keten_consumer_missing_messages": "Messages that the consumer knows to exist and has not decided.",
        "keten_consumer_held_keys": "Keys that wait behind a failed message.",
        "keten_acts_refused_total": "Acts over HTTP that were refused, by code.",
        "keten_acts_refused_unrecorded_total":
            "Those of them that were not recorded: more than one organisation is given room for, or the database away.",
        "keten_batch_duration_seconds": "Transactions that committed.",
        "keten_batch_deadlines_total": "Transactions that took too long and were ended.",
        "keten_breaker_open": "1 while the database is taken to be away.",
        "keten_terms_running": "Terms whose step was not taken, by kind.",
        "keten_terms_overdue": "Terms whose deadline has passed, by kind: people are late, and were told.",
        "keten_terms_oldest_age_seconds": "Age of the longest running term, by kind.",
        "keten_terms_late": "Terms that should have gone off a minute ago: the chain itself is late.",
        "keten_terms_lateness_seconds": "How late the first term is that should go off now; 0 without one.",
        "keten_terms_failed": "Terms whose going off failed, and that are tried again.",
        "keten_terms_fired_total": "Terms that went off.",
        "keten_handover_unanswered_oldest_age_seconds": "Age of the handover that waits longest for an answer.",
        "keten_database_connections": "Connections to Postgres by what they do.",
        "keten_database_waiting": "Tasks that wait for a connection.",
        "keten_content_keys_destroyed_total":
            "Keys destroyed because the retention of their content was over, by kind.",
        "keten_content_keys_rewrapped_total": "Content keys wrapped anew with the current key-encryption key.",
        "keten_register_version": "Version of a region's entry in the register that this process goes by.",
        "keten_mail_sent_total": "Mails that the mail server took over.",
        "keten_mail_failed_total": "Tries to send a mail that failed, by reason; most are tried again.",
        "keten_mail_dropped_total": "Mails that were not sent because nothing was asked any more, by reason.",
        "keten_mail_waiting": "Mails that wait, for the mail server or for their hour.",
        "keten_mail_oldest_seconds": "Age of the oldest mail that should have gone; 0 without one.",
    ]
}
