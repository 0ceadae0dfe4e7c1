/*
 * The log, the outbox and the relay: from a committed event to the broker (MESSAGING.md §2).
 *
 * models: Shared/Messaging/Relay/Relay.swift
 * models: Shared/Messaging/Relay/InFlight.swift
 * models: Shared/Messaging/Relay/OutboxStore.swift
 * models: Shared/Messaging/Relay/Lease.swift
 * models: Shared/Messaging/Relay/Refill.swift
 * models: Shared/Messaging/Log/EventLog.swift
 *
 * Three transactions append one event each while two relays contend for the lease: two events have key 0 and one has
 * key 1, or all three key 0 (ONE_KEY). A relay reads a snapshot in one step and acts on it in another, so that anything
 * may happen between. Once each: a lease runs out while its owner lives, a process is killed, a producer has a fatal error.
 *
 * ONE_KEY, BROKER_REFUSES, REFILL (the broker loses its data once) and HOLD_TOPIC (an organisation is cut off and
 * connected again) are other cases; those that cost too much together are apart.
 *
 * Left out: time (whatever may happen later may happen now), the content of events, a producer's queue that is full.
 */
#define EVENTS 3
#define each(P) (P(1) || P(2) || P(3))
#define set_property(property, condition) property = (condition); assert(property)

/* ---- Properties. Hidden: they are asserted where they are set, and no part of the state. ---- */

/* Two events of one key never get the same sequence. */
hidden byte sequence_once = true;
/* An event leaves the outbox only when the broker has it. */
hidden byte nothing_lost = true;
/* An event's first appearance on its partition never comes before that of a lower sequence of its key. */
hidden byte key_order = true;
/* Nothing goes to the producer behind an event of its key that the broker refused. */
hidden byte refused_holds_key = true;
/* When nothing can happen any more, every transaction has committed and the outbox is empty. */
hidden byte all_published = true;

#ifdef REFILL
/* ... and a broker that lost its data and was refilled has every event again. */
hidden byte refilled = true;
#endif

/* ---- Tables ---- */

bool committed[4];                  /* event: the log, by seq */
byte key[4];
byte sequence[4];
bool outbox[4];                     /* outbox: by seq */
bool failed_at[4];                  /* outbox.failed_at is set */
bool retry_due[4];                  /* outbox.retry_at has passed */
byte last_sequence[2];              /* stream.last_sequence, by key */
bool stream_locked[3];              /* the row lock on stream */
byte next_seq = 1;                  /* the identity that event.seq is drawn from */

#define NOBODY 2                    /* a process that is no more */
byte lease_owner = NOBODY;          /* relay_lease.owner */
byte lease_epoch = 0;               /* relay_lease.epoch */
bool lease_expired = true;          /* relay_lease.expires_at has passed */

bool on_broker[4];                  /* what stands on the partition of its key */

#ifdef REFILL
bool stands_on_broker[4];           /* what it still has, where it may lose its data */
mtype = { not_asked, running, done_refilling };
mtype refill = not_asked;           /* refill.status */
byte refill_up_to;
byte broker_losses = 1;
#endif

/* ---- What a relay's process holds ---- */

#define ABSENT 0
#define IN_FLIGHT 1
#define CONFIRMED 2                 /* reported, not recorded yet */
#define REFUSED 3

typedef Run { byte low; byte high; byte count; bool isBroken }      /* InFlight.Run */
typedef Process {
    byte epoch;                     /* 0 while it does not lead */
    bool producer;                  /* it has one: the next time it leads begins after that was closed */
    byte cursor;
    byte rows[4];                   /* InFlight.rows */
    Run streams[2];                 /* InFlight.streams, by key */
    byte head[4];                   /* the snapshot it acts on next: of each row read its key's head; 0 was not read */
#ifdef REFILL
    mtype refilling;                /* not_asked: no; running: it waits for what it had in flight; done_refilling: it sends */
    bool before[4];                 /* what was in flight when it began */
    bool chunk[4];                  /* what it republishes */
#endif
}
Process relay[2];
chan queue[2] = [EVENTS] of { byte };   /* the producer's queue; it sends in order */

/* ---- What may still go wrong ---- */

#if defined(REFILL) || defined(HOLD_TOPIC)
byte lapses = 1, crashes = 0, fatals = 0;
#elif defined(BROKER_REFUSES)
byte lapses = 1, crashes = 1, fatals = 0;
#else
byte lapses = 1, crashes = 1, fatals = 1;
#endif
#ifdef BROKER_REFUSES
byte refusals = 1;
#else
byte refusals = 0;
#endif
#ifdef REPUBLISH_ALL
byte republications = 1;
#endif
byte done = 0;

hidden byte s, j;

/* ---- Rules ---- */

