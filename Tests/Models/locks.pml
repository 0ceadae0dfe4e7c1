/*
 * One lock order everywhere: commands, batches of messages, pollers and operators' acts (MESSAGING.md §4).
 *
 * models: Shared/Messaging/Engine/Aggregate.swift
 * models: Shared/Messaging/Engine/Batch.swift
 * models: Shared/Messaging/Consumer/Position.swift
 * models: Shared/Messaging/Log/EventLog.swift
 *
 * Two positions, a zaak, two parts of it (one with an id below the zaak's), a term and a stream. Each transaction takes
 * its locks one by one and releases them all at its commit.
 */
#define set_property(property, condition) property = (condition); assert(property)

/* When nothing can happen any more, every transaction has committed. */
hidden byte no_deadlock = true;

#define POSITION_A 0
#define POSITION_B 1
#define ZAAK 2
#define EARLY_PART 3                    /* its id is lower than the zaak's */
#define LATE_PART 4
#define TERM 5
#define STREAM 6
bool locked[7];
byte committed;

#define lock(row) d_step { !locked[row] -> locked[row] = true }
#define commit(a, b, c, d, e, f, g) d_step { locked[a] = false; locked[b] = false; locked[c] = false; locked[d] = false; \
    locked[e] = false; locked[f] = false; locked[g] = false; committed++ }

/* §4, AggregateStore.lock: zaken, then other aggregates, by id within; then terms, then streams. */
#ifdef BY_ID_ALONE                      /* broken: by id, whatever kind of row it is */
#define lock_aggregates lock(EARLY_PART); lock(ZAAK); lock(LATE_PART)
#else
#define lock_aggregates lock(ZAAK); lock(EARLY_PART); lock(LATE_PART)
#endif

proctype Command() {
    lock(ZAAK); lock(EARLY_PART); lock(TERM); lock(STREAM);
    commit(ZAAK, EARLY_PART, TERM, STREAM, STREAM, STREAM, STREAM)
}
/* PositionStore.lock: positions first, in the order of their names. */
proctype Batch() {
    lock(POSITION_A); lock(POSITION_B); lock_aggregates; lock(TERM); lock(STREAM);
    commit(POSITION_A, POSITION_B, ZAAK, EARLY_PART, LATE_PART, TERM, STREAM)
}
proctype OtherBatch() {
#ifdef AS_THEY_ARRIVE                   /* broken: positions in the order in which their messages came */
    lock(POSITION_B); lock(POSITION_A);
#else
    lock(POSITION_A); lock(POSITION_B);
#endif
    lock_aggregates; lock(TERM); lock(STREAM);
    commit(POSITION_A, POSITION_B, ZAAK, EARLY_PART, LATE_PART, TERM, STREAM)
}
proctype Poller() {
#ifdef TERM_FIRST                       /* broken: the poller locks the term that it found before its aggregate */
    lock(TERM); lock(ZAAK); lock(LATE_PART); lock(STREAM);
#else
    lock(ZAAK); lock(LATE_PART); lock(TERM); lock(STREAM);
#endif
    commit(ZAAK, LATE_PART, TERM, STREAM, STREAM, STREAM, STREAM)
}
/* Discarding a message at the head of its key. */
proctype Discard() {
    lock(POSITION_B);
    commit(POSITION_B, POSITION_B, POSITION_B, POSITION_B, POSITION_B, POSITION_B, POSITION_B)
}

proctype Quiet() { end: timeout -> d_step { set_property(no_deadlock, committed == 5) } }

init { atomic { run Command(); run Batch(); run OtherBatch(); run Poller(); run Discard(); run Quiet() } }
