/*
 * Terms: reminders and deadlines of one aggregate, two pollers, and commands that finish or change its step (MESSAGING.md §7).
 *
 * models: Shared/Messaging/Terms/TermPoller.swift
 * models: Shared/Messaging/Terms/TermStore.swift
 * models: Shared/Messaging/Engine/BatchDecisions.swift
 *
 * A row is one running of one term: a reminder (50 %) and two deadlines (100 and 150 %), one tick apart. A command may
 * finish the step, which cancels the row, or change it, which cancels the row and starts another. One handler fails once.
 */
#define TICKS 5
#define ROWS 2
#define STAGES 3                        /* 0: the reminder; 1 and 2: deadlines */
#define set_property(property, condition) property = (condition); assert(property)

/* ---- Properties ---- */

/* No stage goes off before its moment. */
hidden byte no_early_fire = true;
/* No stage goes off twice. */
hidden byte no_stage_twice = true;
/* Nothing goes off of a step that is finished or was changed. */
hidden byte no_fire_after_finish = true;
/* When time is over, every deadline of a step that goes on has gone off, however many were late at once. */
hidden byte no_deadline_vanishes = true;

/* ---- Tables ---- */

byte started = 1;                       /* term: how many rows there are */
byte since[ROWS], stage[ROWS], next_at[ROWS];
bool fired_at[ROWS], cancelled_at[ROWS];
bool finished;                          /* aggregate.state: the step is over */
bool locked;                            /* the row lock on the aggregate */

byte clock;
byte count[6];                          /* how often each stage of each row went off */
byte failures = 1;

hidden byte s;

#define moment(x, n) (since[x] + 1 + n)
/* TermStore.due, read without locks. */
#define is_due(x) (x < started && !fired_at[x] && !cancelled_at[x] && next_at[x] <= clock)
/* A property in time: the pollers' loop "until nothing is due" comes to an end. */
ltl polling_ends { <> [] (clock == TICKS && !is_due(0) && !is_due(1)) }

/* ---- Rules ---- */

/* §7: lock the aggregate, then look again: the row must still run ... */
#ifdef CANCEL_NOT_READ                  /* broken: the row is not looked at again under the lock */
#define still_runs(x) true
#else
#define still_runs(x) (!fired_at[x] && !cancelled_at[x])
#endif
/* ... and its moment must have come, by the clock that is read under the lock. */
#ifdef CLOCK_NOT_READ                   /* broken: what was due when it was read counts as due */
#define has_come(x) (stage[x] < STAGES)
#else
#define has_come(x) (stage[x] < STAGES && moment(x, stage[x]) <= clock)
#endif
/* TermRow.dueStages: after downtime reminders collapse into one, deadlines never vanish. */
#ifdef DEADLINES_COLLAPSE               /* broken: late deadlines collapse into the last one, as reminders do */
#define collapses(x) (stage[x] + 1 < STAGES && moment(x, stage[x] + 1) <= clock)
#else
#define collapses(x) (stage[x] == 0 && moment(x, 1) <= clock)
#endif

inline go_off(x, n) {
    set_property(no_fire_after_finish, !finished && x == started - 1);
    set_property(no_early_fire, moment(x, n) <= clock);
    count[x * STAGES + n]++;
    set_property(no_stage_twice, count[x * STAGES + n] == 1)
}

/* Batch.term: one transaction under the aggregate's lock. `n` is the stage that was due when the row was read. */
inline fire(x, n) {
    if
    :: still_runs(x) && has_come(x) ->
#ifdef STAGE_AS_READ                    /* broken: the stage that was read goes off, whatever the row says under the lock */
        go_off(x, n); stage[x] = n + 1;
#else
        s = 0;
        do
        :: has_come(x) && s == 0 ->
            if
            :: collapses(x) -> skip
            :: else -> go_off(x, stage[x])
            fi;
            stage[x]++;
#ifdef CLOCK_NOT_READ
            s = 1
#else
            skip
#endif
        :: else -> break
        od;
        s = 0;
#endif
        /* TermRow.advanced */
        if
        :: stage[x] == STAGES -> fired_at[x] = true
#ifdef NEXT_AT_STAYS                    /* broken: what went off stays due, and the pollers turn round it */
        :: else
#else
        :: else -> next_at[x] = moment(x, stage[x])
#endif
        fi
    :: else
    fi
}

proctype Poller() {
    byte x, n;
    do
    :: true ->
        if
        :: d_step { is_due(0) -> x = 0; n = stage[0] }
        :: d_step { is_due(1) -> x = 1; n = stage[1] }
        fi;
        d_step { !locked -> locked = true };
        if
        :: d_step { true -> fire(x, n); locked = false }
        /* §7: a term whose handler fails gets a back-off and leaves the select; that is a statement of its own. */
        :: d_step { failures > 0 && still_runs(x) && has_come(x) -> failures--; locked = false };
            d_step {
                if
                :: still_runs(x) && clock < TICKS -> next_at[x] = clock + 1
                :: else
                fi
            }
        fi;
        d_step { x = 0; n = 0 }
    od
}

/* TermChanges: a finished or changed step cancels its row in its own transaction. */
#ifdef CANCEL_FORGOTTEN                 /* broken: the row of a step that is over stays */
#define cancel(x) skip
#else
#define cancel(x) cancelled_at[x] = true
#endif
proctype Command() {
    if
    :: d_step { !locked -> locked = true }; d_step { finished = true; cancel(0); locked = false }
    :: d_step { !locked -> locked = true };
        d_step { cancel(0); since[1] = clock; next_at[1] = clock + 1; started = 2; locked = false }
    :: skip
    fi
}

proctype Clock() {
    do
    :: d_step { clock < TICKS -> clock++ }
    :: clock == TICKS -> break
    od
}

#define has_gone_off(x, n) (moment(x, n) > TICKS || count[x * STAGES + n] == 1)
proctype Quiet() {
    end: timeout -> d_step {
        set_property(no_deadline_vanishes,
            finished || (has_gone_off((started - 1), 1) && has_gone_off((started - 1), 2)))
    }
}

init { atomic { next_at[0] = 1; run Clock(); run Poller(); run Poller(); run Command(); run Quiet() } }