/* §2: `stream`'s row is locked and advanced at append, and seq is drawn after it. */
#ifdef NO_STREAM_LOCK
#define LOCK aggregate              /* broken: two aggregates that share a key number their events by the same row */
#else
#define LOCK its_key
#endif
proctype Transaction(byte its_key; byte aggregate) {
    byte mine, number;
    d_step { !stream_locked[LOCK] -> stream_locked[LOCK] = true; number = last_sequence[its_key] + 1 };
    d_step { mine = next_seq; next_seq++ };
    d_step {
        key[mine] = its_key; sequence[mine] = number; committed[mine] = true; outbox[mine] = true;
        last_sequence[its_key] = number; stream_locked[LOCK] = false; done++;
        for (j : 1 .. EVENTS) {
            if
            :: j != mine && committed[j] && key[j] == its_key -> set_property(sequence_once, sequence[j] != number)
            :: else
            fi
        };
        skip
    }
}

#define is_lower(a, b) (committed[a] && key[a] == key[b] && sequence[a] < sequence[b])
#define stands(n, k) ((outbox[1] && key[1] == k && sequence[1] == n) || (outbox[2] && key[2] == k && sequence[2] == n) \
    || (outbox[3] && key[3] == k && sequence[3] == n))
/* OutboxStore: the lowest sequence of this key in the outbox, in the same snapshot. */
#define head_of(k) (stands(1, k) -> 1 : (stands(2, k) -> 2 : 3))
#define fails_below(a, b) (outbox[a] && failed_at[a] && is_lower(a, b))

#ifdef HOLD_TOPIC                   /* key 0 is on the topic of an organisation that is cut off for a while (C1) */
bool topic_held;
byte holds = 1;
#define is_held(a) (topic_held && key[a] == 0)
#else
#define is_held(a) false
#endif

/* §2: a failed event holds its key and leaves the select, so that it hides no others; it is tried again later. */
#define selectable(a) (outbox[a] && !is_held(a) && (!failed_at[a] || retry_due[a]) \
    && !(fails_below(1, a) || fails_below(2, a) || fails_below(3, a)))

/* §2, InFlight.take: a row goes only if no lower sequence of its key waits in the outbox, except those in flight from
 * here or taken ahead of it in this batch. */
#define its_run relay[me].streams[key[a]]
#ifdef CURSOR_ALONE                 /* broken: what committed late is overtaken by what the cursor read */
#define may_go(a, itsHead) (relay[me].rows[a] == ABSENT)
#else
#define may_go(a, itsHead) (relay[me].rows[a] == ABSENT && \
    (its_run.count > 0 -> (!its_run.isBroken && sequence[a] == its_run.high + 1 \
        && (its_run.low <= itsHead || itsHead == sequence[a])) : (itsHead == sequence[a])))
#endif

#define is_ahead(a) (selectable(a) && a > relay[me].cursor)
#define is_late(a) (selectable(a) && a <= relay[me].cursor && may_go(a, head_of(key[a])))
#define was_read(a) (relay[me].head[a] > 0)
#define has_read (each(was_read))

/* OutboxStore.above, and .sweep now and then: one snapshot of what stands above the cursor, and of what committed late
 * below it. */
inline read(sweeping) {
    for (s : 1 .. EVENTS) {
        if
        :: selectable(s) && (s > relay[me].cursor || (sweeping && relay[me].rows[s] == ABSENT)) -> relay[me].head[s] = head_of(key[s])
        :: else
        fi
    }
}

/* Relay.send: takes what may go, in order, and puts it on the producer's queue. */
inline take() {
    for (s : 1 .. EVENTS) {
        if
        :: was_read(s) ->
            if
            :: may_go(s, relay[me].head[s]) ->
#ifndef CURSOR_ALONE
                for (j : 1 .. EVENTS) {
                    if
                    :: is_lower(j, s) -> set_property(refused_holds_key, on_broker[j] || relay[me].rows[j] == IN_FLIGHT)
                    :: else
                    fi
                }
#endif
                if
                :: relay[me].streams[key[s]].count == 0 -> relay[me].streams[key[s]].low = sequence[s]
                :: else
                fi;
                relay[me].streams[key[s]].high = sequence[s];
                relay[me].streams[key[s]].count++;
#ifdef CONFIRMED_ON_SENDING         /* broken: an event counts as published once it is handed over, before the delivery report */
                relay[me].rows[s] = CONFIRMED;
#else
                relay[me].rows[s] = IN_FLIGHT;
#endif
                queue[me]!s
            :: else
            fi;
            if
            :: s > relay[me].cursor -> relay[me].cursor = s
            :: else
            fi;
            relay[me].head[s] = 0
        :: else
        fi
    }
}
/* InFlight.remove */
inline remove(a) {
#ifdef REFILL
    relay[me].before[a] = false;
#endif
    relay[me].rows[a] = ABSENT;
    relay[me].streams[key[a]].count--;
    if
    :: relay[me].streams[key[a]].count == 0 ->
        relay[me].streams[key[a]].low = 0; relay[me].streams[key[a]].high = 0; relay[me].streams[key[a]].isBroken = false
    :: else
    fi
}

