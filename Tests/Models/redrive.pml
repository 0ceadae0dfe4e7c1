/*
 * Redrives: jobs that let failed messages go again, at their rate, with pause, cancel and a second click (MESSAGING.md §6).
 *
 * models: Shared/Messaging/Quarantine/RedriveRunner.swift
 * models: Shared/Messaging/Quarantine/RedriveStore.swift
 * models: Shared/Messaging/Operations/Operations+Redrive.swift
 *
 * Two failed messages of two keys, and two jobs that both select them. A step of a job is one transaction under its row,
 * taken by any replica, so that a process that dies leaves nothing half done. The sweeper reads a message in one step and
 * tries it in another. Once each: a job is paused, a job is cancelled, a message is discarded, a try fails again.
 */
#define MESSAGES 2
#define set_property(property, condition) property = (condition); assert(property)

/* ---- Properties ---- */

/* A message stands open in one job at a time, however often somebody clicks. */
hidden byte one_redrive_at_once = true;
/* What a job says became of a message did become of it, by a try that came after it was let go. */
hidden byte outcome_true = true;
/* When nothing can happen any more, each job that was started is over, and knows what became of each of its messages. */
hidden byte job_ends = true;

/* ---- Tables ---- */

mtype = { none, failed, resolved, discarded };
mtype status[3] = failed;               /* quarantine */
byte attempts[3] = 1;
bool next_at[3];                        /* quarantine.next_at has passed */

mtype = { running, paused, cancelled, done, succeeded };
typedef Messages { bool taken[3]; byte tries[3]; mtype outcome[3] = none }
mtype job[2] = none;                    /* redrive.status */
bool finished_at[2];
Messages redrive_message[2];            /* by redrive and message; tries is attempts + 1, 0 is null */

byte read[3];                           /* what the sweeper read: attempts + 1 */
byte tried[3];                          /* how many tries began since a job let it go last */

byte pauses = 1, cancels = 1, discards = 1, failures = 1;
hidden byte m;

/* ---- Rules ---- */

#define is_open(j, a) (redrive_message[j].taken[a] && redrive_message[j].outcome[a] == none)
#define is_given(j, a) (is_open(j, a) && redrive_message[j].tries[a] > 0)
#define is_left(j, a) (is_open(j, a) && redrive_message[j].tries[a] == 0)

/* RedriveStore.start: what the selection names and no other job has open; held by a unique index. */
#ifdef TAKEN_TWICE                      /* broken: a second click takes the same messages again */
#define is_free(a) true
#else
#define is_free(a) (!is_open(0, a) && !is_open(1, a))
#endif
inline start(j) {
    job[j] = running;
    for (m : 1 .. MESSAGES) {
        if
        :: status[m] == failed && is_free(m) -> redrive_message[j].taken[m] = true
        :: else
        fi;
        set_property(one_redrive_at_once, !(is_open(0, m) && is_open(1, m)))
    };
    m = 0
}

/* RedriveStore.observe */
#ifdef ANY_FAILURE_COUNTS               /* broken: a message that stands as failed counts as tried */
#define has_failed(j, a) (status[a] == failed)
#else
#define has_failed(j, a) (status[a] == failed && attempts[a] + 1 > redrive_message[j].tries[a])
#endif
#define is_seen(j, a) (is_given(j, a) && (status[a] != failed || has_failed(j, a)))
inline observe(j) {
    for (m : 1 .. MESSAGES) {
        if
        :: is_seen(j, m) && status[m] == resolved -> redrive_message[j].outcome[m] = succeeded
        :: is_seen(j, m) && status[m] == discarded -> redrive_message[j].outcome[m] = discarded
        :: is_seen(j, m) && status[m] == failed ->
            redrive_message[j].outcome[m] = failed; set_property(outcome_true, tried[m] > 0)
        :: else
        fi
    };
    m = 0
}
/* RedriveStore.give, one message at a time: its position is locked first, so a try that runs now is over before. */
inline give(j, a) {
    redrive_message[j].tries[a] = attempts[a] + 1; tried[a] = 0;
    if
    :: status[a] == failed -> next_at[a] = true
    :: else
    fi
}
/* RedriveStore.goOn */
inline go_on(j) {
    if
    :: !is_open(j, 1) && !is_open(j, 2) -> finished_at[j] = true; job[j] = (job[j] == cancelled -> cancelled : done)
    :: else
    fi
}

#define may_step(j) (job[j] != none && !finished_at[j] && (is_seen(j, 1) || is_seen(j, 2) \
    || (job[j] == running && (is_left(j, 1) || is_left(j, 2))) || (!is_open(j, 1) && !is_open(j, 2))))
/* RedriveRunner.step */
inline step(j) {
    observe(j);
    if
    :: job[j] == running && is_left(j, 1) -> give(j, 1)
    :: job[j] == running && !is_left(j, 1) && is_left(j, 2) -> give(j, 2)
    :: else
    fi;
    go_on(j)
}
proctype Runner() {
    do
    :: d_step { may_step(0) -> step(0) }
    :: d_step { may_step(1) -> step(1) }
    od
}

/* Sweeper and Batch: what was read is looked at again under the lock; if it was tried since, it is read anew. */
proctype Sweeper(byte a) {
    do
    :: d_step { status[a] == failed && next_at[a] && read[a] == 0 -> read[a] = attempts[a] + 1 }
    :: d_step {
        read[a] > 0 ->
        if
        :: status[a] == failed && read[a] == attempts[a] + 1 -> tried[a]++; status[a] = resolved
        :: else
        fi;
        read[a] = 0
    }
    :: d_step {
        failures > 0 && read[a] > 0 && status[a] == failed && read[a] == attempts[a] + 1 ->
        failures--; tried[a]++; attempts[a]++; next_at[a] = false; read[a] = 0
    }
    od
}

proctype Operator() {
    do
    :: d_step { job[0] == none -> start(0); skip }
    :: d_step { job[1] == none -> start(1); skip }
    :: d_step { pauses > 0 && job[0] == running && !finished_at[0] -> pauses--; job[0] = paused }
    :: d_step { job[0] == paused && !finished_at[0] -> job[0] = running }
    /* RedriveStore.set: what was not let go yet is left. */
    :: d_step {
        cancels > 0 && (job[0] == running || job[0] == paused) && !finished_at[0] ->
        cancels--; job[0] = cancelled;
#ifndef CANCEL_FORGETS                  /* broken: what a cancelled job did not let go stays open, and no other job can take it */
        for (m : 1 .. MESSAGES) {
            if
            :: is_left(0, m) -> redrive_message[0].outcome[m] = cancelled
            :: else
            fi
        };
#endif
        m = 0
    }
    :: d_step { discards > 0 && status[1] == failed -> discards--; status[1] = discarded }
    od
}

#define is_over(j) (job[j] == none || (finished_at[j] && !is_open(j, 1) && !is_open(j, 2)))
proctype Quiet() { end: timeout -> d_step { set_property(job_ends, is_over(0) && is_over(1)) } }

init { atomic { run Runner(); run Sweeper(1); run Sweeper(2); run Operator(); run Quiet() } }