/* The process forgets what it had in flight: its producer is closed, or it was killed. */
inline forget() {
    relay[me].producer = false; relay[me].cursor = 0;
#ifdef REFILL
    relay[me].refilling = not_asked;
    for (s : 1 .. EVENTS) { relay[me].before[s] = false; relay[me].chunk[s] = false }
#endif
    for (s : 1 .. EVENTS) { relay[me].rows[s] = ABSENT; relay[me].head[s] = 0 }
    for (s : 0 .. 1) {
        relay[me].streams[s].low = 0; relay[me].streams[s].high = 0; relay[me].streams[s].count = 0;
        relay[me].streams[s].isBroken = false
    }
    do
    :: len(queue[me]) > 0 -> queue[me]?s
    :: else -> break
    od;
    s = 0
}

/* The broker appends an event to its partition. */
inline append(a) {
    if
    :: !on_broker[a] ->
        for (j : 1 .. EVENTS) {
            if
#ifndef ORDER_BY_POSITIONS          /* where the broker refuses, the consumers' positions give the order (§5) */
            :: is_lower(j, a) -> set_property(key_order, on_broker[j])
#endif
            :: else
            fi
        }
    :: else
    fi;
#ifdef REFILL
    stands_on_broker[a] = true;
#endif
    on_broker[a] = true
}

#define is_reported(a) (relay[me].rows[a] == CONFIRMED || relay[me].rows[a] == REFUSED)
#define is_confirmed(a) (relay[me].rows[a] == CONFIRMED)

/* §2, Relay.settle: what was confirmed leaves the outbox, if this relay still leads: the epoch is checked in the
 * transaction that records publications. */
#ifdef EPOCH_UNCHECKED
#define still_leads true
#else
#define still_leads (lease_owner == me && lease_epoch == relay[me].epoch)
#endif
inline settle() {
    for (s : 1 .. EVENTS) {
        if
        :: relay[me].rows[s] == REFUSED -> failed_at[s] = outbox[s]; retry_due[s] = false; remove(s)
        :: else
        fi
    }
    if
    :: each(is_confirmed) && !still_leads -> relay[me].epoch = 0
    :: else ->
        for (s : 1 .. EVENTS) {
            if
            :: relay[me].rows[s] == CONFIRMED ->
                set_property(nothing_lost, on_broker[s]);
                outbox[s] = false; failed_at[s] = false; retry_due[s] = false; remove(s)
            :: else
            fi
        }
    fi
}

#ifdef REFILL
#define is_before(a) (relay[me].before[a])
#endif

proctype Relay(byte me) {
    byte a;
    do
    /* §2, Lease.hold: the row is taken where it has run out, with a new epoch; its owner goes on with the same. */
    :: d_step {
        !relay[me].producer && (lease_expired || lease_owner == me) ->
        if
        :: lease_owner != me -> lease_owner = me; lease_epoch++
        :: else
        fi;
        lease_expired = false; relay[me].epoch = lease_epoch; relay[me].producer = true
    }
    /* It prolongs in time, or sees that another leads. */
    :: d_step { relay[me].epoch > 0 && lease_owner == me && lease_expired -> lease_expired = false }
    :: d_step { relay[me].epoch > 0 && lease_owner != me -> relay[me].epoch = 0 }

    :: d_step { relay[me].epoch > 0 && !has_read && each(is_ahead) -> read(false); skip }
#ifndef NO_SWEEP                    /* broken: the cursor alone; what committed late below it is never seen */
    :: d_step { relay[me].epoch > 0 && !has_read && each(is_late) -> read(true); skip }
#endif
    :: d_step { has_read -> take(); skip }

    :: d_step {
        nempty(queue[me]) ->
        queue[me]?a; append(a);
        if
        :: relay[me].rows[a] == IN_FLIGHT -> relay[me].rows[a] = CONFIRMED
        :: else
        fi;
        a = 0
    }
    /* §2: nothing of its key goes behind a refused event until all that went are back. */
    :: d_step {
        refusals > 0 && nempty(queue[me]) ->
        refusals--; queue[me]?a;
        if
        :: relay[me].rows[a] == IN_FLIGHT ->
            relay[me].rows[a] = REFUSED;
#ifndef GOES_ON_BEHIND_REFUSED      /* broken: followers go out although the one before them will not */
            relay[me].streams[key[a]].isBroken = true
#endif
        :: else
        fi;
        a = 0
    }
    :: d_step { relay[me].epoch > 0 && each(is_reported) -> settle(); skip }

#ifdef REFILL
    /* §6: a broker that lost its data is refilled from the log, by who leads. What the outbox holds goes out by itself; but
     * what was in flight may have been confirmed by the broker that lost it, so that is settled first. */
    :: d_step {
        relay[me].epoch > 0 && refill == running && relay[me].refilling == not_asked ->
        relay[me].refilling = running;
#ifndef REFILL_AT_ONCE              /* broken: what was confirmed and not recorded yet is skipped, and then never sent again */
        for (s : 1 .. EVENTS) { relay[me].before[s] = (relay[me].rows[s] != ABSENT) };
#endif
        s = 0
    }
    :: d_step {
        relay[me].refilling == running && !each(is_before) ->
        relay[me].refilling = done_refilling;
        for (s : 1 .. EVENTS) { relay[me].chunk[s] = (committed[s] && s <= refill_up_to && !outbox[s]) };
        s = 0
    }
    :: d_step {
        relay[me].refilling == done_refilling ->
        for (s : 1 .. EVENTS) {
            if
            :: relay[me].chunk[s] -> append(s); relay[me].chunk[s] = false
            :: else
            fi
        };
        if
        :: lease_owner == me && lease_epoch == relay[me].epoch -> refill = done_refilling
        :: else -> relay[me].epoch = 0
        fi;
        relay[me].refilling = not_asked
    }
#endif
    /* §3: a fatal error: purge, wait for the reports, close, make a new producer, and go on from the outbox. */
    :: d_step {
        fatals > 0 && relay[me].epoch > 0 && nempty(queue[me]) && !each(is_reported) && !has_read ->
        fatals--; relay[me].epoch = 0; forget(); skip
    }
    /* It leads no more: what its producer still had is delivered (above) or purged. */
    :: d_step { relay[me].producer && relay[me].epoch == 0 && !has_read -> forget(); skip }
    /* kill -9: another process starts, with another name; the lease lies where it was. */
    :: d_step {
        crashes > 0 && relay[me].producer ->
        crashes--; relay[me].epoch = 0; forget();
        if
        :: lease_owner == me -> lease_owner = NOBODY
        :: else
        fi
    }
    od
}

#define waits_for_retry(a) (outbox[a] && failed_at[a] && !retry_due[a])
proctype Clock() {
    do
    :: d_step { !lease_expired && lease_owner == NOBODY -> lease_expired = true }
    :: d_step { !lease_expired && lapses > 0 -> lapses--; lease_expired = true }
    :: d_step { waits_for_retry(1) -> retry_due[1] = true }
    :: d_step { waits_for_retry(2) -> retry_due[2] = true }
    :: d_step { waits_for_retry(3) -> retry_due[3] = true }
    od
}

#ifdef REPUBLISH_ALL                /* broken: a replay from the log also takes what the outbox still holds, and overtakes it (§6) */
proctype Operator() {
    byte a;
    d_step {
        committed[2] && republications > 0 ->
        republications--;
        for (a : 2 .. EVENTS) {
            if
            :: committed[a] -> append(a)
            :: else
            fi
        }
        a = 0
    }
}
#endif

#ifdef REFILL
#define on_broker_now(a) (stands_on_broker[a])
#define is_missing(a) (!stands_on_broker[a])
proctype Broker() {
    /* It loses its data once, when all transactions are over; the operator sees it and asks for all there is. */
    d_step {
        broker_losses > 0 && done == EVENTS && each(on_broker_now) ->
        broker_losses--;
        for (j : 1 .. EVENTS) { stands_on_broker[j] = false };
        refill = running; refill_up_to = next_seq - 1
    }
}
#endif

#ifdef HOLD_TOPIC
/* OutboxStore: events of a held topic wait in the outbox, and others go on; asked before each read. */
proctype Register() {
    d_step { holds > 0 -> holds--; topic_held = true };
    d_step { topic_held = false }
}
#endif

proctype Quiet() {
    end: timeout -> d_step {
#ifdef REFILL
        set_property(refilled, !each(is_missing));
#endif
        set_property(all_published, done == EVENTS && !outbox[1] && !outbox[2] && !outbox[3])
    }
}

init {
    atomic {
        run Transaction(0, 0); run Transaction(0, 2);
#ifdef ONE_KEY
        run Transaction(0, 0);
#else
        run Transaction(1, 1);
#endif
        run Relay(0); run Relay(1); run Clock(); run Quiet();
#ifdef REPUBLISH_ALL
        run Operator();
#endif
#ifdef HOLD_TOPIC
        run Register();
#endif
#ifdef REFILL
        relay[0].refilling = not_asked; relay[1].refilling = not_asked; run Broker()
#endif
    }
}
